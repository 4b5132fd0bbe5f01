import type { Day } from '@shishu/kernel'
import { useWords } from '../words/language.ts'

/** Says that a list is of the book as it is now, where the rest of the page is of the past. */
export function PresentNote({ asOf }: { asOf: Day | undefined }) {
  const words = useWords()
  return asOf === undefined ? null : <p className="quiet small">{words.board.present}</p>
}
