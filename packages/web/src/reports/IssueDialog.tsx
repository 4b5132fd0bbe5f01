import { describePeriod, parsePeriod } from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { draftQuery, type IssuedReport, issuedQuery, issueReport, type ReportDraft } from '../api/reports.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useLanguage } from '../words/language.ts'
import { absentFigures } from './compare-drafts.ts'
import { momentText } from './instant-words.ts'

interface IssueDialogProps {
  draft: ReportDraft
  place: string
  /** Whether the writer has words on this device that will not be in the issued file. */
  hasNotes: boolean
  onClose: () => void
  onIssued: (issued: IssuedReport) => void
}

/** Asks once more before a report is issued: it says of what moment, and what has no data. */
export function IssueDialog({ draft, place, hasNotes, onClose, onIssued }: IssueDialogProps) {
  const { language, words } = useLanguage()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const cache = useQueryClient()
  const { report, orgUnit: org, period } = draft
  useEffect(() => dialog.current?.showModal(), [])
  const issuing = useMutation({
    mutationFn: () => issueReport({ report, org, period }),
    onSuccess: (issued) => {
      void cache.invalidateQueries({ queryKey: issuedQuery(org).queryKey })
      void cache.invalidateQueries({ queryKey: draftQuery({ report, org, period }).queryKey })
      onIssued(issued)
    },
  })
  const absent = absentFigures(draft)
  return (
    <dialog ref={dialog} className="report-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{words.reports.issueTitle}</h2>
      <dl className="facts">
        <dt>{words.reports.name}</dt>
        <dd lang="zh-CN">{draft.title}</dd>
        <dt>{words.scope.place}</dt>
        <dd>{place}</dd>
        <dt>{words.scope.period}</dt>
        <dd>{describePeriod(parsePeriod(period), language)}</dd>
        <dt>{words.reports.moment}</dt>
        <dd>{words.reports.momentNow(momentText(draft.asOf, words))}</dd>
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
      {hasNotes ? <p className="notice notice-warn">{words.reports.notesNotIssued}</p> : null}
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
