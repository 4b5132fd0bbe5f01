import { fetch as undiciFetch } from 'undici'
import { type AddressRules, checkUrl, guardedAgent } from './guard-address.ts'

/**
 * A `fetch` for addresses that people entered, such as a single sign-on provider's: guarded, without following
 * redirections, with a time limit.
 * Errors  address.malformed, address.refused; a TypeError whose cause is address.refused or address.unresolved
 */
export function guardedFetch(rules: AddressRules, { timeoutMs = 10_000 } = {}): typeof fetch {
  const dispatcher = guardedAgent(rules, { timeoutMs })
  const guarded = async (input: string | URL, init: Parameters<typeof undiciFetch>[1] = {}) => {
    const limit = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
    return undiciFetch(checkUrl(String(input), rules), { ...init, dispatcher, redirect: 'manual', signal })
  }
  return guarded as unknown as typeof fetch
}
