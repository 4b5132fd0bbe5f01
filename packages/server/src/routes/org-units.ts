import { OrgUnitCode, object } from '@shishu/protocol'
import { addOrgUnits } from '@shishu/store'
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

const add = defineRoute({
  method: 'POST',
  url: '/api/org-units',
  tag: 'definitions',
  summary: { zh: '新增组织单位，或改名', en: 'Add org units, or rename them' },
  access: 'rights',
  body: object({
    units: Type.Array(object({ code: OrgUnitCode, name: Name, shortName: Type.Optional(Name) }), {
      minItems: 1,
      maxItems: 2000,
    }),
  }),
  response: object({ units: Type.Integer() }),
  status: 201,
  asks: ({ body }) => body.units.map(({ code }) => ({ act: 'org-units.manage', orgUnit: code })),
  handle: async ({ body: { units }, book, services, person }) => {
    await addOrgUnits(book, units, person.name)
    // Another request may have added others meanwhile.
    services.book.orgTree = services.book.orgTree.with(units)
    return { units: units.length }
  },
})

export const orgUnitRoutes = [add]
