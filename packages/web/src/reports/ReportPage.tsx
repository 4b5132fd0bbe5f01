import { type Definitions, type DraftMark, dayOfInstant, type OrgTree, type Report } from '@shishu/kernel'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { draftActs, seenOf, type Writing, writingQuery } from '../api/report-drafts.ts'
import { draftQuery, type IssuedReport, issuedQuery, type ReportDraft, type ReportQuestion } from '../api/reports.ts'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { DesignLink } from '../designer/DesignLink.tsx'
import { Loaded, LoadedAll } from '../feedback/Loaded.tsx'
import { ExplanationSheet } from '../figures/explanation/ExplanationSheet.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage, useWords } from '../words/language.ts'
import { CommentsPanel, CommentThread } from './Comments.tsx'
import { type ComparedFigure, compareDrafts } from './compare-drafts.ts'
import { DownloadButtons } from './DownloadButtons.tsx'
import { DraftSteps } from './DraftSteps.tsx'
import { IssueDialog } from './IssueDialog.tsx'
import { IssuedReports } from './IssuedReports.tsx'
import { momentText } from './instant-words.ts'
import { LastYear } from './LastYear.tsx'
import { Proposals } from './Proposals.tsx'
import { ReportPaper } from './ReportPaper.tsx'
import { ReportPeriodChooser } from './ReportPeriodChooser.tsx'
import { periodOfReport } from './report-period.ts'
import './reports.css'
import { stillUnsaved, useBlockEdits } from './use-block-edits.ts'
import { WrittenBlocks } from './WrittenBlocks.tsx'

/** One report: its draft as it will be printed, what its writer may take up, and the reports issued before. */
export function ReportPage() {
  const { report: id } = useParams({ from: '/inside/reports/$report' })
  return (
    <div className="page report-page">
      <LoadedAll queries={[useDefinitions(), useQuery(orgUnitsQuery)]} lines={12}>
        {(definitions, places) => (
          <ReportView key={id} report={definitions.report(id)} definitions={definitions} places={places} />
        )}
      </LoadedAll>
      <ExplanationSheet />
    </div>
  )
}

interface ReportViewProps {
  report: Report
  definitions: Definitions
  places: OrgTree
}

function ReportView({ report, definitions, places }: ReportViewProps) {
  const { language, words } = useLanguage()
  const [scope, change] = useScope()
  const session = useQuery(sessionQuery).data
  const org = scope.place ?? session?.orgUnit.code ?? ''
  const period = periodOfReport(report.periodKind, scope.period, todayInShanghai())
  const { asOf } = scope
  const question = { report: report.id, org, period: period.id, ...(asOf === undefined ? {} : { asOf }) }
  const draft = useQuery({ ...draftQuery(question), enabled: org !== '' })
  const writing = useQuery({ ...writingQuery(question), enabled: org !== '' })
  const issues = useQuery({ ...issuedQuery(org), enabled: org !== '' })
  return (
    <>
      <div className="no-print">
        <PageHead title={nameIn(language, report)} lead={`${words.reports.source} ${report.source}`} />
        <DesignLink report={report.id} />
      </div>
      <div className="panel report-when no-print">
        <ReportPeriodChooser period={period} onChange={({ id }) => change({ ...scope, period: id })} />
        {draft.data === undefined ? null : (
          <p className="quiet">{words.reports.drawnAt(momentText(draft.data.asOf, words))}</p>
        )}
      </div>
      <LoadedAll queries={[draft, writing]} lines={20}>
        {(filled, shared) => (
          <Workshop
            key={`${org} ${period.id}`}
            report={report}
            draft={filled}
            writing={shared}
            question={question}
            place={places.find(org)?.name ?? org}
            fresh={async () => (await draft.refetch()).data}
          />
        )}
      </LoadedAll>
      <section className="panel no-print" aria-labelledby="report-issued">
        <div className="panel-head">
          <h2 id="report-issued">{words.reports.issued}</h2>
          <p>{words.reports.issuedHelp}</p>
        </div>
        <Loaded query={issues} lines={3}>
          {(all) => (
            <IssuedReports
              issues={all.filter((each) => each.report === report.id)}
              definitions={definitions}
              named={false}
            />
          )}
        </Loaded>
      </section>
    </>
  )
}

interface WorkshopProps {
  report: Report
  draft: ReportDraft
  writing: Writing
  question: ReportQuestion
  place: string
  /** Asks for the draft of this moment. */
  fresh: () => Promise<ReportDraft | undefined>
}

