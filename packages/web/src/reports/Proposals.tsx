import { REPORT_BLOCKS, type ReportBlock } from '@shishu/kernel'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { ProposalDecision, Writing } from '../api/report-drafts.ts'
import type { ReportDraft } from '../api/reports.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { useWords } from '../words/language.ts'
import { useDraftWords } from './draft-words.ts'

interface ProposalsProps {
  proposals: ReportDraft['proposals']
  settled: Writing['settled']
  onDecide: (decision: ProposalDecision) => Promise<unknown>
}

/** Proposals shown at first; the strongest come first. */
const FIRST = 4

/** What the writers may take up. Nothing of it is in the report until somebody accepts it. */
export function Proposals({ proposals, settled, onDecide }: ProposalsProps) {
  const words = useWords()
  return (
    <section className="panel report-proposals no-print" aria-labelledby="report-proposals">
      <div className="panel-head">
        <h2 id="report-proposals">{words.reports.proposals}</h2>
        <p>{words.reports.proposalsHelp}</p>
      </div>
      {REPORT_BLOCKS.map((block, index) => (
        <ProposalSection
          key={block}
          block={block}
          lines={proposals[index]?.lines ?? []}
          settled={settled.filter((one) => one.block === block)}
          onDecide={onDecide}
        />
      ))}
    </section>
  )
}

interface ProposalSectionProps extends Omit<ProposalsProps, 'proposals'> {
  block: ReportBlock
  lines: readonly string[]
}

function ProposalSection({ block, lines, settled, onDecide }: ProposalSectionProps) {
  const words = useWords()
  const draft = useDraftWords()
  const toast = useToast()
  const [all, setAll] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const decided = new Set(settled.map(({ line }) => line))
  const open = lines.filter((line) => !decided.has(line))
  const shown = all ? open : open.slice(0, FIRST)
  const deciding = useMutation({ mutationFn: onDecide })
  /** The proposal dealt with is gone: the one that takes its place is next by keyboard. */
  const decide = async (index: number, decision: Omit<ProposalDecision, 'block'>) => {
    await deciding.mutateAsync({ block, ...decision })
    requestAnimationFrame(() => {
      const items = list.current?.children
      items?.[Math.min(index, items.length - 1)]?.querySelector('button')?.focus({ preventScroll: true })
    })
  }
  const offerAgain = (line: string) => deciding.mutate({ block, line, became: 'offered' })
  return (
    <section className="proposal-section">
      <h3>
        {draft.blocks[block]} <span className="quiet">{words.reports.openProposals(open.length)}</span>
      </h3>
      {open.length === 0 ? <p className="quiet">{words.reports.noProposals}</p> : null}
      {deciding.isError ? <ProblemNotice error={deciding.error} /> : null}
      <ul className="proposal-list" ref={list}>
        {shown.map((line, index) => (
          <ProposalItem
            key={line}
            line={line}
            onAccept={async (text) => {
              await decide(index, { line, became: 'accepted', ...(text === line ? {} : { words: text }) })
              toast({ text: draft.accepted(draft.blocks[block]), undo: () => offerAgain(line) })
            }}
            onDrop={() => void decide(index, { line, became: 'dropped' }).catch(() => {})}
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
            {settled.map(({ line, became }) => (
              <li key={line}>
                <p>
                  <span className="quiet">{words.reports.became[became]}</span> <Shortened text={line} />
                </p>
                <button type="button" className="button" onClick={() => offerAgain(line)}>
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
  onAccept: (text: string) => Promise<void>
  onDrop: () => void
}

function ProposalItem({ line, onAccept, onDrop }: ProposalItemProps) {
  const words = useWords()
  const id = useId()
  const [text, setText] = useState<string | null>(null)
  const [working, setWorking] = useState(false)
  /** What is refused is told above; the writer’s words stay where they are. */
  const accept = async (words: string) => {
    setWorking(true)
    await onAccept(words).catch(() => {})
    setWorking(false)
  }
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
            disabled={text.trim() === '' || working}
            onClick={() => void accept(text)}
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
        <button
          type="button"
          className="button"
          aria-describedby={id}
          disabled={working}
          onClick={() => void accept(line)}
        >
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
