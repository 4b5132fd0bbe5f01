import type { Ledger } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** All ledgers, by the office that keeps them. */
export function LedgersPage() {
  const { words } = useLanguage()
  return (
    <div className="page">
      <PageHead title={words.ledgers.title} lead={words.ledgers.lead} />
      <Loaded query={useDefinitions()} lines={12}>
        {({ pack }) =>
          Object.entries(pack.offices).map(([office, name]) => (
            <OfficeLedgers
              key={office}
              name={name}
              ledgers={pack.ledgers.filter((ledger) => ledger.office === office)}
            />
          ))
        }
      </Loaded>
    </div>
  )
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
