import { type Definitions, periodOf, type Report } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type DraftStanding, draftStandingsQuery } from '../api/report-drafts.ts'
import { issuedQuery } from '../api/reports.ts'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { useDraftWords } from './draft-words.ts'
import { IssuedReports } from './IssuedReports.tsx'
import { ReportPeriodChooser } from './ReportPeriodChooser.tsx'
import { periodOfReport } from './report-period.ts'
import './reports.css'

/** All reports, each opened for the period that is being written, and those issued before. */
export function ReportsPage() {
  const { words } = useLanguage()
  return (
    <div className="page">
      <PageHead title={words.reports.title} lead={words.reports.lead} />
      <Loaded query={useDefinitions()} lines={10}>
        {(definitions) => <ReportLists definitions={definitions} />}
      </Loaded>
    </div>
  )
}

function ReportLists({ definitions }: { definitions: Definitions }) {
  const { words } = useLanguage()
  const [scope] = useScope()
  const session = useQuery(sessionQuery).data
  const org = scope.place ?? session?.orgUnit.code ?? ''
  const drafts = useQuery({ ...draftStandingsQuery(org), enabled: org !== '' }).data ?? []
  const issues = useQuery({ ...issuedQuery(org), enabled: org !== '' })
  return (
    <>
      <section className="panel" aria-labelledby="report-list">
        <div className="panel-head">
          <h2 id="report-list">{words.reports.toWrite}</h2>
          <p>{words.reports.toWriteHelp}</p>
        </div>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{words.reports.name}</th>
              <th scope="col">{words.scope.period}</th>
              <th scope="col">{words.reports.stage}</th>
              <th scope="col">{words.reports.source}</th>
              <th scope="col">
                <span className="hidden-visually">{words.reports.acts}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {definitions.pack.reports.map((report) => (
              <ReportRow
                key={report.id}
                report={report}
                chosen={scope.period}
                drafts={drafts.filter((draft) => draft.report === report.id && draft.orgUnit === org)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section className="panel" aria-labelledby="reports-issued">
        <div className="panel-head">
          <h2 id="reports-issued">{words.reports.issued}</h2>
          <p>{words.reports.issuedHelp}</p>
        </div>
        <Loaded query={issues} lines={3}>
          {(all) => <IssuedReports issues={all} definitions={definitions} named />}
        </Loaded>
      </section>
    </>
  )
}

interface ReportRowProps {
  report: Report
  chosen: string | undefined
  /** Its drafts at the place, of any period. */
  drafts: readonly DraftStanding[]
}

function ReportRow({ report, chosen, drafts }: ReportRowProps) {
  const { language, words } = useLanguage()
  const { stages } = useDraftWords()
  const [period, setPeriod] = useState(() => periodOfReport(report.periodKind, chosen, todayInShanghai()))
  const under = periodOf(report.periodKind, todayInShanghai()).id === period.id
  const stage = drafts.find((draft) => draft.period === period.id)?.stage
  const target = {
    to: '/reports/$report',
    params: { report: report.id },
    search: (before: object) => ({ ...before, period: period.id }),
  } as const
  return (
    <tr>
      <th scope="row">
        <Link {...target}>{nameIn(language, report)}</Link>
      </th>
      <td data-head={words.scope.period} className="report-choose">
        <ReportPeriodChooser period={period} onChange={setPeriod} of={nameIn(language, report)} />
        {under ? <span className="quiet small">{words.reports.notOver}</span> : null}
      </td>
      <td data-head={words.reports.stage}>{stage === undefined ? '—' : stages[stage]}</td>
      <td data-head={words.reports.source} className="quiet">
        {report.source}
      </td>
      <td>
        <Link {...target} className="button report-open">
          {words.reports.open}
        </Link>
      </td>
    </tr>
  )
}
