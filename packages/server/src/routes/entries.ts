import { codeKey } from '@shishu/kernel'
import {
  AsOfText,
  DayText,
  DefinitionId,
  EntryGroups,
  EntryId,
  EntryPage,
  EntryRecord,
  EntryVersionView,
  MemberId,
  object,
  Reason,
  TownCode,
} from '@shishu/protocol'
import {
  assignCase,
  entryHistory,
  erasePersonal,
  groupEntries,
  holderOf,
  inSnapshot,
  listEntries,
  MOST_SKIPPED,
  type OpenBook,
  readEntry,
  readEvidence,
  revealPersonal,
  storeError,
} from '@shishu/store'
import { Type } from 'typebox'
import { actOf } from '../audit/audit-sink.ts'
import { EntriesQuery, questionOf } from '../entry/entries-question.ts'
import { asOfText } from '../figure/as-of-text.ts'
import { checkHolder } from '../people/readers-of.ts'
import { type Asked, defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'

const { sort: _, ...groupedQuestion } = EntriesQuery.properties
const AnEntry = object({ town: TownCode, ledger: DefinitionId, entry: EntryId })
const ENTRY_URL = '/api/towns/:town/ledgers/:ledger/entries/:entry'

/** Where in the town the entry lies is known once it is read; until then, some place of the town must be the asker's. */
const inTown =
  (act: Asked['act']) =>
  ({ params }: { params: { town: string; ledger: string } }, { book }: Services): Asked => ({
    act,
    orgUnit: params.town,
    ledger: book.definitions.ledger(params.ledger),
    reach: 'part',
  })

const list = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/entries',
  tag: 'entries',
  summary: { zh: '一本台账的条目：筛选、排序、分页', en: 'A ledger’s entries: filter, sort, page' },
  access: 'rights',
  params: object({ ledger: DefinitionId }),
  query: object({
    ...EntriesQuery.properties,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    after: Type.Optional(Type.String({ maxLength: 4000 })),
    /** Entries to leave out first, from the start or after the cursor. */
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_SKIPPED })),
    count: Type.Optional(Type.Boolean()),
  }),
  response: EntryPage,
  asks: ({ params, query }, { book }) => ({
    act: 'entry.read',
    orgUnit: query.org,
    ledger: book.definitions.ledger(params.ledger),
    reach: 'part',
  }),
  handle: async ({ params, query, book }) => {
    const { limit = 50, after, skip } = query
    return listEntries(book, {
      ...questionOf(params.ledger, query),
      limit,
      ...(after === undefined ? {} : { after }),
      ...(skip === undefined ? {} : { skip }),
      ...(query.count === true ? { withCount: true } : {}),
    })
  },
})

const groups = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/groups',
  tag: 'entries',
  summary: { zh: '一本台账的条目：分组、计数、合计', en: 'A ledger’s entries in groups: counts and sums' },
  access: 'rights',
  params: object({ ledger: DefinitionId }),
  query: object({
    ...groupedQuestion,
    /** A choice, yes-or-no, month or date (by its month), `orgUnit`, or `state`. */
    by: MemberId,
  }),
  response: EntryGroups,
  asks: ({ params, query }, { book }) => ({
    act: 'entry.read',
    orgUnit: query.org,
    ledger: book.definitions.ledger(params.ledger),
    reach: 'part',
  }),
  handle: async ({ params, query: { by, ...query }, book }) => {
    const { groups: found, count } = await groupEntries(book, { ...questionOf(params.ledger, query), by })
    return { groups: found.map((group) => ({ ...group, sums: { ...group.sums } })), count }
  },
})

const read = defineRoute({
  method: 'GET',
  url: ENTRY_URL,
  tag: 'entries',
  summary: { zh: '一个条目：内容、时钟、可办的环节、附件', en: 'One entry: content, clock, steps, files' },
  access: 'rights',
  params: AnEntry,
  query: object({ asOf: Type.Optional(AsOfText) }),
  response: EntryRecord,
  asks: inTown('entry.read'),
  handle: async ({ params, query, book, person, rights, services }) => {
    const { town, ledger: id, entry } = params
    const ledger = book.definitions.ledger(id)
    const record = await readEntry(book, town, id, entry, { asOf: asOfText(query.asOf), by: person.name })
    const files = await inSnapshot(book.pool, (client) => readEvidence(client, codeKey(town), [entry]))
    const everywhere = files.size === 0 ? new Map<string, number>() : await sharedCounts(services.book, town, entry)
    const holder = (await holderOf(book, { town, ledger: id, entries: [entry] })).get(entry)
    const target = { orgUnit: record.orgUnit, ledger }
    return {
      ...record,
      steps: record.steps.map(({ duty: _, ...step }) => ({
        ...step,
        needs: [...step.needs],
        mine: rights.mayTake(ledger, ledger.loop!.steps[step.step]!, record.orgUnit),
      })),
      evidence: (files.get(entry) ?? []).map(({ sharedWith, ...file }) => ({
        ...file,
        sharedWith: [...sharedWith],
        alsoElsewhere: (everywhere.get(file.sha256) ?? 0) - sharedWith.length,
      })),
      holder: holder?.holder == null ? null : { person: holder.holder, until: holder.until },
      may: {
        correct: rights.may('entry.write', target),
        withdraw: rights.may('entry.withdraw', target),
        reveal: rights.may('entry.reveal', target),
        assign: rights.may('entry.assign', target),
      },
    }
  },
})

