import {
  type FieldValue,
  isPersonal,
  type Language,
  type Ledger,
  type LoopStep,
  ShishuError as Refusal,
  type ShishuError,
} from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import {
  type Booked,
  book,
  type Change,
  type EntryRecord,
  forgetEntries,
  newRequestId,
  type OfferedStep,
} from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { readCell } from '../ledgers/read-cell.ts'
import { useOutbox } from '../outbox/outbox.tsx'
import { useOutboxWords } from '../outbox/outbox-words.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { EvidenceInput, useEvidence } from './EvidenceInput.tsx'
import { FieldInput } from './FieldInput.tsx'
import { textsOf } from './form-content.ts'
import './entry.css'

interface StepPanelProps {
  ledger: Ledger
  record: EntryRecord & { town: string }
}

/** The steps that the loop offers now: one's own to take, and why the others cannot be. */
export function StepPanel({ ledger, record }: StepPanelProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const [taking, setTaking] = useState<string | null>(null)
  const [mine, others] = [record.steps.filter(canTake), record.steps.filter((step) => !canTake(step))]
  const chosen = mine.find(({ step }) => step === taking)
  if (record.steps.length === 0) return <p className="quiet">{words.entry.ended}</p>
  const stepName = ({ step }: OfferedStep) => nameIn(language, ledger.loop!.steps[step]!)
  return (
    <>
      {mine.length === 0 ? null : (
        <fieldset className="step-buttons">
          <legend className="hidden-visually">{words.entry.stepsMine}</legend>
          {mine.map((step) => (
            <button
              key={step.step}
              type="button"
              className={step.step === taking ? 'button button-main' : 'button'}
              aria-expanded={step.step === taking}
              onClick={() => setTaking(step.step === taking ? null : step.step)}
            >
              <span className="step-name">{stepName(step)}</span>
            </button>
          ))}
        </fieldset>
      )}
      {chosen === undefined ? null : (
        <StepForm key={chosen.step} ledger={ledger} record={record} step={chosen} onDone={() => setTaking(null)} />
      )}
      {others.length === 0 ? null : (
        <ul className="step-others" aria-label={words.entry.stepsOthers}>
          {others.map((step) => (
            <li key={step.step}>
              <span>{stepName(step)}</span>
              <span className="quiet">{step.mine ? step.refusal?.texts[language] : words.entry.notMine}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Whether a step is the person's to take; one that only lacks fields or a condition is mended on its form. */
const canTake = ({ mine, refusal }: OfferedStep) =>
  mine && (refusal === null || refusal.code === 'loop.step-needs' || refusal.code === 'loop.step-condition')

interface StepFormProps extends StepPanelProps {
  step: OfferedStep
  onDone: () => void
}

function StepForm({ ledger, record, step, onDone }: StepFormProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const outbox = useOutbox()
  const { kept } = useOutboxWords()
  const queries = useQueryClient()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const definition = ledger.loop!.steps[step.step]!
  const [on, setOn] = useState(todayInShanghai)
  const fields = fieldsOf(step, definition, record)
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    asked(ledger, definition, record, language),
  )
  const [tried, setTried] = useState(false)
  const evidence = useEvidence()
  const request = useRef(newRequestId())
  const { values, faults } = readFields(ledger, fields, texts, definition, record)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), [])
  const booking = useMutation({
    // Null: the server is away, and the step waits on this device under the same request.
    mutationFn: async (): Promise<Booked | null> => {
      const refs = evidence.refs()
      const change: Change = {
        kind: 'step',
        ledger: ledger.id,
        entry: record.entry,
        expected: record.version,
        step: step.step,
        on,
        ...(Object.keys(values).length === 0 ? {} : { values }),
        ...(refs.length === 0 ? {} : { evidence: refs }),
      }
      const keep = async () => {
        const personal = fields.filter((field) => isPersonal(ledger.fields[field]!))
        const files = evidence.waiting()
        const { town, values: seen } = record
        await outbox.keep({ id: request.current, town, change, base: seen, files, personal })
        return null
      }
      if (evidence.files.some((one) => one.state === 'kept')) return keep()
      try {
        return await book(record.town, { request: request.current, changes: [change] })
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 0) throw error
        return keep().catch(() => Promise.reject(error))
      }
    },
    onSuccess: (booked) => {
      if (booked === null) {
        toast({ text: kept })
        return onDone()
      }
      void forgetEntries(queries, ledger.id)
      void queries.invalidateQueries({ queryKey: ['due'] })
      toast({ text: words.entry.stepTaken(nameIn(language, definition)) })
      onDone()
      return queries.invalidateQueries({ queryKey: ['entry', ledger.id, record.entry] })
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.status === 0) return
      request.current = newRequestId()
      // The page shows what the case has become; what was filled in here stays.
      if (error.code === 'entry.stale') void queries.invalidateQueries({ queryKey: ['entry', ledger.id, record.entry] })
    },
  })
  const uploading = evidence.files.some(({ state }) => state === 'uploading' || state === 'failed')
  const submit = () => {
    setTried(true)
    if (booking.isPending || uploading) return
    if (faults.size === 0 && on !== '') booking.mutate()
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  const state = ledger.loop!.states[step.to]
  return (
    <form
      ref={form}
      className="step-form"
      noValidate
      aria-label={words.entry.takeStep(nameIn(language, definition))}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          submit()
        }
      }}
    >
      {state === undefined ? null : <p className="quiet">{words.entry.leadsTo(nameIn(language, state))}</p>}
      <div className="entry-fields">
        <div className="entry-field">
          <label htmlFor={`${id}on`} className="entry-label">
            {definition.day === undefined ? words.entry.stepDay : nameIn(language, ledger.fields[definition.day]!)}
            <span className="entry-required">{words.form.required}</span>
          </label>
          <input
            id={`${id}on`}
            type="date"
            className="input"
            value={on}
            aria-invalid={tried && on === ''}
            onChange={({ target }) => setOn(target.value)}
          />
        </div>
        {fields.map((field) => (
          <FieldInput
            key={field}
            id={field}
            field={ledger.fields[field]!}
            text={texts[field] ?? ''}
            required={definition.needs?.includes(field) === true}
            fault={tried || (texts[field] ?? '') !== '' ? faults.get(field) : undefined}
            onText={(text) => setTexts((before) => ({ ...before, [field]: text }))}
          />
        ))}
      </div>
      <EvidenceInput evidence={evidence} />
      {booking.isError ? <ProblemNotice error={booking.error} /> : null}
      <div className="entry-actions">
        <button type="submit" className="button button-main" disabled={booking.isPending}>
          {words.entry.confirmStep}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words.entry.cancel}
        </button>
        <span role="status" className="entry-fault">
          {tried && uploading ? words.form.waitFiles : ''}
        </span>
      </div>
    </form>
  )
}

