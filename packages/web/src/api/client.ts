import { languageHeader } from '../words/language.ts'
import { readProblem, unreachable } from './api-problem.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface RequestOptions {
  body?: unknown
  signal?: AbortSignal
}

/** A page of another site cannot set this header, so a request that has it was made by ours. */
const OWN_HEADER = { 'x-shishu': '1' }

/**
 * Asks the server.
 *
 * Shape   the answer's JSON as the caller says it is; undefined where the server answers with nothing
 * Errors  ApiProblem, also where the server cannot be reached (status 0)
 */
export async function request<T>(method: Method, path: string, { body, signal }: RequestOptions = {}): Promise<T> {
  const init: RequestInit = {
    method,
    headers: {
      accept: 'application/json',
      ...OWN_HEADER,
      ...languageHeader(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }
  const answer = await fetch(path, init).catch((error: unknown) => {
    // A request that was called off is nobody's fault and is shown to nobody.
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  })
  if (!answer.ok) throw await readProblem(answer)
  if (answer.status === 204) return undefined as T
  const type = answer.headers.get('content-type') ?? ''
  if (!type.includes('json')) throw unreachable()
  return (await answer.json()) as T
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, signal === undefined ? {} : { signal })
export const post = <T>(path: string, body: unknown = {}): Promise<T> => request<T>('POST', path, { body })
export const remove = <T>(path: string): Promise<T> => request<T>('DELETE', path)
