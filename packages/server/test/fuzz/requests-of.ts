import fc from 'fast-check'
import { HOSTILE_TEXTS, hostileText, hostileValue } from './hostile.ts'
import type { JsonSchema, OpenApi, Operation } from './operations.ts'

/** A request as it is sent. */
export interface FuzzRequest {
  method: string
  /** With its path and query encoded. */
  url: string
  headers: Readonly<Record<string, string>>
  payload: string | Buffer | null
  /** Name of whoever asks. */
  who: string | null
}

/** Values that mean something to the book, by the name of the member that takes them. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** A request before it is written out. */
interface Draft {
  path: Record<string, string>
  query: [name: string, value: string][]
  body: unknown
}

/** Requests of one operation: half as its schemas say, half with something wrong about them. */
export function requestsOf(
  operation: Operation,
  { document, known, people }: { document: OpenApi; known: Known; people: readonly string[] },
): fc.Arbitrary<FuzzRequest> {
  const draft = draftOf(operation, document, known)
  // Mostly somebody who may do everything: what is refused at the door is not tried out.
  const who = fc.oneof(
    { weight: 8, arbitrary: fc.constant(people[0]!) },
    { weight: 2, arbitrary: fc.constantFrom(...people, null) },
  )
  const wellFormed = fc.tuple(draft, who).map(([one, name]) => written(operation, one, name))
  const broken = fc
    .tuple(draft, who, fc.constantFrom(...BREAKAGES), fc.nat(), hostileText, hostileValue)
    .map(([one, name, breakage, pick, text, value]) =>
      breakage(written(operation, one, name), { operation, draft: one, name, pick, text, value }),
    )
  return fc.oneof(wellFormed, broken)
}

function draftOf({ parameters, body }: Operation, document: OpenApi, known: Known): fc.Arbitrary<Draft> {
  const of = (place: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === place)
          .map(({ name, schema, required }) => {
            const value = valuesOf(schema, document, known, name).map(asText)
            // With all that is optional at once, hardly a request would be let through.
            const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
            return [name, required === true ? value : seldom]
          }),
      ),
    )
  return fc
    .tuple(of('path'), of('query'), body === null ? fc.constant(undefined) : valuesOf(body.schema, document, known, ''))
    .map(([path, query, sent]) => ({
      path: path as Record<string, string>,
      query: Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined),
      body: sent,
    }))
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Values that a schema allows; where the member's name says what the book knows, mostly those. */
function valuesOf(schema: JsonSchema, document: OpenApi, known: Known, name: string): fc.Arbitrary<unknown> {
  const anything = allowedBy(schema, document, known)
  const sense = known[name]
  if (sense === undefined) return anything
  return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...sense) }, { weight: 1, arbitrary: anything })
}

function allowedBy(schema: JsonSchema, document: OpenApi, known: Known): fc.Arbitrary<unknown> {
  const inner = (one: JsonSchema, name = '') => valuesOf(one, document, known, name)
  if (schema.$ref !== undefined) return inner(document.components.schemas[schema.$ref.split('/').at(-1)!]!)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => inner(one)))
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  switch (schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 - 1 })
    case 'number':
      return fc.double({
        min: schema.exclusiveMinimum ?? schema.minimum ?? -1e9,
        max: schema.maximum ?? 1e9,
        minExcluded: schema.exclusiveMinimum !== undefined,
        noNaN: true,
      })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      })
    case 'object':
      return objectOf(schema, inner)
    default:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>
  }
}

function textOf({ pattern, minLength = 0, maxLength: most }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    return fc.stringMatching(new RegExp(pattern, 'u')).filter((text) => most === undefined || text.length <= most)
  }
  const maxLength = most ?? 60
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 30) }).filter(fits),
    fc.constantFrom('x'.repeat(Math.max(minLength, 1)), ...HOSTILE_TEXTS.filter(fits)),
  )
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  inner: (schema: JsonSchema, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one, name)]))
  const own = fc.record(members, { requiredKeys: [...required] })
  if (typeof additionalProperties !== 'object') return own
  const more = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9-]{0,20}$/), inner(additionalProperties), {
    maxKeys: 3,
  })
  return fc.tuple(own, more).map(([first, second]) => ({ ...second, ...first }))
}

/** A request written out as it goes over the line. */
function written({ method, path, body }: Operation, draft: Draft, who: string | null): FuzzRequest {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(draft.path[name] ?? ''))
  const query = draft.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
  const url = query === '' ? filled : `${filled}?${query}`
  if (body === null) return { method, url, headers: {}, payload: null, who }
  if (body.mediaType === 'multipart/form-data')
    return { method, url, who, ...formOf(draft.body, path.includes('imports') ? 'a.xlsx' : 'a.txt') }
  const headers = { 'content-type': 'application/json' }
  return { method, url, who, headers, payload: JSON.stringify(draft.body) ?? '' }
}

