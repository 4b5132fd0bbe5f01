import { dayOfInstant, parseDay } from '@shishu/kernel'
import { DayText, DueView, OrgUnitCode, object } from '@shishu/protocol'
import { listDue as dueCases } from '@shishu/store'
import { Type } from 'typebox'
import { defineTool, described } from './mcp-tool.ts'

const SHOWN = 100

/** Cases with a running limit, the most pressing first. */
export const listDue = defineTool({
  name: 'list_due',
  title: { zh: '到期和超期的事项', en: 'What is due and overdue' },
  description: {
    zh: '列出一个地方到期、超期和将到期的事项及其期限依据，最急的在前；可指定截至哪一天。只列提问人有权查看的台账，个人信息不显示。',
    en: 'Lists the cases of a place whose limits run, the most pressing first, with the rule of each limit. Only ledgers that the asker may read; personal values are never shown.',
  },
  input: object({
    org: OrgUnitCode,
    on: Type.Optional(described(DayText, '哪一天，不填即今天 · a day; today if left out')),
  }),
  output: object({ on: DayText, found: Type.Integer(), cases: Type.Array(DueView) }),
  place: ({ org }) => [org],
  run: async ({ org, on: asked }, { book, rights }) => {
    const on = asked === undefined ? dayOfInstant(book.clock().toISOString()) : parseDay(asked)
    const found = await dueCases(book, { orgUnit: org, on })
    const cases = found.slice(0, SHOWN).map((one) => {
      const ledger = book.definitions.ledger(one.ledger)
      const mine = one.next.filter((step) => rights.mayTake(ledger, ledger.loop!.steps[step]!, one.orgUnit))
      return { ...one, next: [...one.next], mine }
    })
    return { on, found: found.length, cases }
  },
})
