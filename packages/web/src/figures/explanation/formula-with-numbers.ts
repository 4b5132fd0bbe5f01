import {
  type Day,
  type Definitions,
  describe,
  type Formula,
  formulaText,
  inputKey,
  inputOf,
  type Language,
  listInputs,
  NO_VALUE,
  type Period,
  plannedShareAt,
  sameLastYear,
} from '@shishu/kernel'
import type { Explanation } from '../../api/figures.ts'
import { measureText } from './measure-text.ts'

/** An explained figure's formula in words, each sum replaced by what was read: 4.93亿元 ÷ 5.3亿元. */
export function formulaWithNumbers(
  definitions: Definitions,
  { figure, inputs }: Explanation,
  period: Period,
  language: Language,
): string {
  const { formula } = definitions.indicator(figure.indicator)
  // The server lists inputs in the order in which the kernel does.
  const read = new Map<string, number | Day | null>(
    listInputs(formula, period, definitions).map((input, index) => [inputKey(input), inputs[index]?.amount ?? null]),
  )
  const inWords = (node: Formula, within: Period): string => {
    const shown = (call: Formula & { kind: 'call' }): string | null => {
      if (call.name === 'lastYear') return inWords(call.args[0]!, sameLastYear(within))
      if (call.name === 'param') return String(definitions.params.get(formulaText(call.args[0]!)) ?? NO_VALUE)
      const input = inputOf(call, within, definitions)
      if (input === null) return null
      const amount = read.get(inputKey(input)) ?? null
      const text = (value: number) =>
        ['reached', 'missed'].includes(input.kind)
          ? String(value)
          : measureText(definitions, input.measure, value, language)
      if (typeof amount !== 'number') return amount ?? NO_VALUE
      if (call.name !== 'planned') return text(amount)
      const target = definitions.targets.get(formulaText(call.args[0]!))
      return text(Math.round(amount * plannedShareAt(target, within)))
    }
    return describe(node, language, definitions.nameOf, shown)
  }
  return inWords(formula, period)
}
