import { kernelError } from '../error/kernel-errors.ts'
import type { Formula, Position } from './formula.ts'
import { FORMULA_FUNCTIONS, type FormulaFunction, type FunctionName, type ResultType } from './functions.ts'

interface Token {
  kind: 'number' | 'name' | 'symbol' | 'end'
  text: string
  at: Position
}

/**
 * Parses a formula. Names inside parentheses are kept as written; whether they exist is check-pack's business.
 * Errors  formula.syntax, formula.name-unknown, formula.arguments, formula.type, each with line and column.
 */
export function parseFormula(source: string): Formula {
  const tokens = tokenise(source)
  let next = 0
  const peek = () => tokens[next]!
  const take = () => tokens[next++]!
  const refuse = (token: Token, expected: string): never => {
    const found = token.kind === 'end' ? '结尾' : token.text
    throw kernelError('formula.syntax', { ...token.at, found, expected })
  }
  const expectSymbol = (symbol: string) => {
    if (peek().text !== symbol) refuse(peek(), `“${symbol}”`)
    return take()
  }

  const sum = (): Formula => {
    let left = product()
    while (peek().kind === 'symbol' && '+-'.includes(peek().text)) left = binary(left, product)
    return left
  }
  const product = (): Formula => {
    let left = operand()
    while (peek().kind === 'symbol' && '*/'.includes(peek().text)) left = binary(left, operand)
    return left
  }
  const binary = (left: Formula, right: () => Formula): Formula => {
    const token = take()
    return { kind: 'binary', operator: token.text as '+', left, right: right(), at: token.at }
  }
  const operand = (): Formula => {
    const token = take()
    if (token.kind === 'number') return { kind: 'number', text: token.text, at: token.at }
    if (token.text === '-') return { kind: 'negate', operand: operand(), at: token.at }
    if (token.text === '(') {
      const inner = sum()
      expectSymbol(')')
      return inner
    }
    if (token.kind !== 'name') return refuse(token, '数、函数或“(”')
    if (!Object.hasOwn(FORMULA_FUNCTIONS, token.text)) {
      throw kernelError('formula.name-unknown', { ...token.at, name: token.text })
    }
    return call(token)
  }
  const call = (token: Token): Formula => {
    const name = token.text as FunctionName
    const declared: FormulaFunction = FORMULA_FUNCTIONS[name]
    expectSymbol('(')
    const args: Formula[] = []
    while (peek().text !== ')' && peek().kind !== 'end') {
      if (args.length > 0) expectSymbol(',')
      args.push(argument(declared.arguments[args.length] ?? 'number'))
    }
    expectSymbol(')')
    if (args.length !== declared.arguments.length) {
      const facts = { name, expected: declared.arguments.length, found: args.length }
      throw kernelError('formula.arguments', { ...token.at, ...facts })
    }
    return { kind: 'call', name, args, at: token.at }
  }
  const argument = (type: string): Formula => {
    if (type === 'number') return numeric(sum())
    const token = take()
    return token.kind === 'name' ? { kind: 'name', text: token.text, at: token.at } : refuse(token, '名称')
  }

  const formula = sum()
  if (peek().kind !== 'end') refuse(peek(), '运算符或结尾')
  // A day can be a formula's whole result but takes no part in arithmetic.
  return formula.kind === 'binary' || formula.kind === 'negate' ? numeric(formula) : formula
}

/** What a formula gives. */
export function resultOf(formula: Formula): ResultType {
  return formula.kind === 'call' ? FORMULA_FUNCTIONS[formula.name].gives : 'number'
}

function numeric(formula: Formula): Formula {
  if (formula.kind === 'binary') {
    numeric(formula.left)
    numeric(formula.right)
  } else if (formula.kind === 'negate') {
    numeric(formula.operand)
  } else if (resultOf(formula) !== 'number') {
    throw kernelError('formula.type', { ...formula.at, expected: '数', found: '日期' })
  }
  return formula
}

const TOKEN = /\s+|(\d+(?:\.\d+)?)|([A-Za-z][\w-]*(?:\.[\w-]+)*(?:\[[^\]\s]+\])?)|([-+*/(),])/gy

function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let lineStart = 0
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const start = TOKEN.lastIndex
    const at = { line, column: start - lineStart + 1 }
    const match = TOKEN.exec(source)
    if (match === null) {
      throw kernelError('formula.syntax', { ...at, found: source[start]!, expected: '数、函数或运算符' })
    }
    const [whole, number, name, symbol] = match
    for (let index = whole.indexOf('\n'); index >= 0; index = whole.indexOf('\n', index + 1)) {
      line += 1
      lineStart = start + index + 1
    }
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at })
  }
  tokens.push({ kind: 'end', text: '', at: { line, column: source.length - lineStart + 1 } })
  return tokens
}
