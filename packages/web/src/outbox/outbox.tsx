import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { book, forgetEntries, newRequestId, uploadEvidence } from '../api/entries.ts'
import { askWhoIsThere } from '../api/session.ts'
import { useToast } from '../feedback/toasts.tsx'
import { useOutboxWords } from './outbox-words.ts'
import { forgetPersonalOfOthers, sendWaiting } from './send-waiting.ts'
import type { Waiting, WaitingStore } from './waiting.ts'
import { openWaitingStore } from './waiting-store.ts'

/** What a form hands over when the server is away. */
export type NewWaiting = Omit<Waiting, 'order' | 'person' | 'at' | 'refusal'>

export interface Outbox {
  /** What the person made and the server has not booked, the oldest first. */
  items: readonly Waiting[]
  sending: boolean
  /** Keeps a change and tries to send it. Errors: DOMException where the browser keeps nothing. */
  keep(item: NewWaiting): Promise<void>
  drop(id: string): Promise<void>
  /** Sends a refused one again, as it is or changed: as a new request. */
  again(item: Waiting): Promise<void>
  /** Tries now. */
  send(): void
  /** Forgets everything that waits. */
  clear(): Promise<void>
}

const nothing = async () => {}
const OutboxContext = createContext<Outbox>({
  items: [],
  sending: false,
  keep: () => Promise.reject(new Error('nobody is signed in')),
  drop: nothing,
  again: nothing,
  send: () => {},
  clear: nothing,
})

export const useOutbox = (): Outbox => useContext(OutboxContext)

/** A network may be back without the device saying so. */
const TRY_EVERY_MS = 20_000

/** Keeps what one account has made while the server is away, and sends it when it is back. */
export function OutboxProvider({ person, children }: { person: string; children: ReactNode }) {
  const queries = useQueryClient()
  const toast = useToast()
  const words = useOutboxWords()
  const [items, setItems] = useState<readonly Waiting[]>([])
  const [sending, setSending] = useState(false)
  const store = useRef<Promise<WaitingStore> | null>(null)
  const running = useRef(false)
  const opened = useCallback(() => {
    store.current ??= openWaitingStore()
    return store.current
  }, [])
  const refresh = useCallback(async () => {
    const all = await (await opened()).all()
    setItems(all.filter((one) => one.person === person))
    return all.some((one) => one.person === person && one.refusal === undefined)
  }, [opened, person])

  const send = useCallback(async () => {
    if (running.current || !(await refresh())) return
    running.current = true
    setSending(true)
    try {
      // Another window may have signed in as somebody else.
      if ((await askWhoIsThere())?.id !== person) return
      const kept = await opened()
      const sent = await alone(() => sendWaiting(kept, person, { upload: uploadEvidence, book }))
      if (sent.length > 0) toast({ text: words.sent(sent.length) })
      for (const ledger of new Set(sent.map(({ change }) => change.ledger))) {
        void forgetEntries(queries, ledger)
        void queries.invalidateQueries({ queryKey: ['entry', ledger] })
      }
      if (sent.length > 0) {
        for (const key of ['due', 'missing']) void queries.invalidateQueries({ queryKey: [key] })
      }
    } catch {
      // The server is away: all of it waits on.
    } finally {
      running.current = false
      setSending(false)
      await refresh().catch(() => {})
    }
  }, [opened, person, queries, refresh, toast, words])

  const sendNow = useRef(send)
  sendNow.current = send
  useEffect(() => {
    const attempt = () => void sendNow.current().catch(() => {}) // A browser that keeps nothing has nothing to send.
    void opened()
      .then((kept) => forgetPersonalOfOthers(kept, person))
      .then(attempt)
      .catch(() => {})
    const timer = setInterval(attempt, TRY_EVERY_MS)
    window.addEventListener('online', attempt)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', attempt)
    }
  }, [opened, person])

  const outbox = useMemo((): Outbox => {
    const change = async (act: (kept: WaitingStore) => Promise<void>) => {
      await act(await opened())
      await refresh()
    }
    return {
      items,
      sending,
      keep: async (item) => {
        await change((kept) => kept.put({ ...item, person, order: nextOrder(items), at: new Date().toISOString() }))
        void sendNow.current()
      },
      drop: (id) => change((kept) => kept.remove(id)),
      again: async (item) => {
        const { refusal: _, ...rest } = item
        await change(async (kept) => {
          await kept.remove(item.id)
          await kept.put({ ...rest, id: newRequestId() })
        })
        void sendNow.current()
      },
      send: () => void sendNow.current(),
      clear: () =>
        change(async (kept) => {
          for (const one of await kept.all()) if (one.person === person) await kept.remove(one.id)
        }),
    }
  }, [items, sending, opened, refresh, person])
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

const nextOrder = (items: readonly Waiting[]) => Math.max(Date.now(), (items.at(-1)?.order ?? 0) + 1)

/** One window sends at a time, where the browser can see to it; elsewhere the requests' ids do. */
function alone<T>(act: () => Promise<T[]>): Promise<T[]> {
  const { locks } = navigator as Partial<Navigator>
  if (locks === undefined) return act()
  return locks.request('shishu.outbox', { ifAvailable: true }, (lock) => (lock === null ? [] : act())) as Promise<T[]>
}
