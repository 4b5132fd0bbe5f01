import { type Day, daysBetween } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { Mark, type Standing } from '../drawing/Mark.tsx'
import { shortDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import type { DueRow } from './compose-today.ts'
import './today.css'

const WEEK = 7

/** The cases that wait, by the law’s clock. */
export function DueList({ rows, today }: { rows: readonly DueRow[]; today: Day }) {
  const { words } = useLanguage()
  const left = rows.map(({ due }) => (due === null ? Infinity : daysBetween(today, due)))
  const late = left.filter((days) => days < 0).length
  const soon = left.filter((days) => days >= 0 && days <= WEEK).length
  return (
    <>
      <div className="panel-head">
        <h2 id="due">{words.today.due}</h2>
        <p>{rows.length === 0 ? words.today.dueHelp : words.today.counts(late, soon, rows.length - late - soon)}</p>
      </div>
      {rows.length === 0 ? <p className="quiet">{words.today.dueNone}</p> : <DueTable rows={rows} today={today} />}
    </>
  )
}

function DueTable({ rows, today }: { rows: readonly DueRow[]; today: Day }) {
  const { language, words } = useLanguage()
  const comma = language === 'zh' ? '、' : ', '
  return (
    <table className="table table-cards today-table">
      <thead>
        <tr>
          <th scope="col">{words.today.deadline}</th>
          <th scope="col">{words.today.matter}</th>
          <th scope="col">{words.today.place}</th>
          <th scope="col">{words.today.at}</th>
          <th scope="col">{words.today.nextStep}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <tr key={each.entry}>
            <td className="today-due">
              <DueWords row={each} today={today} words={words} />
            </td>
            <th scope="row">
              <Link to="/ledgers/$ledger/$entry" params={{ ledger: each.ledger, entry: each.entry }}>
                {each.title}
              </Link>
              <span className="today-ledger">{nameIn(language, each.ledgerName)}</span>
            </th>
            <td data-head={words.today.place}>{each.place}</td>
            <td data-head={words.today.at}>{nameIn(language, each.state)}</td>
            <td data-head={words.today.nextStep}>{each.steps.map((step) => nameIn(language, step)).join(comma)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const STANDINGS: Record<DueRow['status'], Standing> = {
  overdue: 'bad',
  soon: 'warn',
  'in-time': 'good',
  suspended: 'none',
  unknown: 'none',
}

function DueWords({ row: { due, status }, today, words }: { row: DueRow; today: Day; words: Words }) {
  const standing = STANDINGS[status]
  return (
    <>
      <span className={`standing standing-${standing}`}>
        <Mark standing={standing} />
        {dueText(due, status, today, words)}
      </span>
      {due === null ? null : (
        <span className="today-day">{words.clock.due(shortDay(due, words, today.slice(0, 4)))}</span>
      )}
    </>
  )
}

function dueText(due: Day | null, status: DueRow['status'], today: Day, { clock }: Words): string {
  if (status === 'suspended') return clock.paused
  if (due === null) return clock.notKnown
  const left = daysBetween(today, due)
  if (left < 0) return clock.overdue(-left)
  return left === 0 ? clock.lastDay : clock.left(left)
}
