import { describePeriod, parsePeriod } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dutiesQuery, rightsFrom } from '../api/entries.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { MissingRow } from './compose-today.ts'

/** Rows drawn at first, and with each further click. */
const AT_ONCE = 20

/** The entries that were to be written by now, each with the figures that wait for it. */
export function MissingList({ rows }: { rows: readonly MissingRow[] }) {
  const { words } = useLanguage()
  return (
    <>
      <div className="panel-head">
        <h2 id="missing">{words.today.missing}</h2>
        <p>{words.today.missingHelp}</p>
      </div>
      {rows.length === 0 ? <p className="quiet">{words.today.missingNone}</p> : <MissingTable rows={rows} />}
    </>
  )
}

function MissingTable({ rows }: { rows: readonly MissingRow[] }) {
  const { language, words } = useLanguage()
  const comma = language === 'zh' ? '、' : ', '
  const [shown, setShown] = useState(AT_ONCE)
  const mayBook = useMayBook()
  return (
    <>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.today.matter}</th>
            <th scope="col">{words.scope.period}</th>
            <th scope="col">{words.today.place}</th>
            <th scope="col">{words.today.moves}</th>
            <th scope="col">
              <span className="hidden-visually">{words.today.add}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((each) => (
            <tr key={`${each.requirement.label}${each.place}${each.period}`}>
              <th scope="row">{nameIn(language, each.requirement)}</th>
              <td data-head={words.scope.period}>{describePeriod(parsePeriod(each.period), language)}</td>
              <td data-head={words.today.place}>{each.place}</td>
              <td data-head={words.today.moves}>{each.indicators.map((one) => nameIn(language, one)).join(comma)}</td>
              <td className="number">
                {mayBook(each) ? (
                  <Link
                    to="/ledgers/$ledger/$entry"
                    params={{ ledger: each.ledger, entry: 'new' }}
                    search={(before) => ({ ...before, place: each.orgUnit })}
                    className="button"
                    aria-label={`${words.today.add} ${nameIn(language, each.requirement)} ${each.place}`}
                  >
                    {words.today.add}
                  </Link>
                ) : (
                  <span className="quiet">{words.today.notYours}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <button type="button" className="button no-print" onClick={() => setShown(shown + AT_ONCE)}>
          {words.loops.more(Math.min(AT_ONCE, rows.length - shown))}
        </button>
      ) : null}
    </>
  )
}

/** Whether an entry is the person's to write where it is missing; nobody is sent to a form that would refuse them. */
function useMayBook(): (row: MissingRow) => boolean {
  const definitions = useDefinitions().data
  const duties = useQuery(dutiesQuery).data
  if (definitions === undefined || duties === undefined) return () => false
  const rights = rightsFrom(definitions, duties)
  return ({ ledger, orgUnit }) => rights.may('entry.write', { orgUnit, ledger: definitions.ledger(ledger) })
}
