import { useQuery } from '@tanstack/react-query'
import { figuresQuery } from '../api/figures.ts'
import { TargetBar } from '../drawing/TargetBar.tsx'
import { valueText } from '../drawing/value-text.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { type Course, courseIndicators, courseValues, shareOfPlanned } from '../figures/course.ts'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import type { Viewed } from '../figures/viewed.ts'
import { nameIn, useLanguage } from '../words/language.ts'

/** Every target of the year with its planned course, the furthest behind first. */
export function CoursePanel({ courses, viewed }: { courses: readonly Course[]; viewed: Viewed }) {
  const { language, words } = useLanguage()
  const { place, period, asOf } = viewed
  const figures = useQuery(
    figuresQuery({ indicators: courses.flatMap(courseIndicators), places: [place], periods: [period.id], asOf }),
  )
  return (
    <section className="panel" aria-labelledby="course">
      <div className="panel-head">
        <h2 id="course">{words.board.course}</h2>
        <p>{words.board.courseHelp}</p>
      </div>
      <Loaded query={figures} lines={7}>
        {(table) => {
          const set = courses
            .flatMap((course) => {
              const values = courseValues(course, table, place, period)
              return values === null ? [] : [{ course, values }]
            })
            .sort((one, other) => shareOfPlanned(one.values) - shareOfPlanned(other.values))
          if (set.length === 0) return <p className="quiet">{words.board.courseNone}</p>
          return (
            <ul className="board-courses">
              {set.map(({ course: { target, measured }, values }) => (
                <li key={target.id}>
                  <TargetBar indicator={measured} {...values} />
                  <OpenFigure
                    className="open-all"
                    figure={{ indicator: measured.id, place, period: period.id }}
                    name={nameIn(language, measured)}
                    text={valueText(measured, values.value, language)}
                  >
                    {''}
                  </OpenFigure>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}
