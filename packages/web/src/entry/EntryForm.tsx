import {
  type FieldValue,
  isPersonal,
  type Language,
  type Ledger,
  type OrgTree,
  ShishuError,
  storedFields,
  townshipOf,
} from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { get } from '../api/client.ts'
import {
  type Booked,
  book,
  type Change,
  type EntryRecord,
  type EntryVersion,
  entryUrl,
  forgetEntries,
  newRequestId,
} from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { placeName } from '../ledgers/entry-cell.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { useOutbox } from '../outbox/outbox.tsx'
import type { Waiting } from '../outbox/waiting.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'
import { EvidenceInput, useEvidence } from './EvidenceInput.tsx'
import { FieldInput } from './FieldInput.tsx'
import { type FormBase, type FormState, laterFields, PLACE_FIELD, readForm, textsOf } from './form-content.ts'
import { StaleChoice } from './StaleChoice.tsx'
import './entry.css'

export interface EntryFormProps {
  ledger: Ledger
  places: OrgTree
  /** Codes of the places for which the person may write. */
  writable: readonly string[]
  /** The account: drafts are its own. */
  person: string
  /** Where the person is looking; a new entry begins there. */
  place: string | undefined
  /** The entry that is corrected; null for a new one. */
  base: (EntryRecord & { town: string }) | null
  /** A change that was refused and is mended here. */
  mending?: Waiting | undefined
  onBooked: (booked: Booked, change: Change, goOn: boolean) => void
  /** The server is away: the change waits on this device. */
  onKept: (goOn: boolean) => void
  onCancel: () => void
}

interface Stale {
  theirs: EntryVersion
  changed: Readonly<Record<string, FieldValue>>
}

