import type { Ledger } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { dutiesQuery, rightsFrom } from '../api/entries.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { DesignLink } from '../designer/DesignLink.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** The ledgers, by the office that keeps them; first those that the person's duties reach. */
export function LedgersPage() {
  const { words } = useLanguage()
  const { data: duties } = useQuery(dutiesQuery)
  return (
    <div className="page">
      <PageHead title={words.ledgers.title} lead={words.ledgers.lead} />
      <Loaded query={useDefinitions()} lines={12}>
        {(definitions) => {
          const rights = duties === undefined ? null : rightsFrom(definitions, duties)
          const isMine = (ledger: Ledger) => rights === null || rights.ranges('entry.read', ledger).length > 0
          const { offices, ledgers } = definitions.pack
          const others = ledgers.filter((ledger) => !isMine(ledger))
          return (
            <>
              <Offices offices={offices} ledgers={ledgers.filter(isMine)} />
              <div>
                <DesignLink />
              </div>
              {others.length > 0 && (
                <details className="panel">
                  <summary>{words.ledgers.others}</summary>
                  <Offices offices={offices} ledgers={others} />
                </details>
              )}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}

function Offices({ offices, ledgers }: { offices: Readonly<Record<string, string>>; ledgers: readonly Ledger[] }) {
  return Object.entries(offices).map(([office, name]) => (
    <OfficeLedgers key={office} name={name} ledgers={ledgers.filter((ledger) => ledger.office === office)} />
  ))
}

function OfficeLedgers({ name, ledgers }: { name: string; ledgers: readonly Ledger[] }) {
  const { language, words } = useLanguage()
  if (ledgers.length === 0) return null
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{name}</h2>
      </div>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col" style={{ width: '34%' }}>
              {words.ledgers.name}
            </th>
            <th scope="col" style={{ width: '12%' }}>
              {words.ledgers.kind}
            </th>
            <th scope="col">{words.ledgers.source}</th>
          </tr>
        </thead>
        <tbody>
          {ledgers.map((ledger) => (
            <tr key={ledger.id}>
              <th scope="row">
                <Link to="/ledgers/$ledger" params={{ ledger: ledger.id }}>
                  {nameIn(language, ledger)}
                </Link>
              </th>
              <td data-head={words.ledgers.kind}>{words.ledgers.kinds[ledger.kind]}</td>
              <td data-head={words.ledgers.source} className="quiet">
                {ledger.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
