import { type Definitions, describe, describePeriod, parsePeriod, sameLastYear } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type FigureView, figuresQuery } from '../api/figures.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { DesignLink } from '../designer/DesignLink.tsx'
import { FigureText } from '../drawing/FigureText.tsx'
import { TargetBar } from '../drawing/TargetBar.tsx'
import { TrendLine, type TrendMonth } from '../drawing/TrendLine.tsx'
import { valueText } from '../drawing/value-text.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { type Course, courseIndicators, courseOf, coursesOf, courseValues } from './course.ts'
import { ExplanationSheet } from './explanation/ExplanationSheet.tsx'
import { OpenFigure } from './explanation/OpenFigure.tsx'
import { DefinitionFacts } from './explanation/SourceView.tsx'
import { indicatorUnit } from './indicator-words.ts'
import { PlacesPanel } from './PlacesPanel.tsx'
import { PlannedCourse } from './PlannedCourse.tsx'
import { smallestPart } from './smallest-part.ts'
import { trendMonths, trendOf, withYearBefore } from './trend-months.ts'
import { useViewed } from './viewed.ts'
import { growthIndicators, yearOnYear, yearOnYearText } from './year-on-year.ts'
import './figures.css'

/** One indicator: its value, against last year and its target, month by month and place by place; how it is counted. */
export function IndicatorPage() {
  const { indicator } = useParams({ from: '/inside/figures/$indicator' })
  return (
    <div className="page">
      <Loaded query={useDefinitions()} lines={12}>
        {(definitions) => <IndicatorView key={indicator} definitions={definitions} id={indicator} />}
      </Loaded>
      <ExplanationSheet />
    </div>
  )
}

const MONTHS_SHOWN = 24

function IndicatorView({ definitions, id }: { definitions: Definitions; id: string }) {
  const { language, words } = useLanguage()
  const { indicator } = definitions.indicator(id)
  const course = useMemo(() => courseOf(coursesOf(definitions), id), [definitions, id])
  const unit = indicatorUnit(indicator, language, words)
  return (
    <>
      <div className="indicator-head">
        <PageHead title={nameIn(language, indicator)} {...(unit === undefined ? {} : { lead: unit })} />
        <Link to="/figures">{words.figures.back}</Link>
      </div>
      <div className="indicator-top">
        <ValuePanel definitions={definitions} id={id} />
        <TrendPanel definitions={definitions} id={id} />
      </div>
      {course === undefined ? null : <PlannedCourse course={course} />}
      <PlacesPanel indicator={indicator} />
      <DefinitionPanel definitions={definitions} id={id} />
    </>
  )
}

