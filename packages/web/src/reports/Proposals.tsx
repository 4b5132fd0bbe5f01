import { useId, useRef, useState } from 'react'
import type { ReportDraft } from '../api/reports.ts'
import { useToast } from '../feedback/toasts.tsx'
import { useWords } from '../words/language.ts'
import { accept, type DraftNotes, drop, NOTE_SECTIONS, type NoteSection, offerAgain } from './draft-notes.ts'

interface ProposalsProps {
  proposals: ReportDraft['proposals']
  notes: DraftNotes
  onChange: (notes: DraftNotes) => void
}

/** Proposals shown at first; the strongest come first. */
const FIRST = 4

/** What the writer may take up. Nothing of it is in the report until somebody accepts it. */
export function Proposals({ proposals, notes, onChange }: ProposalsProps) {
  const words = useWords()
  return (
    <section className="panel report-proposals no-print" aria-labelledby="report-proposals">
      <div className="panel-head">
        <h2 id="report-proposals">{words.reports.proposals}</h2>
        <p>{words.reports.proposalsHelp}</p>
      </div>
      {NOTE_SECTIONS.map((section, index) => (
        <ProposalSection
          key={section}
          section={section}
          lines={proposals[index]?.lines ?? []}
          notes={notes}
          onChange={onChange}
        />
      ))}
    </section>
  )
}

interface ProposalSectionProps {
  section: NoteSection
  lines: readonly string[]
  notes: DraftNotes
  onChange: (notes: DraftNotes) => void
}

function ProposalSection({ section, lines, notes, onChange }: ProposalSectionProps) {
  const words = useWords()
  const toast = useToast()
  const [all, setAll] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const open = lines.filter((line) => notes.settled[line] === undefined)
  const settled = lines.filter((line) => notes.settled[line] !== undefined)
  const shown = all ? open : open.slice(0, FIRST)
  /** The proposal dealt with is gone: the one that takes its place is next by keyboard. */
  const settle = (index: number, after: DraftNotes) => {
    onChange(after)
    requestAnimationFrame(() => {
      const items = list.current?.children
      items?.[Math.min(index, items.length - 1)]?.querySelector('button')?.focus({ preventScroll: true })
    })
  }
  return (
    <section className="proposal-section">
      <h3>
        {words.reports.sections[section]} <span className="quiet">{words.reports.openProposals(open.length)}</span>
      </h3>
      {open.length === 0 ? <p className="quiet">{words.reports.noProposals}</p> : null}
      <ul className="proposal-list" ref={list}>
        {shown.map((line, index) => (
          <ProposalItem
            key={line}
            line={line}
            onAccept={(text) => {
              settle(index, accept(notes, section, line, text))
              toast({ text: words.reports.acceptedInto(words.reports.sections[section]) })
            }}
            onDrop={() => settle(index, drop(notes, line))}
          />
        ))}
      </ul>
      {open.length > shown.length ? (
        <button type="button" className="button button-plain" onClick={() => setAll(true)}>
          {words.reports.more(open.length - shown.length)}
        </button>
      ) : null}
      {settled.length === 0 ? null : (
        <details className="proposal-settled">
          <summary>{words.reports.settled(settled.length)}</summary>
          <ul className="proposal-list">
            {settled.map((line) => (
              <li key={line}>
                <p>
                  <span className="quiet">{words.reports.became[notes.settled[line]!]}</span> <Shortened text={line} />
                </p>
                <button type="button" className="button" onClick={() => onChange(offerAgain(notes, line))}>
                  {words.reports.offerAgain}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

interface ProposalItemProps {
  line: string
  onAccept: (text: string) => void
  onDrop: () => void
}

function ProposalItem({ line, onAccept, onDrop }: ProposalItemProps) {
  const words = useWords()
  const id = useId()
  const [text, setText] = useState<string | null>(null)
  if (text !== null) {
    return (
      <li>
        <label htmlFor={id}>{words.reports.rewriteLabel}</label>
        <textarea
          id={id}
          className="input"
          lang="zh-CN"
          rows={4}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: opened by the writer’s own click in order to write
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText(null)
          }}
        />
        <div className="proposal-acts">
          <button
            type="button"
            className="button button-main"
            disabled={text.trim() === ''}
            onClick={() => onAccept(text)}
          >
            {words.reports.acceptRewritten}
          </button>
          <button type="button" className="button" onClick={() => setText(null)}>
            {words.reports.cancel}
          </button>
        </div>
      </li>
    )
  }
  return (
    <li>
      <p lang="zh-CN" id={id}>
        <Shortened text={line} />
      </p>
      <div className="proposal-acts">
        <button type="button" className="button" aria-describedby={id} onClick={() => onAccept(line)}>
          {words.reports.accept}
        </button>
        <button type="button" className="button" aria-describedby={id} onClick={() => setText(line)}>
          {words.reports.rewrite}
        </button>
        <button type="button" className="button" aria-describedby={id} onClick={onDrop}>
          {words.reports.drop}
        </button>
      </div>
    </li>
  )
}

/** Longer than this, a proposal is shown by its beginning. */
const LONG = 80

function Shortened({ text }: { text: string }) {
  const words = useWords()
  const [whole, setWhole] = useState(false)
  if (whole || text.length <= LONG) return text
  return (
    <>
      {text.slice(0, LONG)}…{' '}
      <button type="button" className="proposal-whole" onClick={() => setWhole(true)}>
        {words.reports.wholeText}
      </button>
    </>
  )
}