/** Percent-encoded; a lone surrogate cannot be, and goes as the bytes that stand for one. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))
}

const BOUNDARY = 'shishu-fuzz'

function formOf(body: unknown, name: string): Pick<FuzzRequest, 'headers' | 'payload'> {
  const file = (body as { file?: unknown } | undefined)?.file
  const bytes = Buffer.isBuffer(file) ? file : Buffer.from(String(file ?? ''))
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  }
}

interface Breaking {
  operation: Operation
  draft: Draft
  name: string | null
  pick: number
  text: string
  value: unknown
}

type Breakage = (request: FuzzRequest, breaking: Breaking) => FuzzRequest

const withBody = (request: FuzzRequest, body: unknown): FuzzRequest => ({
  ...request,
  headers: { 'content-type': 'application/json' },
  payload: JSON.stringify(body) ?? '',
})

const changed =
  (change: (draft: Draft, breaking: Breaking) => Draft): Breakage =>
  (_, breaking) =>
    written(breaking.operation, change(breaking.draft, breaking), breaking.name)

/** Addresses, bodies and headers, each made wrong in its own way. */
const BREAKAGES: readonly Breakage[] = [
  // A value of another kind, somewhere in the body.
  (request, { draft, pick, value }) =>
    request.payload === null
      ? request
      : withBody(
          request,
          replaced(draft.body, pick, () => value),
        ),
  // A member missing, or one too many.
  (request, { draft, pick }) =>
    request.payload === null
      ? request
      : withBody(
          request,
          replaced(draft.body, pick, () => undefined),
        ),
  (request, { draft, text, value }) =>
    request.payload === null ? request : withBody(request, { ...(draft.body as object), [text]: value }),
  (request) => ({
    ...request,
    payload: '{"__proto__":{"admin":true}}',
    headers: { 'content-type': 'application/json' },
  }),
  (request) => ({ ...withBody(request, null), payload: `${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}` }),
  (request, { value }) => withBody(request, value),
  // Addresses.
  changed((draft, { pick, text }) => {
    const names = Object.keys(draft.path)
    return names.length === 0 ? draft : { ...draft, path: { ...draft.path, [names[pick % names.length]!]: text } }
  }),
  changed((draft, { pick, text }) => ({
    ...draft,
    query: draft.query.map(([name, value], index) => [name, index === pick % draft.query.length ? text : value]),
  })),
  changed((draft, { pick, text }) => {
    const again = draft.query[pick % Math.max(draft.query.length, 1)]
    return again === undefined ? draft : { ...draft, query: [...draft.query, [again[0], text]] }
  }),
  changed((draft, { text }) => ({ ...draft, query: [...draft.query, [text, text]] })),
  changed((draft, { pick }) => ({
    ...draft,
    query: draft.query.filter((_, index) => index !== pick % draft.query.length),
  })),
  (request) => ({ ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}a[b][]=1&a=%zz&%=` }),
  (request, { pick }) => ({
    ...request,
    url: request.url.replace('/api/', ['/api//', '/api/%2e%2e/', '/API/', '/api/%00'][pick % 4]!),
  }),
  (request, { pick }) => ({ ...request, url: request.url.replace(/[^/]+$/, ['%zz', '%', '%ff%fe', '%00'][pick % 4]!) }),
  // Bodies that are not what they say.
  (request, { pick }) =>
    request.payload === null
      ? request
      : {
          ...request,
          payload: String(request.payload).slice(0, pick % 30),
        },
  (request, { pick }) => ({
    ...request,
    headers: { 'content-type': CONTENT_TYPES[pick % CONTENT_TYPES.length]! },
    payload: request.payload ?? '{"a":1}',
  }),
  (request, { text }) => ({
    ...request,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(text),
  }),
  // Headers.
  (request, { pick, text }) => ({
    ...request,
    headers: {
      ...request.headers,
      [HEADERS[pick % HEADERS.length]!]: text.replace(/[^\x20-\x7e]/g, '?').slice(0, 4000),
    },
  }),
]

const CONTENT_TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/json; charset=utf-16',
  'application/octet-stream',
  'a/b',
  ';',
]
const HEADERS = [
  'accept-language',
  'accept',
  'accept-encoding',
  'cookie',
  'if-none-match',
  'if-range',
  'range',
  'origin',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'authorization',
  'content-encoding',
]

/** The value with the n-th of its parts replaced; undefined removes it. */
function replaced(value: unknown, pick: number, by: () => unknown): unknown {
  const parts = partsOf(value)
  if (parts.length === 0) return by()
  const [holder, key] = parts[pick % parts.length]!
  const walk = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one
    const entries = Object.entries(one).map(
      ([name, part]) => [name, one === holder && name === key ? by() : walk(part)] as const,
    )
    if (Array.isArray(one)) return entries.map(([, part]) => part).filter((part) => part !== undefined)
    return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
  }
  return walk(value)
}

function partsOf(value: unknown): (readonly [holder: object, key: string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [[value, key] as const, ...partsOf(part)])
}