/** The fields that a step's form asks for: what it offers, what it needs and what its condition is about where not met yet. */
function fieldsOf(
  step: OfferedStep,
  { only: condition, needs = [], asks = [] }: LoopStep,
  record: EntryRecord,
): string[] {
  const only = Object.keys(condition ?? {})
  const empty = needs.filter((field) => record.values[field] === undefined)
  const unmet = step.refusal?.code === 'loop.step-condition' || empty.some((field) => only.includes(field)) ? only : []
  const asked = new Set([...step.needs.map(({ field }) => field), ...empty, ...unmet, ...asks])
  asked.delete(step.day ?? '')
  return [...asked]
}

/** What a step's form offers is shown as it stands: a second rating begins with the first. */
function asked(
  ledger: Ledger,
  { asks = [] }: LoopStep,
  record: EntryRecord,
  language: Language,
): Record<string, string> {
  const texts = textsOf(ledger, record.values, language)
  return Object.fromEntries(asks.map((field): [string, string] => [field, texts[field] ?? '']))
}

function readFields(
  ledger: Ledger,
  fields: readonly string[],
  texts: Readonly<Record<string, string>>,
  { needs = [], asks = [] }: LoopStep,
  record: EntryRecord,
) {
  const values: Record<string, FieldValue> = {}
  const faults = new Map<string, ShishuError>()
  for (const field of fields) {
    const definition = ledger.fields[field]!
    try {
      const value = readCell(definition, texts[field] ?? '')
      if (value !== null) values[field] = value
      else if (needs.includes(field)) faults.set(field, needed(definition.label))
      else if (asks.includes(field) && !isPersonal(definition) && record.values[field] != null) values[field] = null
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      faults.set(field, error)
    }
  }
  return { values, faults }
}

const needed = (label: string) =>
  new Refusal('field.required', { field: label }, { zh: `请填写“${label}”。`, en: `Fill in "${label}".` })
