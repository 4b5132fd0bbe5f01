import type { PlaceGeometry } from '@shishu/kernel'
import { type KeyboardEvent, useId, useMemo } from 'react'
import { Drawing } from '../drawing/Drawing.tsx'
import { ScrollBox } from '../drawing/ScrollBox.tsx'
import { useWords } from '../words/language.ts'
import { classesOf, type MapClass } from './map-classes.ts'
import { type Outline, outlinesOf } from './place-outlines.ts'
import './map.css'

export interface PlaceMapPlace {
  code: string
  name: string
  geometry: PlaceGeometry
  /** By which it is shaded; null where there is none. */
  value: number | null
}

export interface PlaceMapProps {
  title: string
  places: readonly PlaceMapPlace[]
  /** How a value reads; absent: the map shows outlines and names alone. */
  textOf?: (value: number | null) => string
  onOpen?: (code: string) => void
}

/** Pixels of the drawing; on a narrow screen it scrolls, so that its labels stay legible. */
const WIDTH = 760
const MARGIN = 8
/** Pixels of a Chinese character in a label, and of any other. */
const WIDE = 13
const NARROW = 7.5
const CLASSES = 5

/**
 * Places in classes of a value. A class has a shade and a hatching, so that a grey print tells them apart, and
 * each place says its name and value. Nothing is fetched: the outlines are the town's own, and there are no tiles.
 */
export function PlaceMap({ title, places, textOf, onOpen }: PlaceMapProps) {
  const words = useWords()
  const id = useId()
  const { outlines, height } = useMemo(() => outlinesOf(places, WIDTH - 2 * MARGIN), [places])
  const classes = classesOf(
    places.flatMap(({ value }) => (value === null ? [] : [value])),
    CLASSES,
  )
  return (
    <Drawing
      className="place-map"
      title={title}
      {...(textOf === undefined
        ? {}
        : {
            table: {
              heads: [words.drawing.place, words.drawing.value],
              rows: places.map(({ name, value }) => [name, textOf(value)]),
            },
          })}
    >
      {textOf === undefined ? null : <Legend id={id} classes={classes} text={textOf} />}
      <ScrollBox name={title}>
        <svg
          className="place-map-drawing"
          viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH} ${height + 2 * MARGIN}`}
          role={onOpen === undefined ? 'img' : 'group'}
          aria-label={title}
        >
          <Hatchings id={id} />
          {places.map((place, index) => (
            <PlaceOnMap
              key={place.code}
              id={id}
              outline={outlines[index]!}
              name={place.name}
              value={textOf?.(place.value) ?? ''}
              shade={classAt(classes, place.value)}
              {...(onOpen === undefined ? {} : { onOpen: () => onOpen(place.code) })}
            />
          ))}
        </svg>
      </ScrollBox>
    </Drawing>
  )
}

interface PlaceOnMapProps {
  id: string
  outline: Outline
  name: string
  value: string
  /** Its class from 0; -1 where it has no value. */
  shade: number
  onOpen?: () => void
}

function PlaceOnMap({ id, outline: { path, label }, name, value, shade, onOpen }: PlaceOnMapProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onOpen?.()
  }
  const opens =
    onOpen === undefined
      ? {}
      : { role: 'button', tabIndex: 0, 'aria-label': `${name} ${value}`, onClick: onOpen, onKeyDown: keys }
  const fits = widthOf(name) <= label.room
  return (
    <g className={onOpen === undefined ? '' : 'place-map-place'} {...opens}>
      <title>{`${name} ${value}`.trim()}</title>
      <path d={path} className={`map-shade-${shade}`} fillRule="evenodd" />
      <path
        d={path}
        className="map-border"
        fill={shade < 0 ? 'none' : `url(#${id}hatching${shade})`}
        fillRule="evenodd"
      />
      {/* A place too narrow for its name shows its value alone; the name is its title, and in the table. */}
      <text className="map-label" x={label.x} y={label.y - (fits ? 3 : -5)}>
        {fits ? name : value}
        {fits ? (
          <tspan x={label.x} dy="16">
            {value}
          </tspan>
        ) : null}
      </text>
    </g>
  )
}

function Legend({ id, classes, text }: { id: string; classes: readonly MapClass[]; text: (value: number) => string }) {
  const words = useWords()
  const items = [
    ...classes.map(({ from, until }, index) => ({
      shade: shadeOf(index, classes.length),
      says: `${text(from)}—${text(until)}`,
    })),
    { shade: -1, says: words.figures.mapNothing },
  ]
  return (
    <ul className="map-legend">
      {items.map(({ shade, says }) => (
        <li key={shade}>
          <svg width="28" height="18" aria-hidden="true">
            <rect width="28" height="18" className={`map-shade-${shade}`} />
            <rect
              width="28"
              height="18"
              className="map-border"
              fill={shade < 0 ? 'none' : `url(#${id}hatching${shade})`}
            />
          </svg>
          {says}
        </li>
      ))}
    </ul>
  )
}

/** Lines that grow closer from class to class; the lightest has none, the darkest is crossed. */
function Hatchings({ id }: { id: string }) {
  return (
    <defs>
      {HATCHINGS.map((d, index) => (
        <pattern key={d} id={`${id}hatching${index}`} width="12" height="12" patternUnits="userSpaceOnUse">
          <path d={d} className="map-hatching" />
        </pattern>
      ))}
    </defs>
  )
}
const HATCHINGS = [
  'M-1 -1z',
  'M0 12L12 0',
  'M0 12L12 0M-3 3L3 -3M9 15L15 9M0 6L6 0M6 12L12 6',
  'M0 12L12 0M0 0L12 12',
  'M0 12L12 0M0 6L6 0M6 12L12 6M0 0L12 12M0 6L6 12M6 0L12 6',
]

/** Few classes are spread over the shades, so that the greatest is always the darkest. */
const shadeOf = (index: number, count: number): number =>
  count === 1 ? 2 : Math.round((index * (CLASSES - 1)) / (count - 1))

function classAt(classes: readonly MapClass[], value: number | null): number {
  if (value === null) return -1
  const at = classes.findIndex(({ from, until, last }) => value >= from && (last ? value <= until : value < until))
  return at < 0 ? -1 : shadeOf(at, classes.length)
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e80 ? WIDE : NARROW), 0)
