import { useLanguage } from '../words/language.ts'
import { type ConditionRow, type FieldRow, type LedgerDraft, type MeasureRow, nextRow } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { Faults } from './Faults.tsx'
import { moved, newMeasure } from './ledger-draft.ts'
import { optionLabels } from './option-labels.ts'
import { RowActions } from './RowActions.tsx'

interface MeasureRowsProps {
  draft: LedgerDraft
  faultsAt: (part: string) => string[]
  onChange: (next: (before: LedgerDraft) => LedgerDraft) => void
  onType: (next: (before: LedgerDraft) => LedgerDraft) => void
  onSettle: () => void
}

/** What a ledger counts and adds up. What the pack counts by is shown and stays. */
export function MeasureRows({ draft, faultsAt, onChange, onType, onSettle }: MeasureRowsProps) {
  const { ledger: words, common } = useDesignerWords()
  const edit = (row: number, part: Partial<MeasureRow>) => (before: LedgerDraft) => ({
    ...before,
    measures: before.measures.map((one) => (one.row === row ? { ...one, ...part } : one)),
  })
  const named = draft.fields.filter(({ id, label }) => id !== '' && label.trim() !== '')
  const dates = named.filter(({ type }) => type === 'date' || type === 'month')
  const amounts = named.filter(({ type }) => type === 'quantity' || type === 'days')
  const choices = named.filter(({ type }) => type === 'choice')
  const add = () => {
    const first = dates.find(({ required }) => required) ?? dates[0]
    onChange((before) => ({
      ...before,
      measures: [...before.measures, { ...newMeasure(nextRow(before.measures)), on: first?.id ?? '' }],
    }))
  }
  return (
    <>
      {draft.measures.map((measure, index) => {
        const name = measure.label.trim() === '' ? words.newMeasure : measure.label
        const fixed = draft.inForce && measure.base !== null
        const faults = faultsAt(`measures.${measure.row}`)
        const cell = (column: keyof typeof words.measureColumns) => common.cell(index + 1, words.measureColumns[column])
        return (
          <fieldset key={measure.row} className="design-card" aria-label={name}>
            <div className="design-card-row">
              <label className="design-cell">
                <span>{words.measureColumns.label}</span>
                <input
                  className="input"
                  value={measure.label}
                  maxLength={40}
                  aria-invalid={faults.length > 0}
                  onChange={({ target }) => onType(edit(measure.row, { label: target.value }))}
                  onBlur={onSettle}
                />
              </label>
              <Choice
                label={words.measureColumns.of}
                value={measure.of}
                disabled={fixed}
                first={words.countEntries}
                fields={amounts}
                text={(label) => words.sumOf(label)}
                onValue={(of) => onChange(edit(measure.row, { of }))}
              />
              <label className="design-cell">
                <span>{words.measureColumns.kind}</span>
                <select
                  className="input"
                  value={measure.kind}
                  disabled={fixed}
                  onChange={({ target }) => onChange(edit(measure.row, { kind: target.value as MeasureRow['kind'] }))}
                >
                  <option value="flow">{words.flow}</option>
                  <option value="stock">{words.stock}</option>
                </select>
              </label>
              <Choice
                label={measure.kind === 'stock' ? words.from : words.measureColumns.on}
                value={measure.on}
                disabled={fixed}
                first={common.choose}
                fields={dates}
                onValue={(on) => onChange(edit(measure.row, { on }))}
              />
              {measure.kind === 'stock' ? (
                <Choice
                  label={words.until}
                  value={measure.until}
                  disabled={fixed}
                  first={words.forever}
                  fields={dates}
                  onValue={(until) => onChange(edit(measure.row, { until }))}
                />
              ) : null}
              {choices.length === 0 ? null : (
                <Choice
                  label={words.measureColumns.by}
                  value={measure.by}
                  disabled={fixed}
                  first={common.none}
                  fields={choices}
                  onValue={(by) => onChange(edit(measure.row, { by }))}
                />
              )}
              <RowActions
                label={name}
                fixed={common.fixed}
                onMove={(by) =>
                  onChange((before) => ({ ...before, measures: moved(before.measures, measure.row, by) }))
                }
                onRemove={
                  fixed
                    ? undefined
                    : () =>
                        onChange((before) => ({
                          ...before,
                          measures: before.measures.filter(({ row }) => row !== measure.row),
                        }))
                }
              />
            </div>
            {fixed ? null : (
              <Conditions
                name={cell('where')}
                rows={measure.where}
                fields={named}
                onRows={(where) => onChange(edit(measure.row, { where }))}
              />
            )}
            <Faults texts={faults} />
          </fieldset>
        )
      })}
      <button type="button" className="button" onClick={add}>
        {words.addMeasure}
      </button>
    </>
  )
}

