import { useSyncExternalStore } from 'react'
import { type Design, EMPTY_DESIGN, isEmpty } from './design.ts'

/** A device may be shared: what one person designs is not shown to another. */
const keptUnder = (person: string) => `shishu.design.${person}`

const held = new Map<string, Design>()
const listeners = new Set<() => void>()

/** What the person is designing, kept on this device until it is published or given up. */
export function readDesign(person: string): Design {
  const known = held.get(person)
  if (known !== undefined) return known
  const read = fromStorage(person)
  held.set(person, read)
  return read
}

export function keepDesign(person: string, design: Design): void {
  held.set(person, design)
  try {
    if (isEmpty(design)) localStorage.removeItem(keptUnder(person))
    else localStorage.setItem(keptUnder(person), JSON.stringify(design))
  } catch {
    // Storage forbidden or full: the page itself still holds everything.
  }
  for (const tell of listeners) tell()
}

export function useKeptDesign(person: string): Design {
  return useSyncExternalStore(subscribe, () => readDesign(person))
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  // Another window of the same person designs at the same thing.
  const elsewhere = ({ key }: StorageEvent) => {
    for (const person of [...held.keys()]) if (key === keptUnder(person)) held.delete(person)
    tell()
  }
  window.addEventListener('storage', elsewhere)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', elsewhere)
  }
}

function fromStorage(person: string): Design {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder(person)) ?? 'null')
    return isDesign(kept) ? kept : EMPTY_DESIGN
  } catch {
    return EMPTY_DESIGN
  }
}

/** What an earlier program kept, and this one would not understand, is not offered. */
function isDesign(kept: unknown): kept is Design {
  if (typeof kept !== 'object' || kept === null) return false
  const { ledgers, indicators, reports, cases } = kept as Record<string, unknown>
  return [ledgers, indicators, reports, cases].every(Array.isArray)
}
