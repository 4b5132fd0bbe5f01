import { useQuery } from '@tanstack/react-query'
import type { ImportResult } from '../api/imports.ts'
import { type Task, tasksQuery } from '../api/tasks.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { momentText } from '../reports/instant-words.ts'
import { useLanguage } from '../words/language.ts'

/** The person’s own imports of late, so that one can be looked at and undone after the page was left. */
export function RecentImports({ onShow }: { onShow: (task: Task) => void }) {
  const { language, words } = useLanguage()
  return (
    <section className="panel" aria-labelledby="recent-imports">
      <div className="panel-head">
        <h2 id="recent-imports">{words.imports.recent}</h2>
      </div>
      <Loaded query={useQuery(tasksQuery)} lines={3}>
        {(tasks) => {
          const imports = tasks.filter(({ kind }) => kind === 'import')
          if (imports.length === 0) return <p className="quiet">{words.imports.recentNone}</p>
          return (
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{words.imports.when}</th>
                  <th scope="col">{words.imports.outcome}</th>
                  <th scope="col">{words.imports.sheet}</th>
                  <th scope="col">
                    <span className="hidden-visually">{words.imports.show}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {imports.map((task) => {
                  const result = task.state === 'done' ? (task.result as ImportResult) : null
                  const when = momentText(task.createdAt, words)
                  return (
                    <tr key={task.id}>
                      <th scope="row">{when}</th>
                      <td data-head={words.imports.outcome}>
                        {result === null
                          ? (task.error?.[language] ?? words.imports.states[task.state])
                          : words.imports.outcomes[result.outcome]}
                      </td>
                      <td data-head={words.imports.sheet}>
                        {result === null || result.sheets.length === 0
                          ? words.imports.none
                          : result.sheets.map(({ sheet }) => sheet).join(language === 'zh' ? '、' : ', ')}
                      </td>
                      <td>
                        {result === null ? null : (
                          <button
                            type="button"
                            className="button"
                            aria-label={`${words.imports.show} ${when}`}
                            onClick={() => onShow(task)}
                          >
                            {words.imports.show}
                          </button>
                        )}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )
        }}
      </Loaded>
    </section>
  )
}
