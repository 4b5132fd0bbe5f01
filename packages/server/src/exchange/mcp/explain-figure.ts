import { parseInstant, parsePeriod } from '@shishu/kernel'
import { AsOfText, DefinitionId, ExplanationView, OrgUnitCode, object, PeriodText } from '@shishu/protocol'
import { explainFigure as explain } from '@shishu/store'
import { Type } from 'typebox'
import { explanationView } from '../../figure/explanation-view.ts'
import { mayReadOf } from '../../figure/within-rights.ts'
import { defineTool } from './mcp-tool.ts'

/** Entries listed for an input; the rest are counted. */
const LISTED = 50

/** Where a figure comes from: the formula, its inputs, and the first entries behind each. */
export const explainFigure = defineTool({
  name: 'explain_figure',
  title: { zh: '一个数从哪里来', en: 'Explain a figure' },
  description: {
    zh: '说明一个数从哪里来：公式、各项的数额、每项背后的前 50 个条目。条目之和等于该项的数额；提问人无权查看的条目只给合计，个人信息一律不显示。',
    en: 'Tells where a figure comes from: its formula, the amount of each input, and the first 50 entries behind it, which add up to it with the rest. Entries outside the asker’s rights are told as what they come to together; personal values are never shown.',
  },
  input: object({
    indicator: DefinitionId,
    org: OrgUnitCode,
    period: PeriodText,
    asOf: Type.Optional(AsOfText),
  }),
  output: ExplanationView,
  place: ({ org }) => [org],
  run: async ({ indicator: id, org, period, asOf }, { book, rights, language }) => {
    const question = {
      orgUnit: org,
      period: parsePeriod(period),
      asOf: asOf === undefined ? null : parseInstant(asOf),
    }
    const mayRead = mayReadOf(rights, book.definitions)
    const found = await explain(book, question, id)
    return explanationView(book, found, { orgUnit: org, period }, { language, listed: LISTED, mayRead })
  },
})
