import { boundWidth, type Column, type ShownColumn } from './grid-columns.ts'
import { useLedgerWords } from './ledger-words.ts'

interface ColumnChoiceProps {
  columns: readonly Column[]
  shown: readonly ShownColumn[]
  onChange: (shown: readonly ShownColumn[]) => void
  onReset: () => void
  onDone: () => void
}

/** Pixels by which a column is made wider or narrower at once. */
const WIDER_PX = 24

/** Which columns the list shows, in which order, how wide; the first tells entries apart and stays. */
export function ColumnChoice({ columns, shown, onChange, onReset, onDone }: ColumnChoiceProps) {
  const words = useLedgerWords()
  const [first, ...others] = columns
  const chosen = shown.flatMap(({ id }) => others.find((column) => column.id === id) ?? [])
  const hidden = others.filter(({ id }) => !shown.some((one) => one.id === id))
  const widthOf = (column: Column) => shown.find(({ id }) => id === column.id)?.widthPx ?? column.widthPx
  const resize = (column: Column, byPx: number) => {
    const next = { id: column.id, widthPx: boundWidth(widthOf(column) + byPx) }
    const at = shown.findIndex(({ id }) => id === column.id)
    onChange(at < 0 ? [next, ...shown] : shown.with(at, next))
  }
  const move = (column: Column, by: -1 | 1) => {
    const at = chosen.indexOf(column)
    const other = chosen[at + by]
    if (other === undefined) return
    const place = (id: string) => shown.findIndex((one) => one.id === id)
    const [from, to] = [place(column.id), place(other.id)]
    onChange(shown.with(from, shown[to]!).with(to, shown[from]!))
  }
  return (
    <section className="panel" aria-label={words.columnChoice.title}>
      <ol className="column-list" aria-label={words.columnChoice.title}>
        {[...(first === undefined ? [] : [first]), ...chosen].map((column, index) => (
          <li key={column.id}>
            <label>
              <input
                type="checkbox"
                checked
                disabled={index === 0}
                onChange={() => onChange(shown.filter(({ id }) => id !== column.id))}
              />
              {column.label}
            </label>
            <span className="column-acts">
              <Act name={words.columnChoice.earlier(column.label)} off={index <= 1} onAct={() => move(column, -1)}>
                ←
              </Act>
              <Act
                name={words.columnChoice.later(column.label)}
                off={index === 0 || index === chosen.length}
                onAct={() => move(column, 1)}
              >
                →
              </Act>
              <Act name={words.columnChoice.narrower(column.label)} onAct={() => resize(column, -WIDER_PX)}>
                {words.columnChoice.narrow}
              </Act>
              <Act name={words.columnChoice.wider(column.label)} onAct={() => resize(column, WIDER_PX)}>
                {words.columnChoice.wide}
              </Act>
            </span>
          </li>
        ))}
      </ol>
      {hidden.length === 0 ? null : (
        <fieldset className="choices">
          <legend>{words.columnChoice.hidden}</legend>
          {hidden.map((column) => (
            <label key={column.id}>
              <input type="checkbox" checked={false} onChange={() => onChange([...shown, { id: column.id }])} />
              {column.label}
            </label>
          ))}
        </fieldset>
      )}
      <p className="ledger-actions">
        <button type="button" className="button" onClick={onDone}>
          {words.columnChoice.done}
        </button>
        <button type="button" className="button button-plain" onClick={onReset}>
          {words.columnChoice.atFirst}
        </button>
      </p>
    </section>
  )
}

interface ActProps {
  name: string
  off?: boolean
  onAct: () => void
  children: string
}

function Act({ name, off = false, onAct, children }: ActProps) {
  return (
    <button
      type="button"
      className="button button-plain column-act"
      aria-label={name}
      title={name}
      disabled={off}
      onClick={onAct}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
