import type { Definitions, OrgTree, Report } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { draftQuery, type IssuedReport, issuedQuery, type ReportDraft, type ReportQuestion } from '../api/reports.ts'
import { mayDo, sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded, LoadedAll } from '../feedback/Loaded.tsx'
import { ExplanationSheet } from '../figures/explanation/ExplanationSheet.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage, useWords } from '../words/language.ts'
import { type ComparedFigure, compareDrafts } from './compare-drafts.ts'
import { DownloadButtons } from './DownloadButtons.tsx'
import { NOTE_SECTIONS } from './draft-notes.ts'
import { IssueDialog } from './IssueDialog.tsx'
import { IssuedReports } from './IssuedReports.tsx'
import { momentText } from './instant-words.ts'
import { LastYear } from './LastYear.tsx'
import { NotesEditor } from './NotesEditor.tsx'
import { Proposals } from './Proposals.tsx'
import { ReportPaper } from './ReportPaper.tsx'
import { ReportPeriodChooser } from './ReportPeriodChooser.tsx'
import { periodOfReport } from './report-period.ts'
import './reports.css'
import { useDraftNotes } from './use-draft-notes.ts'

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
  const issues = useQuery({ ...issuedQuery(org), enabled: org !== '' })
  return (
    <>
      <div className="no-print">
        <PageHead title={nameIn(language, report)} lead={`${words.reports.source} ${report.source}`} />
      </div>
      <div className="panel report-when no-print">
        <ReportPeriodChooser period={period} onChange={({ id }) => change({ ...scope, period: id })} />
        {draft.data === undefined ? null : (
          <p className="quiet">{words.reports.drawnAt(momentText(draft.data.asOf, words))}</p>
        )}
      </div>
      <Loaded query={draft} lines={20}>
        {(filled) => (
          <Workshop
            key={`${org} ${period.id}`}
            draft={filled}
            question={question}
            place={places.find(org)?.name ?? org}
            canIssue={asOf === undefined && mayDo(session, 'report.issue')}
            fresh={async () => (await draft.refetch()).data}
          />
        )}
      </Loaded>
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
  draft: ReportDraft
  question: ReportQuestion
  place: string
  canIssue: boolean
  /** Asks for the draft of this moment. */
  fresh: () => Promise<ReportDraft | undefined>
}

/** The draft with all that its writer does to it. */
function Workshop({ draft, question, place, canIssue, fresh }: WorkshopProps) {
  const words = useWords()
  const [beside, setBeside] = useState(false)
  /** While it is asked whether to issue: the figures that have moved since they were read. */
  const [issuing, setIssuing] = useState<readonly ComparedFigure[] | null>(null)
  const [issued, setIssued] = useState<IssuedReport | null>(null)
  const { notes, kept, change } = useDraftNotes(question.report, question.org, question.period)
  const ask = async () => {
    const now = await fresh()
    if (now !== undefined) setIssuing(compareDrafts(now, draft).changed)
  }
  return (
    <>
      <div className="report-bar no-print">
        <div className="proposal-acts">
          <button type="button" className="button" aria-expanded={beside} onClick={() => setBeside(!beside)}>
            {beside ? words.reports.hideLastYear : words.reports.showLastYear}
          </button>
          <DownloadButtons question={question} formats={['docx', 'html', 'json']} />
          <button type="button" className="button" onClick={() => window.print()}>
            {words.reports.print}
          </button>
          {canIssue ? (
            <button type="button" className="button button-main" onClick={() => void ask()}>
              {words.reports.issue}
            </button>
          ) : null}
        </div>
        <p className="quiet small">{words.reports.wordIsOfficial}</p>
      </div>
      {issued === null ? null : <IssuedNotice issued={issued} />}
      {beside ? <LastYear draft={draft} question={question} /> : null}
      <div className="report-desk">
        <div className="report-column">
          <ReportPaper draft={draft} />
          <NotesEditor notes={notes} kept={kept} onChange={change} />
        </div>
        <div className="report-side no-print">
          <Proposals proposals={draft.proposals} notes={notes} onChange={change} />
        </div>
      </div>
      {issuing === null ? null : (
        <IssueDialog
          draft={draft}
          moved={issuing}
          place={place}
          hasNotes={NOTE_SECTIONS.some((section) => notes.blocks[section].trim() !== '')}
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
