import { type Indicator, type OrgUnit, sameLastYear } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { figuresQuery } from '../api/figures.ts'
import { type PlaceShapes, placeShapesQuery } from '../api/place-shapes.ts'
import { SmallMultiples } from '../drawing/SmallMultiples.tsx'
import { valueText } from '../drawing/value-text.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { OpenFigure } from './explanation/OpenFigure.tsx'
import { useOpened } from './explanation/opened.ts'
import { smallestPart } from './smallest-part.ts'
import { trendMonths } from './trend-months.ts'
import { useViewed } from './viewed.ts'

const PlaceMap = lazy(async () => ({ default: (await import('../map/PlaceMap.tsx')).PlaceMap }))

/** The indicator in each place below, in the order of codes: laid side by side, never ranked. */
export function PlacesPanel({ indicator }: { indicator: Indicator }) {
  const { words } = useLanguage()
  const { place } = useViewed()
  const tree = useQuery(orgUnitsQuery)
  const shapes = useQuery(placeShapesQuery(place)).data ?? []
  const [trends, setTrends] = useState(false)
  return (
    <section className="panel" aria-labelledby="places">
      <div className="panel-head">
        <h2 id="places">{words.figures.places}</h2>
      </div>
      <Loaded query={tree} lines={6}>
        {(units) => {
          const places = units.find(place) === undefined ? [] : units.children(place)
          if (places.length === 0) return <p className="quiet">{words.figures.placesNone}</p>
          return (
            <>
              <PlacesTable indicator={indicator} places={places} />
              {shapes.length === 0 ? null : <PlacesOnMap indicator={indicator} places={places} shapes={shapes} />}
              <button
                type="button"
                className="button no-print"
                aria-expanded={trends}
                onClick={() => setTrends(!trends)}
              >
                {trends ? words.figures.placesTrendHide : words.figures.placesTrend}
              </button>
              {trends ? (
                <div className="place-trends">
                  <PlaceTrends indicator={indicator} places={places} />
                </div>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

interface PlacesProps {
  indicator: Indicator
  places: readonly OrgUnit[]
}

function PlacesTable({ indicator, places }: PlacesProps) {
  const { language, words } = useLanguage()
  const { period, asOf } = useViewed()
  const before = sameLastYear(period)
  const figures = useQuery(
    figuresQuery({
      indicators: [indicator.id],
      places: places.map(({ code }) => code),
      periods: [period.id, before.id],
      asOf,
    }),
  )
  const heads = (
    <tr>
      <th scope="col">{words.drawing.place}</th>
      <th scope="col" className="number">
        {words.figures.value}
      </th>
      <th scope="col" className="number">
        {words.figures.lastYear}
      </th>
    </tr>
  )
  return (
    <Loaded query={figures} lines={places.length}>
      {(table) =>
        places.every(({ code }) => table.get(indicator.id, code, period.id)?.value == null) ? (
          <p className="quiet">{words.figures.placesNoValue}</p>
        ) : (
          <div className="places-columns">
            {halves(places).map((half) => (
              <table key={half[0]?.code} className="table places-table">
                <thead>{heads}</thead>
                <tbody>
                  {half.map(({ code, name, shortName }) => {
                    const at = (when: string) =>
                      valueText(indicator, smallestPart(indicator, table.get(indicator.id, code, when)), language)
                    return (
                      <tr key={code}>
                        <th scope="row">{shortName ?? name}</th>
                        <td className="number">
                          <OpenFigure
                            figure={{ indicator: indicator.id, place: code, period: period.id }}
                            name={`${shortName ?? name} ${nameIn(language, indicator)}`}
                            text={at(period.id)}
                          />
                        </td>
                        <td className="number quiet">{at(before.id)}</td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            ))}
          </div>
        )
      }
    </Loaded>
  )
}

/** The same figures as the table above, where they lie; a place opens where its figure comes from. */
function PlacesOnMap({ indicator, places, shapes }: PlacesProps & { shapes: PlaceShapes }) {
  const { language } = useLanguage()
  const { period, asOf } = useViewed()
  const [, open] = useOpened()
  const figures = useQuery(
    figuresQuery({
      indicators: [indicator.id],
      places: places.map(({ code }) => code),
      periods: [period.id, sameLastYear(period).id],
      asOf,
    }),
  )
  const nameOf = new Map(places.map(({ code, name, shortName }) => [code, shortName ?? name]))
  return (
    <Loaded query={figures} lines={12}>
      {(table) => (
        <Suspense fallback={<Skeleton lines={12} />}>
          <PlaceMap
            title={nameIn(language, indicator)}
            places={shapes.map(({ code, geometry }) => ({
              code,
              name: nameOf.get(code) ?? code,
              geometry,
              value: smallestPart(indicator, table.get(indicator.id, code, period.id)),
            }))}
            textOf={(value) => valueText(indicator, value, language)}
            onOpen={(code) => open({ indicator: indicator.id, place: code, period: period.id })}
          />
        </Suspense>
      )}
    </Loaded>
  )
}

/** Places in two columns of the same length, read down. */
function halves<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 8) return [all]
  const half = Math.ceil(all.length / 2)
  return [all.slice(0, half), all.slice(half)]
}

const MONTHS_SHOWN = 12

function PlaceTrends({ indicator, places }: PlacesProps) {
  const { period, asOf, until } = useViewed()
  const months = trendMonths(period, until, MONTHS_SHOWN)
  const figures = useQuery(
    figuresQuery({ indicators: [indicator.id], places: places.map(({ code }) => code), periods: months, asOf }),
  )
  return (
    <Loaded query={figures} lines={12}>
      {(table) => (
        <SmallMultiples
          indicator={indicator}
          months={months}
          places={places.map(({ code, name, shortName }) => ({
            code,
            name: shortName ?? name,
            values: months.map((month) => smallestPart(indicator, table.get(indicator.id, code, month))),
          }))}
        />
      )}
    </Loaded>
  )
}
