import { IndicatorView, object } from '@shishu/protocol'
import { Type } from 'typebox'
import { listIndicators } from '../catalogue.ts'
import { defineTool } from './mcp-tool.ts'

const SHOWN = 50

/** Indicators whose id, label, gloss or source holds every word of a text. */
export const findIndicators = defineTool({
  name: 'find_indicators',
  title: { zh: '查找指标', en: 'Find indicators' },
  description: {
    zh: '按名称、英文名、出处或编号查找指标，得到编号、单位、口径（公式及其文字说明）和出处。查数之前先用它找到指标编号。',
    en: 'Finds indicators by label, gloss, source or id: their ids, units, counting rules and sources. Use it before read_figures.',
  },
  input: object({
    text: Type.Optional(
      Type.String({ maxLength: 200, description: '要找的字词，空格隔开；不填则全部 · words; all if left out' }),
    ),
  }),
  output: object({
    /** How many there are; the first fifty are listed. */
    found: Type.Integer(),
    indicators: Type.Array(IndicatorView),
  }),
  run: async ({ text = '' }, { book }) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    const found = listIndicators(book).filter(({ id, label, gloss, source }) => {
      const said = `${id}\n${label}\n${gloss}\n${source}`.toLowerCase()
      return words.every((word) => said.includes(word))
    })
    return { found: found.length, indicators: found.slice(0, SHOWN) }
  },
})
