import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { webhookError } from './webhook-errors.ts'

/** Which addresses that people enter may be asked by this server. */
export interface AddressRules {
  /** Ranges of internal addresses that may be asked all the same: `10.20.0.0/16`, `10.20.3.4`, `fd00::/8`. */
  allowed: readonly string[]
  /** Whether plain `http:` will do: on a closed network without certificates. */
  http: boolean
}

/** Nothing internal, nothing in the clear. */
export const PUBLIC_ONLY: AddressRules = { allowed: [], http: false }

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = readonly [Address, number]

/** Public by number, yet answered by the machine's own host (Azure's metadata). */
const METADATA = ipaddr.parse('168.63.129.16')
/** The only IPv6 block that is given out to the public. */
const GLOBAL_UNICAST: Range = [ipaddr.parse('2000::'), 3]

/**
 * Reads an address that somebody entered. Odd spellings of an IP address (`0x7f.1`, `2130706433`) are read as what they mean.
 * A name is not resolved here: `guardedAgent` does that when it connects.
 * Errors  address.malformed; address.refused
 */
export function checkUrl(text: string, rules: AddressRules): URL {
  const url = URL.parse(text)
  const schemes = rules.http ? ['https:', 'http:'] : ['https:']
  if (url === null || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw webhookError('address.malformed', { url: text })
  }
  refuseLiteral(bareHost(url.hostname), rules)
  return url
}

/** Whether this server may connect to an IP address; false also where the text is none. */
export function mayConnect(address: string, rules: AddressRules): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is that address.
  const parsed = ipaddr.process(address)
  if (rules.allowed.map(parseRange).some((range) => isIn(parsed, range))) return true
  if (parsed.range() !== 'unicast') return false
  if (parsed.kind() === 'ipv6') return isIn(parsed, GLOBAL_UNICAST)
  return !isIn(parsed, [METADATA, 32])
}

/**
 * Reads a range of the allow-list: `10.20.0.0/16`, or one address.
 * Errors  address.malformed
 */
export function parseRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (!ipaddr.isValid(text)) throw webhookError('address.malformed', { url: text })
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/**
 * A connection maker for requests to addresses that people entered. It resolves each name itself, checks every address
 * that the name has, and connects to one of those very addresses: a name that changes its answer afterwards (DNS
 * rebinding) gains nothing.
 * Errors  address.malformed where a range of the rules cannot be read; a request fails with address.refused or
 *         address.unresolved, as its error or the error’s cause
 */
export function guardedAgent(
  rules: AddressRules,
  { lookup = systemLookup as LookupFunction, timeoutMs = 10_000 }: { lookup?: LookupFunction; timeoutMs?: number } = {},
): Dispatcher {
  // A range that cannot be read is told now, not in the midst of a request.
  rules.allowed.forEach(parseRange)
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(rules, lookup) })
  return new Agent({
    // One request, one look at the name: nothing is kept open past its check for long.
    keepAliveTimeout: 1_000,
    connect: (options, callback) => {
      try {
        // Sockets ask no lookup for an address in digits.
        refuseLiteral(bareHost(options.hostname), rules)
      } catch (error) {
        callback(error as Error, null)
        return
      }
      connect(options, callback)
    },
  })
}

/** A lookup that gives only addresses which may be connected to, and fails where a name has any other. */
export function guardedLookup(rules: AddressRules, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : []
      const first = addresses[0]
      if (error !== null || first === undefined) {
        callback(webhookError('address.unresolved', { host: hostname }), '')
      } else if (!addresses.every(({ address }) => mayConnect(address, rules))) {
        callback(webhookError('address.refused', { host: hostname }), '')
      } else if (options.all === true) {
        callback(null, addresses)
      } else {
        callback(null, first.address, first.family)
      }
    })
  }
}

function refuseLiteral(host: string, rules: AddressRules): void {
  if (isIP(host) !== 0 && !mayConnect(host, rules)) throw webhookError('address.refused', { host })
}

const bareHost = (host: string) => host.replace(/^\[|\]$/g, '')

const isIn = (address: Address, [base, bits]: Range) => address.kind() === base.kind() && address.match(base, bits)
