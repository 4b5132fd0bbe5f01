import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { storeError } from '../store-errors.ts'

/** Whether a system call or a PostgreSQL program failed for want of space (or of quota). */
export function saysDiskFull(cause: unknown): boolean {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown }
  if (code === 'ENOSPC' || code === 'EDQUOT') return true
  return /no space left on device|disk quota exceeded/i.test(typeof cause === 'string' ? cause : String(message ?? ''))
}

/** Runs `work`; a failure for want of space becomes `engine.disk-full` of `path`, any other stays what it is. */
export async function orDiskFull<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw saysDiskFull(cause) ? storeError('engine.disk-full', { path }) : cause
  }
}

/** Whether a small file can no longer be written in `folder`: on a full disk the server's log stays silent too. */
export function isDiskFull(folder: string): boolean {
  const path = join(folder, '.space')
  try {
    const file = openSync(path, 'w', 0o600)
    try {
      writeSync(file, Buffer.alloc(65_536, 1))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    return false
  } catch (cause) {
    return saysDiskFull(cause)
  } finally {
    rmSync(path, { force: true })
  }
}
