import { closeSync, copyFileSync, fchownSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { RunAs } from './run-as.ts'

/** A log file of a server and the one before it are each kept below this, in bytes, give or take one interval. */
const LIMIT = 4 * 1024 * 1024
const INTERVAL = 10 * 60_000

/** The file a server writes its messages to. */
export interface ServerLog {
  /** Hand this to the server as its output. */
  readonly descriptor: number
  /** What was written since the log was opened, at most the last 64 KiB. */
  said(): string
  /** Stops keeping it short. */
  close(): void
}

/**
 * Opens `server.log` in the data folder and keeps it short. Not PostgreSQL's own collector: that bounds the age of a log,
 * not its size, and is one process more. All its processes append, so the file can be cut while they write.
 */
export function openServerLog(dataDir: string, runAs: RunAs): ServerLog {
  const path = join(dataDir, 'server.log')
  const descriptor = openSync(path, 'a+', 0o600)
  if (runAs.kind === 'user') fchownSync(descriptor, runAs.uid, runAs.gid)
  keepShort(path)
  const from = statSync(path).size
  const timer = setInterval(keepShort, INTERVAL, path).unref()
  return {
    descriptor,
    said() {
      const end = statSync(path).size
      const start = Math.max(from, end - 65_536)
      const bytes = Buffer.alloc(Math.max(0, end - start))
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start)).toString('utf8')
    },
    close() {
      clearInterval(timer)
      closeSync(descriptor)
    },
  }
}

/** Moves a log that has grown too long to `….1`, in place: the server keeps the same open file. */
export function keepShort(path: string, limit: number = LIMIT): void {
  try {
    if (statSync(path).size <= limit) return
    copyFileSync(path, `${path}.1`)
  } catch {
    // The disk is full or the folder gone. Losing old messages is better than filling the disk.
  }
  try {
    truncateSync(path)
  } catch {
    // The folder is gone: there is nothing left to cut.
  }
}
