import type { PackProblem } from './check-pack.ts'

/** Takes a problem of the value at a path. */
export type Say = (path: string, problem: string) => void

/** Tells everything that is wrong with the form of a value that somebody else wrote; nothing about it is taken for granted. */
export type Shape = (value: unknown, path: string, say: Say) => void

/** Problems that one value is told of at most: what is sent may be hostile, and nobody reads on. */
const MOST_PROBLEMS = 100

/** Every problem of a value's form, the first hundred. */
export function problemsOfShape(shape: Shape, value: unknown, path: string): PackProblem[] {
  const problems: PackProblem[] = []
  shape(value, path, (at, problem) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path: at, problem })
  })
  return problems
}

/** A name that every object answers to (`constructor`, `__proto__`) names nothing of ours. */
export const isFreeName = (name: string): boolean => !(name in Object.prototype)

/** Control characters, and those that are not seen or turn the direction of writing; new lines are apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

/** Text that is seen, in characters of UTF-16. */
export function shownText({
  most,
  least = 1,
  lines = false,
}: {
  most: number
  least?: number
  lines?: boolean
}): Shape {
  return (value, path, say) => {
    if (typeof value !== 'string') say(path, '应为文字')
    else if (value.trim().length < least) say(path, '没有填')
    else if (value.length > most) say(path, `太长，至多 ${most} 个字`)
    else if (!value.isWellFormed() || UNSEEN.test(value)) say(path, '有不能用的字符')
    else if (!lines && value.includes('\n')) say(path, '不能换行')
  }
}

/** An id of a given spelling. */
export function name(pattern: RegExp, most: number, problem: string): Shape {
  return (value, path, say) => {
    if (typeof value !== 'string' || value.length > most || !pattern.test(value) || !isFreeName(value)) {
      say(path, `${problem}，至多 ${most} 个`)
    }
  }
}

export function wholeNumber(least: number, most: number): Shape {
  return (value, path, say) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) say(path, '应为整数')
    else if (value < least || value > most) say(path, `应在 ${least} 到 ${most} 之间`)
  }
}

export const yesNoShape: Shape = (value, path, say) => {
  if (typeof value !== 'boolean') say(path, '应为是或否')
}

export function oneOf(values: readonly (string | boolean)[]): Shape {
  return (value, path, say) => {
    if (!values.includes(value as string)) say(path, `应为 ${values.join('、')} 之一`)
  }
}

export function listOf(item: Shape, { least = 0, most }: { least?: number; most: number }): Shape {
  return (value, path, say) => {
    if (!Array.isArray(value)) say(path, '应为列表')
    else if (value.length < least || value.length > most) say(path, `应有 ${least} 到 ${most} 项`)
    else for (const [index, one] of value.entries()) item(one, `${path}.${index}`, say)
  }
}

export function recordOf(key: Shape, item: Shape, { least = 0, most }: { least?: number; most: number }): Shape {
  return (value, path, say) => {
    if (!isPlain(value)) return say(path, '应为一组名称和内容')
    const entries = Object.entries(value)
    if (entries.length < least || entries.length > most) return say(path, `应有 ${least} 到 ${most} 项`)
    for (const [id, one] of entries) {
      const at = `${path}.${id.slice(0, 60)}`
      key(id, at, say)
      item(one, at, say)
    }
  }
}

/** An object with these members and no others. */
export function members(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  return (value, path, say) => {
    if (!isPlain(value)) return say(path, '应为一组名称和内容')
    for (const id of Object.keys(required)) if (!Object.hasOwn(value, id)) say(`${path}.${id}`, '没有填')
    for (const [id, one] of Object.entries(value)) {
      const at = `${path}.${id.slice(0, 60)}`
      const shape = Object.hasOwn(required, id) ? required[id] : Object.hasOwn(optional, id) ? optional[id] : undefined
      if (shape === undefined) say(at, '没有这一项')
      else shape(one, at, say)
    }
  }
}

/** One of several forms, told apart by the value of a member. */
export function variants(member: string, forms: Readonly<Record<string, Shape>>): Shape {
  return (value, path, say) => {
    if (!isPlain(value)) return say(path, '应为一组名称和内容')
    const kind = value[member]
    if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) {
      return say(`${path}.${member}`, `应为 ${Object.keys(forms).join('、')} 之一`)
    }
    forms[kind]!(value, path, say)
  }
}

/** Any of several forms; what is wrong is told in one line. */
export function eitherOf(forms: readonly Shape[], problem: string): Shape {
  return (value, path, say) => {
    if (!forms.some((form) => problemsOfShape(form, value, path).length === 0)) say(path, problem)
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
