import { type Definitions, type Indicator, sameLastYear } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { type FigureTable, figuresQuery } from '../api/figures.ts'
import { courseStanding } from '../drawing/course-standing.ts'
import { Mark } from '../drawing/Mark.tsx'
import { standingWords } from '../drawing/TargetBar.tsx'
import { valueText } from '../drawing/value-text.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { type Course, courseIndicators, courseOf, courseValues } from './course.ts'
import { OpenFigure } from './explanation/OpenFigure.tsx'
import type { MissionIndicators } from './indicator-groups.ts'
import { smallestPart } from './smallest-part.ts'
import { useViewed, type Viewed } from './viewed.ts'
import { yearOnYear, yearOnYearText } from './year-on-year.ts'

/** What is known of all indicators: which have a target, and which tell another's growth. */
export interface KnownIndicators {
  definitions: Definitions
  courses: readonly Course[]
  growth: ReadonlyMap<string, string>
}

interface FiguresTableProps {
  missions: readonly MissionIndicators[]
  known: KnownIndicators
  favourites: readonly string[]
  onStar: (indicator: string) => void
}

/** Indicators with this period's value, last year's and how they stand against their targets. */
export function FiguresTable({ missions, known, favourites, onStar }: FiguresTableProps) {
  const { language, words } = useLanguage()
  const viewed = useViewed()
  const indicators = missions.flatMap((each) => each.indicators.map(({ id }) => id))
  const needed = new Set(indicators.flatMap((id) => [id, ...relatedTo(id, known)]))
  const figures = useQuery({
    ...figuresQuery({
      indicators: [...needed],
      places: [viewed.place],
      periods: [viewed.period.id, sameLastYear(viewed.period).id],
      asOf: viewed.asOf,
    }),
    enabled: viewed.place !== '',
  })
  return (
    <>
      {figures.isError ? <ProblemNotice error={figures.error} onRetry={() => void figures.refetch()} /> : null}
      <table className="table table-cards figures-table">
        <thead>
          <tr>
            <th scope="col">{words.figures.name}</th>
            <th scope="col" className="number">
              {words.figures.value}
            </th>
            <th scope="col" className="number">
              {words.figures.lastYear}
            </th>
            <th scope="col">{words.figures.moved}</th>
            <th scope="col">{words.figures.target}</th>
          </tr>
        </thead>
        <tbody aria-busy={figures.isPending}>
          {missions.map(({ mission, indicators: own }) => (
            <Fragment key={mission?.id ?? ''}>
              {mission === undefined ? null : (
                <tr className="figures-mission">
                  <th scope="rowgroup" colSpan={5}>
                    {mission.id} {nameIn(language, mission)}
                  </th>
                </tr>
              )}
              {own.map((indicator) => (
                <IndicatorRow
                  key={indicator.id}
                  indicator={indicator}
                  figures={figures.data}
                  viewed={viewed}
                  known={known}
                  starred={favourites.includes(indicator.id)}
                  onStar={() => onStar(indicator.id)}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** The other indicators that an indicator's row is read from. */
function relatedTo(id: string, { courses, growth }: KnownIndicators): string[] {
  const course = courseOf(courses, id)
  return [...(course === undefined ? [] : courseIndicators(course)), ...(growth.has(id) ? [growth.get(id)!] : [])]
}

interface IndicatorRowProps {
  indicator: Indicator
  figures: FigureTable | undefined
  viewed: Viewed
  known: KnownIndicators
  starred: boolean
  onStar: () => void
}

function IndicatorRow({ indicator, figures, viewed, known, starred, onStar }: IndicatorRowProps) {
  const { language, words } = useLanguage()
  const { place, period } = viewed
  const name = nameIn(language, indicator)
  const read = (id: string, at: string) => figures?.get(id, place, at)
  const value = smallestPart(indicator, read(indicator.id, period.id))
  const lastYear = smallestPart(indicator, read(indicator.id, sameLastYear(period).id))
  const text = figures === undefined ? '…' : valueText(indicator, value, language)
  const growth = known.growth.get(indicator.id)
  const moved = yearOnYear(
    indicator,
    value,
    lastYear,
    growth === undefined ? undefined : (read(growth, period.id)?.value ?? null),
  )
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="star"
          aria-pressed={starred}
          aria-label={words.figures.star(name)}
          onClick={onStar}
        >
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
            <path d="M10 2l2.4 5 5.6.8-4 3.9.9 5.5-4.9-2.6-4.9 2.6.9-5.5-4-3.9 5.6-.8Z" />
          </svg>
        </button>
        <Link to="/figures/$indicator" params={{ indicator: indicator.id }}>
          {name}
        </Link>
      </th>
      <td className="number" data-head={words.figures.value}>
        <OpenFigure figure={{ indicator: indicator.id, place, period: period.id }} name={name} text={text} />
      </td>
      <td className="number quiet" data-head={words.figures.lastYear}>
        {figures === undefined ? '…' : valueText(indicator, lastYear, language)}
      </td>
      <td data-head={words.figures.moved} className="quiet">
        {value === null || lastYear === null ? '' : yearOnYearText(moved, words)}
      </td>
      <td data-head={words.figures.target}>
        {figures === undefined ? null : (
          <TargetMark indicator={indicator} figures={figures} viewed={viewed} known={known} />
        )}
      </td>
    </tr>
  )
}

type TargetMarkProps = Pick<IndicatorRowProps, 'indicator' | 'viewed' | 'known'> & { figures: FigureTable }

function TargetMark({ indicator, figures, viewed, known }: TargetMarkProps) {
  const { words } = useLanguage()
  const course = courseOf(known.courses, indicator.id)
  const values = course === undefined ? null : courseValues(course, figures, viewed.place, viewed.period)
  if (course === undefined || values === null) return null
  const standing = courseStanding(course.measured.better, values.value, values.planned)
  return (
    <span className={`standing standing-${standing}`}>
      <Mark standing={standing} />
      {standingWords(standing, words.drawing)}
    </span>
  )
}
