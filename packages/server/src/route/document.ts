import { Problem } from '@shishu/protocol'
import type { FastifySchema } from 'fastify'
import type { Route } from './route.ts'

/** What a route says of itself in the OpenAPI document. */
export function documented(route: Route): FastifySchema {
  const { params, query, response, produces, consumes, summary, tag, access } = route
  const body = bodyOf(route)
  return {
    tags: [tag],
    summary: `${summary.zh} · ${summary.en}`,
    operationId: operationId(route),
    security: [{ ...(access === 'public' ? {} : { session: [] }), ...(route.method === 'GET' ? {} : { ownPage: [] }) }],
    ...(consumes === undefined ? {} : { consumes: [...consumes] }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: {
      ...answersOf(route, response === undefined ? fileAnswer(produces) : json(response)),
      default: { description: 'refused', content: { 'application/problem+json': { schema: Problem } } },
    },
  } as FastifySchema
}

/** Bytes, as generators of clients know them. */
const BINARY = { type: 'string', format: 'binary' }

/** What is sent: the route’s own body; or a form with a file, or bytes, which the route reads itself. */
function bodyOf({ body, consumes }: Route): unknown {
  if (body !== undefined || consumes === undefined) return body
  if (!consumes.includes('multipart/form-data')) return BINARY
  return { type: 'object', required: ['file'], properties: { file: BINARY } }
}

function answersOf({ status, repeats = false }: Route, content: unknown) {
  if (status === 204) return { 204: { type: 'null', description: 'done' } }
  if (status === 302) return { 302: { type: 'null', description: 'goes elsewhere' } }
  return {
    [status ?? 200]: { description: 'done', content },
    ...(repeats ? { 200: { description: 'done before, by the same request', content } } : {}),
  }
}

const json = (schema: unknown) => ({ 'application/json': { schema } })

function fileAnswer(produces: readonly string[] = ['application/octet-stream']) {
  return Object.fromEntries(produces.map((type) => [type, { schema: BINARY }]))
}

/** `GET /api/towns/:town/ledgers/:ledger/entries` → `getTownsTownLedgersLedgerEntries`. */
function operationId({ method, url }: Route): string {
  const words = url
    .replace(/^\/api/, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}
