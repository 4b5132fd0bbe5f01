import type { SearchView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get } from './client.ts'

export type Found = Static<typeof SearchView>

/** Fewer letters than these find too much to be of use: the server is not asked. */
export const LEAST_LETTERS = 2

/** Places, colleagues and entries by name, number or pinyin initials, within the person's rights. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => get<Found>(`/api/search?${new URLSearchParams({ q: text })}`, signal),
    enabled: text.length >= LEAST_LETTERS,
    staleTime: 60_000,
  })
