import { randomBytes } from 'node:crypto'
import { statfs, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BookPool } from '@shishu/store'
import { readJournalLag } from './journal-lag.ts'
import { within } from './time-limit.ts'

/** One thing without which the server cannot do its work. */
export interface ReadinessCheck {
  name: string
  /** Null where it is well, else what is wrong, for the log: it may name folders. Throws where it cannot be told. */
  find(): Promise<string | null>
}

export interface Readiness {
  ready: boolean
  checks: readonly { name: string; ok: boolean; detail: string | null; milliseconds: number }[]
}

/**
 * Whether the server can do its work, by all checks at once. Asked often it answers from the last `keepMs` milliseconds,
 * so that asking cannot be used to keep the database busy.
 */
export function readiness(
  checks: readonly ReadinessCheck[],
  { withinMs = 3_000, keepMs = 1_000 } = {},
): () => Promise<Readiness> {
  let last: { at: number; result: Promise<Readiness> } | undefined
  return () => {
    if (last === undefined || performance.now() - last.at > keepMs) {
      last = { at: performance.now(), result: runAll(checks, withinMs) }
    }
    return last.result
  }
}

async function runAll(checks: readonly ReadinessCheck[], withinMs: number): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, find }) => {
      const begun = performance.now()
      const detail = await within(withinMs, find()).catch(
        (error: Error & { code?: unknown }) => `${error.code ?? error.message}`,
      )
      return { name, ok: detail === null, detail, milliseconds: Math.round(performance.now() - begun) }
    }),
  )
  return { ready: results.every(({ ok }) => ok), checks: results }
}

export function databaseAnswers(pool: BookPool): ReadinessCheck {
  return {
    name: 'database',
    find: async () => {
      await pool.query('select 1')
      return null
    },
  }
}

/** The number of the book's last migration. */
export async function migrationNumber(pool: BookPool): Promise<number> {
  const { rows } = await pool.query<{ number: number }>('select max(number) as number from shishu.migration')
  return rows[0]!.number
}

/** @param opened  number of the last migration when this program opened the book, and had brought it up to date */
export function bookNotNewer(pool: BookPool, opened: number): ReadinessCheck {
  return {
    name: 'migrations',
    find: async () => {
      const found = await migrationNumber(pool)
      return found === opened ? null : `book at ${found}, opened at ${opened}`
    },
  }
}

/** @param known  id of the definitions that this program goes by at the moment: under others it books nothing */
export function definitionsInForce(pool: BookPool, known: () => string): ReadinessCheck {
  return {
    name: 'definitions',
    find: async () => {
      const { rows } = await pool.query<{ id: string }>(
        'select id from shishu.definition_set order by seq desc limit 1',
      )
      return rows[0]?.id === known() ? null : `definitions ${rows[0]?.id} in force, this program goes by ${known()}`
    },
  }
}

export function diskFree(folder: string, leastBytes: number): ReadinessCheck {
  return {
    name: 'disk',
    find: async () => {
      const { bavail, bsize } = await statfs(folder)
      const free = bavail * bsize
      return free >= leastBytes ? null : `${Math.floor(free / 1e6)} MB free in ${folder}`
    },
  }
}

export function folderWritable(folder: string): ReadinessCheck {
  return {
    name: 'files',
    find: async () => {
      const path = join(folder, `.ready-${randomBytes(8).toString('hex')}`)
      await writeFile(path, 'ready', { flag: 'wx', mode: 0o600 })
      await unlink(path)
      return null
    },
  }
}

export function journalSealed(pool: BookPool, mostSeconds: number, clock: () => Date): ReadinessCheck {
  return {
    name: 'journal',
    find: async () => {
      const lags = await readJournalLag(pool, clock())
      const worst = Math.max(0, ...lags.map(({ seconds }) => seconds))
      return worst <= mostSeconds ? null : `a batch has waited ${Math.round(worst)} s for its seal`
    },
  }
}

/** @param waiting  rows of the audit log that are not kept yet */
export function auditKept(waiting: () => number, most: number): ReadinessCheck {
  return {
    name: 'audit',
    find: async () => (waiting() <= most ? null : `${waiting()} rows wait`),
  }
}
