import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { dayOfInstant, type Field, type FieldValue, isPersonal, storedFields } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import type { Worker } from './made-up-world.ts'
import { type Answer, SessionClient } from './session-client.ts'

/** What people do, and how often, in per cent. */
export const MIX = { book: 30, list: 25, step: 15, read: 10, figures: 10, report: 5, due: 5 } as const
export type Kind = keyof typeof MIX

/** The figures of the half-year report, each once. */
export const REPORT_FIGURES: readonly string[] = [
  ...new Set(
    Object.values(packTownship.reports.find(({ id }) => id === 'half-year')!.slots).flatMap((slot) =>
      slot.kind === 'figure' ? [slot.indicator] : [],
    ),
  ),
]
export const PERIOD = '2026-H1'

/** A booking that a server has acknowledged. */
export interface Acknowledged {
  request: string
  town: string
  versions: readonly { ledger: string; entry: string; version: number }[]
}

export interface LoadResult {
  /** Milliseconds of each request that was answered, by kind. */
  times: Record<Kind, number[]>
  acknowledged: Acknowledged[]
  /** Bookings sent again because no answer had come. */
  repeated: number
  /** Of these, the bookings that the server had made the first time. */
  foundBooked: number
  /** Answers that should not have been, with how often. */
  errors: Map<string, number>
}

export interface LoadOptions {
  address: string
  workers: readonly Worker[]
  /** Ends the load: what is under way is finished. */
  signal: AbortSignal
  /**
   * Resolves once a server answers again after none did. Without it no answer is an error; with it, neither are answers
   * that the database is away, and a booking is sent again until it is acknowledged.
   */
  backAgain?: () => Promise<void>
  /** Whether bookings now and then bring a file. */
  files?: boolean
  /** Told of each booking as soon as it is acknowledged. */
  onAcknowledged?: (one: Acknowledged) => void
}

/** Works as many people at once until the signal. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = {
    times: { book: [], list: [], step: [], read: [], figures: [], report: [], due: [] },
    acknowledged: [],
    repeated: 0,
    foundBooked: 0,
    errors: new Map(),
  }
  const handled: OpenCase[] = []
  await Promise.all(options.workers.map((worker) => new WorkingPerson(worker, options, result, handled).work()))
  return result
}

/** A hazard that somebody has booked in this load and that goes on. */
interface OpenCase {
  entry: string
  version: number
  worker: Worker
}

/** Ledgers in which each role books. The first is the one whose cases are taken on. */
const BOOKED: Readonly<Record<Worker['role'], readonly string[]>> = {
  'village-clerk': ['hazards', 'patrols', 'party-meetings', 'disputes', 'customs-publicity'],
  officer: ['hazards', 'safety-inspections', 'safety-training', 'patrols'],
  principal: ['hazards'],
}

class WorkingPerson {
  readonly #worker: Worker
  readonly #options: LoadOptions
  readonly #result: LoadResult
  /** Cases that wait for another person's review, of everybody. */
  readonly #handled: OpenCase[]
  readonly #mine: OpenCase[] = []
  readonly #client: SessionClient
  #turn = 0

  constructor(worker: Worker, options: LoadOptions, result: LoadResult, handled: OpenCase[]) {
    this.#worker = worker
    this.#options = options
    this.#result = result
    this.#handled = handled
    this.#client = new SessionClient(options.address, worker.cookie)
  }

  async work(): Promise<void> {
    try {
      while (!this.#options.signal.aborted) await this.#act(this.#draw())
    } finally {
      await this.#client.close()
    }
  }

  /** What to do next: whoever leads books nothing. */
  #draw(): Kind {
    const able = (Object.entries(MIX) as [Kind, number][]).filter(
      ([kind]) => this.#worker.role !== 'principal' || (kind !== 'book' && kind !== 'step'),
    )
    let left = Math.random() * able.reduce((sum, [, share]) => sum + share, 0)
    return able.find(([, share]) => {
      left -= share
      return left < 0
    })![0]
  }

