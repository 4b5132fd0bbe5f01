import { codeKey, ledgerOfMeasure, parsePeriod } from '@shishu/kernel'
import { DayText, Instant, OrgUnitCode, object, PeriodText, TownCode } from '@shishu/protocol'
import { closedPeriods, closePeriod, inSnapshot, listAdjustments } from '@shishu/store'
import { Type } from 'typebox'
import { mayReadOf } from '../figure/within-rights.ts'
import { defineRoute } from '../route/route.ts'

const Params = object({ town: TownCode })

const closings = defineRoute({
  method: 'GET',
  url: '/api/towns/:town/closings',
  tag: 'journal',
  summary: { zh: '已封账的报告期', en: 'Closed periods' },
  access: 'rights',
  params: Params,
  response: object({ periods: Type.Array(PeriodText) }),
  asks: ({ params }) => ({ act: 'figure.read', orgUnit: params.town, reach: 'part' }),
  handle: async ({ params, book }) => {
    const periods = await inSnapshot(book.pool, (client) => closedPeriods(client, codeKey(params.town)))
    return { periods: periods.map(({ id }) => id).sort() }
  },
})

const close = defineRoute({
  method: 'POST',
  url: '/api/towns/:town/closings',
  tag: 'journal',
  summary: { zh: '封账', en: 'Close a period' },
  access: 'rights',
  params: Params,
  body: object({ period: PeriodText }),
  response: object({ period: PeriodText }),
  status: 201,
  asks: ({ params }) => ({ act: 'period.close', orgUnit: params.town }),
  handle: async ({ params, body, book, person, services }) => {
    const period = parsePeriod(body.period)
    await closePeriod(book, params.town, period, person.name)
    services.settler.booked(params.town)
    return { period: period.id }
  },
})

const adjustments = defineRoute({
  method: 'GET',
  url: '/api/towns/:town/closings/:period/adjustments',
  tag: 'journal',
  summary: { zh: '封账以后的调整', en: 'What was booked into a closed period' },
  access: 'rights',
  params: object({ town: TownCode, period: PeriodText }),
  response: object({
    adjustments: Type.Array(
      object({
        entry: Type.String(),
        version: Type.Integer(),
        orgUnit: OrgUnitCode,
        measure: Type.String(),
        day: DayText,
        amount: Type.Number(),
        bookedAt: Instant,
        by: Type.String(),
        reason: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
  asks: ({ params }) => ({ act: 'figure.read', orgUnit: params.town }),
  // Which entries, by whom and why is for those who may read them; what the others come to is in the figures.
  handle: async ({ params, book, rights }) => {
    const mayRead = mayReadOf(rights, book.definitions)
    const all = await listAdjustments(book, params.town, parsePeriod(params.period))
    return { adjustments: all.filter((one) => mayRead({ ledger: ledgerOfMeasure(one.measure), orgUnit: one.orgUnit })) }
  },
})

export const closingRoutes = [closings, close, adjustments]
