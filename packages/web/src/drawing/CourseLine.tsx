import type { Language } from '@shishu/kernel'
import { useLanguage } from '../words/language.ts'
import { Drawing } from './Drawing.tsx'
import { axisMarks, rangeOf } from './scale.ts'
import { runs } from './TrendLine.tsx'
import { useWidth } from './use-width.ts'
import { axisText, axisUnit, valueText, type Written } from './value-text.ts'

interface CourseLineProps {
  title: string
  /** How the values are written. */
  written: Written
  planned: CourseOfYear
  /** A course to compare with. */
  other?: CourseOfYear | undefined
  /** Whether the numbers are offered as a table below: not where they stand beside it anyhow. */
  table?: boolean
}

/** Twelve cumulative values, one for the end of each month; null where there is none. */
export interface CourseOfYear {
  name: string
  values: readonly (number | null)[]
}

const HEIGHT = 200
const TOP = 14
const BOTTOM = 26
const LEFT = 56
const RIGHT = 110
const LABEL_ROOM = 34
const MONTHS = Array.from({ length: 12 }, (_, index) => index)

/** A year's planned course as a line, with what was really reached, in that year or another, as grey dashes. */
export function CourseLine({ title, written, planned, other, table = true }: CourseLineProps) {
  const { language, words } = useLanguage()
  const [ref, width] = useWidth<HTMLDivElement>(640)
  const lines = [...(other === undefined ? [] : [{ id: 'last', ...other }]), { id: 'this', ...planned }]
  const known = lines.flatMap(({ values }) => values).filter((value) => value !== null)
  const { least, top } = rangeOf(known)
  const unit = axisUnit(written, top, language)
  const right = Math.max(LEFT + 60, width - RIGHT)
  const x = (index: number) => LEFT + (index / 11) * (right - LEFT)
  const y = (value: number) => TOP + ((top - value) / (top - least || 1)) * (HEIGHT - TOP - BOTTOM)
  const every = (right - LEFT) / 11 < 26 ? 3 : 1
  return (
    <Drawing
      className="trend"
      title={title}
      aside={unit.name === '' ? null : unit.name}
      {...(table
        ? {
            table: {
              heads: [words.drawing.month, ...lines.map(({ name }) => name)],
              rows: MONTHS.map((index) => [
                words.drawing.monthOfYear(index + 1),
                ...lines.map(({ values }) => valueText(written, values[index] ?? null, language)),
              ]),
            },
          }
        : {})}
    >
      <div ref={ref} className="trend-frame">
        <svg width={width} height={HEIGHT} role="img" aria-label={summary(title, lines, written, language)}>
          {axisMarks(least, top).map((mark) => (
            <g key={mark} className={mark === 0 ? 'axis axis-zero' : 'axis'}>
              <line x1={LEFT} x2={right} y1={y(mark)} y2={y(mark)} />
              <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
                {axisText(mark, unit)}
              </text>
            </g>
          ))}
          {MONTHS.filter((index) => every === 1 || index % every === every - 1).map((index) => (
            <text key={index} className="axis-month" x={x(index)} y={HEIGHT - 6} textAnchor="middle">
              {words.language.tag === 'en' ? words.drawing.monthOfYear(index + 1) : index + 1}
            </text>
          ))}
          {lines.map(({ id, values }) => (
            <g key={id} className={`line line-${id}`}>
              {runs(values).map((run) => (
                <path
                  key={run[0]}
                  d={run.map((index, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(values[index]!)}`).join('')}
                />
              ))}
              {values.map((value, index) =>
                value === null ? null : <circle key={index} cx={x(index)} cy={y(value)} r={id === 'this' ? 3 : 1.8} />,
              )}
            </g>
          ))}
          {namesOf(lines, y).map(({ id, name, text, at }) => (
            <g key={id} className={`line-name line-name-${id}`}>
              <text x={right + 10} y={at}>
                {name}
              </text>
              <text className="line-end" x={right + 10} y={at + 16}>
                {text}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </Drawing>
  )

  /** The names at the ends of the lines, moved apart where they would cover each other. */
  function namesOf(all: typeof lines, height: (value: number) => number) {
    let lowest = -Infinity
    return all
      .flatMap(({ id, name, values }) => {
        const last = values.findLast((value) => value !== null)
        return last === undefined ? [] : [{ id, name, text: axisText(last!, unit), at: height(last!) }]
      })
      .sort((one, next) => one.at - next.at)
      .map((label) => {
        const at = Math.max(label.at, lowest + LABEL_ROOM, TOP)
        lowest = at
        return { ...label, at }
      })
  }
}

function summary(title: string, lines: readonly CourseOfYear[], written: Written, language: Language): string {
  const said = lines.map(({ name, values }) => {
    const last = values.findLast((value) => value !== null) ?? null
    return `${name} ${valueText(written, values[5] ?? null, language)} / ${valueText(written, last, language)}`
  })
  return `${title}: ${said.join('; ')}`
}
