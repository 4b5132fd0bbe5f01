import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Convert } from 'typebox/value'
import { serverError } from '../server-errors.ts'

export type Part = 'params' | 'query' | 'body' | 'response'

/**
 * Checks one part of a request against its schema. Addresses are text, so their numbers and booleans are read as such;
 * a body says what it is.
 * Errors  request.malformed, with the path of the first fault.
 */
export function shapeOf(part: Part, schema: TSchema): (value: unknown) => unknown {
  const validator = Compile(schema)
  return (value) => {
    const given = part === 'params' || part === 'query' ? Convert(schema, value ?? {}) : value
    // No text of a database holds this character, so that none is found or kept by it.
    if (part !== 'body' && part !== 'response' && Object.values(given as object).some(holdsNul)) {
      throw serverError('request.malformed', {
        path: '',
        detail: '地址中有不能用的字符',
        detailEn: 'U+0000 in the address',
      })
    }
    if (validator.Check(given)) return given
    const long: string[] = []
    const short = shortened(given, '', long)
    // With what is long cut off it is well formed: then that is the fault.
    const tooLong = validator.Check(short) && part !== 'response' ? long[0] : undefined
    const [first] =
      tooLong === undefined
        ? validator.Errors(short)
        : [{ instancePath: tooLong, message: 'too long', keyword: 'tooLong' }]
    const at = `${first?.instancePath ?? ''}${missingMember(first)}`
    if (part === 'response') throw new Error(`the answer is not as its schema says: ${at} ${first?.message}`)
    const path = part === 'body' ? at : `${part === 'query' ? '?' : ''}${at.replace(/^\//, '')}`
    const detail = first?.message ?? 'malformed'
    throw serverError('request.malformed', { path, detail: detailText(first), detailEn: detail })
  }
}

/** The path below a fault of the member that is missing, where one is. */
function missingMember(fault: { keyword?: string; params?: object } | undefined): string {
  if (fault?.keyword !== 'required') return ''
  const [name] = (fault.params as { requiredProperties?: readonly string[] }).requiredProperties ?? []
  return name === undefined ? '' : `/${name}`
}

/** Characters beyond which a text or a name is cut before its fault is looked for. */
const LONG = 2_000

/**
 * A value with its long texts and names cut. What looks for faults tries each rule, also a pattern on a text that is refused
 * for its length already, and patterns can take the square of it.
 * @param long  where each cut text stood
 */
function shortened(value: unknown, at: string, long: string[]): unknown {
  if (typeof value === 'string') {
    if (value.length > LONG) long.push(at)
    return value.slice(0, LONG)
  }
  // No shape of ours is this deep.
  if (at.length > 10 * LONG) return null
  if (Array.isArray(value)) return value.map((one, index) => shortened(one, `${at}/${index}`, long))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name.length > LONG) long.push(at)
      return [name.slice(0, LONG), shortened(one, `${at}/${name.slice(0, LONG)}`, long)]
    }),
  )
}

const holdsNul = (value: unknown) => typeof value === 'string' && value.includes('\u0000')

/** A fault in Chinese, by the rule that it breaks. */
function detailText(fault: { keyword?: string; message?: string; params?: object } | undefined): string {
  const params = (fault?.params ?? {}) as Record<string, unknown>
  switch (fault?.keyword) {
    case 'required':
      return `缺少 ${list(params.requiredProperties)}`
    case 'additionalProperties':
      return `没有 ${list(params.additionalProperties)} 这一项`
    case 'type':
      return `类型不对，应为 ${String(params.type)}`
    case 'pattern':
      return '写法不对'
    case 'tooLong':
      return '太长'
    case 'minLength':
      return `太短，至少 ${String(params.limit)} 个字`
    case 'maxLength':
      return `太长，至多 ${String(params.limit)} 个字`
    case 'minItems':
    case 'maxItems':
      return `个数不对，界限是 ${String(params.limit)}`
    case 'minimum':
    case 'maximum':
      return `超出范围，界限是 ${String(params.limit)}`
    default:
      return '与约定的写法不符'
  }
}

function list(names: unknown): string {
  return Array.isArray(names) ? names.map(String).join('、').slice(0, 200) : '某一项'
}
