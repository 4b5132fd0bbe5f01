import { type PlaceGeometry, polygonsOf } from '@shishu/kernel'

/** A place's outline as it is drawn, in pixels of the map. */
export interface Outline {
  code: string
  /** For the `d` of a path; rings inside others are left blank. */
  path: string
  /** Where its label stands: the middle of the widest level stretch within it, and how wide that is. */
  label: { x: number; y: number; room: number }
}

type Point = readonly [number, number]

/** Levels of a place that are looked at for its label, evenly from top to bottom. */
const LEVELS = 15
/** Pixels: a line of a label, and a width that every name of a place has room in. */
const LINE = 16
const ENOUGH = 90

/**
 * Lays outlines on a map of this width. Degrees of longitude are shortened as they are at the middle latitude, which is right
 * to a thousandth for a county.
 */
export function outlinesOf(
  shapes: readonly { code: string; geometry: PlaceGeometry }[],
  width: number,
): { outlines: Outline[]; height: number } {
  const all = shapes.flatMap(({ geometry }) => polygonsOf(geometry).flat(2))
  if (all.length === 0) return { outlines: [], height: 0 }
  const [west, east] = boundsOf(all.map(([x]) => x))
  const [south, north] = boundsOf(all.map(([, y]) => y))
  const shorten = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / Math.max((east - west) * shorten, 1e-9)
  const place = ([x, y]: Point): Point => [(x - west) * shorten * scale, (north - y) * scale]
  const outlines = shapes.map(({ code, geometry }) => {
    const rings = polygonsOf(geometry).flatMap((polygon) => polygon.map((ring) => ring.map(place)))
    return { code, path: rings.map(pathOf).join(''), label: labelOf(rings) }
  })
  return { outlines, height: (north - south) * scale }
}

/** Least and greatest; by a loop, since a town's outlines have more positions than a call takes arguments. */
function boundsOf(values: readonly number[]): Point {
  return values.reduce<Point>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
}

const pathOf = (ring: readonly Point[]): string =>
  `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`

function labelOf(rings: readonly (readonly Point[])[]): Outline['label'] {
  const [top, bottom] = boundsOf(rings.flatMap((ring) => ring.map(([, y]) => y)))
  let best = { x: 0, y: (top + bottom) / 2, room: -1 }
  for (let level = 1; level <= LEVELS; level += 1) {
    // From the middle outwards, so that the middle is taken where it has room enough.
    const offset = (level % 2 === 0 ? level : 1 - level) / 2 / (LEVELS + 1)
    const y = (top + bottom) / 2 + offset * (bottom - top)
    const stretch = widestAt(rings, y)
    if (stretch === undefined) continue
    // A label is two lines high: there must be room above and below its middle too.
    const beside = [y - LINE, y + LINE].map((edge) => widestAt(rings, edge)?.room ?? 0)
    const room = Math.min(stretch.room, ...beside)
    if (Math.min(room, ENOUGH) > best.room) best = { x: stretch.x, y, room }
  }
  return best
}

/** The widest stretch within the rings at a level, by where their lines cross it. */
function widestAt(rings: readonly (readonly Point[])[], y: number): { x: number; room: number } | undefined {
  const crossings = rings
    .flatMap((ring) =>
      ring.slice(1).flatMap(([x, below], index) => {
        const [before, above] = ring[index]!
        return above <= y === below <= y ? [] : [before + ((y - above) / (below - above)) * (x - before)]
      }),
    )
    .sort((a, b) => a - b)
  const stretches = crossings.flatMap((from, index) =>
    index % 2 === 0 && crossings[index + 1] !== undefined
      ? [{ x: (from + crossings[index + 1]!) / 2, room: crossings[index + 1]! - from }]
      : [],
  )
  return stretches.sort((a, b) => b.room - a.room)[0]
}
