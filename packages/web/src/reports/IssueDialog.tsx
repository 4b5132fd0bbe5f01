import { describePeriod, parsePeriod } from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { newRequestId } from '../api/entries.ts'
import { seenOf, type Writing, writingQuery } from '../api/report-drafts.ts'
import { draftQuery, type IssuedReport, issuedQuery, issueReport, type ReportDraft } from '../api/reports.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useLanguage } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import { absentFigures, type ComparedFigure } from './compare-drafts.ts'
import { type DraftWords, useDraftWords } from './draft-words.ts'
import { momentText } from './instant-words.ts'

interface IssueDialogProps {
  draft: ReportDraft
  place: string
  /** Figures that have moved since the person read the draft. */
  moved: readonly ComparedFigure[]
  /** How it was signed off and what people wrote goes with it. */
  writing: Writing
  onClose: () => void
  onIssued: (issued: IssuedReport) => void
}

/** Asks once more before a report is issued: it says of what moment, and what has no data. */
export function IssueDialog({ draft, place, moved, writing, onClose, onIssued }: IssueDialogProps) {
  const { language, words } = useLanguage()
  const said = useDraftWords()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const cache = useQueryClient()
  const request = useRef(newRequestId())
  const { report, orgUnit: org, period } = draft
  // What is written while the question stands is not what was read.
  const [seen] = useState(() => seenOf(writing))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // It is read from its beginning; a key pressed too early must not issue anything.
    heading.current?.focus()
  }, [])
  const issuing = useMutation({
    mutationFn: () => issueReport(request.current, { report, org, period }, seen),
    onSuccess: (issued) => {
      void cache.invalidateQueries({ queryKey: issuedQuery(org).queryKey })
      void cache.invalidateQueries({ queryKey: writingQuery({ report, org, period }).queryKey })
      void cache.invalidateQueries({ queryKey: draftQuery({ report, org, period }).queryKey })
      onIssued(issued)
    },
    onError: () => void cache.invalidateQueries({ queryKey: writingQuery({ report, org, period }).queryKey }),
  })
  const absent = absentFigures(draft)
  const open = writing.comments.filter(({ resolved }) => resolved === null).length
  return (
    <dialog ref={dialog} className="report-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {words.reports.issueTitle}
      </h2>
      <dl className="facts">
        <dt>{words.reports.name}</dt>
        <dd lang="zh-CN">{draft.title}</dd>
        <dt>{words.scope.place}</dt>
        <dd>{place}</dd>
        <dt>{words.scope.period}</dt>
        <dd>{describePeriod(parsePeriod(period), language)}</dd>
        <dt>{words.reports.moment}</dt>
        <dd>{words.reports.momentNow(momentText(draft.asOf, words))}</dd>
        <dt>{said.reviewFact}</dt>
        <dd>{reviewText(writing, said, words)}</dd>
        <dt>{said.writtenFact}</dt>
        <dd>{writtenText(writing, said)}</dd>
        {open === 0 ? null : (
          <>
            <dt>{said.comments}</dt>
            <dd>{said.commentsOpen(open)}</dd>
          </>
        )}
        <dt>{words.reports.withoutData}</dt>
        <dd>
          {absent.length === 0 ? words.reports.allHaveData : words.reports.absentCount(absent.length)}
          {absent.length === 0 ? null : (
            <ul className="report-dialog-list">
              {absent.map(({ indicator, label, reason }) => (
                <li key={indicator}>
                  {label}
                  {language === 'zh' ? '：' : ': '}
                  {reason}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      {moved.length === 0 ? null : (
        <div className="notice notice-warn" role="alert">
          <p>{words.reports.movedMeanwhile(moved.length)}</p>
          <ul className="report-dialog-list">
            {moved.map(({ indicator, label, now, before }) => (
              <li key={indicator}>{words.reports.movedFromTo(label, before, now)}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="quiet">{words.reports.issueHelp}</p>
      {issuing.isError ? <ProblemNotice error={issuing.error} /> : null}
      <div className="proposal-acts">
        <button
          type="button"
          className="button button-main"
          disabled={issuing.isPending}
          onClick={() => issuing.mutate()}
        >
          {issuing.isPending ? words.reports.issuing : words.reports.issueConfirm}
        </button>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {words.reports.cancel}
        </button>
      </div>
    </dialog>
  )
}

function reviewText({ stage, steps, reviewers }: Writing, said: DraftWords, words: Words): string {
  const review = steps.findLast(({ step }) => step === 'review')
  if (stage === 'reviewed' && review !== undefined) {
    return said.reviewedBy(review.by ?? said.nobody, momentText(review.at, words))
  }
  if (stage === 'issued') return said.stages.issued
  return reviewers.length > 0 ? said.stages[stage] : stage === 'submitted' ? said.noOtherReviewer : said.noReviewer
}

function writtenText({ blocks }: Writing, said: DraftWords): string {
  const written = blocks.flatMap(({ block, text }) => {
    const count = text.split('\n').filter((line) => line.trim() !== '').length
    return count === 0 ? [] : [`${said.blocks[block]} ${said.paragraphs(count)}`]
  })
  return written.length === 0 ? said.nothingWritten : written.join('，')
}
