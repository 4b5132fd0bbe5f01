import { isWithin, type PlaceGeometry } from '@shishu/kernel'
import { DayText, OrgUnitCode, object, PlaceShapesInput, PlaceShapesView } from '@shishu/protocol'
import { addOrgUnits, addPlaceShapes, readPlaceShapes } from '@shishu/store'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'

/** A name as people write it: without control characters, or those that turn the direction of writing. */
const UNWRITTEN = '\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff'
const Name = Type.String({
  minLength: 1,
  maxLength: 60,
  // It begins with something that is seen.
  pattern: `^[^\\s${UNWRITTEN}][^${UNWRITTEN}]*$`,
})

/** Null takes back what was said; absent leaves it. */
const DayOrNone = Type.Optional(Type.Union([DayText, Type.Null()]))
const Ending = {
  since: DayOrNone,
  endsOn: DayOrNone,
  mergedInto: Type.Optional(Type.Union([OrgUnitCode, Type.Null()])),
}

const add = defineRoute({
  method: 'POST',
  url: '/api/org-units',
  tag: 'definitions',
  summary: { zh: '新增组织单位，或改名、撤并', en: 'Add org units, rename or end them' },
  access: 'rights',
  body: object({
    units: Type.Array(object({ code: OrgUnitCode, name: Name, shortName: Type.Optional(Name), ...Ending }), {
      minItems: 1,
      maxItems: 2000,
    }),
  }),
  response: object({ units: Type.Integer() }),
  status: 201,
  asks: ({ body }) => body.units.map(({ code }) => ({ act: 'org-units.manage', orgUnit: code })),
  handle: async ({ body: { units }, book, services, person }) => {
    const changed = await addOrgUnits(book, units, person.name)
    // Another request may have added others meanwhile.
    services.book.orgTree = services.book.orgTree.with(changed)
    return { units: units.length }
  },
})

/** Outlines of a town's villages, in steps of some metres. */
const SHAPES_BYTES = 8 << 20

const readShapes = defineRoute({
  method: 'GET',
  url: '/api/org-units/shapes',
  tag: 'definitions',
  summary: { zh: '一个单位下面各级或下一级的边界', en: 'Outlines of the places below one, or directly below it' },
  access: 'signed-in',
  query: object({ org: OrgUnitCode, below: Type.Optional(Type.Union([Type.Literal('direct'), Type.Literal('all')])) }),
  response: PlaceShapesView,
  handle: async ({ query: { org, below = 'direct' }, book }) => {
    const units =
      below === 'direct' ? book.orgTree.children(org) : book.orgTree.all.filter(({ code }) => isWithin(code, org))
    const shapes = await readPlaceShapes(
      book,
      units.map(({ code }) => code),
    )
    return {
      type: 'FeatureCollection' as const,
      features: shapes.map(({ code, geometry }) => ({
        type: 'Feature' as const,
        properties: { code },
        geometry: geometry as { type: PlaceGeometry['type']; coordinates: unknown[] },
      })),
    }
  },
})

const keepShapes = defineRoute({
  method: 'PUT',
  url: '/api/org-units/shapes',
  tag: 'definitions',
  summary: { zh: '上传单位的边界，或去掉', en: 'Give places their outlines, or take them away' },
  access: 'rights',
  body: PlaceShapesInput,
  bodyLimit: SHAPES_BYTES,
  response: object({ shapes: Type.Integer() }),
  asks: ({ body }) => body.features.map(({ properties }) => ({ act: 'org-units.manage', orgUnit: properties.code })),
  handle: async ({ body: { features }, book, person }) => {
    const shapes = features.map(({ properties: { code }, geometry }) => ({
      code,
      geometry: geometry as PlaceGeometry | null,
    }))
    await addPlaceShapes(book, shapes, person.name)
    return { shapes: shapes.filter(({ geometry }) => geometry !== null).length }
  },
})

export const orgUnitRoutes = [add, readShapes, keepShapes]
