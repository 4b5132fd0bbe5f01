import type { DefinitionCase, DefinitionChange } from '@shishu/kernel'
import {
  type DefinitionChangeBody,
  DefinitionChangeList,
  DefinitionChangeMade,
  DefinitionCheck,
  DefinitionQuestion,
  EntryId,
  NewDefinitionChange,
  OrgUnitView,
  object,
  Reason,
} from '@shishu/protocol'
import {
  checkDefinitions,
  coveringPlace,
  inSnapshot,
  listDefinitionChanges,
  publishDefinitions,
  withdrawDefinitions,
} from '@shishu/store'
import { type Static, Type } from 'typebox'
import { displayNames } from '../people/display-names.ts'
import { type Asked, defineRoute } from '../route/route.ts'
import { acceptsBrotli, tightJson } from '../route/tight-json.ts'
import type { Services } from '../services.ts'

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
    const answer = { id, pack: definitions.pack as unknown }
    const tight = acceptsBrotli(request) ? tightJson(definitions, answer) : undefined
    if (tight === undefined) return answer
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'br' }
    return reply.headers(headers).header('vary', 'accept-encoding').send(tight) as never
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
    units: Type.Array(OrgUnitView),
  }),
  handle: async ({ services }) => ({ units: [...services.book.orgTree.all] }),
})

/** Definitions are the whole book's: whoever changes them answers for every town in it. */
const defining = ({ book }: Services): Asked => ({ act: 'definitions.manage', orgUnit: coveringPlace(book.orgTree) })

/** What is asked, as the kernel takes it: it checks the form itself. */
const questionOf = (body: { changes: readonly unknown[]; cases: readonly unknown[] }) => ({
  changes: body.changes as readonly DefinitionChange[],
  cases: body.cases as readonly DefinitionCase[],
})

const listChanges = defineRoute({
  method: 'GET',
  url: '/api/definition-changes',
  tag: 'definitions',
  summary: { zh: '在账簿里改过的定义', en: 'Definitions changed in the book' },
  access: 'signed-in',
  response: DefinitionChangeList,
  handle: async ({ services, book }) => {
    const kept = await inSnapshot(book.pool, listDefinitionChanges)
    const names = await displayNames(
      services.accounts,
      kept.map(({ by }) => by),
    )
    return {
      place: coveringPlace(book.orgTree),
      changes: kept.map(({ place: _, changes, cases, ...one }) => ({
        ...one,
        byName: names.get(one.by) ?? '',
        changes: changes as unknown as Static<typeof DefinitionChangeBody>[],
        cases: cases as unknown as Record<string, unknown>[],
      })),
    }
  },
})

const check = defineRoute({
  method: 'POST',
  url: '/api/definition-changes/check',
  tag: 'definitions',
  summary: { zh: '检查要改的定义，不生效', en: 'Check changes to definitions; nothing is changed' },
  access: 'rights',
  body: DefinitionQuestion,
  response: DefinitionCheck,
  perMinute: 120,
  asks: (_, services) => defining(services),
  handle: async ({ body, book }) => {
    const { problems, cases, rebooked } = await checkDefinitions(book, questionOf(body))
    return { problems: [...problems], cases: [...cases], rebooked: [...rebooked] }
  },
})

const publish = defineRoute({
  method: 'POST',
  url: '/api/definition-changes',
  tag: 'definitions',
  summary: { zh: '发布定义：当天起，或到日子生效', en: 'Publish definitions, in force today or on a later day' },
  access: 'rights',
  body: NewDefinitionChange,
  response: DefinitionChangeMade,
  status: 201,
  repeats: true,
  perMinute: 20,
  asks: (_, services) => defining(services),
  handle: async ({ body, book, services, person, request, reply }) => {
    const { request: asked, from, reason } = body
    request.auditReason = reason
    const given = { request: asked, from, reason, by: person.account, ...questionOf(body) }
    const { repeated, ...made } = await publishDefinitions(services.book, book, given)
    if (repeated) reply.status(200)
    return made
  },
})

const withdraw = defineRoute({
  method: 'POST',
  url: '/api/definition-changes/:change/withdrawal',
  tag: 'definitions',
  summary: { zh: '撤回还没生效的定义', en: 'Withdraw definitions that are not in force yet' },
  access: 'rights',
  params: object({ change: EntryId }),
  body: object({ reason: Reason }),
  response: DefinitionChangeMade,
  asks: (_, services) => defining(services),
  handle: async ({ params, body, book, services, person, request }) => {
    request.auditReason = body.reason
    await withdrawDefinitions(book, { change: params.change, by: person.account, reason: body.reason })
    return { id: params.change, state: 'withdrawn' as const, definitions: services.book.definitionsId }
  },
})

export const definitionRoutes = [readDefinitions, readOrgUnits, listChanges, check, publish, withdraw]
