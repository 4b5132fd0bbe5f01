import { type Ledger, type OrgTree, storedFields, townshipOf } from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { ApiProblem } from '../../api/api-problem.ts'
import { book, forgetEntries, newRequestId } from '../../api/entries.ts'
import { ProblemNotice } from '../../feedback/ProblemNotice.tsx'
import { useToast } from '../../feedback/toasts.tsx'
import { useScope } from '../../scope/use-scope.ts'
import { nameIn, useLanguage } from '../../words/language.ts'
import { headingOf } from '../cell-text.ts'
import { placeName } from '../entry-cell.ts'
import { useLedgerWords } from '../ledger-words.ts'
import { readTabSeparated } from '../tab-separated.ts'
import { matchHeadings, type PasteColumn, PLACE } from './match-headings.ts'
import { type PastedRow, type ReadRow, readRows, unmatchedRequired } from './paste-rows.ts'
import './paste.css'

/** What one request may bring. */
const MOST_ROWS = 1000
const ROW_PX = 46

export interface PastePanelProps {
  ledger: Ledger
  places: OrgTree
  /** Codes of the places that the person may book for. */
  writable: readonly string[]
  /** What was pasted already; empty to ask for it. */
  first: string
  onDone: () => void
}

interface Pasted {
  columns: readonly PasteColumn[]
  hasHeadings: boolean
  rows: readonly PastedRow[]
}

/** Rows from a sheet before they are booked: what each column is, what is wrong where, mended in place. */
export function PastePanel(props: PastePanelProps) {
  const [pasted, setPasted] = useState<Pasted | null>(() => readPasted(props.ledger, props.first))
  if (pasted === null) {
    return <PasteBox onText={(text) => setPasted(readPasted(props.ledger, text))} onCancel={props.onDone} />
  }
  return <Preview {...props} pasted={pasted} onPasted={setPasted} />
}

function readPasted(ledger: Ledger, text: string): Pasted | null {
  const table = readTabSeparated(text)
  if (table.length === 0) return null
  const { columns, hasHeadings } = matchHeadings(ledger, table)
  const rows = (hasHeadings ? table.slice(1) : table).map((cells, index) => ({ number: index + 1, cells }))
  return rows.length === 0 ? null : { columns, hasHeadings, rows }
}

function PasteBox({ onText, onCancel }: { onText: (text: string) => void; onCancel: () => void }) {
  const words = useLedgerWords()
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section className="panel paste-box">
      <p id="paste-help">{words.paste.help}</p>
      <textarea
        ref={box}
        className="input"
        rows={6}
        aria-label={words.paste.here}
        aria-describedby="paste-help"
        placeholder={words.paste.here}
        onPaste={(event) => {
          event.preventDefault()
          onText(event.clipboardData.getData('text/plain'))
        }}
        onChange={(event) => onText(event.target.value)}
      />
      <p className="ledger-actions">
        <button type="button" className="button" onClick={onCancel}>
          {words.paste.cancel}
        </button>
      </p>
    </section>
  )
}

const NEXT_FAULT_KEY = 'F8'

interface PreviewProps extends PastePanelProps {
  pasted: Pasted
  onPasted: (pasted: Pasted) => void
}

