import type { Indicator, Month } from '@shishu/kernel'
import type { ReactNode } from 'react'
import { fullMonth } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { Drawing } from './Drawing.tsx'
import { rangeOf } from './scale.ts'
import { valueText, type Written } from './value-text.ts'

export interface PlaceSeries {
  code: string
  name: string
  /** One for each month, in the smallest part of the unit; null where nothing is kept. */
  values: readonly (number | null)[]
}

export interface SmallMultiplesProps {
  indicator: Written & Pick<Indicator, 'label' | 'gloss'>
  months: readonly Month[]
  /** In the order of their codes: places are laid side by side, never ranked. */
  places: readonly PlaceSeries[]
  /** The name of a place as a link; by default its name alone. */
  linkOf?: (place: PlaceSeries) => ReactNode
}

const WIDTH = 152
const HEIGHT = 48

/** One small chart for each place, all on one scale. Bars begin at zero. */
export function SmallMultiples({ indicator, months, places, linkOf = ({ name }) => name }: SmallMultiplesProps) {
  const { language, words } = useLanguage()
  const values = places.flatMap((place) => place.values).filter((value) => value !== null)
  const { least, top } = rangeOf(values)
  const text = (value: number | null) => valueText(indicator, value, language)
  const [first, last] = [months[0], months.at(-1)]
  const span = first === undefined || last === undefined ? '' : `${fullMonth(first, words)}—${fullMonth(last, words)}`
  return (
    <Drawing
      className="multiples"
      title={nameIn(language, indicator)}
      aside={`${span}${language === 'zh' ? '，' : ', '}${words.drawing.sameScale(text(top))}`}
      table={{
        heads: [words.drawing.place, ...months.map((month) => month)],
        rows: places.map((place) => [place.name, ...place.values.map(text)]),
      }}
    >
      <ul className="multiples-grid">
        {places.map((place) => (
          <li key={place.code}>
            <span className="multiples-name">{linkOf(place)}</span>
            <span className="multiples-last">{text(place.values.findLast((value) => value !== null) ?? null)}</span>
            <Bars values={place.values} least={least} top={top} />
          </li>
        ))}
      </ul>
    </Drawing>
  )
}

function Bars({ values, least, top }: { values: readonly (number | null)[]; least: number; top: number }) {
  const room = WIDTH / Math.max(1, values.length)
  const y = (value: number) => ((top - value) / (top - least || 1)) * (HEIGHT - 2)
  const latest = values.findLastIndex((value) => value !== null)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none" aria-hidden="true">
      {values.map((value, index) => {
        const x = index * room + room * 0.12
        if (value === null) {
          return (
            <rect key={index} className="bar-absent" x={x + room * 0.2} y={y(0) - 1} width={room * 0.36} height="1.5" />
          )
        }
        const height = Math.max(1, Math.abs(y(0) - y(value)))
        const kind = index === latest ? 'bar bar-latest' : 'bar'
        return (
          <rect key={index} className={kind} x={x} y={Math.min(y(0), y(value))} width={room * 0.76} height={height} />
        )
      })}
      <line className="bar-zero" x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />
    </svg>
  )
}
