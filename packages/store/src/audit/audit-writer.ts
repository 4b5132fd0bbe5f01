import { auditError } from './audit-errors.ts'
import type { AuditRow } from './audit-row.ts'
import { type Queryable, recordAudit } from './record-audit.ts'

export interface AuditWriterOptions {
  /** Milliseconds that a row waits at most while the database answers. */
  everyMs?: number
  /** So many rows are written at once, and at once when they are there. */
  rows?: number
  /** So many rows wait at most while the database refuses; then requests are refused. */
  most?: number
  /** Told of each write that the database refused; the rows wait for the next. */
  onFailure?: (error: Error) => void
}

/** A row in the queue, and whoever waits until it is kept. */
interface Waiting {
  row: AuditRow
  kept?: () => void
  refused?: (error: Error) => void
}

/**
 * Writes the rows of acts that have no transaction of their own, such as reads, together.
 *
 * `add` returns at once: a crash may lose what was added within the last `everyMs`. `keep` resolves when the row is
 * durable: whoever reads personal values waits for it before they are sent. Nothing is dropped: when the queue is full,
 * both refuse.
 */
export class AuditWriter {
  readonly #to: Queryable
  readonly #options: Required<AuditWriterOptions>
  #queue: Waiting[] = []
  /** Rows of the write under way. */
  #inFlight = 0
  #writing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(to: Queryable, options: AuditWriterOptions = {}) {
    this.#to = to
    this.#options = { everyMs: 200, rows: 100, most: 10_000, onFailure: () => undefined, ...options }
  }

  /** Rows that are not kept yet. */
  get waiting(): number {
    return this.#queue.length + this.#inFlight
  }

  /** Queues a row. Errors: audit.unwritten where the queue is full, or the writer has stopped. */
  add(row: AuditRow): void {
    this.#push({ row })
    if (this.#queue.length >= this.#options.rows) void this.#write()
    else this.#wake()
  }

  /** Resolves when the row is durable. Errors: audit.unwritten, and then the row is not kept for later either. */
  keep(row: AuditRow): Promise<void> {
    return new Promise((kept, refused) => {
      this.#push({ row, kept, refused })
      void this.#write()
    })
  }

  /** Writes what waits, and takes no more. Errors: audit.unwritten, with how many rows are lost. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#writing
    await this.#write()
    clearTimeout(this.#timer)
    if (this.#queue.length > 0) throw auditError('audit.unwritten', { detail: `${this.#queue.length}` })
  }

  #push(waiting: Waiting): void {
    if (this.#stopped) throw auditError('audit.unwritten', { detail: 'stopped' })
    if (this.waiting >= this.#options.most) throw auditError('audit.unwritten', { detail: 'queue full' })
    this.#queue.push(waiting)
  }

  #wake(): void {
    if (this.#timer !== undefined || this.#writing !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#write()
    }, this.#options.everyMs)
    this.#timer.unref()
  }

  /** One write at a time; what arrives meanwhile goes with the next. Never rejects. */
  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
      if (this.#stopped || this.#queue.length === 0) return
      // Whoever came while the last write ended waits for this one.
      if (this.#queue.some(({ kept }) => kept !== undefined)) void this.#write()
      else this.#wake()
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#queue.length > 0) {
      const some = this.#queue.splice(0, this.#options.rows)
      this.#inFlight = some.length
      try {
        await recordAudit(
          this.#to,
          some.map(({ row }) => row),
        )
      } catch (error) {
        this.#refuse(some, error as Error)
        return
      } finally {
        this.#inFlight = 0
      }
      for (const { kept } of some) kept?.()
    }
  }

  /** Whoever waits is refused, and does not do what the row would have told of; the other rows wait on, in order. */
  #refuse(some: Waiting[], error: Error): void {
    const refusal = auditError('audit.unwritten', { detail: 'code' in error ? String(error.code) : error.name })
    const everyone = [...some, ...this.#queue]
    this.#queue = everyone.filter(({ refused }) => refused === undefined)
    this.#options.onFailure(error)
    for (const { refused } of everyone) refused?.(refusal)
  }
}
