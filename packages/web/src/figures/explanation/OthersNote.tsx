import type { OtherEntries } from '../../api/figures.ts'
import { useWords } from '../../words/language.ts'

/** What the entries that the asker may not read come to: with those listed above it makes the whole. */
export function OthersNote({ others, text }: { others: OtherEntries; text: string }) {
  const words = useWords()
  if (others.count === 0) return null
  return <p className="quiet small">{words.explanation.outside(others.count, text)}</p>
}
