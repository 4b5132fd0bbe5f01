import { useLocation } from '@tanstack/react-router'
import { useOutbox } from './outbox.tsx'
import type { Waiting } from './waiting.ts'

/** What an address says after its # when a refused change is mended on a form. */
export const mendHash = ({ id }: Waiting): string => `waiting-${id}`

/** The refused change that the page's address names; undefined for none. */
export function useMending(): Waiting | undefined {
  const { hash } = useLocation()
  const { items } = useOutbox()
  return items.find((item) => mendHash(item) === hash && item.refusal !== undefined)
}
