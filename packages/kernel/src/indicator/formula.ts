import type { FunctionName } from './functions.ts'

/** Where a piece of a formula stands, both counted from 1. */
export interface Position {
  line: number
  column: number
}

/** A parsed formula. Every reader (evaluate, describe, list-inputs, check) walks this one tree. */
export type Formula =
  | { kind: 'number'; text: string; at: Position }
  | { kind: 'name'; text: string; at: Position }
  | { kind: 'call'; name: FunctionName; args: readonly Formula[]; at: Position }
  | { kind: 'negate'; operand: Formula; at: Position }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/'; left: Formula; right: Formula; at: Position }

/** The two sides of a rate: of a division, or of a growth; null for any other formula. */
export function ratioOf(formula: Formula): { numerator: Formula; denominator: Formula } | null {
  if (formula.kind === 'binary' && formula.operator === '/') {
    return { numerator: formula.left, denominator: formula.right }
  }
  if (formula.kind === 'call' && formula.name === 'growth') {
    return { numerator: formula.args[0]!, denominator: formula.args[1]! }
  }
  return null
}
