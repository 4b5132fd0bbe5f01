import { type Definitions, describePeriod, parsePeriod } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { usePersonNames } from '../api/people-names.ts'
import { type IssuedReport, recomputationQuery } from '../api/reports.ts'
import { Mark } from '../drawing/Mark.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { DownloadButtons } from './DownloadButtons.tsx'
import { momentText } from './instant-words.ts'

interface IssuedReportsProps {
  issues: readonly IssuedReport[]
  definitions: Definitions
  /** Whether reports of several kinds are in the list. */
  named: boolean
}

/** Issued reports with their seals, latest first; each can be downloaded and computed again. */
export function IssuedReports({ issues, definitions, named }: IssuedReportsProps) {
  const { language, words } = useLanguage()
  const [checked, setChecked] = useState<string | null>(null)
  const nameOf = usePersonNames(issues.map(({ by }) => by))
  if (issues.length === 0) return <p className="quiet">{words.reports.noneIssued}</p>
  const latestFirst = [...issues].sort((one, other) => (one.at < other.at ? 1 : -1))
  return (
    <table className="table table-cards report-issued">
      <thead>
        <tr>
          <th scope="col">{named ? words.reports.name : words.scope.period}</th>
          <th scope="col">{words.reports.issuedAt}</th>
          <th scope="col">{words.reports.issuedBy}</th>
          <th scope="col">{words.reports.seal}</th>
          <th scope="col">
            <span className="hidden-visually">{words.reports.acts}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {latestFirst.map((issued) => {
          const { id, report, period, orgUnit: org } = issued
          const when = describePeriod(parsePeriod(period), language)
          const name = nameIn(language, definitions.report(report))
          return (
            <Fragment key={id}>
              <tr>
                <th scope="row">
                  {named ? (
                    <Link to="/reports/$report" params={{ report }} search={(before) => ({ ...before, period })}>
                      {name} {when}
                    </Link>
                  ) : (
                    when
                  )}
                </th>
                <td data-head={words.reports.issuedAt}>{momentText(issued.at, words)}</td>
                <td data-head={words.reports.issuedBy}>{nameOf(issued.by)}</td>
                <td data-head={words.reports.seal}>
                  <code className="report-seal" title={issued.seal}>
                    {issued.seal.slice(0, 16)}…
                  </code>
                </td>
                <td>
                  <div className="proposal-acts">
                    <DownloadButtons question={{ report, org, period }} formats={['docx']} issued={id} />
                    <button
                      type="button"
                      className="button"
                      aria-expanded={checked === id}
                      onClick={() => setChecked(checked === id ? null : id)}
                    >
                      {words.reports.recompute}
                    </button>
                  </div>
                </td>
              </tr>
              {checked === id ? (
                <tr>
                  <td colSpan={5}>
                    <Recomputed issued={issued} definitions={definitions} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

/** Whether an issued report comes out the same when it is computed again, and what reads otherwise today. */
function Recomputed({ issued, definitions }: { issued: IssuedReport; definitions: Definitions }) {
  const { words } = useLanguage()
  const query = useQuery(recomputationQuery(issued))
  const slots = definitions.report(issued.report).slots
  const labelOf = (number: number) => {
    const slot = slots[number]
    if (slot?.kind !== 'figure') return words.reports.slot(number)
    return definitions.indicator(slot.indicator).indicator.label
  }
  return (
    <Loaded query={query} lines={4}>
      {({ same, again, moved }) => {
        const was = new Map(issued.slots.map(({ slot, text }) => [slot, text]))
        const others = again.filter(({ slot, text }) => text !== was.get(slot))
        return (
          <div className="report-recomputed" role="status">
            <p className={`standing standing-${same ? 'good' : 'bad'}`}>
              <Mark standing={same ? 'good' : 'bad'} />
              {same
                ? words.reports.sameAgain(momentText(issued.at, words))
                : words.reports.otherAgain(others.map(({ slot }) => labelOf(slot)).join('、'))}
            </p>
            <p>{moved.length === 0 ? words.reports.nothingMoved : words.reports.movedSince(moved.length)}</p>
            {moved.length === 0 ? null : (
              <table className="table report-compared">
                <thead>
                  <tr>
                    <th scope="col">{words.reports.figure}</th>
                    <th scope="col" className="number">
                      {words.reports.asIssued}
                    </th>
                    <th scope="col" className="number">
                      {words.reports.today}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {moved.map(({ slot, was, is }) => (
                    <tr key={slot}>
                      <th scope="row">{labelOf(slot)}</th>
                      <td className="number">{was}</td>
                      <td className="number">{is}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
        )
      }}
    </Loaded>
  )
}