/** The draft with all that its writers, reviewers and issuers do to it. */
function Workshop({ report, draft, writing, question, place, fresh }: WorkshopProps) {
  const { words } = useLanguage()
  const client = useQueryClient()
  const [beside, setBeside] = useState(false)
  /** While it is asked whether to issue: the figures that have moved since they were read. */
  const [issuing, setIssuing] = useState<readonly ComparedFigure[] | null>(null)
  const [issued, setIssued] = useState<IssuedReport | null>(null)
  const [commenting, setCommenting] = useState<string | null>(null)
  /** What each act answers with is the draft as it stands; one that was asked for earlier does not overwrite it. */
  const keep = async (answer: Promise<Writing>): Promise<Writing> => {
    const { queryKey } = writingQuery(question)
    await client.cancelQueries({ queryKey })
    const after = await answer.catch((error: unknown) => {
      void client.invalidateQueries({ queryKey })
      throw error
    })
    client.setQueryData(queryKey, after)
    return after
  }
  const acts = draftActs(question)
  const edits = useBlockEdits(writing.blocks, (change) => keep(acts.save(change)))
  // A past day is looked at, not worked on.
  const past = question.asOf !== undefined
  const shown: Writing = past ? { ...writing, may: { write: false, comment: false, marks: [], issue: false } } : writing
  const texts = past ? Object.fromEntries(draft.written.map(({ block, text }) => [block, text])) : edits.texts
  const ask = async () => {
    if (!(await edits.flush())) throw stillUnsaved()
    const now = await fresh()
    if (now !== undefined) setIssuing(compareDrafts(now, draft).changed)
  }
  const mark = async (which: DraftMark, reason?: string) => {
    if (!(await edits.flush())) return Promise.reject(stillUnsaved())
    const seen = client.getQueryData(writingQuery(question).queryKey) ?? writing
    return keep(acts.mark({ mark: which, ...seenOf(seen), ...(reason === undefined ? {} : { reason }) }))
  }
  const thread = (anchor: string, quote: string) => (
    <CommentThread
      anchor={anchor}
      quote={quote}
      comments={writing.comments}
      onAdd={(comment) => keep(acts.comment(comment))}
      onResolve={(comment) => keep(acts.resolve(comment))}
      onClose={() => {
        setCommenting(null)
        document.getElementById(`comment-${anchor}`)?.focus()
      }}
    />
  )
  const comments = shown.may.comment
    ? { comments: writing.comments, open: commenting, onOpen: setCommenting, thread }
    : null
  return (
    <>
      {past ? null : <DraftSteps writing={shown} onMark={mark} onIssue={ask} />}
      <div className="report-bar no-print">
        <div className="proposal-acts">
          <button type="button" className="button" aria-expanded={beside} onClick={() => setBeside(!beside)}>
            {beside ? words.reports.hideLastYear : words.reports.showLastYear}
          </button>
          <DownloadButtons question={question} formats={['docx', 'html', 'json']} />
          <button type="button" className="button" onClick={() => window.print()}>
            {words.reports.print}
          </button>
        </div>
        <p className="quiet small">{words.reports.wordIsOfficial}</p>
      </div>
      {issued === null ? null : <IssuedNotice issued={issued} />}
      {beside ? <LastYear draft={draft} question={question} /> : null}
      <div className="report-desk">
        <div className="report-column">
          <ReportPaper
            draft={draft}
            texts={texts}
            signed={{ issuer: report.issuer.replace('{org}', place), date: dayInChinese(draft.asOf) }}
            comments={comments}
          />
          {past ? null : (
            <WrittenBlocks
              writing={shown}
              edits={edits}
              offered={draft.proposals.flatMap(({ lines }) => lines)}
              comments={comments}
            />
          )}
        </div>
        <div className="report-side no-print">
          {shown.may.comment ? (
            <CommentsPanel
              comments={writing.comments}
              onResolve={(comment) => keep(acts.resolve(comment))}
              onGo={(anchor) => {
                setCommenting(anchor)
                document.getElementById(`comment-${anchor}`)?.scrollIntoView({ block: 'center' })
              }}
            />
          ) : null}
          {shown.may.write ? (
            <Proposals
              proposals={draft.proposals}
              settled={writing.settled}
              onDecide={async (decision) => {
                await edits.flush(decision.block)
                return keep(acts.decide(decision))
              }}
            />
          ) : null}
        </div>
      </div>
      {issuing === null ? null : (
        <IssueDialog
          draft={draft}
          moved={issuing}
          place={place}
          writing={writing}
          onClose={() => setIssuing(null)}
          onIssued={(done) => {
            setIssuing(null)
            setIssued(done)
          }}
        />
      )}
    </>
  )
}

/** The day of an instant as a document bears it: 2026年7月2日. */
function dayInChinese(instant: string): string {
  const [year, month, day] = dayOfInstant(instant).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function IssuedNotice({ issued }: { issued: IssuedReport }): ReactNode {
  const words = useWords()
  const { report, orgUnit: org, period, id, at, seal } = issued
  return (
    <div className="notice report-issued-notice no-print" role="status">
      <p>
        <strong>{words.reports.issuedNow(momentText(at, words))}</strong> {words.reports.seal}{' '}
        <code className="report-seal">{seal.slice(0, 16)}…</code>
      </p>
      <DownloadButtons question={{ report, org, period }} formats={['docx']} issued={id} />
    </div>
  )
}
