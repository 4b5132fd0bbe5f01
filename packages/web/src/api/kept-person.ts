import type { WhoAmI } from '@shishu/protocol'
import type { Static } from 'typebox'

type Person = NonNullable<Static<typeof WhoAmI>['person']>

const KEPT_UNDER = 'shishu.person'

/** Keeps who is signed in on this device, until they sign out: a page opened without a network is still theirs. */
export function keepPerson(person: Person | null): void {
  try {
    if (person === null) localStorage.removeItem(KEPT_UNDER)
    else localStorage.setItem(KEPT_UNDER, JSON.stringify(person))
  } catch {
    // Storage forbidden: pages then need the network.
  }
}

/** Who was signed in when the server was last asked; null for nobody. */
export function keptPerson(): Person | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT_UNDER) ?? 'null') as Person | null
  } catch {
    return null
  }
}
