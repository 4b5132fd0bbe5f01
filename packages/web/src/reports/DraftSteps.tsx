import type { DraftMark } from '@shishu/kernel'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import type { Writing } from '../api/report-drafts.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { useLanguage } from '../words/language.ts'
import { type DraftWords, useDraftWords } from './draft-words.ts'
import { momentText } from './instant-words.ts'

interface DraftStepsProps {
  writing: Writing
  /** Takes a step of sign-off on the draft as it is shown. */
  onMark: (mark: DraftMark, reason?: string) => Promise<unknown>
  /** Asks whether to issue it. */
  onIssue: () => Promise<unknown>
}

type Step = Writing['steps'][number]

/** Where the draft is between its writers and whoever issues it, who did what when, and what the reader may do next. */
export function DraftSteps({ writing, onMark, onIssue }: DraftStepsProps) {
  const { words } = useLanguage()
  const draft = useDraftWords()
  const toast = useToast()
  const id = useId()
  const [reason, setReason] = useState<string | null>(null)
  const marking = useMutation({
    mutationFn: ({ mark, why }: { mark: DraftMark; why?: string }) => onMark(mark, why),
    onSuccess: (_, { mark }) => {
      setReason(null)
      toast({ text: draft.did[mark] })
    },
  })
  const asking = useMutation({ mutationFn: onIssue })
  const { stage, steps, reviewers, may } = writing
  const told = (step: Step, text: (by: string, at: string) => string) =>
    text(step.by ?? draft.nobody, momentText(step.at, words))
  const [submitted, reviewed, issued] = (['submit', 'review', 'issue'] as const).map((kind) => inForce(steps, kind))
  const last = steps.at(-1)
  const names = reviewers.join(words.language.tag === 'en' ? ', ' : '、')
  return (
    <section className="panel report-steps no-print" aria-label={draft.steps}>
      <ol className="report-steps-line">
        <StepOf
          name={draft.writing}
          done={stage !== 'drafting'}
          now={stage === 'drafting'}
          text={submitted === undefined ? draft.beingWritten : told(submitted, draft.submittedBy)}
        />
        <StepOf
          name={draft.review}
          done={stage === 'reviewed' || (stage === 'issued' && reviewed !== undefined)}
          now={stage === 'submitted' && reviewers.length > 0}
          text={reviewed === undefined ? unreviewedText(writing, names, draft) : told(reviewed, draft.reviewedBy)}
        />
        <StepOf
          name={draft.issue}
          done={stage === 'issued'}
          now={stage === 'reviewed' || (stage === 'submitted' && reviewers.length === 0)}
          text={issued === undefined || stage !== 'issued' ? draft.notYet : told(issued, draft.issuedBy)}
        />
      </ol>
      {last?.step === 'return' ? (
        <p className="notice notice-warn">
          <strong>{told(last, draft.returned)}</strong>
          {last.reason}
        </p>
      ) : null}
      {marking.isError ? <ProblemNotice error={marking.error} /> : null}
      {asking.isError ? <ProblemNotice error={asking.error} /> : null}
      {may.marks.length === 0 && !may.issue ? null : reason === null ? (
        <div className="proposal-acts">
          {may.issue ? (
            <button
              type="button"
              className="button button-main"
              disabled={asking.isPending}
              onClick={() => asking.mutate()}
            >
              {words.reports.issue}
            </button>
          ) : null}
          {may.marks.map((mark) => (
            <button
              key={mark}
              type="button"
              className={mark === 'submit' || mark === 'review' ? 'button button-main' : 'button'}
              disabled={marking.isPending}
              onClick={() => (mark === 'return' ? setReason('') : marking.mutate({ mark }))}
            >
              {mark === 'submit' && reviewers.length === 0 ? draft.submitAlone : draft.marks[mark]}
            </button>
          ))}
        </div>
      ) : (
        <form
          className="report-return"
          onSubmit={(event) => {
            event.preventDefault()
            marking.mutate({ mark: 'return', why: reason })
          }}
        >
          <label htmlFor={id}>{draft.whyReturned}</label>
          <textarea
            id={id}
            className="input"
            rows={2}
            maxLength={500}
            required
            value={reason}
            // biome-ignore lint/a11y/noAutofocus: opened by the reviewer’s own click in order to write
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="proposal-acts">
            <button type="submit" className="button button-main" disabled={reason.trim() === '' || marking.isPending}>
              {draft.confirmReturn}
            </button>
            <button type="button" className="button" onClick={() => setReason(null)}>
              {words.reports.cancel}
            </button>
          </div>
        </form>
      )}
      {steps.length < 2 ? null : (
        <details className="report-history">
          <summary>{draft.history}</summary>
          <ol>
            {steps.map((step) => (
              <li key={`${step.step} ${step.at}`}>
                {momentText(step.at, words)}　{step.by ?? draft.nobody} {draft.historyLine[step.step]}
                {step.reason === null ? null : `：${step.reason}`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

interface StepOfProps {
  name: string
  done: boolean
  now: boolean
  text: ReactNode
}

function StepOf({ name, done, now, text }: StepOfProps) {
  const draft = useDraftWords()
  return (
    <li className={done ? 'report-step-done' : now ? 'report-step-now' : ''} aria-current={now ? 'step' : undefined}>
      <span className="report-step-mark" aria-hidden="true">
        {done ? '✓' : now ? '●' : '○'}
      </span>
      <strong>{name}</strong>
      {now ? <span className="report-step-here">{draft.now}</span> : null}
      <span className="report-step-text">{text}</span>
    </li>
  )
}

/** The last step of a kind that nothing since has undone. */
function inForce(steps: readonly Step[], kind: Step['step']): Step | undefined {
  const from = steps.findLastIndex(({ step }) => step === 'return' || step === 'reopen')
  return steps.slice(from + 1).findLast(({ step }) => step === kind)
}

function unreviewedText({ stage, reviewers }: Writing, names: string, draft: DraftWords): string {
  if (stage === 'issued') return '—'
  if (reviewers.length > 0) return draft.waitingFor(names)
  return stage === 'submitted' ? draft.noOtherReviewer : draft.noReviewer
}
