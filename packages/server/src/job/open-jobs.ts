import pg from 'pg'
import { type DatabaseOptions, PgBoss } from 'pg-boss'

/** Tables of the job runner, which makes them itself. */
const SCHEMA = 'shishu_job'
/** Connections that the runner holds at most. */
const CONNECTIONS = 3
/** Longest time that one run may take. */
const EXPIRE_SECONDS = 1_800
const RETRIES = { retryLimit: 3, retryBackoff: true } as const

/** When a job runs by itself. */
export interface JobSchedule {
  /** Minute, hour, day, month, weekday in Beijing time: `0 8 * * *`. */
  cron: string
  /** Whether it is run once afterwards when no server was up at its time. */
  catchUp?: boolean
}

/** Work of a job. It ends soon after the signal: the server stops, or the job was taken from it. */
export type JobWork = (signal: AbortSignal) => Promise<unknown>

/** The jobs of one server. All servers on a database share one list: a job runs on one of them at a time. */
export interface Jobs {
  /** Says what a job does, before `start`. A job without a schedule runs when it is asked for. */
  register(name: string, schedule: JobSchedule | null, work: JobWork): void
  /** Makes the tables where there are none, and begins to work. What a stopped server left unfinished is done first. */
  start(): Promise<void>
  /** Asks for a run soon. Several askings before it begins are one; one during a run is another run. */
  run(name: string): Promise<void>
  /** How many runs of each job wait, run, or have failed for good and are still kept; as old as `superviseSeconds`. */
  counts(): Promise<{ queue: string; state: 'waiting' | 'active' | 'failed'; count: number }[]>
  /** Lets running work finish for so many seconds; what does not is done again by another server, or after a restart. */
  stop(seconds?: number): Promise<void>
}

export interface JobOptions {
  /** As the owner of the database: the runner makes its own schema there. */
  connection: pg.ClientConfig
  /** Told of work that failed, and of what the runner itself could not do (`name` is then null). */
  onError?: (name: string | null, error: unknown) => void
  /** How soon an asked run begins, at most; seconds, 0.5 at least. */
  pollSeconds?: number
  /** Silence after which a running job counts as lost with its server; seconds, 10 at least. */
  lostAfterSeconds?: number
  /** How often lost jobs are looked for, waiting ones counted and schedules read; seconds, 1 at least. */
  superviseSeconds?: number
  /** After how long failed work is tried again, the first time; seconds, longer each time. */
  retrySeconds?: number
}

/**
 * The runner of periodic work, on PostgreSQL. One run of a job and one waiting run are all there is at any time, on however
 * many servers; that no message is sent twice rests on the keys of our own tables, not on this.
 */
export function openJobs({
  connection,
  onError = () => undefined,
  pollSeconds = 2,
  lostAfterSeconds = 30,
  superviseSeconds = 15,
  retrySeconds = 5,
}: JobOptions): Jobs {
  const registered = new Map<string, { schedule: JobSchedule | null; work: JobWork }>()
  const stopping = new AbortController()
  let boss: PgBoss | undefined

  const begin = async (runner: PgBoss, name: string, schedule: JobSchedule | null, work: JobWork) => {
    const retries = { ...RETRIES, retryDelay: retrySeconds }
    const options = { ...retries, expireInSeconds: EXPIRE_SECONDS, heartbeatSeconds: lostAfterSeconds }
    await runner.createQueue(name, { ...options, policy: 'stately', deleteAfterSeconds: 86_400 })
    await runner.updateQueue(name, options)
    await runner.work(name, { pollingIntervalSeconds: pollSeconds }, async ([job]) => {
      try {
        await work(AbortSignal.any([job!.signal, stopping.signal]))
      } catch (error) {
        onError(name, error)
        // The runner keeps what is thrown: an error's own words could hold what must not be kept.
        throw new Error('failed')
      }
    })
    if (schedule === null) await runner.unschedule(name)
    else {
      const missed = schedule.catchUp === true ? ('once' as const) : ('skip' as const)
      await runner.schedule(name, schedule.cron, null, { tz: 'Asia/Shanghai', missed })
    }
  }

  return {
    register(name, schedule, work) {
      if (boss !== undefined || registered.has(name)) throw new Error(`job ${name}: registered late or twice`)
      registered.set(name, { schedule, work })
    },
    async start() {
      const backend = (await isCitus(connection)) ? ('citus' as const) : ('postgres' as const)
      boss = new PgBoss({
        ...optionsOf(connection),
        backend,
        schema: SCHEMA,
        max: CONNECTIONS,
        application_name: 'shishu jobs',
        superviseIntervalSeconds: superviseSeconds,
        monitorIntervalSeconds: superviseSeconds,
        cronMonitorIntervalSeconds: superviseSeconds,
      })
      boss.on('error', (error) => onError(null, error))
      await boss.start()
      for (const [name, { schedule, work }] of registered) await begin(boss, name, schedule, work)
    },
    async run(name) {
      await boss?.send(name, null)
    },
    async counts() {
      const queues = boss === undefined || registered.size === 0 ? [] : await boss.getQueues([...registered.keys()])
      return queues.flatMap(({ name: queue, queuedCount, activeCount, failedCount }) => [
        { queue, state: 'waiting' as const, count: queuedCount },
        { queue, state: 'active' as const, count: activeCount },
        { queue, state: 'failed' as const, count: failedCount },
      ])
    },
    async stop(seconds = 20) {
      stopping.abort()
      await boss?.stop({ graceful: true, timeout: seconds * 1000 })
    },
  }
}

async function isCitus(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query("select 1 from pg_extension where extname = 'citus'")
    return rows.length > 0
  } finally {
    await client.end()
  }
}

/** What of a connection the runner takes. */
function optionsOf(connection: pg.ClientConfig): DatabaseOptions {
  const names = ['connectionString', 'host', 'port', 'user', 'password', 'database', 'ssl'] as const
  return Object.fromEntries(
    names.filter((name) => connection[name] !== undefined).map((name) => [name, connection[name]]),
  )
}
