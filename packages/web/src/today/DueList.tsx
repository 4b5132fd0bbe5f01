import { type Day, daysBetween, type Language } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Mark, type Standing } from '../drawing/Mark.tsx'
import { shortDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import type { DueRow, NextStep, WaitingDraft } from './compose-today.ts'
import { type DueGroup, dueGroups, FOLDED } from './due-groups.ts'
import './today.css'
import { WaitingDrafts } from './WaitingDrafts.tsx'

const WEEK = 7
/** Cases drawn at first in one group, and with each further click. */
const AT_ONCE = 20

interface DueListProps {
  rows: readonly DueRow[]
  drafts: readonly WaitingDraft[]
  today: Day
}

/** The reports that wait for the person, and the cases, by the law’s clock. */
export function DueList({ rows, drafts, today }: DueListProps) {
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
      <WaitingDrafts drafts={drafts} />
      {rows.length > 0 ? (
        <Groups rows={rows} today={today} />
      ) : drafts.length === 0 ? (
        <p className="quiet">{words.today.dueNone}</p>
      ) : null}
    </>
  )
}

function Groups({ rows, today }: { rows: readonly DueRow[]; today: Day }) {
  const groups = dueGroups(rows, today)
  // Where nothing else waits, what is folded is all there is.
  const folds = groups.some(({ group }) => !FOLDED.includes(group))
  return groups.map(({ group, rows: own }) => (
    <DueGroupView key={group} group={group} rows={own} today={today} folded={folds && FOLDED.includes(group)} />
  ))
}

interface DueGroupProps {
  group: DueGroup
  rows: readonly DueRow[]
  today: Day
  folded: boolean
}

function DueGroupView({ group, rows, today, folded }: DueGroupProps) {
  const { words } = useLanguage()
  const [open, setOpen] = useState(!folded)
  const [shown, setShown] = useState(AT_ONCE)
  return (
    <details className="today-group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>{words.today.groups[group]}</h3> <span className="quiet">{words.loops.count(rows.length)}</span>
      </summary>
      {open ? <DueTable rows={rows.slice(0, shown)} today={today} /> : null}
      {open && rows.length > shown ? (
        <button type="button" className="button no-print" onClick={() => setShown(shown + AT_ONCE)}>
          {words.loops.more(Math.min(AT_ONCE, rows.length - shown))}
        </button>
      ) : null}
    </details>
  )
}

function DueTable({ rows, today }: { rows: readonly DueRow[]; today: Day }) {
  const { language, words } = useLanguage()
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
            <td data-head={words.today.nextStep}>{stepsText(each.steps, language, words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The steps that are the person's to take, each with what it needs. */
function stepsText(steps: readonly NextStep[], language: Language, { today }: Words): string {
  const comma = language === 'zh' ? '、' : ', '
  const text = (step: NextStep) => {
    const needs = step.needs.map((field) => nameIn(language, field)).join(comma)
    return needs === '' ? nameIn(language, step) : today.stepNeeds(nameIn(language, step), needs)
  }
  return steps.map(text).join(comma)
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
