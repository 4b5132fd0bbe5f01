import type { ReportDraft } from '../api/reports.ts'

type Run = ReportDraft['paragraphs'][number]['runs'][number]

/** A figure or plain words, with the punctuation that no line may part from a figure. */
export interface Piece {
  slot: number | null
  before: string
  text: string
  after: string
}

/** Marks that may not begin a line, and those that may not end one. */
const CLOSING = /^[，。、；：！？）》”’％%,.;:)!?]+/
const OPENING = /[（《“‘(]+$/

/** A line may be broken before and after a button, so a figure takes the punctuation beside it along. */
export function glueRuns(runs: readonly Run[]): Piece[] {
  const pieces = runs.map(({ slot, text }): Piece => ({ slot, before: '', text, after: '' }))
  for (const [index, piece] of pieces.entries()) {
    if (piece.slot === null) continue
    const [last, next] = [pieces[index - 1], pieces[index + 1]]
    if (last?.slot === null) {
      piece.before = OPENING.exec(last.text)?.[0] ?? ''
      last.text = last.text.slice(0, last.text.length - piece.before.length)
    }
    if (next?.slot === null) {
      piece.after = CLOSING.exec(next.text)?.[0] ?? ''
      next.text = next.text.slice(piece.after.length)
    }
  }
  return pieces.filter(({ slot, text }) => slot !== null || text !== '')
}
