import type { ChoiceField, Field, Ledger } from '@shishu/kernel'
import { useId } from 'react'
import { nameIn, useLanguage } from '../words/language.ts'
import { headingOf } from './cell-text.ts'
import { type FilterDraft, newDraft, testsOf } from './filter-draft.ts'
import { useLedgerWords } from './ledger-words.ts'

interface FilterPanelProps {
  ledger: Ledger
  drafts: readonly FilterDraft[]
  states: readonly string[]
  onDrafts: (drafts: readonly FilterDraft[]) => void
  onStates: (states: readonly string[]) => void
}

/** The conditions of a list: one line each, with what suits the field's type; states of a case as boxes to tick. */
export function FilterPanel({ ledger, drafts, states, onDrafts, onStates }: FilterPanelProps) {
  const words = useLedgerWords()
  const unused = Object.keys(ledger.fields).find((id) => !drafts.some(({ field }) => field === id))
  return (
    <section className="panel filter" aria-label={words.filter.title}>
      {ledger.loop === undefined ? null : <StateChoice ledger={ledger} states={states} onStates={onStates} />}
      {drafts.map((draft, index) => (
        <FilterLine
          key={`${index}${draft.field}`}
          ledger={ledger}
          draft={draft}
          onChange={(next) => onDrafts(drafts.map((one, at) => (at === index ? next : one)))}
          onRemove={() => onDrafts(drafts.filter((_, at) => at !== index))}
        />
      ))}
      {unused === undefined ? null : (
        <button
          type="button"
          className="button button-plain"
          onClick={() => onDrafts([...drafts, newDraft(unused, ledger.fields[unused]!)])}
        >
          ＋ {words.filter.add}
        </button>
      )}
    </section>
  )
}

interface StateChoiceProps {
  ledger: Ledger
  states: readonly string[]
  onStates: (states: readonly string[]) => void
}

function StateChoice({ ledger, states, onStates }: StateChoiceProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  return (
    <fieldset className="choices">
      <legend>{words.filter.states}</legend>
      {Object.entries(ledger.loop!.states).map(([id, state]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={states.includes(id)}
            onChange={({ target }) =>
              onStates(target.checked ? [...states, id] : states.filter((other) => other !== id))
            }
          />
          {nameIn(language, state)}
        </label>
      ))}
    </fieldset>
  )
}

interface FilterLineProps {
  ledger: Ledger
  draft: FilterDraft
  onChange: (draft: FilterDraft) => void
  onRemove: () => void
}

function FilterLine({ ledger, draft, onChange, onRemove }: FilterLineProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const field = ledger.fields[draft.field]!
  const label = headingOf(field, language)
  return (
    <fieldset className="filter-line">
      <legend className="hidden-visually">{label}</legend>
      <select
        className="input"
        aria-label={words.filter.field}
        value={draft.field}
        onChange={({ target }) => onChange(newDraft(target.value, ledger.fields[target.value]!))}
      >
        {Object.entries(ledger.fields).map(([id, one]) => (
          <option key={id} value={id}>
            {headingOf(one, language)}
          </option>
        ))}
      </select>
      <select
        className="input filter-test"
        aria-label={words.filter.test}
        value={draft.test}
        onChange={({ target }) => onChange({ ...draft, test: target.value as FilterDraft['test'] })}
      >
        {testsOf(field).map((test) => (
          <option key={test} value={test}>
            {words.filter.tests[test]}
          </option>
        ))}
      </select>
      <FilterValue field={field} label={label} draft={draft} onChange={onChange} />
      <button type="button" className="button button-plain" aria-label={words.filter.remove(label)} onClick={onRemove}>
        ✕
      </button>
    </fieldset>
  )
}

interface FilterValueProps {
  field: Field
  label: string
  draft: FilterDraft
  onChange: (draft: FilterDraft) => void
}

function FilterValue({ field, label, draft, onChange }: FilterValueProps) {
  const words = useLedgerWords()
  const id = useId()
  switch (draft.test) {
    case 'contains':
      return (
        <input
          className="input filter-wide"
          aria-label={`${label} ${words.filter.contains}`}
          value={draft.values[0] ?? ''}
          onChange={({ target }) => onChange({ ...draft, values: [target.value] })}
        />
      )
    case 'value':
      return <FilterChoices field={field} draft={draft} onChange={onChange} />
    case 'range': {
      const type = field.type === 'date' || field.type === 'month' ? field.type : 'text'
      const input = (end: 'from' | 'until') => (
        <input
          id={`${id}${end}`}
          type={type}
          inputMode={type === 'text' ? 'decimal' : undefined}
          className="input filter-end"
          aria-label={`${label} ${words.filter[end]}`}
          value={draft[end]}
          onChange={({ target }) => onChange({ ...draft, [end]: target.value })}
        />
      )
      return (
        <span className="filter-range">
          <span aria-hidden="true">{words.filter.from}</span>
          {input('from')}
          <span aria-hidden="true">{words.filter.until}</span>
          {input('until')}
        </span>
      )
    }
    default:
      return null
  }
}

function FilterChoices({ field, draft, onChange }: Omit<FilterValueProps, 'label'>) {
  const words = useLedgerWords()
  const options: [string, string][] =
    field.type === 'boolean'
      ? [
          ['true', words.form.yes],
          ['false', words.form.no],
        ]
      : Object.entries((field as ChoiceField).options)
  return (
    <span className="filter-choices">
      {options.map(([code, label]) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={draft.values.includes(code)}
            onChange={({ target }) =>
              onChange({
                ...draft,
                values: target.checked ? [...draft.values, code] : draft.values.filter((one) => one !== code),
              })
            }
          />
          {label}
        </label>
      ))}
    </span>
  )
}
