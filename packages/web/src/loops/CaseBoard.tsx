import type { Day } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { shortDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { CaseRow } from './case-rows.ts'
import { DueWords } from './DueWords.tsx'
import { STATUSES, type Status } from './statuses.ts'

/** Cards drawn in a column at first, and with each further click. */
const AT_ONCE = 20

/** Cases in columns by how their clocks stand. */
export function CaseBoard({ rows, today }: { rows: readonly CaseRow[]; today: Day }) {
  const columns = STATUSES.filter((status) => status !== 'unknown' || rows.some((row) => row.status === status))
  return (
    <div className="board" style={{ '--columns': columns.length } as React.CSSProperties}>
      {columns.map((status) => (
        <BoardColumn key={status} status={status} rows={rows.filter((row) => row.status === status)} today={today} />
      ))}
    </div>
  )
}

function BoardColumn({ status, rows, today }: { status: Status; rows: readonly CaseRow[]; today: Day }) {
  const { words } = useLanguage()
  const [shown, setShown] = useState(AT_ONCE)
  return (
    <section className="board-column" aria-labelledby={`column-${status}`}>
      <h2 id={`column-${status}`} className={`board-head board-head-${status}`}>
        {words.loops.columns[status]} <span className="board-count">{rows.length}</span>
      </h2>
      {rows.length === 0 ? <p className="quiet">{words.loops.emptyColumn}</p> : null}
      <ul>
        {rows.slice(0, shown).map((row) => (
          <li key={row.entry}>
            <CaseCard row={row} today={today} />
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <button type="button" className="button" onClick={() => setShown(shown + AT_ONCE)}>
          {words.loops.more(Math.min(AT_ONCE, rows.length - shown))}
        </button>
      ) : null}
    </section>
  )
}

function CaseCard({ row, today }: { row: CaseRow; today: Day }) {
  const { language, words } = useLanguage()
  const steps = row.steps.map((step) => nameIn(language, step)).join(language === 'zh' ? '、' : ', ')
  return (
    <article className="case-card">
      <DueWords row={row} today={today} />
      <h3>
        <Link to="/ledgers/$ledger/$entry" params={{ ledger: row.ledger, entry: row.entry }}>
          {row.title}
        </Link>
      </h3>
      <p>
        {nameIn(language, row.ledgerName)} · {row.place}
      </p>
      <p>
        {words.loops.state}
        {language === 'zh' ? '：' : ': '}
        {nameIn(language, row.state)}
        <span className="quiet">
          {language === 'zh' ? '，' : ', '}
          {words.loops.since(shortDay(row.since, words, today.slice(0, 4)))}
        </span>
      </p>
      <p className={steps === '' ? 'quiet' : 'case-mine'}>
        {steps === '' ? words.loops.notMine : `${words.loops.myStep}${language === 'zh' ? '：' : ': '}${steps}`}
      </p>
    </article>
  )
}
