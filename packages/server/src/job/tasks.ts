import EventEmitter, { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeKey, ShishuError } from '@shishu/kernel'
import { inTransaction, isEntryId } from '@shishu/store'
import type { ClientConfig, Pool } from 'pg'
import { uuidv7 } from 'uuidv7'
import { isGoneSql, showPresence } from './server-presence.ts'
import { isEnded, TASK_COLUMNS, type Task, type TaskError, type TaskRow, type TaskWork, taskOf } from './task.ts'
import { taskError } from './task-errors.ts'

const CHANNEL = 'shishu_task'
/** Tasks that one server works on at a time; the rest wait their turn. */
const AT_ONCE = 2
/** How often progress is written at most. */
const PROGRESS_MS = 200
/** How often a follower looks by itself, should a notification be lost. */
const LOOK_MS = 2_000
/** A server whose connection broke is given this long to show itself again before its tasks count as lost. */
const GRACE_MS = 30_000
/** How often a server says of its open tasks that they are alive, whether they progress or not. */
const BEAT_MS = 10_000
/** How long to wait before writing again what could not be written. */
const RETRY_MS = 1_000

/** The tasks of all servers on a database. */
export interface Tasks {
  /**
   * Puts work in the queue of this server.
   * @param orgUnit  12 digits, or null for the whole book
   * @param most     tasks of the person that may be open at once, this one included, on all servers
   * Errors  task.too-many
   */
  start(kind: string, person: string, orgUnit: string | null, work: TaskWork, most?: number): Promise<Task>
  /** Errors  task.unknown */
  get(id: string): Promise<Task>
  /** A person's tasks, the latest first. */
  list(person: string, limit?: number): Promise<Task[]>
  /** Asks a task to stop, wherever it runs; one that has ended is left as it is. Errors  task.unknown */
  stop(id: string): Promise<void>
  /** The task as it is, then each change, up to its end; also of a task on another server. Errors  task.unknown */
  follow(id: string, signal?: AbortSignal): AsyncIterable<Task>
  /** Marks as failed what servers that live no longer left unfinished. */
  markOrphans(options?: { graceMs?: number }): Promise<number>
  /** Stops what runs, waits for it for so many seconds, and leaves. */
  close(seconds?: number): Promise<void>
}

interface Waiting {
  id: string
  work: TaskWork
}

interface Running {
  abort: AbortController
  ended: Promise<void>
}

/**
 * Opens the tasks for one server, and marks as failed what killed servers left running.
 * @param connection  of its own, held as long as the server lives
 */
