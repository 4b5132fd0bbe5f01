import { formatQuantity } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { EntryView } from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import type { SettableTarget } from './settable-target.ts'
import { TargetCard } from './TargetCard.tsx'
import { useTargetsWords } from './targets-words.ts'
import { useSaveYear } from './use-save-year.ts'
import type { TargetFacts } from './use-year-facts.ts'
import { carriedOver, entryOfYear, readDraft, type TargetDraft, type TargetReading } from './year-plan.ts'

export interface TargetOfYear extends SettableTarget {
  maySetAmount: boolean
  facts: TargetFacts
}

/** A target with what is written for it, what stands in the book and what the draft makes of it. */
export interface TargetRow extends TargetOfYear {
  entry: EntryView | undefined
  carried: ReturnType<typeof carriedOver>
  standing: number | null
  draft: TargetDraft
  reading: TargetReading
}

interface YearFormProps {
  town: string
  year: string
  maySetCourses: boolean
  targets: readonly TargetOfYear[]
  entries: readonly EntryView[]
}

/** All targets of a year in one form: their amounts are booked and their courses put in force by one button. */
export function YearForm({ town, year, maySetCourses, targets, entries }: YearFormProps) {
  const words = useTargetsWords()
  const form = useRef<HTMLFormElement>(null)
  const outcome = useRef<HTMLDivElement>(null)
  const [drafts, setDrafts] = useState<Readonly<Record<string, TargetDraft>>>({})
  const [basis, setBasis] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const rows = targets.map((one): TargetRow => {
    const entry = entryOfYear(one, year, entries)
    const own = entry?.values[one.amount]
    const standing = typeof own === 'number' ? own : one.facts.of(year).target
    const draft = drafts[one.target.id] ?? {}
    return {
      ...one,
      entry,
      carried: carriedOver(one, entryOfYear(one, String(Number(year) - 1), entries)),
      standing,
      draft,
      reading: readDraft(one, year, draft, { amount: standing, before: one.facts.course }),
    }
  })
  const amounts = rows.filter(({ maySetAmount, reading }) => maySetAmount && reading.amountChanged)
  const courses = rows.filter(({ reading }) => maySetCourses && reading.courseChanged)
  const corrects = amounts.some(({ entry }) => entry !== undefined)
  const faulty = rows.some(({ reading }) => reading.amountFault !== null || reading.shareFaults.size > 0)
  const reasonFault = corrects && reason.trim().length < 2 ? words.needReason : undefined
  const forget = (ids: readonly string[], parts: readonly (keyof TargetDraft)[]) =>
    setDrafts((all) => {
      const kept = Object.entries(all).map(([id, draft]): [string, TargetDraft] =>
        ids.includes(id)
          ? [
              id,
              Object.fromEntries(Object.entries(draft).filter(([part]) => !parts.includes(part as keyof TargetDraft))),
            ]
          : [id, draft],
      )
      return Object.fromEntries(kept)
    })
  const save = useSaveYear({
    town,
    year,
    onAmounts: (ids) => {
      forget(ids, ['amount'])
      setReason('')
    },
    onCourses: (ids) => forget(ids, ['way', 'shares']),
  })
  const { data: saved } = save
  useEffect(() => {
    if (saved !== undefined) outcome.current?.scrollIntoView({ block: 'nearest' })
  }, [saved])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = !faulty && reasonFault === undefined
    setTried(!sound)
    if (sound) save.mutate({ amounts, courses, basis: basis.trim(), reason: reason.trim() })
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  const basisField = rows.find(({ maySetAmount, basis: field }) => maySetAmount && field !== undefined)
  const pending = words.pending(amounts.length, courses.length)
  const closed = closedWords(rows, maySetCourses, words)
  return (
    <form ref={form} className="targets-form" onSubmit={submit} noValidate>
      {closed === null ? null : <p className="notice">{closed}</p>}
      {basisField === undefined ? null : (
        <TextField
          label={words.basis(basisField.ledger.fields[basisField.basis!]!.label)}
          value={basis}
          maxLength={200}
          autoComplete="off"
          onValue={setBasis}
          help={words.basisHelp}
        />
      )}
      {rows.map((row) => (
        <TargetCard
          key={row.target.id}
          row={row}
          year={year}
          maySetCourse={maySetCourses}
          onDraft={(part) => setDrafts((all) => ({ ...all, [row.target.id]: { ...all[row.target.id], ...part } }))}
        />
      ))}
      {corrects ? (
        <TextField
          label={words.reason}
          value={reason}
          maxLength={500}
          autoComplete="off"
          onValue={setReason}
          help={words.reasonHelp}
          fault={tried ? reasonFault : undefined}
        />
      ) : null}
      <div className="targets-save">
        <button type="submit" className="button button-main" disabled={save.isPending || pending === ''}>
          {save.isPending ? words.saving : words.save}
        </button>
        <p role="status">{pending === '' ? words.nothing : words.toSave(pending)}</p>
      </div>
      {tried && (faulty || reasonFault !== undefined) ? (
        <p role="alert" className="notice notice-bad">
          {words.mend}
        </p>
      ) : null}
      <div ref={outcome} aria-live="polite">
        {saved === undefined ? null : (
          <>
            {saved.amounts === null ? null : (
              <Outcome
                outcome={saved.amounts}
                done={words.amountsSaved(String(saved.amounts.count))}
                refused={words.amountsRefused}
              />
            )}
            {saved.courses === null ? null : (
              <Outcome
                outcome={saved.courses}
                done={words.coursesSaved(String(saved.courses.count))}
                refused={words.coursesRefused}
              />
            )}
            {saved.amounts?.error === null && targets[0] !== undefined ? (
              <p>
                <Link to="/ledgers/$ledger" params={{ ledger: targets[0].ledger.id }}>
                  {words.seeLedger}
                </Link>
              </p>
            ) : null}
          </>
        )}
      </div>
    </form>
  )
}

function Outcome({ outcome, done, refused }: { outcome: { error: unknown }; done: string; refused: string }) {
  if (outcome.error === null) return <p className="notice targets-done">{done}</p>
  return (
    <>
      <p>{refused}</p>
      <ProblemNotice error={outcome.error} />
    </>
  )
}

function closedWords(
  rows: readonly TargetRow[],
  maySetCourses: boolean,
  words: ReturnType<typeof useTargetsWords>,
): string | null {
  const closed = rows.find(({ maySetAmount }) => !maySetAmount)
  if (closed === undefined) return maySetCourses ? null : words.closed.course
  return maySetCourses ? words.closed.amount(closed.ledger.label) : words.closed.both
}

/** An amount as it is typed into its field. */
export const amountText = (row: Pick<TargetRow, 'standing' | 'field'>): string =>
  row.standing === null ? '' : formatQuantity(row.standing, row.field.unit)
