import type { SuggestionKind as SuggestionKindView, SuggestionView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post, request } from './client.ts'

export type Suggestion = Static<typeof SuggestionView>
export type SuggestionKind = Static<typeof SuggestionKindView>

const listOf = async (path: string, signal: AbortSignal) =>
  (await get<{ suggestions: readonly Suggestion[] }>(path, signal)).suggestions

/** What the person has said. */
export const ownSuggestionsQuery = queryOptions({
  queryKey: ['suggestions', 'own'],
  queryFn: ({ signal }) => listOf('/api/suggestions', signal),
})
/** What is the person's to answer; what waits comes first. */
export const receivedSuggestionsQuery = queryOptions({
  queryKey: ['suggestions', 'received'],
  queryFn: ({ signal }) => listOf('/api/suggestions/received', signal),
})

export const suggest = (kind: SuggestionKind, text: string): Promise<Suggestion> =>
  post('/api/suggestions', { kind, text })
export const answerSuggestion = (id: string, answer: string): Promise<Suggestion> =>
  request('PUT', `/api/suggestions/${id}/answer`, { body: { answer } })