interface ChoiceProps {
  label: string
  value: string
  disabled?: boolean
  /** The first line, for none. */
  first: string
  fields: readonly FieldRow[]
  text?: (label: string) => string
  onValue: (value: string) => void
}

function Choice({ label, value, disabled = false, first, fields, text = (name) => name, onValue }: ChoiceProps) {
  return (
    <label className="design-cell">
      <span>{label}</span>
      <select className="input" value={value} disabled={disabled} onChange={({ target }) => onValue(target.value)}>
        <option value="">{first}</option>
        {fields.map((field) => (
          <option key={field.id} value={field.id}>
            {text(field.label)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface ConditionsProps {
  name: string
  rows: readonly ConditionRow[] | null
  fields: readonly FieldRow[]
  onRows: (rows: readonly ConditionRow[]) => void
}

/** Which entries count: all conditions have to hold. */
function Conditions({ name, rows, fields, onRows }: ConditionsProps) {
  const { ledger: words } = useDesignerWords()
  const usable = fields.filter((field) => !field.personal)
  if (rows === null) {
    return (
      <p className="design-conditions small">
        {words.keptWhere}{' '}
        <button type="button" className="button button-plain" onClick={() => onRows([])}>
          {words.changeWhere}
        </button>
      </p>
    )
  }
  const add = () => onRows([...rows, { row: nextRow(rows), field: usable[0]?.id ?? '', test: 'is', value: '' }])
  const edit = (row: number, part: Partial<ConditionRow>) =>
    onRows(rows.map((one) => (one.row === row ? { ...one, ...part } : one)))
  return (
    <section className="design-conditions" aria-label={name}>
      <span className="small quiet">
        {words.measureColumns.where}
        {rows.length === 0 ? ` ${words.allEntries}` : ''}
      </span>
      {rows.map((row, index) => (
        <span key={row.row} className="design-condition">
          <select
            className="input"
            aria-label={`${words.conditionOf(index + 1)} ${words.conditionField}`}
            value={row.field}
            onChange={({ target }) => edit(row.row, { field: target.value, value: '' })}
          >
            {usable.map((field) => (
              <option key={field.id} value={field.id}>
                {field.label}
              </option>
            ))}
          </select>
          <select
            className="input"
            aria-label={`${words.conditionOf(index + 1)} ${words.conditionTest}`}
            value={row.test}
            onChange={({ target }) => edit(row.row, { test: target.value as ConditionRow['test'] })}
          >
            {testsFor(fields.find(({ id }) => id === row.field)).map((test) => (
              <option key={test} value={test}>
                {words.tests[test]}
              </option>
            ))}
          </select>
          {row.test === 'filled' || row.test === 'empty' ? null : (
            <ConditionValue
              label={`${words.conditionOf(index + 1)} ${words.conditionValue}`}
              field={fields.find(({ id }) => id === row.field)}
              value={row.value}
              onValue={(value) => edit(row.row, { value })}
            />
          )}
          <button
            type="button"
            className="row-action"
            aria-label={words.removeCondition(index + 1)}
            onClick={() => onRows(rows.filter((one) => one.row !== row.row))}
          >
            ✕
          </button>
        </span>
      ))}
      <button type="button" className="button button-plain" onClick={add}>
        {words.addCondition}
      </button>
    </section>
  )
}

const COMPARED: readonly FieldRow['type'][] = ['date', 'month', 'quantity', 'days']

function testsFor(field: FieldRow | undefined): readonly ConditionRow['test'][] {
  if (field !== undefined && COMPARED.includes(field.type)) return ['is', 'not', 'atLeast', 'atMost', 'filled', 'empty']
  return ['is', 'not', 'filled', 'empty']
}

interface ConditionValueProps {
  label: string
  field: FieldRow | undefined
  value: string
  onValue: (value: string) => void
}

function ConditionValue({ label, field, value, onValue }: ConditionValueProps) {
  const { ledger: words, common } = useDesignerWords()
  const { language } = useLanguage()
  if (field?.type === 'choice' || field?.type === 'boolean') {
    const options =
      field.type === 'choice'
        ? optionLabels(field.options).map((option) => [field.codes[option] ?? '', option] as const)
        : ([
            ['true', words.yes],
            ['false', words.no],
          ] as const)
    return (
      <select className="input" aria-label={label} value={value} onChange={({ target }) => onValue(target.value)}>
        <option value="">{common.choose}</option>
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      className="input"
      type={field?.type === 'date' || field?.type === 'month' ? field.type : 'text'}
      inputMode={field?.type === 'quantity' || field?.type === 'days' ? 'decimal' : undefined}
      lang={language}
      aria-label={label}
      value={value}
      onChange={({ target }) => onValue(target.value)}
    />
  )
}
