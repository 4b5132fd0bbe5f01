import { describePeriod, parsePeriod } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { nameIn, useLanguage } from '../words/language.ts'
import type { MissingRow } from './compose-today.ts'

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
  return (
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
        {rows.map((each) => (
          <tr key={`${each.requirement.label}${each.place}${each.period}`}>
            <th scope="row">{nameIn(language, each.requirement)}</th>
            <td data-head={words.scope.period}>{describePeriod(parsePeriod(each.period), language)}</td>
            <td data-head={words.today.place}>{each.place}</td>
            <td data-head={words.today.moves}>{each.indicators.map((one) => nameIn(language, one)).join(comma)}</td>
            <td className="number">
              <Link to="/ledgers/$ledger" params={{ ledger: each.ledger }} className="button">
                {words.today.add}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
