import { addDays, type Day, type Definitions, describePeriod, levelOf, type OrgTree } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { coursesOf } from '../figures/course.ts'
import { ExplanationSheet } from '../figures/explanation/ExplanationSheet.tsx'
import { useViewed, type Viewed } from '../figures/viewed.ts'
import { useLanguage } from '../words/language.ts'
import { CoursePanel } from './CoursePanel.tsx'
import { HeadlinesPanel } from './HeadlinesPanel.tsx'
import { LaggingPanel } from './LaggingPanel.tsx'
import { MissingPanel } from './MissingPanel.tsx'
import { OverduePanel } from './OverduePanel.tsx'
import { TownsPanel } from './TownsPanel.tsx'
import './board.css'

/** The leader’s page: how the year runs, what lags and what is over its limit, on one screen and one sheet of paper. */
export function BoardPage() {
  const viewed = useViewed()
  const definitions = useDefinitions()
  const places = useQuery(orgUnitsQuery)
  return (
    <div className="page board">
      <LoadedAll queries={[definitions, places]} lines={16}>
        {(pack, tree) =>
          viewed.place === '' ? null : <Board definitions={pack} tree={tree} viewed={viewed} key={viewed.place} />
        }
      </LoadedAll>
      <ExplanationSheet />
    </div>
  )
}

export interface BoardProps {
  definitions: Definitions
  tree: OrgTree
  viewed: Viewed
}

function Board({ definitions, tree, viewed }: BoardProps) {
  const { language, words } = useLanguage()
  const courses = useMemo(() => coursesOf(definitions), [definitions])
  const { place, period } = viewed
  const name = tree.find(place)?.name ?? place
  const towns = tree.find(place) !== undefined && levelOf(place) === 'county' ? tree.children(place) : []
  const shared = { definitions, tree, viewed }
  return (
    <>
      <div className="board-head">
        <PageHead title={words.board.townTitle(name, describePeriod(period, language))} lead={words.board.lead} />
        <button type="button" className="button" onClick={() => window.print()}>
          {words.board.print}
        </button>
      </div>
      {towns.length === 0 ? null : <TownsPanel courses={courses} towns={towns} viewed={viewed} />}
      <div className="board-columns">
        <div className="board-stack">
          {towns.length === 0 ? <CoursePanel courses={courses} viewed={viewed} /> : null}
          <LaggingPanel {...shared} />
          {towns.length === 0 ? null : <MissingPanel {...shared} />}
        </div>
        <div className="board-stack">
          <OverduePanel {...shared} />
          {towns.length === 0 ? <MissingPanel {...shared} /> : null}
        </div>
        <HeadlinesPanel {...shared} />
      </div>
    </>
  )
}

/** The day of what is overdue: the period's last, or the last that is looked at where that is earlier. */
export function dayOf({ period, until }: Viewed): Day {
  const last = addDays(period.until, -1)
  return last < until ? last : until
}
