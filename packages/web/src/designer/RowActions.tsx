import { useDesignerWords } from './designer-words.ts'

interface RowActionsProps {
  /** What the row is called, for readers. */
  label: string
  onMove?: ((by: -1 | 1) => void) | undefined
  /** Absent where the row has to stay; `fixed` then says so. */
  onRemove?: (() => void) | undefined
  fixed?: string
}

/** Moves a row up or down, or takes it out. */
export function RowActions({ label, onMove, onRemove, fixed }: RowActionsProps) {
  const { common: words } = useDesignerWords()
  return (
    <span className="row-actions">
      {onMove === undefined ? null : (
        <>
          <button type="button" className="row-action" aria-label={words.up(label)} onClick={() => onMove(-1)}>
            ↑
          </button>
          <button type="button" className="row-action" aria-label={words.down(label)} onClick={() => onMove(1)}>
            ↓
          </button>
        </>
      )}
      {onRemove === undefined ? (
        <span className="row-fixed quiet small">{fixed ?? ''}</span>
      ) : (
        <button type="button" className="row-action" aria-label={words.remove(label)} onClick={onRemove}>
          ✕
        </button>
      )}
    </span>
  )
}
