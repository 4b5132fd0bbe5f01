import { useQueries } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get } from './client.ts'

/** Login names that the server is asked about at once. */
const MOST_AT_ONCE = 100
/** Questions that come so close together are one. */
const TOGETHER_MS = 10

interface Asked {
  login: string
  tell: (name: string | null) => void
  fail: (error: unknown) => void
}

let waiting: Asked[] = []

/** What somebody is called; null for one of whom the person may not know. */
function nameOf(login: string): Promise<string | null> {
  return new Promise((tell, fail) => {
    if (waiting.length === 0) setTimeout(askTogether, TOGETHER_MS)
    waiting.push({ login, tell, fail })
  })
}

function askTogether(): void {
  const all = waiting
  waiting = []
  for (let at = 0; at < all.length; at += MOST_AT_ONCE) {
    const some = all.slice(at, at + MOST_AT_ONCE)
    const search = new URLSearchParams({ of: some.map(({ login }) => login).join(',') })
    get<{ names: Readonly<Record<string, string>> }>(`/api/people/names?${search}`).then(
      ({ names }) => {
        for (const { login, tell } of some) tell(names[login] ?? null)
      },
      (error: unknown) => {
        for (const { fail } of some) fail(error)
      },
    )
  }
}

const known = (results: readonly { data: readonly [string, string] | undefined }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(results.flatMap(({ data }) => (data === undefined ? [] : [data])))

/** What people are called, by the login names under which the book knows them; the login name until that is known. */
export function usePersonNames(logins: readonly string[]): (login: string) => string {
  const names = useQueries({
    queries: [...new Set(logins)].map((login) => ({
      queryKey: ['person-name', login],
      queryFn: async () => [login, (await nameOf(login)) ?? login] as const,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: known,
  })
  return useCallback((login) => names[login] ?? login, [names])
}
