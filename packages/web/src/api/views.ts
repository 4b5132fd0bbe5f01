import { queryOptions } from '@tanstack/react-query'
import { get, remove, request } from './client.ts'

/** A view of a ledger that somebody keeps under a name. `view` is read by the ledger’s page. */
export interface SavedView {
  id: string
  name: string
  view: unknown
}

export const viewsQuery = (ledger: string) =>
  queryOptions({
    queryKey: ['views', ledger],
    queryFn: async ({ signal }) =>
      (await get<{ views: readonly SavedView[] }>(`/api/ledgers/${ledger}/views`, signal)).views,
  })

/** Keeps a view; one of the same name is replaced. Errors: ApiProblem. */
export const saveView = (ledger: string, name: string, view: object) =>
  request<SavedView>('PUT', `/api/ledgers/${ledger}/views`, { body: { name, view } })

export const removeView = (ledger: string, id: string) => remove(`/api/ledgers/${ledger}/views/${id}`)