function Preview({ ledger, places, writable, pasted, onPasted, onDone }: PreviewProps) {
  const words = useLedgerWords()
  const { language } = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const [scope] = useScope()
  const { columns, rows } = pasted
  const byColumn = columns.some(({ target }) => target === PLACE)
  const [chosen, setChosen] = useState<string>(() => placeAtFirst(writable, scope.place))
  const [onlyFaults, setOnlyFaults] = useState(false)
  const [reason, setReason] = useState('')
  const request = useRef(newRequestId())
  const orgUnit = chosen === '' ? null : chosen
  // Reading hundreds of rows waits for the letter to be on the screen.
  const read = useMemo(
    () => readRows(rows, { ledger, columns, places, writable, orgUnit }),
    [rows, ledger, columns, places, writable, orgUnit],
  )
  const latest = useDeferredValue(read)
  const faulty = read.filter(({ faults }) => faults.length > 0)
  const missing = unmatchedRequired(ledger, columns)
  const booking = useMutation({
    mutationFn: () => {
      const town = townshipOf(read[0]!.content.orgUnit)!
      return book(town, {
        request: request.current,
        ...(reason.trim().length < 2 ? {} : { reason: reason.trim() }),
        changes: read.map(({ content }) => ({
          kind: 'add',
          ledger: ledger.id,
          orgUnit: content.orgUnit,
          values: content.values as Record<string, string | number | boolean | null>,
        })),
      })
    },
    onError: (error) => {
      // What never reached the server keeps its id: sent again, it is booked once. What was refused is mended first.
      if (error instanceof ApiProblem && error.status > 0) request.current = newRequestId()
    },
    onSuccess: (booked) => {
      void forgetEntries(queries, ledger.id)
      toast({ text: words.paste.booked(booked.added) })
      onDone()
    },
  })
  const askReason = booking.error instanceof ApiProblem && booking.error.code.startsWith('closing.')
  const changes = useRowChanges(pasted, onPasted)
  const ready = faulty.length === 0 && rows.length <= MOST_ROWS && rows.length > 0
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button below, wherever in the rows one is.
    <section
      className="panel paste"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready && !booking.isPending) booking.mutate()
      }}
    >
      <p className="paste-how">
        <strong>{words.paste.read(rows.length)}</strong>{' '}
        {pasted.hasHeadings ? words.paste.withHeadings : words.paste.byOrder}
      </p>
      <div className="paste-tools">
        <label>
          {words.paste.place}{' '}
          <select
            className="input"
            aria-invalid={orgUnit === null && !byColumn}
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
          >
            <option value="">{byColumn ? words.paste.placeByColumn : words.form.choosePlace}</option>
            {writable.map((code) => (
              <option key={code} value={code}>
                {placeName(places, code)}
              </option>
            ))}
          </select>
        </label>
        {orgUnit === null && !byColumn ? <span className="paste-bad">{words.form.needPlace}</span> : null}
        <label className="paste-only">
          <input
            type="checkbox"
            checked={onlyFaults}
            disabled={faulty.length === 0 && !onlyFaults}
            onChange={({ target }) => setOnlyFaults(target.checked)}
          />
          {words.paste.onlyFaults}
        </label>
      </div>
      {rows.length > MOST_ROWS ? (
        <p className="notice notice-bad" role="alert">
          {words.paste.tooMany(rows.length, MOST_ROWS)}
        </p>
      ) : null}
      {missing.length > 0 ? (
        <p className="notice notice-warn">
          {words.paste.missing(
            missing.map((id) => nameIn(language, ledger.fields[id]!)).join(language === 'zh' ? '、' : ', '),
          )}
        </p>
      ) : null}
      <PasteTable
        ledger={ledger}
        columns={columns}
        rows={rows}
        read={latest}
        onlyFaults={onlyFaults}
        changes={changes}
        onColumn={(index, target) =>
          onPasted({
            ...pasted,
            columns: columns.map((one, at) =>
              at === index ? { heading: one.heading, target } : one.target === target ? { ...one, target: null } : one,
            ),
          })
        }
      />
      {booking.isError ? <ProblemNotice error={booking.error} /> : null}
      {askReason ? (
        <label className="paste-reason">
          {words.paste.reason}
          {/* biome-ignore lint/a11y/noAutofocus: the refusal asks for exactly this. */}
          <input className="input" autoFocus value={reason} onChange={({ target }) => setReason(target.value)} />
          <span className="field-help">{words.paste.reasonHelp}</span>
        </label>
      ) : null}
      <p className="ledger-actions">
        <button
          type="button"
          className="button button-main"
          disabled={!ready || booking.isPending}
          onClick={() => booking.mutate()}
        >
          {booking.isPending ? words.paste.booking : words.paste.book(rows.length)}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words.paste.cancel}
        </button>
        <span role="status" className={faulty.length > 0 ? 'paste-bad' : 'paste-good'}>
          {faulty.length > 0 ? words.paste.faults(faulty.length) : words.paste.good}
        </span>
      </p>
    </section>
  )
}

