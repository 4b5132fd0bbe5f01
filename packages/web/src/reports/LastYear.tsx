import { parsePeriod, sameLastYear } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { draftQuery, type ReportDraft, type ReportQuestion } from '../api/reports.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { periodText } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { compareDrafts } from './compare-drafts.ts'
import { useDraftWords } from './draft-words.ts'

/** The figures beside those of the same period a year earlier. */
export function LastYear({ draft, question }: { draft: ReportDraft; question: ReportQuestion }) {
  const { language, words } = useLanguage()
  const draftWords = useDraftWords()
  const period = parsePeriod(question.period)
  const earlier = sameLastYear(period)
  const query = useQuery(draftQuery({ ...question, period: earlier.id }))
  const [now, before] = [periodText(period, language), periodText(earlier, language)]
  return (
    <section className="panel no-print" aria-labelledby="report-last-year">
      <div className="panel-head">
        <h2 id="report-last-year">{words.reports.lastYear}</h2>
      </div>
      <Loaded query={query} lines={8}>
        {(lastYear) => {
          const { changed, same } = compareDrafts(draft, lastYear)
          return (
            <>
              <p>{words.reports.changedCount(changed.length, same)}</p>
              <table className="table table-cards report-compared">
                <thead>
                  <tr>
                    <th scope="col">{words.reports.figure}</th>
                    <th scope="col" className="number">
                      {now}
                    </th>
                    <th scope="col" className="number">
                      {before}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {changed.map((each) => (
                    <tr key={each.indicator}>
                      <th scope="row">{each.label}</th>
                      <td className="number" data-head={now}>
                        {each.now}
                      </td>
                      <td className="number" data-head={before}>
                        {each.before}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {lastYear.written.map(({ block, text }) => (
                <section key={block} lang="zh-CN">
                  <h3>
                    {before}　{draftWords.blocks[block]}
                  </h3>
                  <p className="report-text-before">{text}</p>
                </section>
              ))}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
