import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/client.ts'

/** What the server's description of its API says of each address. */
export interface ApiPaths {
  paths: Readonly<Record<string, Readonly<Record<string, { summary?: string }>>>>
}

type Names = ReadonlyMap<string, { zh: string; en: string }>

/** What requests are called, by method and pattern as the audit log has them: `GET /api/towns/:town/closings`. */
export function routeNames({ paths }: ApiPaths): Names {
  const names = new Map<string, { zh: string; en: string }>()
  for (const [path, methods] of Object.entries(paths)) {
    const pattern = path.replace(/\{([^}]+)\}/g, ':$1')
    for (const [method, { summary }] of Object.entries(methods)) {
      const [zh, en] = (summary ?? '').split(' · ')
      if (zh !== undefined && en !== undefined) names.set(`${method.toUpperCase()} ${pattern}`, { zh, en })
    }
  }
  return names
}

export const routeNamesQuery = queryOptions({
  queryKey: ['route-names'],
  queryFn: async ({ signal }): Promise<Names> => routeNames(await get<ApiPaths>('/api/openapi.json', signal)),
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})
