import type { Language } from '@shishu/kernel'

/** One fault of a request's content, where the server found it. */
export interface ProblemDetail {
  code: string
  zh: string
  en: string
  /** The field: `values.heldOn`, `rows.3.people`. */
  path?: string
}

/** A refusal as the server words it (application/problem+json), or as the browser met it. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly path: string | undefined
  readonly problems: readonly ProblemDetail[]
  /** What one needs to see in order to act, as the server sends it with this code: both sides of a stale change. */
  readonly detail: unknown

  constructor(status: number, fault: ProblemDetail, problems: readonly ProblemDetail[] = [], detail?: unknown) {
    super(`${fault.code}: ${fault.zh}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = fault.code
    this.zh = fault.zh
    this.en = fault.en
    this.path = fault.path
    this.problems = problems
    this.detail = detail
  }

  text(language: Language): string {
    return language === 'en' ? this.en : this.zh
  }
}

/** The request never reached the server, or its answer never came back. */
export const unreachable = (): ApiProblem =>
  new ApiProblem(0, {
    code: 'web.unreachable',
    zh: '连不上服务器。请检查网线或无线网，然后重试。',
    en: 'The server does not answer. Check the network and try again.',
  })

/** Reads an answer that is a refusal; one that is not in the agreed form is told by its status. */
export async function readProblem(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null)
  const fault = faultOf(body)
  if (fault === null) {
    return new ApiProblem(answer.status, {
      code: `web.status-${answer.status}`,
      zh: `服务器没能完成这次操作（${answer.status}）。`,
      en: `The server could not do this (${answer.status}).`,
    })
  }
  const { problems: listed, detail } = body as { problems?: unknown; detail?: unknown }
  const problems = Array.isArray(listed) ? listed.map(faultOf).filter((each) => each !== null) : []
  return new ApiProblem(answer.status, fault, problems, detail)
}

function faultOf(body: unknown): ProblemDetail | null {
  if (typeof body !== 'object' || body === null) return null
  const { code, zh, en, path } = body as Record<string, unknown>
  if (typeof code !== 'string' || typeof zh !== 'string' || typeof en !== 'string') return null
  return typeof path === 'string' ? { code, zh, en, path } : { code, zh, en }
}