  async #act(kind: Kind): Promise<void> {
    this.#turn += 1
    const { orgUnit, role } = this.#worker
    const ledger = BOOKED[role][this.#turn % BOOKED[role].length]!
    switch (kind) {
      case 'book':
        return this.#book(ledger)
      case 'step':
        return this.#step()
      case 'list':
        return this.#list(ledger)
      case 'read':
        return this.#read()
      case 'figures':
        await this.#get(
          'figures',
          `/api/figures?org=${orgUnit}&period=${PERIOD}&indicators=hazards-found,hazards-open,hazards-closed`,
        )
        return
      case 'report':
        await this.#get('report', `/api/figures?org=${orgUnit}&period=${PERIOD}&indicators=${REPORT_FIGURES.join(',')}`)
        return
      case 'due':
        await this.#get('due', `/api/due?org=${orgUnit}&office=safety`)
    }
  }

  async #book(ledger: string): Promise<void> {
    const token = randomUUID().slice(0, 18)
    const { town, role, orgUnit } = this.#worker
    const place = role === 'officer' ? town.villages[this.#turn % town.villages.length]! : orgUnit
    const change = { kind: 'add', ledger, orgUnit: place, values: valuesOf(ledger, token) }
    const file = this.#options.files === true && this.#turn % 3 === 0 ? await this.#upload(token) : undefined
    // Every other file is never booked: somebody closed the page.
    const evidence = file !== undefined && this.#turn % 2 === 0 ? { evidence: [file] } : {}
    const booked = await this.#surely('book', { ...change, ...evidence })
    if (booked === undefined || ledger !== 'hazards') return
    const { entry, version } = booked.versions[0]!
    this.#mine.push({ entry, version, worker: this.#worker })
  }

  async #upload(token: string): Promise<object | undefined> {
    const answer = await this.#tried(() =>
      this.#client.upload('/api/evidence', `${token}.pdf`, Buffer.from(`%PDF-1.4\n% ${token}\n%%EOF\n`)),
    )
    if (answer === undefined || answer.status !== 201) {
      if (answer !== undefined) this.#note(`upload ${answer.status} ${answer.body?.code}`, answer.status)
      return undefined
    }
    const { sha256, name, mediaType, size } = answer.body
    return { sha256, name, mediaType, size }
  }

  /** Takes a case on: what I have booked I have mended, and what another has mended I review. */
  async #step(): Promise<void> {
    const at = this.#handled.findIndex(
      ({ worker }) => worker !== this.#worker && worker.orgUnit === this.#worker.orgUnit,
    )
    const reviewed = at < 0 ? undefined : this.#handled.splice(at, 1)[0]
    const one = reviewed ?? this.#mine.shift()
    if (one === undefined) return this.#book('hazards')
    const step = reviewed === undefined ? 'handle' : 'close'
    const change = { kind: 'step', ledger: 'hazards', entry: one.entry, expected: one.version, step, on: today() }
    const booked = await this.#surely('step', change)
    if (booked === undefined || step === 'close') return
    this.#handled.push({ entry: one.entry, version: booked.versions[0]!.version, worker: this.#worker })
  }

  async #list(ledger: string): Promise<void> {
    const url = `/api/ledgers/${ledger}/entries?org=${this.#worker.orgUnit}&limit=50`
    const first = await this.#get('list', url)
    const next = first?.body?.next
    if (this.#turn % 3 === 0 && typeof next === 'string')
      await this.#get('list', `${url}&after=${encodeURIComponent(next)}`)
  }

  async #read(): Promise<void> {
    const one = this.#mine.at(-1)
    if (one === undefined) return this.#list('hazards')
    await this.#get('read', `/api/towns/${this.#worker.town.code}/ledgers/hazards/entries/${one.entry}`)
  }

  async #get(kind: Kind, url: string): Promise<Answer | undefined> {
    const began = performance.now()
    const answer = await this.#tried(() => this.#client.get(url))
    if (answer === undefined) return undefined
    if (answer.status !== 200) this.#note(`${kind} ${answer.status} ${answer.body?.code}`, answer.status)
    else this.#result.times[kind].push(performance.now() - began)
    return answer
  }

  /** Books one change, and where no answer comes sends the same request again. */
  async #surely(kind: 'book' | 'step', change: object): Promise<Acknowledged | undefined> {
    const request = randomUUID()
    const town = this.#worker.town.code
    for (let again = false; ; again = true) {
      const began = performance.now()
      const answer = await this.#tried(() =>
        this.#client.post(`/api/towns/${town}/bookings`, { request, changes: [change] }),
      )
      if (again) this.#result.repeated += 1
      if (answer?.status === 201 || answer?.status === 200) {
        if (!again) this.#result.times[kind].push(performance.now() - began)
        if (answer.status === 200) this.#result.foundBooked += 1
        const acknowledged = { request, town, versions: answer.body.versions }
        this.#result.acknowledged.push(acknowledged)
        this.#options.onAcknowledged?.(acknowledged)
        return acknowledged
      }
      if (answer !== undefined) this.#note(`${kind} ${answer.status} ${answer.body?.code}`, answer.status)
      // Whoever gets no answer, or one of a database that is away, knows nothing yet.
      const unknown = answer === undefined || answer.status >= 500
      if (!unknown || this.#options.backAgain === undefined) return undefined
      if (answer !== undefined) await this.#options.backAgain()
    }
  }

  /** An answer, or undefined where none came; then a server answers again. */
  async #tried(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask()
    } catch (error) {
      const { backAgain } = this.#options
      if (backAgain === undefined) this.#note(`no answer: ${(error as Error).message}`, 0)
      else await backAgain()
      return undefined
    }
  }

  #note(what: string, status: number): void {
    if (status === 503 && this.#options.backAgain !== undefined) return
    this.#result.errors.set(what, (this.#result.errors.get(what) ?? 0) + 1)
  }
}

const today = () => dayOfInstant(new Date().toISOString())

/** Values of a plain entry: what the ledger requires, and a made-up name in fields of persons. */
function valuesOf(id: string, token: string): Record<string, FieldValue> {
  const ledger = packTownship.ledgers.find((one) => one.id === id)!
  const number = ledger.key.findLast((field) => ledger.fields[field]?.type === 'text')
  const values: Record<string, FieldValue> = {}
  for (const [field, definition] of storedFields(ledger.fields)) {
    if (field === number) values[field] = token
    else if (definition.required === true || isPersonal(definition)) values[field] = plainValue(definition)
  }
  return values
}

function plainValue(field: Field): FieldValue {
  switch (field.type) {
    case 'choice':
      return Object.keys(field.options)[0]!
    case 'boolean':
      return true
    case 'date':
      return today()
    case 'month':
      return today().slice(0, 7)
    case 'quantity':
      return Math.max(1, field.least ?? 0)
    case 'text':
      return isPersonal(field) ? '石禾' : '沿街商铺'
    case 'days':
      return null
  }
}
