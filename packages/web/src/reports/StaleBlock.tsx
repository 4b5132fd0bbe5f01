import { useEffect, useId, useRef } from 'react'
import type { WrittenBlock } from '../api/report-drafts.ts'
import { useWords } from '../words/language.ts'
import { useDraftWords } from './draft-words.ts'
import { momentText } from './instant-words.ts'

interface StaleBlockProps {
  label: string
  mine: string
  theirs: WrittenBlock
  onChoose: (text: string) => void
}

/** Both texts of a part that two people changed, side by side; whoever came second chooses. */
export function StaleBlock({ label, mine, theirs, onChoose }: StaleBlockProps) {
  const draft = useDraftWords()
  const words = useWords()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  // The field that was being written in has made way for this.
  useEffect(() => heading.current?.focus(), [])
  const by = theirs.by ?? draft.nobody
  return (
    <section className="report-stale" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {label}　{draft.staleTitle}
      </h3>
      <p>{draft.staleHelp}</p>
      <div className="report-stale-sides">
        <div>
          <h4>{theirs.at === null ? by : draft.theirs(by, momentText(theirs.at, words))}</h4>
          <p lang="zh-CN">{theirs.text === '' ? draft.emptyText : theirs.text}</p>
          <button type="button" className="button" onClick={() => onChoose(theirs.text)}>
            {draft.useTheirs}
          </button>
        </div>
        <div>
          <h4>{draft.mine}</h4>
          <p lang="zh-CN">{mine === '' ? draft.emptyText : mine}</p>
          <button type="button" className="button" onClick={() => onChoose(mine)}>
            {draft.useMine}
          </button>
        </div>
      </div>
      <button type="button" className="button button-main" onClick={() => onChoose(bothTexts(theirs.text, mine))}>
        {draft.useBoth}
      </button>
    </section>
  )
}

/** One text after the other, lines that both have once. */
export function bothTexts(theirs: string, mine: string): string {
  const known = new Set(theirs.split('\n').map((line) => line.trim()))
  const more = mine.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()))
  return [theirs.trimEnd(), ...more].filter((part) => part !== '').join('\n')
}