/** A new entry, or a better wording of one: checked as it is typed, by the rules that the server has too. */
export function EntryForm(props: EntryFormProps) {
  const { ledger, places, writable, person, base, mending, onBooked, onKept, onCancel } = props
  const outbox = useOutbox()
  const { language } = useLanguage()
  const words = useLedgerWords()
  const queries = useQueryClient()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [draft] = useState(() => (base === null && mending === undefined ? readDraft(person, ledger) : null))
  const [restored, setRestored] = useState(draft !== null)
  const fresh = (): FormState =>
    mendingState(ledger, base, mending, language) ?? {
      orgUnit: base?.orgUnit ?? placeAtFirst(writable, props.place),
      texts: base === null ? newTexts(ledger) : textsOf(ledger, base.values, language),
    }
  const [state, setState] = useState<FormState>(() => draft ?? fresh())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [reason, setReason] = useState(mending?.reason ?? '')
  const [stale, setStale] = useState<Stale | null>(null)
  const evidence = useEvidence(mending?.files)
  const request = useRef(newRequestId())
  const reading = readForm(ledger, state, base === null ? null : baseOf(base))
  const faults = new Map(reading.faults)
  if (state.orgUnit === '')
    faults.set(
      PLACE_FIELD,
      new ShishuError('web.place-needed', {}, { zh: words.form.needPlace, en: words.form.needPlace }),
    )
  const shown = (field: string) => (tried || left.has(field) ? faults.get(field) : undefined)
  const waiting = evidence.files.some((one) => one.state === 'uploading')
  const failedFile = evidence.files.some((one) => one.state === 'failed')

  useEffect(() => {
    if (base !== null || mending !== undefined) return
    // A form that nobody has touched is no draft.
    if (JSON.stringify(state.texts) === JSON.stringify(newTexts(ledger))) dropDraft(person, ledger.id)
    else keepDraft(person, ledger, state)
  }, [base, mending, person, ledger, state])

  const booking = useMutation({
    // Null: the server is away, and the change waits on this device under the same request.
    mutationFn: async ({ change }: { change: Change; goOn: boolean }): Promise<Booked | null> => {
      const town = base?.town ?? townshipOf(state.orgUnit)!
      const why = reason.trim().length < 2 ? {} : { reason: reason.trim() }
      const keep = async () => {
        const files = evidence.waiting()
        const seen = base?.values ?? {}
        const personal = storedFields(ledger.fields).flatMap(([id, field]) => (isPersonal(field) ? id : []))
        await outbox.keep({ id: request.current, town, ...why, change, base: seen, files, personal })
        return null
      }
      if (evidence.files.some((one) => one.state === 'kept')) return keep()
      try {
        return await book(town, { request: request.current, ...why, changes: [change] })
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 0) throw error
        return keep().catch(() => Promise.reject(error))
      }
    },
    onSuccess: (booked, { change, goOn }) => {
      request.current = newRequestId()
      if (base === null && mending === undefined) dropDraft(person, ledger.id)
      if (mending !== undefined) void outbox.drop(mending.id)
      if (booked !== null) {
        void forgetEntries(queries, ledger.id)
        void queries.invalidateQueries({ queryKey: ['due'] })
        void queries.invalidateQueries({ queryKey: ['missing'] })
        if (base !== null) void queries.invalidateQueries({ queryKey: ['entry', ledger.id, base.entry] })
      }
      if (goOn) {
        setState({ orgUnit: state.orgUnit, texts: newTexts(ledger) })
        setLeft(new Set())
        setTried(false)
        evidence.clear()
        requestAnimationFrame(() => focusFirst(form.current))
      }
      if (booked === null) onKept(goOn)
      else onBooked(booked, change, goOn)
    },
    onError: async (error, { change }) => {
      if (!(error instanceof ApiProblem) || error.status === 0) return
      request.current = newRequestId()
      if (error.code === 'entry.stale' && base !== null && change.kind === 'correct') {
        const { versions } = await get<{ versions: readonly EntryVersion[] }>(
          `${entryUrl({ town: base.town, ledger: ledger.id, entry: base.entry })}/history`,
        )
        setStale({ theirs: versions.at(-1)!, changed: change.values })
      }
      if (error.code === 'closing.reason-needed') form.current?.querySelector<HTMLElement>('[name=reason]')?.focus()
    },
  })

  const changeOf = (): Change => {
    const files = evidence.refs()
    const brought = files.length === 0 ? {} : { evidence: files }
    if (base === null) {
      const filled = Object.fromEntries(Object.entries(reading.changed).filter(([, value]) => value !== null))
      return { kind: 'add', ledger: ledger.id, orgUnit: state.orgUnit, values: filled, ...brought }
    }
    return {
      kind: 'correct',
      ledger: ledger.id,
      entry: base.entry,
      expected: base.version,
      ...(state.orgUnit === base.orgUnit ? {} : { orgUnit: state.orgUnit }),
      values: reading.changed,
      ...brought,
    }
  }
  const nothing =
    base !== null &&
    Object.keys(reading.changed).length === 0 &&
    state.orgUnit === base.orgUnit &&
    evidence.files.length === 0
  const submit = (goOn: boolean) => {
    setTried(true)
    if (booking.isPending || waiting || failedFile || nothing) return
    if (faults.size > 0) {
      // After the faults are drawn, the first of them has the focus.
      requestAnimationFrame(() => focusFault(form.current))
      return
    }
    booking.mutate({ change: changeOf(), goOn })
  }
  const setText = (field: string, text: string) => {
    setState((before) => ({ ...before, texts: { ...before.texts, [field]: text } }))
    setRestored(false)
  }
  const leave = (field: string) => {
    // Passing through an empty field says nothing yet.
    if ((state.texts[field] ?? '') !== '') setLeft((before) => new Set(before).add(field))
  }

  if (stale !== null && base !== null) {
    return (
      <>
        <StaleChoice
          ledger={ledger}
          base={base.values}
          theirs={stale.theirs}
          changed={stale.changed}
          working={booking.isPending}
          onUse={(values) =>
            booking.mutate({
              change: { kind: 'correct', ledger: ledger.id, entry: base.entry, expected: stale.theirs.version, values },
              goOn: false,
            })
          }
          onCancel={() => {
            void queries.invalidateQueries({ queryKey: ['entry', ledger.id, base.entry] })
            onCancel()
          }}
        />
        {booking.isError && booking.error instanceof ApiProblem && booking.error.code !== 'entry.stale' ? (
          <ProblemNotice error={booking.error} />
        ) : null}
      </>
    )
  }
  const later = laterFields(ledger)
  const fields = storedFields(ledger.fields)
  const input = ([field, definition]: (typeof fields)[number]) => (
    <FieldInput
      key={field}
      id={field}
      field={definition}
      text={state.texts[field] ?? ''}
      fault={shown(field)}
      keeps={base !== null && isPersonal(definition) && base.values[field] !== undefined}
      onText={(text) => setText(field, text)}
      onLeave={() => leave(field)}
    />
  )
  const laterInputs = fields.filter(([field]) => later.has(field))
  const placeFault = shown(PLACE_FIELD)
  return (
    <form
      ref={form}
      className="panel entry-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit(false)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault()
          submit(event.shiftKey && base === null)
        } else if (event.target instanceof HTMLInputElement && event.target.type !== 'submit') {
          // In a long form Enter is pressed by mistake; it goes to the next field, as in Excel.
          event.preventDefault()
          focusNext(form.current, event.target)
        }
      }}
      onPaste={(event) => {
        const images = [...event.clipboardData.files].filter(({ type }) => type.startsWith('image/'))
        if (images.length === 0) return
        event.preventDefault()
        evidence.add(images)
      }}
    >
      {restored ? (
        <div className="notice notice-warn" role="status">
          <p>{words.form.restored}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              dropDraft(person, ledger.id)
              setState(fresh())
              setRestored(false)
            }}
          >
            {words.form.discard}
          </button>
        </div>
      ) : null}
      <div className="entry-fields">
        <div className="entry-field" data-field={PLACE_FIELD}>
          <label htmlFor={`${id}place`} className="entry-label">
            {words.form.place}
            <span className="entry-required">{words.form.required}</span>
          </label>
          <select
            id={`${id}place`}
            className="input"
            aria-required="true"
            aria-invalid={placeFault !== undefined}
            aria-describedby={placeFault === undefined ? undefined : `${id}placefault`}
            value={state.orgUnit}
            onChange={({ target }) => setState((before) => ({ ...before, orgUnit: target.value }))}
          >
            {writable.includes(state.orgUnit) ? null : (
              <option value={state.orgUnit}>
                {state.orgUnit === '' ? words.form.choosePlace : placeName(places, state.orgUnit)}
              </option>
            )}
            {writable.map((code) => (
              <option key={code} value={code}>
                {placeName(places, code)}
              </option>
            ))}
          </select>
          {placeFault === undefined ? null : (
            <p id={`${id}placefault`} className="entry-fault">
              {placeFault.text(language)}
            </p>
          )}
        </div>
        {fields.filter(([field]) => !later.has(field)).map(input)}
      </div>
      {laterInputs.length === 0 ? null : (
        <details className="entry-later" open={laterInputs.some(([field]) => (state.texts[field] ?? '') !== '')}>
          <summary>{words.form.later}</summary>
          <p className="entry-help">{words.form.laterHelp}</p>
          <div className="entry-fields">{laterInputs.map(input)}</div>
        </details>
      )}
      <EvidenceInput evidence={evidence} />
      {base === null &&
      !(booking.error instanceof ApiProblem && booking.error.code === 'closing.reason-needed') ? null : (
        <div className="entry-field">
          <label htmlFor={`${id}reason`} className="entry-label">
            {words.form.reason}
          </label>
          <input
            id={`${id}reason`}
            name="reason"
            className="input"
            maxLength={500}
            aria-describedby={`${id}reasonhelp`}
            aria-invalid={booking.error instanceof ApiProblem && booking.error.code === 'closing.reason-needed'}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <p id={`${id}reasonhelp`} className="entry-help">
            {words.form.reasonHelp}
          </p>
        </div>
      )}
      {booking.isError ? <ProblemNotice error={booking.error} /> : null}
      <div className="entry-actions">
        <button type="submit" className="button button-main" disabled={booking.isPending}>
          {booking.isPending ? words.form.saving : base === null ? words.form.save : words.form.saveCorrection}
        </button>
        {base === null ? (
          <button type="button" className="button" disabled={booking.isPending} onClick={() => submit(true)}>
            {words.form.saveNext}
          </button>
        ) : null}
        <button type="button" className="button" onClick={onCancel}>
          {words.form.cancel}
        </button>
        <span className="entry-help">{words.form.saveKeys}</span>
        <span role="status" className="entry-fault">
          {tried && faults.size > 0
            ? words.form.faults(faults.size)
            : tried && waiting
              ? words.form.waitFiles
              : tried && failedFile
                ? words.form.failedFiles
                : tried && nothing
                  ? words.form.unchanged
                  : ''}
        </span>
      </div>
    </form>
  )
}

