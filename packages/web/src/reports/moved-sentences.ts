import type { Writing } from '../api/report-drafts.ts'

/** Sentences that were taken up as they were offered, still stand, and which the figures no longer give. */
export function movedSentences({ settled, blocks }: Writing, offered: readonly string[]): string[] {
  const now = new Set(offered)
  return settled.flatMap(({ block, line, became, sentence }) => {
    if (became !== 'accepted' || sentence === null || now.has(line) || !sentence.startsWith(line)) return []
    const text = blocks.find((one) => one.block === block)?.text ?? ''
    return text.split('\n').includes(sentence) ? [sentence] : []
  })
}
