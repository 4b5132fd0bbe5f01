import type { Language } from '../error/define-errors.ts'
import type { Formula } from './formula.ts'
import { FORMULA_FUNCTIONS, PLACE_LEVELS } from './functions.ts'

const SIGNS = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ' } as const

/**
 * A formula in words: `本期〔丧事简办·按期办结〕 ÷ 本期〔丧事简办·办结〕`.
 * @param nameOf  label of a measure reference, target or parameter
 * @param shown   replaces a call by something else, such as the amount that it read; null keeps the words
 */
export function describe(
  formula: Formula,
  language: Language,
  nameOf: (name: string) => string,
  shown: (call: Formula & { kind: 'call' }) => string | null = () => null,
): string {
  const walk = (node: Formula, inside: boolean): string => {
    switch (node.kind) {
      case 'number':
        return node.text
      case 'name':
        return `〔${nameOf(node.text)}〕`
      case 'negate':
        return `−${walk(node.operand, true)}`
      case 'binary': {
        const text = `${walk(node.left, true)}${SIGNS[node.operator]}${walk(node.right, true)}`
        return inside ? `（${text}）` : text
      }
      case 'call': {
        const replaced = shown(node)
        if (replaced !== null) return replaced
        const declared = FORMULA_FUNCTIONS[node.name]
        const args = node.args.map((arg) => {
          if (arg.kind !== 'name') return walk(arg, declared.arguments.length > 1)
          const level = PLACE_LEVELS[arg.text]
          if (node.name === 'places' && level !== undefined) return level[language]
          return declared.arguments[0] === 'measure' ? walk(arg, false) : nameOf(arg.text)
        })
        return declared[language].replace(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? '')
      }
    }
  }
  return walk(formula, false)
}
