import { useDeferredValue, useMemo } from 'react'
import { useLanguage } from '../words/language.ts'
import { entriesIn } from './entry-rows.ts'
import type { Column } from './grid-columns.ts'
import type { GridRows } from './grid-rows.ts'
import type { Rectangle } from './grid-selection.ts'
import { useLedgerWords } from './ledger-words.ts'
import { selectionFigures } from './selection-figures.ts'

/** Rows of a selection that are added up at most. */
const MOST_ADDED = 20_000

interface SelectionNoteProps {
  rectangle: Rectangle
  rows: GridRows
  columns: readonly Column[]
}

/** What the selected cells come to, as Excel says it below a sheet; nothing for a single one. */
export function SelectionNote({ rectangle, rows, columns }: SelectionNoteProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const { top, bottom, left, right } = useDeferredValue(rectangle)
  const text = useMemo(() => {
    const [rowCount, columnCount] = [bottom + 1 - top, right + 1 - left]
    if (rowCount * columnCount < 2) return ''
    const parts = [words.grid.selected(rowCount, columnCount)]
    const entries = rowCount > MOST_ADDED ? [] : entriesIn(rows, top, Math.min(rows.count, bottom + 1))
    const figures = selectionFigures(entries, columns.slice(left, right + 1), language)
    if (figures !== null) {
      parts.push(
        words.grid.average(figures.average),
        words.grid.filledCount(figures.count),
        words.grid.sum(figures.sum),
      )
      if (entries.length < rowCount) parts.push(words.grid.onlyRead)
    }
    return parts.join('　')
  }, [top, bottom, left, right, rows, columns, language, words])
  return <span className="grid-selection-note">{text}</span>
}
