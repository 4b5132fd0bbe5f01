import { kernelError } from '../error/kernel-errors.ts'

/** Longitude and latitude in degrees (CGCS2000 or WGS 84). */
export type GeoPosition = readonly [number, number]
/** A closed line of at least four positions, the last the same as the first (RFC 7946, 3.1.6). */
export type Ring = readonly GeoPosition[]

/** Where a place lies: rings of polygons, each polygon's outer one first. The form of RFC 7946 (GeoJSON). */
export type PlaceGeometry =
  | { type: 'Polygon'; coordinates: readonly Ring[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }

/** A place with its outline; null takes away the one it had. */
export interface PlaceShape {
  code: string
  geometry: PlaceGeometry | null
}

/** Positions of one place at most: a village's border in steps of some metres has fewer. */
export const MOST_POSITIONS = 20_000
/** A tenth of a metre: finer is noise. */
const DECIMALS = 1e6
/** Where the country lies, in degrees: longitude, latitude. What lies elsewhere is in other units, or turned round. */
const COUNTRY_FROM: GeoPosition = [73, 3]
const COUNTRY_UNTIL: GeoPosition = [136, 54]

/**
 * Reads the outline of a place, as a file or a request says it: heights are left out, degrees rounded to six decimals.
 *
 * Errors  place-shape.malformed, with the place's code and what is wrong
 */
export function readPlaceGeometry(code: string, value: unknown): PlaceGeometry {
  const { type, coordinates } = isRecord(value) ? value : {}
  if (type !== 'Polygon' && type !== 'MultiPolygon') throw malformed(code, 'kind')
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) throw malformed(code, 'empty')
  let positions = 0
  const read = polygons.map((polygon): Ring[] => {
    if (!Array.isArray(polygon) || polygon.length === 0) throw malformed(code, 'empty')
    return polygon.map((ring) => {
      if (!Array.isArray(ring)) throw malformed(code, 'empty')
      positions += ring.length
      if (positions > MOST_POSITIONS) throw malformed(code, 'too-many')
      return readRing(code, ring)
    })
  })
  return type === 'Polygon' ? { type, coordinates: read[0]! } : { type, coordinates: read }
}

/** Its polygons, whatever its form. */
export const polygonsOf = ({ type, coordinates }: PlaceGeometry): readonly (readonly Ring[])[] =>
  type === 'Polygon' ? [coordinates] : coordinates

function readRing(code: string, ring: readonly unknown[]): Ring {
  const positions = ring.map((position) => readPosition(code, position))
  const [first, last] = [positions[0], positions.at(-1)]
  if (first === undefined || last === undefined || positions.length < 4) throw malformed(code, 'few')
  if (first[0] !== last[0] || first[1] !== last[1]) throw malformed(code, 'open')
  return positions
}

function readPosition(code: string, position: unknown): GeoPosition {
  if (!Array.isArray(position)) throw malformed(code, 'range')
  const [east, north] = position.map((part) =>
    typeof part === 'number' ? Math.round(part * DECIMALS) / DECIMALS : NaN,
  )
  const lies = (at: number | undefined, axis: 0 | 1) => at! >= COUNTRY_FROM[axis] && at! <= COUNTRY_UNTIL[axis]
  if (!lies(east, 0) || !lies(north, 1)) throw malformed(code, 'range')
  return [east!, north!]
}

const malformed = (code: string, what: 'kind' | 'empty' | 'few' | 'open' | 'range' | 'too-many') =>
  kernelError('place-shape.malformed', { code, what })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
