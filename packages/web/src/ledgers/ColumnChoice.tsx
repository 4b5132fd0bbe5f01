import type { Column } from './grid-columns.ts'
import { useLedgerWords } from './ledger-words.ts'

interface ColumnChoiceProps {
  columns: readonly Column[]
  shown: readonly string[]
  onChange: (shown: readonly string[]) => void
  onReset: () => void
  onDone: () => void
}

/** Which columns the list shows; the first tells entries apart and stays. */
export function ColumnChoice({ columns, shown, onChange, onReset, onDone }: ColumnChoiceProps) {
  const words = useLedgerWords()
  return (
    <section className="panel" aria-label={words.columnChoice.title}>
      <fieldset className="choices">
        <legend>{words.columnChoice.title}</legend>
        {columns.map(({ id, label }, index) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={index === 0 || shown.includes(id)}
              disabled={index === 0}
              onChange={({ target }) => {
                const chosen = new Set(target.checked ? [...shown, id] : shown.filter((one) => one !== id))
                onChange(columns.filter((column) => chosen.has(column.id)).map((column) => column.id))
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
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