const placeAtFirst = (writable: readonly string[], place: string | undefined): string =>
  writable.length === 1 ? writable[0]! : place !== undefined && writable.includes(place) ? place : ''

interface RowChanges {
  setCell: (number: number, column: number, text: string) => void
  remove: (number: number) => void
}

/** The same functions for as long as the panel is there: rows that did not change are not drawn again. */
function useRowChanges(pasted: Pasted, onPasted: (pasted: Pasted) => void): RowChanges {
  const now = useRef({ pasted, onPasted })
  now.current = { pasted, onPasted }
  const [changes] = useState<RowChanges>(() => {
    const change = (rowsOf: (before: Pasted) => readonly PastedRow[]) => {
      const { pasted: before, onPasted: tell } = now.current
      tell({ ...before, rows: rowsOf(before) })
    }
    return {
      setCell: (number, column, text) =>
        change(({ rows, columns }) =>
          rows.map((row) => {
            if (row.number !== number) return row
            const cells = Array.from({ length: columns.length }, (_, at) => row.cells[at] ?? '')
            cells[column] = text
            return { ...row, cells }
          }),
        ),
      remove: (number) => change(({ rows }) => rows.filter((row) => row.number !== number)),
    }
  })
  return changes
}

interface PasteTableProps {
  ledger: Ledger
  columns: readonly PasteColumn[]
  rows: readonly PastedRow[]
  read: readonly ReadRow[]
  onlyFaults: boolean
  changes: RowChanges
  onColumn: (index: number, target: string | null) => void
}

