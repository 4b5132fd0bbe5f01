import { Link } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** All reports, with how often each is written. */
export function ReportsPage() {
  const { language, words } = useLanguage()
  return (
    <div className="page">
      <PageHead title={words.reports.title} lead={words.reports.lead} />
      <Loaded query={useDefinitions()} lines={6}>
        {({ pack }) => (
          <section className="panel">
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{words.reports.name}</th>
                  <th scope="col">{words.reports.kind}</th>
                  <th scope="col">{words.reports.figures}</th>
                  <th scope="col">{words.reports.source}</th>
                </tr>
              </thead>
              <tbody>
                {pack.reports.map((report) => (
                  <tr key={report.id}>
                    <th scope="row">
                      <Link to="/reports/$report" params={{ report: report.id }}>
                        {nameIn(language, report)}
                      </Link>
                    </th>
                    <td data-head={words.reports.kind}>{words.reports.kinds[report.periodKind]}</td>
                    <td data-head={words.reports.figures}>{Object.keys(report.slots).length}</td>
                    <td data-head={words.reports.source} className="quiet">
                      {report.source}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Loaded>
    </div>
  )
}