export async function openTasks({
  pool,
  connection,
  clock,
  onError = () => undefined,
}: {
  pool: Pool
  connection: ClientConfig
  clock: () => Date
  /** Told of work that failed by something other than a refusal. */
  onError?: (kind: string, error: unknown) => void
}): Promise<Tasks> {
  const server = uuidv7()
  const heard = new EventEmitter().setMaxListeners(0)
  const queue: Waiting[] = []
  const running = new Map<string, Running>()
  let closing = false

  const find = async (id: string): Promise<Task | undefined> => {
    if (!isEntryId(id)) return undefined
    const { rows } = await pool.query<TaskRow>(`select ${TASK_COLUMNS} from shishu.task where id = $1`, [id])
    return rows[0] && taskOf(rows[0])
  }
  const get = async (id: string): Promise<Task> => {
    const task = await find(id)
    if (task === undefined) throw taskError('task.unknown', { task: id })
    return task
  }

  const onMessage = (id: string | null) => {
    heard.emit('change', id)
    for (const own of id === null ? running.keys() : [id].filter((each) => running.has(each))) {
      void abortIfAsked(own).catch(() => undefined)
    }
  }
  const abortIfAsked = async (id: string) => {
    if ((await find(id))?.stopAsked === true) running.get(id)?.abort.abort()
  }

  /** Writes where a task stands, once the database can be reached: a task never stays open because it was away. */
  const surely = async <T>(write: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await write()
      } catch (error) {
        if (closing || isRefused(error)) throw error
        await sleep(RETRY_MS)
      }
    }
  }

  /** Ends a task that has not ended. */
  const end = async (
    id: string,
    ending: { state: 'done' | 'failed' | 'stopped'; result?: unknown; error?: TaskError },
  ) => {
    await surely(() =>
      pool.query(
        `with ended as (
         update shishu.task set state = $2, result = $3, error = $4, updated_at = $5
          where id = $1 and state in ('queued', 'running') returning id)
       select pg_notify('${CHANNEL}', id::text) from ended`,
        [id, ending.state, jsonOf(ending.result), jsonOf(ending.error), clock()],
      ),
    )
  }

  const runNext = () => {
    while (!closing && running.size < AT_ONCE) {
      const next = queue.shift()
      if (next === undefined) return
      const abort = new AbortController()
      const ended = runTask(next, abort.signal)
        .catch((error: unknown) => onError('task', error))
        .finally(() => {
          running.delete(next.id)
          runNext()
        })
      running.set(next.id, { abort, ended })
    }
  }

  const runTask = async ({ id, work }: Waiting, signal: AbortSignal) => {
    const { rows } = await surely(() =>
      pool.query<{ kind: string }>(
        `with begun as (
         update shishu.task set state = 'running', updated_at = $2 where id = $1 and state = 'queued' returning id, kind)
       select kind, pg_notify('${CHANNEL}', id::text) from begun`,
        [id, clock()],
      ),
    )
    // Stopped while it waited.
    if (rows[0] === undefined) return
    const writer = progressWriter(pool, id, clock)
    try {
      const result = await work(writer.write, signal)
      await writer.close()
      await end(id, { state: 'done', result: result ?? null })
    } catch (error) {
      await writer.close()
      if (signal.aborted && !closing) await end(id, { state: 'stopped' })
      else await end(id, { state: 'failed', error: signal.aborted ? SERVER_GONE : textsOf(error) })
      if (!signal.aborted && !(error instanceof ShishuError)) onError(rows[0].kind, error)
    }
  }

  const beat = setInterval(() => {
    const alive = "update shishu.task set updated_at = $2 where server = $1 and state in ('queued', 'running')"
    // One that fails is followed by the next.
    if (running.size > 0) pool.query(alive, [server, clock()]).catch(() => undefined)
  }, BEAT_MS).unref()
  const presence = await showPresence(connection, { server, channel: CHANNEL, onMessage })

  const tasks: Tasks = {
    async start(kind, person, orgUnit, work, most = Number.MAX_SAFE_INTEGER) {
      const id = uuidv7()
      const now = clock()
      const added = await inTransaction(pool, async (client) => {
        // One at a time for each person: two statements at the same moment would each count without the other.
        await client.query("select pg_advisory_xact_lock(hashtextextended('shishu task ' || $1, 0))", [person])
        return client.query(
          `insert into shishu.task (id, kind, person, org_unit, state, progress, server, created_at, updated_at)
           select $1, $2, $3, $4, 'queued', '{}', $5, $6, $6
            where (select count(*) from shishu.task where person = $3 and state in ('queued', 'running')) < $7`,
          [id, kind, person, orgUnit === null ? null : codeKey(orgUnit), server, now, most],
        )
      })
      if (added.rowCount === 0) throw taskError('task.too-many', { most })
      const task = await get(id)
      queue.push({ id, work })
      runNext()
      return task
    },
    get,
    async list(person, limit = 50) {
      const { rows } = await pool.query<TaskRow>(
        `select ${TASK_COLUMNS} from shishu.task where person = $1 order by created_at desc, id desc limit $2`,
        [person, limit],
      )
      return rows.map(taskOf)
    },
    async stop(id) {
      await get(id)
      await pool.query(
        `with asked as (
           update shishu.task set stop_asked = true, updated_at = $2,
                  state = case when state = 'queued' then 'stopped' else state end
            where id = $1 and state in ('queued', 'running') returning id)
         select pg_notify('${CHANNEL}', id::text) from asked`,
        [id, clock()],
      )
    },
    async *follow(id, signal) {
      let last: string | undefined
      for (;;) {
        // Listening begins before the look: a change in between is not missed.
        const waiting = new AbortController()
        const ends = signal === undefined ? waiting.signal : AbortSignal.any([waiting.signal, signal])
        const change = nextChange(heard, id, ends)
        try {
          const task = await get(id)
          const text = JSON.stringify({ ...task, updatedAt: null })
          if (text !== last) yield task
          last = text
          if (isEnded(task) || signal?.aborted === true) return
          await change
        } finally {
          waiting.abort()
        }
      }
    },
    async markOrphans({ graceMs = GRACE_MS } = {}) {
      // The lock is asked for once a server; it falls with the statement's transaction.
      const { rows } = await pool.query(
        `with gone as materialized (
           select open.server from (
             select server from shishu.task
              where state in ('queued', 'running') and server <> $1 group by server having max(updated_at) <= $3) as open
            where ${isGoneSql('open.server')}),
         orphan as (
           update shishu.task as t set state = 'failed', error = $2, updated_at = $4
             from gone where t.server = gone.server and t.state in ('queued', 'running') returning t.id)
         select pg_notify('${CHANNEL}', id::text) from orphan`,
        [server, jsonOf(SERVER_GONE), new Date(clock().getTime() - graceMs), clock()],
      )
      return rows.length
    },
    async close(seconds = 20) {
      closing = true
      clearInterval(beat)
      const left = queue.splice(0).map(({ id }) => end(id, { state: 'failed', error: SERVER_GONE }))
      for (const { abort } of running.values()) abort.abort()
      // What cannot be written now, because the database is away, the next server to start writes.
      const all = Promise.allSettled([...left, ...[...running.values()].map(({ ended }) => ended)])
      const limit = new AbortController()
      await Promise.race([all, sleep(seconds * 1000, undefined, { signal: limit.signal }).catch(() => undefined)])
      limit.abort()
      await presence.close()
    },
  }
  await tasks.markOrphans({ graceMs: 0 })
  return tasks
}

