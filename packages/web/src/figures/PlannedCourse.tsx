import { parsePeriod } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { figuresQuery } from '../api/figures.ts'
import { CourseLine } from '../drawing/CourseLine.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { monthsOf, plannedAmounts, reachedBy } from '../targets/year-course.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { type Course, courseIndicators, courseValues } from './course.ts'
import { useViewed } from './viewed.ts'

/** The planned course of the year that is looked at, month by month, with what was reached; and that of the next, once it is set. */
export function PlannedCourse({ course }: { course: Course }) {
  const { language, words } = useLanguage()
  const { place, period, asOf, until } = useViewed()
  const year = period.from.slice(0, 4)
  const next = String(Number(year) + 1)
  const months = monthsOf(year)
  const figures = useQuery({
    ...figuresQuery({
      indicators: courseIndicators(course),
      places: [place],
      periods: [year, next, ...months],
      asOf,
    }),
    enabled: place !== '',
  })
  return (
    <section className="panel" aria-labelledby="planned-course">
      <div className="panel-head">
        <h2 id="planned-course">{words.figures.plannedCourse(year)}</h2>
        <Link to="/settings/$" params={{ _splat: 'targets' }}>
          {words.figures.setTargets}
        </Link>
      </div>
      <Loaded query={figures} lines={8}>
        {(table) => {
          const target = courseValues(course, table, place, parsePeriod(year))?.target ?? null
          const nextTarget = courseValues(course, table, place, parsePeriod(next))?.target ?? null
          return (
            <>
              {target === null ? (
                <p className="quiet">{words.figures.noTarget(year)}</p>
              ) : (
                <CourseLine
                  title={nameIn(language, course.target)}
                  written={course.measured}
                  planned={{ name: words.figures.plannedLine, values: plannedAmounts(course.target, year, target) }}
                  other={{
                    name: words.figures.reachedLine,
                    values: months.map((month) =>
                      parsePeriod(month).from > until ? null : reachedBy(course, table, place, month),
                    ),
                  }}
                />
              )}
              {nextTarget === null ? null : (
                <p>
                  <Link to="." search={(before) => ({ ...before, period: `${next}-12` })}>
                    {words.figures.seeCourseOf(next)}
                  </Link>
                </p>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
