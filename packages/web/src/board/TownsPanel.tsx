import type { OrgUnit } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { figuresQuery } from '../api/figures.ts'
import { courseStanding } from '../drawing/course-standing.ts'
import { Mark } from '../drawing/Mark.tsx'
import { SmallMultiples } from '../drawing/SmallMultiples.tsx'
import { standingWords } from '../drawing/TargetBar.tsx'
import { valueText } from '../drawing/value-text.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { type Course, courseIndicators, courseValues } from '../figures/course.ts'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import { smallestPart } from '../figures/smallest-part.ts'
import { monthsOfYear } from '../figures/trend-months.ts'
import type { Viewed } from '../figures/viewed.ts'
import { nameIn, useLanguage } from '../words/language.ts'

interface TownsPanelProps {
  courses: readonly Course[]
  towns: readonly OrgUnit[]
  viewed: Viewed
}

/** The targets of the year, town beside town in the order of their codes: one table, and the year of each on one scale. */
export function TownsPanel(props: TownsPanelProps) {
  const { words } = useLanguage()
  return (
    <section className="panel" aria-labelledby="course">
      <div className="panel-head">
        <h2 id="course">{words.board.course}</h2>
        <p>{words.board.byTown}</p>
      </div>
      <TownCourses {...props} />
      <TownTrends {...props} />
    </section>
  )
}

function TownCourses({ courses, towns, viewed }: TownsPanelProps) {
  const { language, words } = useLanguage()
  const { period, asOf } = viewed
  const figures = useQuery(
    figuresQuery({
      indicators: courses.flatMap(courseIndicators),
      places: towns.map(({ code }) => code),
      periods: [period.id],
      asOf,
    }),
  )
  return (
    <Loaded query={figures} lines={6}>
      {(table) => (
        <div className="table-scroll">
          <table className="table board-towns">
            <thead>
              <tr>
                <th scope="col">{words.drawing.place}</th>
                {courses.map(({ target, measured }) => (
                  <th key={target.id} scope="col">
                    {nameIn(language, measured)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {towns.map(({ code, name, shortName }) => (
                <tr key={code}>
                  <th scope="row">
                    <Link to="/board" search={(before) => ({ ...before, place: code })}>
                      {shortName ?? name}
                    </Link>
                  </th>
                  {courses.map((course) => {
                    const values = courseValues(course, table, code, period)
                    const { measured } = course
                    const standing = courseStanding(measured.better, values?.value ?? null, values?.planned ?? null)
                    return (
                      <td key={course.target.id}>
                        <OpenFigure
                          figure={{ indicator: measured.id, place: code, period: period.id }}
                          name={`${shortName ?? name} ${nameIn(language, measured)}`}
                          text={valueText(measured, values?.value ?? null, language)}
                        />
                        {standing === 'none' ? null : (
                          <span className={`standing standing-${standing}`}>
                            <Mark standing={standing} />
                            {standingWords(standing, words.drawing)}
                          </span>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  )
}

function TownTrends({ courses, towns, viewed }: TownsPanelProps) {
  const { period, asOf, until } = viewed
  const months = monthsOfYear(period, until)
  const figures = useQuery(
    figuresQuery({
      indicators: courses.map(({ measured }) => measured.id),
      places: towns.map(({ code }) => code),
      periods: months,
      asOf,
    }),
  )
  return (
    <Loaded query={figures} lines={10}>
      {(table) => (
        <div className="board-multiples">
          {courses.map(({ target, measured }) => (
            <SmallMultiples
              key={target.id}
              indicator={measured}
              months={months}
              places={towns.map(({ code, name, shortName }) => ({
                code,
                name: shortName ?? name,
                values: months.map((month) => smallestPart(measured, table.get(measured.id, code, month))),
              }))}
            />
          ))}
        </div>
      )}
    </Loaded>
  )
}