function PasteTable({ ledger, columns, rows, read, onlyFaults, changes, onColumn }: PasteTableProps) {
  const words = useLedgerWords()
  const { language } = useLanguage()
  const frame = useRef<HTMLElement>(null)
  const byNumber = useMemo(() => new Map(read.map((row) => [row.number, row])), [read])
  // A row that is being mended stays in sight until the choice is made anew.
  const kept = useRef(new Set<number>())
  if (!onlyFaults) kept.current.clear()
  else for (const row of read) if (row.faults.length > 0) kept.current.add(row.number)
  const shown = onlyFaults ? rows.filter(({ number }) => kept.current.has(number)) : rows
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => shown[index]!.number,
    overscan: 8,
  })
  const drawn = virtual.getVirtualItems()
  const before = drawn[0]?.start ?? 0
  const after = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)
  const names = columns.map(({ heading, target }, index) =>
    target === PLACE
      ? words.columns.place
      : target !== null
        ? headingOf(ledger.fields[target]!, language)
        : heading || words.paste.column(index + 1),
  )
  const faulty = read.filter(({ faults }) => faults.length > 0)
  const toNextFault = () => {
    const active = document.activeElement?.closest('tr')?.getAttribute('data-number')
    const from = Number(active ?? 0)
    const next = faulty.find(({ number }) => number > from) ?? faulty[0]
    if (next === undefined) return
    virtual.scrollToIndex(
      shown.findIndex(({ number }) => number === next.number),
      { align: 'center' },
    )
    const column = next.faults[0]?.column ?? 0
    // The row may only be drawn after scrolling.
    const focus = (tries: number) => {
      const input = frame.current?.querySelector<HTMLInputElement>(
        `tr[data-number="${next.number}"] [data-column="${column}"]`,
      )
      if (input != null) {
        input.focus()
        input.select()
      } else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    focus(20)
  }
  // From a cell in the middle of hundreds of rows the button is too far away for the keyboard.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== NEXT_FAULT_KEY) return
      event.preventDefault()
      toNextFault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return (
    <>
      {faulty.length === 0 ? null : (
        <button type="button" className="button paste-next" aria-keyshortcuts={NEXT_FAULT_KEY} onClick={toNextFault}>
          {words.paste.nextFault} ↓ <kbd className="quiet small">{NEXT_FAULT_KEY}</kbd>
        </button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section ref={frame} className="paste-frame" aria-label={words.paste.title} tabIndex={0}>
        <table className="paste-table">
          <thead>
            <tr>
              <th scope="col">{words.paste.row}</th>
              {columns.map(({ heading, target }, index) => (
                <th key={index} scope="col">
                  <span className="paste-heading">{heading || words.paste.column(index + 1)}</span>
                  <select
                    className={`input${target === null ? ' paste-unused' : ''}`}
                    aria-label={words.paste.columnMeans(heading || words.paste.column(index + 1))}
                    value={target ?? ''}
                    onChange={(event) => onColumn(index, event.target.value === '' ? null : event.target.value)}
                  >
                    <option value="">{words.paste.skip}</option>
                    <option value={PLACE}>{words.columns.place}</option>
                    {storedFields(ledger.fields).map(([id, field]) => (
                      <option key={id} value={id}>
                        {headingOf(field, language)}
                        {field.required === true ? ' *' : ''}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
              <th scope="col">
                <span className="hidden-visually">{words.paste.removeRow(0)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <Gap heightPx={before} columns={columns.length + 2} /> : null}
            {drawn.map(({ index }) => (
              <PasteRow
                key={shown[index]!.number}
                row={shown[index]!}
                index={index}
                measure={virtual.measureElement}
                faults={byNumber.get(shown[index]!.number)?.faults ?? NO_FAULTS}
                names={names}
                unused={columns}
                changes={changes}
              />
            ))}
            {after > 0 ? <Gap heightPx={after} columns={columns.length + 2} /> : null}
          </tbody>
        </table>
      </section>
    </>
  )
}

/** Stands for the rows that are not in sight. */
function Gap({ heightPx, columns }: { heightPx: number; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height: heightPx }} />
    </tr>
  )
}

const OF_ALL_ROWS = new Set(['field.required', 'cell.place-missing'])
const NO_FAULTS: ReadRow['faults'] = []

interface PasteRowProps {
  row: PastedRow
  index: number
  measure: (element: Element | null) => void
  faults: ReadRow['faults']
  names: readonly string[]
  unused: readonly PasteColumn[]
  changes: RowChanges
}

const PasteRow = memo(
  function PasteRow({ row, index, measure, faults, names, unused, changes }: PasteRowProps) {
    const words = useLedgerWords()
    const { language } = useLanguage()
    const id = useId()
    // What lacks a column or a place lacks it in every row, and is said once above them.
    const whole = faults.filter(({ column, error }) => column === null && !OF_ALL_ROWS.has(error.code))
    return (
      <tr ref={measure} data-index={index} data-number={row.number} className={faults.length > 0 ? 'paste-faulty' : ''}>
        <th scope="row">
          {row.number}
          {whole.map(({ error }) => (
            <p key={error.code} className="field-fault">
              {error.text(language)}
            </p>
          ))}
        </th>
        {names.map((name, column) => {
          const wrong = faults.filter((one) => one.column === column)
          return (
            <td key={column} className={unused[column]!.target === null ? 'paste-left-out' : ''}>
              <input
                className="input"
                data-column={column}
                aria-label={words.paste.cell(row.number, name)}
                aria-invalid={wrong.length > 0}
                aria-describedby={wrong.length > 0 ? `${id}${column}` : undefined}
                value={row.cells[column] ?? ''}
                onChange={({ target }) => changes.setCell(row.number, column, target.value)}
              />
              {wrong.length === 0 ? null : (
                <p id={`${id}${column}`} className="field-fault">
                  {wrong.map(({ error }) => error.text(language)).join(' ')}
                </p>
              )}
            </td>
          )
        })}
        <td>
          <button
            type="button"
            className="button button-plain"
            aria-label={words.paste.removeRow(row.number)}
            onClick={() => changes.remove(row.number)}
          >
            ✕
          </button>
        </td>
      </tr>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.names.join() === after.names.join() &&
    sameFaults(before.faults, after.faults),
)

const sameFaults = (one: ReadRow['faults'], other: ReadRow['faults']): boolean =>
  one.length === other.length &&
  one.every(({ column, error }, at) => other[at]!.column === column && other[at]!.error.message === error.message)
