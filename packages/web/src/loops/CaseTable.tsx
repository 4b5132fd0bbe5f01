import type { Day } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nameIn, useLanguage } from '../words/language.ts'
import type { CaseRow } from './case-rows.ts'
import { DueWords } from './DueWords.tsx'

const AT_ONCE = 100

/** The same cases as a table. */
export function CaseTable({ rows, today }: { rows: readonly CaseRow[]; today: Day }) {
  const { language, words } = useLanguage()
  const [shown, setShown] = useState(AT_ONCE)
  return (
    <section className="panel">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.loops.due}</th>
            <th scope="col">{words.loops.matter}</th>
            <th scope="col">{words.loops.place}</th>
            <th scope="col">{words.loops.state}</th>
            <th scope="col">{words.loops.myStep}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.entry}>
              <td>
                <DueWords row={row} today={today} />
              </td>
              <th scope="row">
                <Link to="/ledgers/$ledger/$entry" params={{ ledger: row.ledger, entry: row.entry }}>
                  {row.title}
                </Link>
                <span className="case-ledger">{nameIn(language, row.ledgerName)}</span>
              </th>
              <td data-head={words.loops.place}>{row.place}</td>
              <td data-head={words.loops.state}>{nameIn(language, row.state)}</td>
              <td data-head={words.loops.myStep}>
                {row.steps.length === 0 ? (
                  <span className="quiet">{words.loops.notMine}</span>
                ) : (
                  row.steps.map((step) => nameIn(language, step)).join(language === 'zh' ? '、' : ', ')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <button type="button" className="button" onClick={() => setShown(shown + AT_ONCE)}>
          {words.loops.more(Math.min(AT_ONCE, rows.length - shown))}
        </button>
      ) : null}
    </section>
  )
}
