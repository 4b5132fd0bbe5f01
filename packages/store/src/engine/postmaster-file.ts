import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a running server says of itself in its data folder. */
export interface PostmasterFile {
  readonly pid: number
  /** The folder of its socket; empty while the file is still being written. */
  readonly socketDir: string
  /** `starting`, `ready`, `stopping` or `standby`; empty while the file is still being written. */
  readonly status: string
}

/**
 * Reads `postmaster.pid`; `null` when there is none.
 * Source  PostgreSQL src/include/utils/pidfile.h: line 1 is the process, line 5 the socket's folder, line 8 the status, padded with blanks.
 */
export function readPostmasterFile(dataDir: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number.parseInt(lines[0] ?? '', 10), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw cause
  }
}
