import { type KeyboardEvent, useId, useState } from 'react'
import { CourseLine } from '../drawing/CourseLine.tsx'
import { valueText } from '../drawing/value-text.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { useTargetsWords } from './targets-words.ts'
import { completeYear } from './use-year-facts.ts'
import type { TargetRow } from './YearForm.tsx'
import { MONTHS } from './year-course.ts'
import type { TargetDraft } from './year-plan.ts'

interface CourseEditorProps {
  row: TargetRow
  year: string
  maySetCourse: boolean
  onDraft: (part: TargetDraft) => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }

/** The twelve months of a planned course: drawn against a year that was, and as a table whose percentages can be typed over. */
export function CourseEditor({ row, year, maySetCourse, onDraft }: CourseEditorProps) {
  const { language } = useLanguage()
  const words = useTargetsWords()
  const { target, facts, reading, draft } = row
  const [opened, setOpened] = useState(false)
  const open = opened || reading.shareFaults.size > 0
  const texts =
    draft.shares !== undefined && reading.way === 'own'
      ? draft.shares
      : reading.shares.map((share) => String(share ?? ''))
  const setShare = (index: number, text: string) =>
    onDraft({ way: 'own', shares: texts.map((one, at) => (at === index ? text : one)) })
  const name = nameIn(language, target)
  const base = completeYear(year)
  return (
    <details className="target-months" open={open} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{words.months}</summary>
      {open ? (
        <>
          <CourseLine
            title={words.monthsOf(name)}
            written={{ unit: 'percent' }}
            planned={{ name: words.plannedLine(year), values: reading.shares }}
            other={facts.course === null ? undefined : { name: words.actualLine(base), values: facts.course }}
            table={false}
          />
          {maySetCourse ? <p className="quiet small">{words.keys}</p> : null}
          <table className="target-table">
            <thead>
              <tr>
                <th scope="col">{words.month}</th>
                <th scope="col">{words.share}</th>
                <th scope="col">{words.planned}</th>
                <th scope="col">{words.was(base)}</th>
              </tr>
            </thead>
            <tbody>
              {MONTHS.map((month, index) => (
                <MonthRow
                  key={month}
                  row={row}
                  index={index}
                  text={texts[index]!}
                  onText={maySetCourse ? (text) => setShare(index, text) : undefined}
                />
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </details>
  )
}

interface MonthRowProps {
  row: TargetRow
  index: number
  text: string
  /** Absent where the percentages are only shown. */
  onText: ((text: string) => void) | undefined
}

function MonthRow({ row, index, text, onText }: MonthRowProps) {
  const { language, words: common } = useLanguage()
  const words = useTargetsWords()
  const id = useId()
  const { target, reading, facts } = row
  const fault = reading.shareFaults.get(index)
  const month = common.drawing.monthOfYear(index + 1)
  const share = reading.shares[index] ?? null
  const planned = reading.amount === null || share === null ? null : Math.round((reading.amount * share) / 100)
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined || share === null || onText === undefined) return
    event.preventDefault()
    onText(String(Math.min(100, Math.max(0, Math.round((share + by) * 10) / 10))))
  }
  return (
    <tr>
      <th scope="row">{month}</th>
      <td data-head={words.share}>
        {onText === undefined ? (
          text
        ) : (
          <input
            className="input"
            inputMode="decimal"
            autoComplete="off"
            aria-label={words.shareOf(month)}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? undefined : id}
            value={text}
            onKeyDown={step}
            onChange={({ target: { value } }) => onText(value)}
          />
        )}
        {fault === undefined ? null : (
          <span id={id} className="field-fault">
            {words.faults[fault]}
          </span>
        )}
      </td>
      <td data-head={words.planned}>{valueText(target, planned, language)}</td>
      <td>{valueText(target, facts.real[index] ?? null, language)}</td>
    </tr>
  )
}
