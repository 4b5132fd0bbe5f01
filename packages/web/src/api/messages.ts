import type { NoticeView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post } from './client.ts'

/** What the person is told. */
export type Notice = Static<typeof NoticeView>

/** As many as are read; the bell says “and more” beyond. */
export const UNREAD_READ = 50
/** Looking is noted in the audit log: seldom is enough for what is told once a day. */
const LOOK_MS = 600_000

/** What the person has been told and not read, the latest first. */
export const unreadQuery = queryOptions({
  queryKey: ['messages', 'unread'],
  queryFn: async ({ signal }) =>
    (await get<{ messages: readonly Notice[] }>(`/api/messages?unread=true&limit=${UNREAD_READ}`, signal)).messages,
  refetchInterval: LOOK_MS,
})

/** Marks messages as read; null: all. */
export const markRead = (ids: readonly string[] | null): Promise<void> => post('/api/messages/read', { ids })