function ValuePanel({ definitions, id }: { definitions: Definitions; id: string }) {
  const { language } = useLanguage()
  const { place, period, asOf } = useViewed()
  const { indicator } = definitions.indicator(id)
  const course = useMemo(() => courseOf(coursesOf(definitions), id), [definitions, id])
  const growth = useMemo(() => growthIndicators(definitions).get(id), [definitions, id])
  const needed = new Set([id, ...(course === undefined ? [] : courseIndicators(course)), ...(growth ? [growth] : [])])
  const figures = useQuery({
    ...figuresQuery({
      indicators: [...needed],
      places: [place],
      periods: [period.id, sameLastYear(period).id],
      asOf,
    }),
    enabled: place !== '',
  })
  return (
    <section className="panel indicator-value" aria-label={nameIn(language, indicator)}>
      <Loaded query={figures} lines={8}>
        {(table) => (
          <>
            <PresentValue
              definitions={definitions}
              id={id}
              now={smallestPart(indicator, table.get(id, place, period.id))}
              before={smallestPart(indicator, table.get(id, place, sameLastYear(period).id))}
              growth={growth === undefined ? undefined : (table.get(growth, place, period.id) ?? null)}
              absent={table.get(id, place, period.id)?.absent ?? null}
            />
            {course === undefined ? null : (
              <CourseBar course={course} values={courseValues(course, table, place, period)} />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

interface PresentValueProps {
  definitions: Definitions
  id: string
  now: number | null
  before: number | null
  /** What the office's own indicator of growth says, with its base; undefined where it has none. */
  growth: FigureView | null | undefined
  absent: string | null
}

function PresentValue({ definitions, id, now, before, growth, absent }: PresentValueProps) {
  const { language, words } = useLanguage()
  const { place, period } = useViewed()
  const { indicator } = definitions.indicator(id)
  const moved = yearOnYear(indicator, now, before, growth === undefined ? undefined : (growth?.value ?? null))
  const base = growth?.denominator ?? null
  const against =
    base !== null
      ? words.figures.baseWas(valueText(indicator, Math.round(base), language))
      : before !== null && growth === undefined
        ? words.figures.lastYearWas(valueText(indicator, before, language))
        : null
  return (
    <div className="present-value">
      <p className="quiet">{describePeriod(period, language)}</p>
      <OpenFigure
        figure={{ indicator: id, place, period: period.id }}
        name={nameIn(language, indicator)}
        text={valueText(indicator, now, language)}
        className="open-figure-large"
      >
        <FigureText indicator={indicator} value={now} large />
        <span className="open-figure-hint">{words.figures.open}</span>
      </OpenFigure>
      {absent === null ? (
        <p>
          {yearOnYearText(moved, words)}
          {against === null ? '' : ` · ${against}`}
        </p>
      ) : (
        <p className="quiet">{absent}</p>
      )}
      {moved.kind === 'growth' && moved.comparable && now !== null ? (
        <p className="quiet small">{words.figures.comparable}</p>
      ) : null}
    </div>
  )
}

function CourseBar({ course, values }: { course: Course; values: ReturnType<typeof courseValues> }) {
  const { words } = useLanguage()
  if (values === null) return null
  return (
    <section aria-label={words.figures.course}>
      <TargetBar indicator={course.measured} {...values} />
    </section>
  )
}

function TrendPanel({ definitions, id }: { definitions: Definitions; id: string }) {
  const { words } = useLanguage()
  const { place, period, asOf, until } = useViewed()
  const { indicator } = definitions.indicator(id)
  const months = trendMonths(period, until, MONTHS_SHOWN)
  const figures = useQuery({
    ...figuresQuery({ indicators: [id], places: [place], periods: withYearBefore(months), asOf }),
    enabled: place !== '',
  })
  return (
    <section className="panel" aria-label={words.figures.trend}>
      <Loaded query={figures} lines={8}>
        {(table) => {
          const trend = trendOf(indicator, table, place, months)
          return (
            <>
              <TrendLine indicator={indicator} months={trend} />
              <LatestMonth trend={trend} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

/** Leads to the last month that has a value, where the chosen period has none. */
function LatestMonth({ trend }: { trend: readonly TrendMonth[] }) {
  const { language, words } = useLanguage()
  const latest = trend.findLast(({ value }) => value !== null)
  if (latest === undefined || latest === trend.at(-1)) return null
  const month = describePeriod(parsePeriod(latest.month), language)
  return (
    <p className="latest-month">
      {words.figures.latestWith(month)}{' '}
      <Link to="." search={(before) => ({ ...before, period: latest.month })}>
        {words.figures.goTo(month)}
      </Link>
    </p>
  )
}

function DefinitionPanel({ definitions, id }: { definitions: Definitions; id: string }) {
  const { language, words } = useLanguage()
  const { indicator, formula } = definitions.indicator(id)
  return (
    <section className="panel" aria-labelledby="definition">
      <h2 id="definition">{words.figures.definition}</h2>
      <dl className="facts">
        <dt>{words.figures.inWords}</dt>
        <dd>{describe(formula, language, (name) => definitions.nameOf(name))}</dd>
        <DefinitionFacts indicator={indicator} />
        <dt>{words.figures.direction}</dt>
        <dd>{words.figures.better[indicator.better]}</dd>
      </dl>
      <DesignLink indicator={id} />
    </section>
  )
}
