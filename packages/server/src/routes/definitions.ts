import { OrgUnitCode, object } from '@shishu/protocol'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'

/** The definitions in force: ledgers, loops, indicators, targets, reports, roles. They name nobody. */
const readDefinitions = defineRoute({
  method: 'GET',
  url: '/api/definitions',
  tag: 'definitions',
  summary: { zh: '现行定义', en: 'The definitions in force' },
  access: 'signed-in',
  response: object({ id: Type.String(), pack: Type.Unknown() }),
  handle: async ({ services, request, reply }) => {
    const { definitionsId: id, definitions } = services.book
    reply.header('etag', `"${id}"`).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === `"${id}"`) return reply.status(304).send() as never
    return { id, pack: definitions.pack as unknown }
  },
})

/** Every place of the tree. Names of places are no secret; what was booked at them is. */
const readOrgUnits = defineRoute({
  method: 'GET',
  url: '/api/org-units',
  tag: 'definitions',
  summary: { zh: '组织单位', en: 'Org units' },
  access: 'signed-in',
  response: object({
    units: Type.Array(object({ code: OrgUnitCode, name: Type.String(), shortName: Type.Optional(Type.String()) })),
  }),
  handle: async ({ services }) => ({ units: [...services.book.orgTree.all] }),
})

export const definitionRoutes = [readDefinitions, readOrgUnits]
