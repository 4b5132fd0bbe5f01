import { periodOf, weekdayOf } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { orgUnitsQuery } from '../api/definitions.ts'
import { draftStandingsQuery } from '../api/report-drafts.ts'
import { sessionQuery } from '../api/session.ts'
import { dueQuery, missingQuery } from '../api/today.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { fullDay } from '../words/day-words.ts'
import { useWords } from '../words/language.ts'
import { dueRows, missingRows, waitingDrafts } from './compose-today.ts'
import { DueList } from './DueList.tsx'
import { MissingList } from './MissingList.tsx'

/** What an officer opens every morning: what is due and what is missing; no scores, nobody ranked. */
export function TodayPage() {
  const words = useWords()
  const [scope] = useScope()
  const session = useQuery(sessionQuery).data
  const today = scope.asOf ?? todayInShanghai()
  const org = scope.place ?? session?.orgUnit.code ?? ''
  const definitions = useDefinitions()
  const places = useQuery(orgUnitsQuery)
  const due = useQuery({ ...dueQuery(org, scope.asOf), enabled: org !== '' })
  const drafts = useQuery({ ...draftStandingsQuery(org), enabled: org !== '' })
  const period = scope.period ?? periodOf('month', today).id
  const missing = useQuery({ ...missingQuery(org, period), enabled: org !== '' })
  const day = `${fullDay(today, words)} ${words.today.weekdays[weekdayOf(today) - 1]}`
  const lead = scope.asOf === undefined ? words.today.greeting : words.today.asOf
  return (
    <div className="page">
      <PageHead title={words.today.title} lead={lead(session?.person.name ?? '', day)} />
      <section className="panel" aria-labelledby="due">
        <LoadedAll queries={[due, drafts, definitions, places]} lines={8}>
          {(cases, begun, pack, tree) => (
            <DueList
              rows={dueRows(cases, pack, tree)}
              drafts={scope.asOf === undefined ? waitingDrafts(begun, pack, tree) : []}
              today={today}
            />
          )}
        </LoadedAll>
      </section>
      <section className="panel" aria-labelledby="missing">
        <LoadedAll queries={[missing, definitions, places]} lines={4}>
          {(found, pack, tree) => <MissingList rows={missingRows(found, pack, tree)} />}
        </LoadedAll>
      </section>
    </div>
  )
}
