import type { Indicator } from '@shishu/kernel'
import { MapChart } from 'echarts/charts'
import { AriaComponent, GeoComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { Drawing } from '../drawing/Drawing.tsx'
import { valueText, type Written } from '../drawing/value-text.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { classesOf } from './map-classes.ts'

use([MapChart, GeoComponent, TooltipComponent, VisualMapComponent, AriaComponent, SVGRenderer])

/** Shapes of places (GeoJSON, WGS 84 or any plane coordinates); each feature says the code of its place. */
export interface PlaceShapes {
  type: 'FeatureCollection'
  features: readonly {
    type: 'Feature'
    properties: { code: string; name: string }
    geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown }
  }[]
}

export interface PlaceMapProps {
  indicator: Written & Pick<Indicator, 'label' | 'gloss'>
  shapes: PlaceShapes
  /** By the place's code; null where nothing is kept. */
  values: ReadonlyMap<string, number | null>
  height?: number
  onOpen?: (code: string) => void
}

/** Light to dark, so that a grey print keeps the order. */
const SHADES = ['#e4edf5', '#b4cbe0', '#7ba2c6', '#41749f', '#17508a']
const NOTHING = '#f4f5f3'

/**
 * Places shaded by an indicator's value in a few even classes. Nothing is fetched: the shapes are the town's own, and
 * there are no tiles.
 */
export function PlaceMap({ indicator, shapes, values, height = 420, onOpen }: PlaceMapProps) {
  const { language, words } = useLanguage()
  const frame = useRef<HTMLDivElement>(null)
  const places = shapes.features.map(({ properties: { code, name } }) => ({
    code,
    name,
    value: values.get(code) ?? null,
  }))
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const chart = init(element, null, { renderer: 'svg' })
    const features = shapes.features.map((feature) => ({ ...feature, properties: { ...feature.properties } }))
    // The library knows shapes by name only, and two villages may share one: their codes are the names.
    for (const feature of features) feature.properties.name = feature.properties.code
    registerMap('places', { type: 'FeatureCollection', features } as never)
    const nameOf = new Map(shapes.features.map(({ properties }) => [properties.code, properties.name]))
    const known = [...values.values()].filter((value) => value !== null)
    const text = (value: number | null) => valueText(indicator, value, language)
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      tooltip: {
        formatter: ({ name }: { name: string }) => `${nameOf.get(name) ?? name}<br>${text(values.get(name) ?? null)}`,
      },
      visualMap: {
        type: 'piecewise',
        left: 8,
        bottom: 8,
        itemSymbol: 'rect',
        outOfRange: { color: NOTHING },
        pieces: classesOf(known, SHADES.length).map(({ from, until, last }, index, all) => ({
          gte: from,
          ...(last ? { lte: until } : { lt: until }),
          label: `${text(from)}—${text(until)}`,
          color: SHADES[all.length === 1 ? 2 : Math.round((index * (SHADES.length - 1)) / (all.length - 1))],
        })),
        textStyle: { fontSize: 13, color: '#1b2126' },
      },
      series: [
        {
          type: 'map',
          map: 'places',
          selectedMode: false,
          itemStyle: { areaColor: NOTHING, borderColor: '#48525b', borderWidth: 1 },
          emphasis: { itemStyle: { areaColor: '#fcf2e0' }, label: { color: '#1b2126' } },
          label: { show: true, fontSize: 13, color: '#1b2126', textBorderColor: '#fff', textBorderWidth: 3 },
          labelLayout: { hideOverlap: true },
          data: places.map(({ code, value }) => ({
            name: code,
            value: value ?? Number.NaN,
            label: { formatter: nameOf.get(code) ?? code },
          })),
        },
      ],
    })
    if (onOpen !== undefined) chart.on('click', ({ name }) => onOpen(name))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [indicator, shapes, values, language, onOpen])
  return (
    <Drawing
      title={nameIn(language, indicator)}
      table={{
        heads: [words.drawing.place, words.drawing.value],
        rows: places.map(({ name, value }) => [name, valueText(indicator, value, language)]),
      }}
    >
      <div ref={frame} style={{ height }} />
    </Drawing>
  )
}
