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
    if (validator.Check(given)) return given
    const [first] = validator.Errors(given)
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
