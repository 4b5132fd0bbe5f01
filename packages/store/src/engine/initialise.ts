import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { storeError } from '../store-errors.ts'
import type { Binaries } from './binaries.ts'
import { saysDiskFull } from './disk-full.ts'
import { callAs, handOver, type RunAs } from './run-as.ts'

/** The superuser of an embedded book. Nobody else can reach its socket, so it has no password. */
export const SUPERUSER = 'postgres'

const run = promisify(execFile)

/**
 * Makes the data folder of a book, once. It is made beside its place and renamed when complete and on disk: a start
 * that was killed leaves nothing half made, and what it left beside is removed by the next.
 *
 * Shape   mode 0700; UTF-8, ordered by code point; checksums on; the socket trusts whoever can open it, TCP nobody.
 * Errors  `engine.disk-full`; `engine.start-failed` when the place holds something else, is of another major version, or
 *         `initdb` fails. The parent exists, and the caller holds the book's lock.
 */
export async function initialise(dataDir: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const parent = dirname(dataDir)
  const halfMade = `${basename(dataDir)}.new-`
  for (const name of await readdir(parent)) {
    if (name.startsWith(halfMade)) await removeFolder(join(parent, name))
  }
  if (existsSync(dataDir)) {
    if (existsSync(join(dataDir, 'PG_VERSION'))) {
      requireVersion(dataDir, binaries)
      handOver(runAs, dataDir)
      return
    }
    if ((await readdir(dataDir)).length > 0) {
      throw storeError('engine.start-failed', { detail: `${dataDir} holds files that are not a database's` })
    }
  }
  const fresh = await mkdtemp(join(parent, halfMade)) // mode 0700
  try {
    handOver(runAs, fresh)
    await initdb(fresh, binaries, runAs)
    await rename(fresh, dataDir)
    await syncFolder(parent)
  } catch (cause) {
    await removeFolder(fresh)
    throw cause
  }
}

async function initdb(folder: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const common = [`--pgdata=${folder}`, `--username=${SUPERUSER}`, '--encoding=UTF8', '--data-checksums']
  const access = ['--auth-local=trust', '--auth-host=reject']
  const provider = binaries.version >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  for (const locale of LOCALES) {
    const call = callAs(runAs, join(binaries.binDir, 'initdb'), [...common, ...access, ...provider, ...locale])
    try {
      await run(call.file, call.args, call.options)
      return
    } catch (cause) {
      const { stdout, stderr, message } = cause as { stdout?: string; stderr?: string; message: string }
      if (saysDiskFull(`${stdout}${stderr}`)) throw storeError('engine.disk-full', { path: dirname(folder) })
      if (locale !== LOCALES.at(-1) && /invalid locale name/.test(`${stderr}`)) continue
      const detail = /^initdb: error: .*|^.*FATAL: .*/m.exec(`${stderr}`)?.[0] ?? (stderr?.trim() || message)
      throw storeError('engine.start-failed', { detail })
    }
  }
}

/**
 * The locales to try, in order. Not plain `C`, which every system has: under it pg_trgm takes no Chinese character for a
 * letter, even with the builtin provider, and a search for a name silently finds nothing. Where a system lacks `C.UTF-8`,
 * another UTF-8 locale says what a letter is, and `C` still orders.
 */
const LOCALES = [
  ['--locale=C.UTF-8'],
  ['--locale=C', '--lc-ctype=zh_CN.UTF-8'],
  ['--locale=C', '--lc-ctype=en_US.UTF-8'],
] as const

function requireVersion(dataDir: string, binaries: Binaries): void {
  const made = Number(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8'))
  if (made === binaries.version) return
  throw storeError('engine.start-failed', {
    detail: `${dataDir} was made by PostgreSQL ${made}, and this is ${binaries.version}: export the book there, import it here`,
  })
}

/** Removes a folder, also while an `initdb` whose starter was killed still writes in it. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Makes a rename survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
