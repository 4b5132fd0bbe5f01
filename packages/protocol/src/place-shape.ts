import { type TSchema, Type } from 'typebox'
import { OrgUnitCode } from './common.ts'
import { object } from './object.ts'

/** The outline of a place by RFC 7946. Its coordinates are checked by the kernel's readPlaceGeometry, which says what is wrong. */
const Geometry = object({
  type: Type.Union([Type.Literal('Polygon'), Type.Literal('MultiPolygon')]),
  coordinates: Type.Array(Type.Unknown(), { maxItems: 1000 }),
})
const Feature = <G extends TSchema>(geometry: G) =>
  object({ type: Type.Literal('Feature'), properties: object({ code: OrgUnitCode }), geometry })

/** Outlines of places; null takes one away. */
export const PlaceShapesInput = object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Feature(Type.Union([Geometry, Type.Null()])), { minItems: 1, maxItems: 500 }),
})

/** Outlines of places that have one. */
export const PlaceShapesView = object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Feature(Geometry)),
})
