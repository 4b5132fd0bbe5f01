import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { JournalLag } from './journal-lag.ts'
import { within } from './time-limit.ts'

/** What is asked when the metrics are read. */
export interface MetricSources {
  /** Of pg: connections of this process. */
  pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  journalLag: () => Promise<readonly JournalLag[]>
  /** Jobs by queue and state. */
  jobs: () => Promise<readonly { queue: string; state: string; count: number }[]>
  /** Rows of the audit log that are not kept yet. */
  auditWaiting: () => number
}

/** The server's measurements. No label tells of a person, or of a place below a town. */
export interface Metrics {
  contentType: string
  /** Prometheus’ text format. Also where the database does not answer: what it would say is then left out. */
  text(): Promise<string>
  /** A request was answered. `route` is the pattern; undefined where none matched. */
  answered(method: string, route: string | undefined, status: number, seconds: number): void
  /** A booking ended. */
  booked(outcome: 'done' | 'repeated' | 'refused' | 'failed', versions: number): void
  /** A notice was sent, or could not be. */
  notified(channel: 'mail' | 'webhook' | 'application', outcome: 'done' | 'failed'): void
  /** The database refused rows of the audit log. */
  auditRefused(): void
  signedIn(outcome: 'done' | 'refused' | 'locked'): void
}

/** From a page out of memory to a long report, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Milliseconds that a source may take. */
const SOURCE_MS = 2_000

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const failures = new Counter({
    name: 'shishu_source_failures_total',
    help: 'Sources of metrics that did not answer.',
    labelNames: ['source'],
    registers,
  })
  const duration = new Histogram({
    name: 'shishu_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const bookings = counter('shishu_bookings_total', 'Bookings by outcome.', ['outcome'])
  const versions = counter('shishu_booked_versions_total', 'Versions of entries booked.', [])
  const notices = counter('shishu_notices_total', 'Notices by channel and outcome.', ['channel', 'outcome'])
  const auditRefusals = counter('shishu_audit_refusals_total', 'Writes of the audit log that failed.', [])
  const signIns = counter('shishu_sign_ins_total', 'Sign-ins by outcome.', ['outcome'])
  /** Gauges of one source, filled anew at each reading. */
  const gauges = <L extends string>(
    source: string,
    described: readonly (readonly [name: string, help: string])[],
    labelNames: L[],
    fill: (set: (index: number, labels: Partial<Record<L, string>>, value: number) => void) => Promise<void>,
  ) => {
    const made = described.map(([name, help]) => new Gauge({ name, help, labelNames, registers }))
    return async () => {
      for (const one of made) one.reset()
      try {
        await within(
          SOURCE_MS,
          fill((index, labels, value) => made[index]!.set(labels, value)),
        )
      } catch {
        // A gauge of yesterday would be worse than none.
        for (const one of made) {
          one.reset()
          // One without labels would stand at 0.
          if (labelNames.length === 0) one.remove()
        }
        failures.inc({ source })
      }
    }
  }
  const readings = [
    gauges(
      'journal',
      [
        ['shishu_journal_waiting_batches', 'Batches without a place in the journal.'],
        ['shishu_journal_lag_seconds', 'Age of the oldest of them.'],
      ],
      ['town'],
      async (set) => {
        for (const { town, waiting, seconds } of await sources.journalLag()) {
          set(0, { town }, waiting)
          set(1, { town }, seconds)
        }
      },
    ),
    gauges('jobs', [['shishu_jobs', 'Jobs by queue and state.']], ['queue', 'state'], async (set) => {
      for (const { queue, state, count } of await sources.jobs()) set(0, { queue, state }, count)
    }),
    gauges('pool', [['shishu_database_connections', 'Connections by state.']], ['state'], async (set) => {
      const { totalCount, idleCount, waitingCount } = sources.pool
      set(0, { state: 'busy' }, totalCount - idleCount)
      set(0, { state: 'idle' }, idleCount)
      set(0, { state: 'wanted' }, waitingCount)
    }),
    gauges('audit', [['shishu_audit_waiting_rows', 'Rows of the audit log not kept yet.']], [], async (set) =>
      set(0, {}, sources.auditWaiting()),
    ),
  ]
  return {
    contentType: registry.contentType,
    text: async () => {
      await Promise.all(readings.map((read) => read()))
      return registry.metrics()
    },
    answered: (method, route, status, seconds) => {
      // What a client makes up is no label: it could make up any number of them.
      const labels = { method: METHODS.has(method) ? method : 'other', route: route ?? 'none', status }
      duration.observe(labels, seconds)
    },
    booked: (outcome, count) => {
      bookings.inc({ outcome })
      versions.inc(count)
    },
    notified: (channel, outcome) => notices.inc({ channel, outcome }),
    auditRefused: () => auditRefusals.inc(),
    signedIn: (outcome) => signIns.inc({ outcome }),
  }
}