/** To how many other entries of the town each file of an entry is attached, by sha256, past the asker's rights. */
async function sharedCounts(whole: OpenBook, town: string, entry: string): Promise<Map<string, number>> {
  const files = await inSnapshot(whole.pool, (client) => readEvidence(client, codeKey(town), [entry]))
  return new Map((files.get(entry) ?? []).map(({ sha256, sharedWith }) => [sha256, sharedWith.length]))
}

const history = defineRoute({
  method: 'GET',
  url: `${ENTRY_URL}/history`,
  tag: 'entries',
  summary: { zh: '一个条目的各版', en: 'Every version of an entry' },
  access: 'rights',
  params: AnEntry,
  response: object({ versions: Type.Array(EntryVersionView) }),
  asks: inTown('entry.read'),
  handle: async ({ params, book }) => {
    const versions = await entryHistory(book, params.town, params.ledger, params.entry)
    return { versions: versions.map((version) => ({ ...version, track: [...version.track] })) }
  },
})

const reveal = defineRoute({
  method: 'POST',
  url: `${ENTRY_URL}/personal`,
  tag: 'entries',
  summary: { zh: '查看个人信息：要写明原因，并记入审计', en: 'See personal values: asks for a reason and is recorded' },
  access: 'rights',
  params: AnEntry,
  body: object({ fields: Type.Array(MemberId, { minItems: 1, maxItems: 50 }), reason: Reason }),
  response: object({
    version: Type.Integer(),
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
  }),
  asks: inTown('entry.reveal'),
  perMinute: 60,
  handle: async ({ params, body, book, person, request, reply, services }) => {
    request.auditReason = body.reason
    reply.header('cache-control', 'no-store')
    return revealPersonal(book, { ...params, ...body, by: person.name }, (client, { fields }) =>
      services.audit.record(client, { ...actOf(request, 'done', null), details: { fields: fields.join(',') } }),
    )
  },
})

const erase = defineRoute({
  method: 'DELETE',
  url: `${ENTRY_URL}/personal`,
  tag: 'entries',
  summary: { zh: '删除个人信息（个人信息保护法第四十七条）', en: 'Erase personal values' },
  access: 'rights',
  params: AnEntry,
  body: object({ reason: Reason }),
  response: object({ erased: Type.Integer() }),
  asks: inTown('entry.erase'),
  handle: async ({ params, body, book, person, request, services }) => {
    request.auditReason = body.reason
    const erased = await erasePersonal(book, { ...params, by: person.name, reason: body.reason })
    services.settler.booked(params.town)
    return { erased }
  },
})

const assign = defineRoute({
  method: 'POST',
  url: `${ENTRY_URL}/assignments`,
  tag: 'entries',
  summary: {
    zh: '移交给某人（可限期），或交回办公室',
    en: 'Hand a case to a person, perhaps for a time, or back to the office',
  },
  access: 'rights',
  params: AnEntry,
  body: object({
    holder: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    until: Type.Union([DayText, Type.Null()]),
    reason: Reason,
  }),
  response: object({ seq: Type.Integer() }),
  status: 201,
  asks: inTown('entry.assign'),
  handle: async ({ params, body, book, person, rights, request, services }) => {
    request.auditReason = body.reason
    const ledger = book.definitions.ledger(params.ledger)
    const { orgUnit } = await readEntry(book, params.town, ledger.id, params.entry)
    if (!rights.may('entry.assign', { orgUnit, ledger })) throw storeError('access.refused', {})
    if (body.holder !== null) await checkHolder(services.book, services.accounts, { ledger, orgUnit }, body.holder)
    const { seq } = await assignCase(book, { ...params, ...body, by: person.name })
    return { seq }
  },
})

export const entryRoutes = [list, groups, read, history, reveal, erase, assign]