/** What a form shows of a change that is mended: what the entry says now, and over it what was wanted. */
function mendingState(
  ledger: Ledger,
  base: EntryRecord | null,
  mending: Waiting | undefined,
  language: Language,
): FormState | null {
  if (mending === undefined || mending.change.kind === 'step' || mending.change.kind === 'withdraw') return null
  const { change } = mending
  return {
    orgUnit: change.orgUnit ?? base?.orgUnit ?? '',
    texts: textsOf(ledger, { ...base?.values, ...change.values }, language),
  }
}

const baseOf = ({ orgUnit, values, timeline }: EntryRecord): FormBase => ({
  orgUnit,
  values,
  track: timeline.steps.flatMap(({ step, on, by }) => (step === null ? [] : [{ step, on, by }])),
})

/** A case opens today, unless somebody says otherwise; nothing else is guessed. */
const newTexts = ({ loop }: Ledger): Record<string, string> =>
  loop === undefined ? {} : { [loop.opens.on]: todayInShanghai() }

const placeAtFirst = (writable: readonly string[], place: string | undefined): string =>
  writable.length === 1 ? writable[0]! : place !== undefined && writable.includes(place) ? place : ''

const FIELDS = 'input:not([type=file]), select, textarea'

function focusFault(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>(`[data-field]:not([data-field="${PLACE_FIELD}"]) :is(${FIELDS})`)?.focus()
}

function focusNext(form: HTMLFormElement | null, from: HTMLElement): void {
  const all = [...(form?.querySelectorAll<HTMLElement>(`:is(${FIELDS}), button`) ?? [])].filter(
    (one) => one.tabIndex >= 0,
  )
  all[all.indexOf(from) + 1]?.focus()
}
