import { ALL_UNITS, type UnitId } from '@shishu/kernel'
import { type KeyboardEvent, useRef } from 'react'
import { flushSync } from 'react-dom'
import { readTabSeparated } from '../ledgers/tab-separated.ts'
import { useLanguage } from '../words/language.ts'
import { type FieldRow, isOfPack, type LedgerDraft, nextRow, type RowType } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { Faults } from './Faults.tsx'
import { moved, newField, withoutField } from './ledger-draft.ts'
import { RowActions } from './RowActions.tsx'

const TYPES: readonly RowType[] = ['text', 'long-text', 'choice', 'date', 'month', 'quantity', 'boolean', 'days']

/** Units in which a ledger is kept; the smallest parts are for booking alone. */
const UNITS = ALL_UNITS.filter(({ id }) => !['fen', 'li', 'square-decimetre', 'basis-point'].includes(id))

interface FieldRowsProps {
  draft: LedgerDraft
  /** With `exactly`, not those of what lies in the part. */
  faultsAt: (part: string, exactly?: boolean) => string[]
  onChange: (next: (before: LedgerDraft) => LedgerDraft) => void
  /** While a label is being typed. */
  onType: (next: (before: LedgerDraft) => LedgerDraft) => void
  onSettle: () => void
}

/** A ledger's fields, edited as the headings of a sheet are. */
export function FieldRows({ draft, faultsAt, onChange, onType, onSettle }: FieldRowsProps) {
  const { ledger: words, common } = useDesignerWords()
  const table = useRef<HTMLTableElement>(null)
  const edit = (row: number, part: Partial<FieldRow>) => (before: LedgerDraft) => ({
    ...before,
    fields: before.fields.map((field) => (field.row === row ? { ...field, ...part } : field)),
  })
  const focusCell = (row: number, column: string) =>
    table.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-column="${column}"]`)?.focus()
  /** Whoever types on at once types into the row where the focus goes: it is drawn before. */
  const changeAndFocus = (next: (before: LedgerDraft) => LedgerDraft, row: number, column: string) => {
    flushSync(() => onChange(next))
    focusCell(row, column)
  }
  const add = (column = 'label') => {
    const row = nextRow(draft.fields)
    changeAndFocus((before) => ({ ...before, fields: [...before.fields, newField(row)] }), row, column)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const cell = event.target as HTMLElement
    const row = Number(cell.closest<HTMLElement>('[data-row]')?.dataset.row)
    const { column } = cell.dataset
    if (column === undefined) return
    const at = draft.fields.findIndex((field) => field.row === row)
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const below = draft.fields[at + (event.shiftKey ? -1 : 1)]
      if (below !== undefined) focusCell(below.row, column)
      else if (!event.shiftKey) add()
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      const by = event.key === 'ArrowUp' ? -1 : 1
      changeAndFocus((before) => ({ ...before, fields: moved(before.fields, row, by) }), row, column)
    }
  }
  /** Headings copied from a sheet: one field for each cell, from this row on. */
  const paste = (row: number, text: string): boolean => {
    const labels = readTabSeparated(text).flatMap((cells) => cells.map((cell) => cell.trim()).filter(Boolean))
    if (labels.length < 2) return false
    onChange((before) => {
      const at = before.fields.findIndex((field) => field.row === row)
      const fields = [...before.fields]
      labels.forEach((label, index) => {
        const there = fields[at + index]
        const free = there !== undefined && there.label.trim() === ''
        if (free) fields[at + index] = { ...there, label }
        else fields.splice(at + index + (index === 0 ? 1 : 0), 0, { ...newField(nextRow(fields)), label })
      })
      return { ...before, fields }
    })
    return true
  }
  const dates = draft.fields.filter(({ type, id }) => type === 'date' && id !== '')
  return (
    <>
      <div className="design-table-box">
        <table ref={table} className="design-table design-fields" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              {Object.entries(words.columns).map(([id, heading]) => (
                <th key={id} scope="col" className={`design-column-${id}`}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          {draft.fields.map((field, index) => {
            const name = field.label.trim() === '' ? words.newField : field.label
            const fixed = draft.inForce && field.base !== null
            const faults = faultsAt(`fields.${field.row}`)
            const cell = (column: keyof typeof words.columns) => ({
              'data-column': column,
              'aria-label': common.cell(index + 1, words.columns[column]),
              'aria-describedby': faults.length === 0 ? undefined : `field-faults-${field.row}`,
            })
            return (
              <tbody key={field.row} data-row={field.row}>
                <tr>
                  <td data-head={words.columns.label}>
                    <input
                      {...cell('label')}
                      className="input"
                      value={field.label}
                      maxLength={40}
                      aria-invalid={faults.length > 0}
                      onChange={({ target }) => onType(edit(field.row, { label: target.value }))}
                      onBlur={onSettle}
                      onPaste={(event) => {
                        if (paste(field.row, event.clipboardData.getData('text/plain'))) event.preventDefault()
                      }}
                    />
                  </td>
                  <td data-head={words.columns.type}>
                    <select
                      {...cell('type')}
                      className="input"
                      value={field.type}
                      disabled={fixed}
                      onChange={({ target }) => onChange(edit(field.row, { type: target.value as RowType }))}
                    >
                      {TYPES.map((type) => (
                        <option key={type} value={type}>
                          {words.types[type]}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td data-head={words.columns.detail}>
                    <Detail
                      field={field}
                      fixed={fixed}
                      dates={dates}
                      cell={cell('detail')}
                      number={index + 1}
                      onChange={(part) => onChange(edit(field.row, part))}
                      onType={(part) => onType(edit(field.row, part))}
                      onSettle={onSettle}
                    />
                  </td>
                  <td data-head={words.columns.required} className="design-tick">
                    <input
                      {...cell('required')}
                      type="checkbox"
                      checked={field.required && field.type !== 'days'}
                      disabled={field.type === 'days' || (fixed && isOfPack(draft))}
                      onChange={({ target }) => onChange(edit(field.row, { required: target.checked }))}
                    />
                  </td>
                  <td data-head={words.columns.personal} className="design-tick">
                    {field.type === 'text' || field.type === 'long-text' ? (
                      <input
                        {...cell('personal')}
                        type="checkbox"
                        checked={field.personal}
                        disabled={fixed}
                        onChange={({ target }) => onChange(edit(field.row, { personal: target.checked }))}
                      />
                    ) : null}
                  </td>
                  <td data-head={words.columns.help}>
                    <input
                      {...cell('help')}
                      className="input"
                      value={field.help}
                      maxLength={200}
                      onChange={({ target }) => onType(edit(field.row, { help: target.value }))}
                      onBlur={onSettle}
                    />
                  </td>
                  <td>
                    <RowActions
                      label={name}
                      fixed={common.fixed}
                      onMove={(by) =>
                        onChange((before) => ({ ...before, fields: moved(before.fields, field.row, by) }))
                      }
                      onRemove={fixed ? undefined : () => onChange((before) => withoutField(before, field.row))}
                    />
                  </td>
                </tr>
                {faults.length === 0 ? null : (
                  <tr className="design-fault-row">
                    <td colSpan={7}>
                      <Faults id={`field-faults-${field.row}`} texts={faults} />
                    </td>
                  </tr>
                )}
              </tbody>
            )
          })}
        </table>
      </div>
      <Faults texts={faultsAt('fields', true)} />
      <button type="button" className="button" onClick={() => add()}>
        {words.addField}
      </button>
    </>
  )
}

interface DetailProps {
  field: FieldRow
  fixed: boolean
  dates: readonly FieldRow[]
  cell: Record<string, string | undefined>
  number: number
  onChange: (part: Partial<FieldRow>) => void
  onType: (part: Partial<FieldRow>) => void
  onSettle: () => void
}

/** What a field of its type needs besides: a unit, options, two dates. */
function Detail({ field, fixed, dates, cell, number, onChange, onType, onSettle }: DetailProps) {
  const { ledger: words, common } = useDesignerWords()
  const { language } = useLanguage()
  if (field.type === 'choice') {
    return (
      <input
        {...cell}
        className="input"
        value={field.options}
        placeholder={words.optionsHint}
        onChange={({ target }) => onType({ options: target.value })}
        onBlur={onSettle}
      />
    )
  }
  if (field.type === 'quantity') {
    return (
      <select
        {...cell}
        className="input"
        value={field.unit}
        disabled={fixed}
        onChange={({ target }) => onChange({ unit: target.value as UnitId })}
      >
        {UNITS.map((unit) => (
          <option key={unit.id} value={unit.id}>
            {unit.id === 'one' ? words.countUnit : language === 'en' ? unit.en : unit.labels[0]}
          </option>
        ))}
      </select>
    )
  }
  if (field.type !== 'days') return null
  return (
    <span className="design-pair">
      {(['from', 'to'] as const).map((end) => (
        <select
          key={end}
          className="input"
          data-column={end === 'from' ? 'detail' : 'detail-to'}
          aria-label={common.cell(number, words[end])}
          value={field[end]}
          disabled={fixed}
          onChange={({ target }) => onChange({ [end]: target.value })}
        >
          <option value="">{words[end]}</option>
          {dates.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      ))}
    </span>
  )
}