/** Ends with the next word of a task, after a while without one, or with the signal. */
async function nextChange(heard: EventEmitter, id: string, signal: AbortSignal): Promise<void> {
  const wait = new AbortController()
  const ends = AbortSignal.any([signal, wait.signal])
  const told = async () => {
    for (;;) {
      const [of] = (await once(heard, 'change', { signal: ends })) as [string | null]
      if (of === null || of === id) return
    }
  }
  try {
    await Promise.race([told(), sleep(LOOK_MS, undefined, { signal: ends, ref: false })])
  } catch {
    // The signal: whoever follows looks at it.
  } finally {
    wait.abort()
  }
}

/** Writes the latest progress, now and then: work that counts rows would otherwise write as many. */
function progressWriter(pool: Pool, id: string, clock: () => Date) {
  let latest: Record<string, unknown> | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<unknown> = Promise.resolve()
  const flush = () => {
    timer = undefined
    const progress = latest
    latest = undefined
    if (progress === undefined) return
    writing = writing
      .then(
        () =>
          pool.query(
            `with moved as (
           update shishu.task set progress = $2, updated_at = $3 where id = $1 and state = 'running' returning id)
         select pg_notify('${CHANNEL}', id::text) from moved`,
            [id, jsonOf(progress), clock()],
          ),
        // A progress that could not be written is followed by the next, or by the end.
      )
      .catch(() => undefined)
  }
  return {
    write: (progress: Record<string, unknown>) => {
      latest = progress
      timer ??= setTimeout(flush, PROGRESS_MS)
    },
    close: async () => {
      clearTimeout(timer)
      flush()
      await writing
    },
  }
}

/** Whether the database could be reached and said no: asking again would change nothing. */
const isRefused = (error: unknown) => /^(22|23|42)/.test(String((error as { code?: unknown }).code))

/** Why work failed, in words for whoever started it: a refusal's own, and no others. */
function textsOf(error: unknown): TaskError {
  const told = error instanceof ShishuError ? error : taskError('task.failed', {})
  return { code: told.code, zh: told.text('zh'), en: told.text('en') }
}

const jsonOf = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))

const SERVER_GONE = textsOf(taskError('task.server-gone', {}))
