import type { Indicator, Month } from '@shishu/kernel'
import { fullMonth } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { Drawing } from './Drawing.tsx'
import { axisMarks, rangeOf } from './scale.ts'
import { useWidth } from './use-width.ts'
import { axisText, axisUnit, valueText, type Written } from './value-text.ts'

export interface TrendMonth {
  month: Month
  /** In the smallest part of the indicator's unit; null where nothing is kept. */
  value: number | null
  /** The same month of the year before. */
  lastYear: number | null
}

export interface TrendLineProps {
  indicator: Written & Pick<Indicator, 'label' | 'gloss'>
  /** 12 to 24 months, in order. */
  months: readonly TrendMonth[]
}

const HEIGHT = 220
const TOP = 16
const BOTTOM = 40
const LEFT = 56
/** Room for the names at the ends of the lines. */
const RIGHT = 92
const BETWEEN_LABELS = 18
/** Below this much room a month, only every third is named. */
const MONTH_ROOM = 30
/** Below this much room between two years, the first is not written. */
const YEAR_ROOM = 44

/** An indicator month by month, with last year's as grey dashes; lines break where nothing is kept. */
export function TrendLine({ indicator, months }: TrendLineProps) {
  const { language, words } = useLanguage()
  const [ref, width] = useWidth<HTMLDivElement>(720)
  const known = months.flatMap(({ value, lastYear }) => [value, lastYear]).filter((value) => value !== null)
  const { least, top } = rangeOf(known)
  const unit = axisUnit(indicator, Math.max(top, -least), language)
  const right = width - RIGHT
  const x = (index: number) => LEFT + (months.length < 2 ? 0 : (index / (months.length - 1)) * (right - LEFT))
  const y = (value: number) => TOP + ((top - value) / (top - least || 1)) * (HEIGHT - TOP - BOTTOM)
  const name = nameIn(language, indicator)
  const lines = [
    { id: 'last', name: words.drawing.lastYearShort, values: months.map(({ lastYear }) => lastYear) },
    { id: 'this', name: words.drawing.thisYear, values: months.map(({ value }) => value) },
  ] as const
  const ends = spread(
    lines.flatMap((line) => {
      const index = line.values.findLastIndex((value) => value !== null)
      if (index < 0) return []
      const value = line.values[index]!
      // Where the lines do not end together, each says when it ends.
      const when =
        index === months.length - 1 ? '' : ` (${words.drawing.monthOfYear(Number(months[index]!.month.slice(5)))})`
      return [{ id: line.id, name: line.name, text: `${axisText(value, unit)}${when}`, at: y(value) }]
    }),
  )
  const every = (right - LEFT) / Math.max(1, months.length - 1) < MONTH_ROOM ? 3 : 1
  return (
    <Drawing
      className="trend"
      title={name}
      aside={unit.name === '' ? null : unit.name}
      table={{
        heads: [words.drawing.month, words.drawing.thisYear, words.drawing.lastYear],
        rows: months.map(({ month, value, lastYear }) => [
          fullMonth(month, words),
          valueText(indicator, value, language),
          valueText(indicator, lastYear, language),
        ]),
      }}
    >
      <div ref={ref} className="trend-frame">
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={trendSummary(name, months, indicator, language, words)}
        >
          {axisMarks(least, top).map((mark) => (
            <g key={mark} className={mark === 0 ? 'axis axis-zero' : 'axis'}>
              <line x1={LEFT} x2={right} y1={y(mark)} y2={y(mark)} />
              <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
                {axisText(mark, unit)}
              </text>
            </g>
          ))}
          {months.map(({ month }, index) => {
            const number = Number(month.slice(5))
            const shown = every === 1 || (number - 1) % every === 0
            return shown ? (
              <text key={month} className="axis-month" x={x(index)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
                {words.language.tag === 'en' ? words.drawing.monthOfYear(number) : number}
              </text>
            ) : null
          })}
          {yearMarks(months, (right - LEFT) / Math.max(1, months.length - 1)).map((index) => (
            <text key={index} className="axis-year" x={x(index)} y={HEIGHT - BOTTOM + 35} textAnchor="middle">
              {months[index]!.month.slice(0, 4)}
            </text>
          ))}
          {lines.map((line) => (
            <g key={line.id} className={`line line-${line.id}`}>
              {runs(line.values).map((run) => (
                <path
                  key={run[0]}
                  d={run.map((index, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(line.values[index]!)}`).join('')}
                />
              ))}
              {line.values.map((value, index) =>
                value === null ? null : (
                  <circle key={months[index]!.month} cx={x(index)} cy={y(value)} r={line.id === 'this' ? 3 : 1.8}>
                    <title>{`${line.name} ${fullMonth(months[index]!.month, words)} ${valueText(indicator, value, language)}`}</title>
                  </circle>
                ),
              )}
            </g>
          ))}
          {ends.map((end) => (
            <g key={end.id} className={`line-name line-name-${end.id}`}>
              <text x={right + 10} y={end.at - 2}>
                {end.name}
              </text>
              <text className="line-end" x={right + 10} y={end.at + 14}>
                {end.text}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </Drawing>
  )
}

/**
 * Indexes of the months under which their year is written: each January, and the first month where its year has room
 * before the next.
 * @param room  pixels between two months
 */
export function yearMarks(months: readonly { month: Month }[], room: number): number[] {
  const januaries = months.flatMap(({ month }, index) => (month.endsWith('-01') ? [index] : []))
  const first = januaries[0] ?? Infinity
  return first * room < YEAR_ROOM ? januaries : [0, ...januaries]
}

/** Neighbouring indexes that have values: what one stroke may join. */
export function runs(values: readonly (number | null)[]): number[][] {
  const found: number[][] = []
  values.forEach((value, index) => {
    if (value === null) return
    if (index > 0 && values[index - 1] !== null) found.at(-1)!.push(index)
    else found.push([index])
  })
  return found
}

/** Moves labels apart so that two lines of text fit for each. */
function spread<T extends { at: number }>(labels: readonly T[]): T[] {
  const sorted = [...labels].sort((one, other) => one.at - other.at)
  let lowest = -Infinity
  const placed = sorted.map((label) => {
    const at = Math.max(label.at, lowest + BETWEEN_LABELS * 2)
    lowest = at
    return { ...label, at }
  })
  const over = Math.max(0, (placed.at(-1)?.at ?? 0) - (HEIGHT - BOTTOM - BETWEEN_LABELS))
  return placed.map((label) => ({ ...label, at: Math.max(TOP, label.at - over) }))
}

function trendSummary(
  name: string,
  months: readonly TrendMonth[],
  indicator: Written,
  language: 'zh' | 'en',
  words: Parameters<typeof fullMonth>[1],
): string {
  const last = months.findLast(({ value }) => value !== null)
  if (last === undefined) return `${name} ${words.drawing.noValue}`
  const base = `${words.drawing.lastYear} ${valueText(indicator, last.lastYear, language)}`
  return `${name} ${fullMonth(last.month, words)} ${valueText(indicator, last.value, language)} (${base})`
}
