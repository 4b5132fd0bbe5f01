import { useParams } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** One report: the outline that its definition gives. */
export function ReportPage() {
  const { language, words } = useLanguage()
  const { report: id } = useParams({ from: '/inside/reports/$report' })
  return (
    <div className="page">
      <Loaded query={useDefinitions()} lines={8}>
        {(definitions) => {
          const report = definitions.report(id)
          const headings = report.paragraphs.filter(({ style }) => style === 'heading-1' || style === 'heading-2')
          return (
            <>
              <PageHead title={nameIn(language, report)} lead={words.reports.kinds[report.periodKind]} />
              <section className="panel">
                <div className="panel-head">
                  <h2>{words.reports.outline}</h2>
                  <p>
                    {words.reports.source} {report.source}
                  </p>
                </div>
                <ul className="report-outline" lang="zh-CN">
                  {headings.map(({ style, text }) => (
                    <li key={text} className={style}>
                      {text}
                    </li>
                  ))}
                </ul>
              </section>
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
