import { codeKey, dayOfInstant, kernelError, parseDay, parsePeriod, townshipOf } from '@shishu/kernel'
import { DayText, DefinitionId, DueView, MissingView, OrgUnitCode, object, PeriodText } from '@shishu/protocol'
import { drawSample, listDue, listMissing, proposeForReport, sealMoment, standingIn } from '@shishu/store'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'

const due = defineRoute({
  method: 'GET',
  url: '/api/due',
  tag: 'due',
  summary: { zh: '到期和超期的事项', en: 'What is due and overdue' },
  access: 'rights',
  query: object({
    org: OrgUnitCode,
    on: Type.Optional(DayText),
    office: Type.Optional(DefinitionId),
    /** Only the cases with a step that is the asker's to take. */
    mine: Type.Optional(Type.Boolean()),
  }),
  response: object({ on: DayText, cases: Type.Array(DueView) }),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ query, book, rights }) => {
    const on = query.on === undefined ? dayOfInstant(book.clock().toISOString()) : parseDay(query.on)
    const office = query.office === undefined ? {} : { office: query.office }
    const cases = (await listDue(book, { orgUnit: query.org, on, ...office })).map((one) => {
      const ledger = book.definitions.ledger(one.ledger)
      const mine = one.next.filter((step) => rights.mayTake(ledger, ledger.loop!.steps[step]!, one.orgUnit))
      return { ...one, next: [...one.next], mine }
    })
    return { on, cases: query.mine === true ? cases.filter(({ mine }) => mine.length > 0) : cases }
  },
})

const missing = defineRoute({
  method: 'GET',
  url: '/api/missing',
  tag: 'due',
  summary: { zh: '该做而没有记录的频次', en: 'Required frequencies that the book does not show' },
  access: 'rights',
  query: object({ org: OrgUnitCode, period: PeriodText }),
  response: object({ requirements: Type.Array(MissingView) }),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ query, book }) => {
    const found = await listMissing(book, { orgUnit: query.org, period: parsePeriod(query.period) })
    return {
      requirements: found.map(({ requirement: { id, label, source }, missing }) => ({
        requirement: id,
        label,
        source,
        missing: missing.map(({ place, period, happened }) => ({ place, period: period.id, happened })),
      })),
    }
  },
})

const proposals = defineRoute({
  method: 'GET',
  url: '/api/proposals',
  tag: 'due',
  summary: { zh: '亮点、难点的素材', en: 'Sentences that a report’s writer may take up' },
  access: 'rights',
  query: object({ org: OrgUnitCode, period: PeriodText }),
  response: object({
    sentences: Type.Array(
      object({ section: Type.String(), indicator: Type.String(), zh: Type.String(), en: Type.String() }),
    ),
  }),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ query, book }) => {
    const { sentences } = await proposeForReport(book, { orgUnit: query.org, period: parsePeriod(query.period) })
    return { sentences: sentences.map(({ section, indicator, zh, en }) => ({ section, indicator, zh, en })) }
  },
})

const sample = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/sample',
  tag: 'due',
  summary: { zh: '回头看抽样：由流水账封印决定', en: 'Entries for a second look, drawn by the journal’s seal' },
  access: 'rights',
  params: object({ ledger: DefinitionId }),
  query: object({
    org: OrgUnitCode,
    state: Type.String({ maxLength: 80 }),
    on: DayText,
    share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  }),
  response: object({ seal: Type.String(), among: Type.Integer(), drawn: Type.Array(Type.String()) }),
  asks: ({ params, query }, { book }) => ({
    act: 'entry.read',
    orgUnit: query.org,
    ledger: book.definitions.ledger(params.ledger),
  }),
  handle: async ({ params, query, book }) => {
    const town = townshipOf(query.org)
    if (town === undefined) throw kernelError('org-unit.no-town', { code: query.org })
    const { org: orgUnit, state } = query
    const entries = await standingIn(book, { orgUnit, on: parseDay(query.on), ledger: params.ledger, state })
    const { seal } = await sealMoment(book, [codeKey(town)])
    return { seal, among: entries.length, drawn: [...drawSample(seal, entries, query.share)] }
  },
})

export const dueRoutes = [due, missing, proposals, sample]
