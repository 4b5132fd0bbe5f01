import {
  isWithin,
  type OrgTree,
  type OrgUnit,
  type PlaceGeometry,
  readPlaceGeometry,
  ShishuError,
} from '@shishu/kernel'

/** What a file of outlines holds. */
export interface ShapesFile {
  /** In the order of codes; `geometry` is null where it cannot be used, and `refusal` says why. */
  places: readonly { unit: OrgUnit; geometry: PlaceGeometry | null; refusal: ShishuError | null }[]
  /** Shapes, counted from 1, that name no unit of these. */
  unknown: readonly number[]
  /** Units that more than one shape names. */
  twice: readonly OrgUnit[]
}

/**
 * Reads a GeoJSON file. A shape's place is the unit within `home` whose code, or else name, is one of its properties, whatever
 * the property is called: map software names them as it likes.
 *
 * Shape  undefined where the text is no GeoJSON with shapes
 */
export function readShapesFile(text: string, tree: OrgTree, home: string): ShapesFile | undefined {
  const features = featuresOf(text)
  if (features === undefined) return undefined
  const units = tree.all.filter(({ code }) => isWithin(code, home))
  const named = features.map((feature) => unitOf(feature, units))
  const twice = units.filter((unit) => named.indexOf(unit) !== named.lastIndexOf(unit))
  const places = named.flatMap((unit, index) =>
    unit === undefined || twice.includes(unit) ? [] : [placeOf(unit, features[index]!)],
  )
  return {
    places: places.sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1)),
    unknown: named.flatMap((unit, index) => (unit === undefined ? [index + 1] : [])),
    twice,
  }
}

interface Feature {
  properties?: unknown
  geometry?: unknown
}

function featuresOf(text: string): Feature[] | undefined {
  try {
    // Map software often begins a file with a byte order mark.
    const { features } = JSON.parse(text.replace(/^\uFEFF/, '')) as { features?: unknown }
    if (!Array.isArray(features) || features.length === 0) return undefined
    return features.map((feature) => (typeof feature === 'object' && feature !== null ? feature : {}))
  } catch {
    return undefined
  }
}

function unitOf({ properties }: Feature, units: readonly OrgUnit[]): OrgUnit | undefined {
  const said = Object.values(properties ?? {}).map((value) => String(value).trim())
  const byCode = units.find(({ code }) => said.includes(code))
  // Registers of land write a village as its code and zeros (GB/T 10114).
  const byLongCode = () =>
    units.find(({ code }) => said.some((text) => /^\d{13,19}$/.test(text) && text.startsWith(code)))
  return (
    byCode ??
    byLongCode() ??
    units.find(({ name, shortName }) => said.some((text) => text === name || text === shortName))
  )
}

function placeOf(unit: OrgUnit, { geometry }: Feature): ShapesFile['places'][number] {
  try {
    return { unit, geometry: readPlaceGeometry(unit.code, geometry), refusal: null }
  } catch (error) {
    if (error instanceof ShishuError) return { unit, geometry: null, refusal: error }
    throw error
  }
}
