import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lchownSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { storeError } from '../store-errors.ts'
import { type Binaries, stage } from './binaries.ts'

/**
 * As whom the server runs. PostgreSQL refuses root, so root either enters a user namespace, in which it is `nobody`
 * (files stay root's own, no user is added, no file changes hands), or truly becomes another user.
 */
export type RunAs =
  | { readonly kind: 'ourselves' }
  | { readonly kind: 'namespace' }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number }

/** How to call a program as someone, in the shape that `child_process` takes. */
export interface Call {
  readonly file: string
  readonly args: readonly string[]
  readonly options: { readonly env: Record<string, string>; readonly uid?: number; readonly gid?: number }
}

/**
 * Chooses as whom to run the server of `dataDir`: an ordinary user as itself; root as the folder's owner where that is
 * someone else, or in a user namespace where the system lets it, or as `nobody`. The folder's parent exists.
 */
export function runAsFor(dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { kind: 'ourselves' }
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir)
    if (uid !== 0) return { kind: 'user', uid, gid }
  }
  if (canReach(dirname(dataDir), 0, 0) && namespacesWork()) return { kind: 'namespace' }
  return { kind: 'user', ...nobodyIds() }
}

/**
 * Lets the user the server runs as pass through the folder that holds the data folder (mode 0711 instead of 0700), where
 * that folder is root's: what a book keeps there besides is to be closed by its own mode.
 * Errors  `engine.start-failed` when a folder further up is closed to that user; which of those to open is not ours to say.
 */
export function openWay(runAs: RunAs, dataDir: string): void {
  if (runAs.kind !== 'user') return
  const parent = dirname(dataDir)
  const { uid, mode } = statSync(parent)
  if (uid === 0 && !canReach(parent, runAs.uid, runAs.gid)) chmodSync(parent, (mode & 0o7777) | 0o011)
  if (canReach(parent, runAs.uid, runAs.gid)) return
  throw storeError('engine.start-failed', {
    detail: `PostgreSQL must not run as root, and only root can enter ${parent}: move the book, such as to /var/lib/shishu`,
  })
}

/**
 * The call of `file` with `args` as someone. The environment is made new: PGDATA, PGPORT, PGOPTIONS and LC_* of whoever
 * starts us must not reach the server, and its messages are to be English, as we look for words in them.
 */
export function callAs(runAs: RunAs, file: string, args: readonly string[]): Call {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' }
  if (runAs.kind === 'ourselves') return { file, args, options: { env } }
  if (runAs.kind === 'user') return { file, args, options: { env, uid: runAs.uid, gid: runAs.gid } }
  // unshare becomes the program (no --fork), so the child's number is the server's.
  return { file: 'unshare', args: [...NAMESPACE, file, ...args], options: { env } }
}

/** The binaries where that user can read them: themselves, or a staged copy. */
export function readableBinaries(runAs: RunAs, binaries: Binaries): Binaries {
  const ids = runAs.kind === 'user' ? runAs : { uid: 0, gid: 0 } // in a namespace root has its own files, not its power
  if (runAs.kind === 'ourselves' || binaries.movable === null || canReach(binaries.binDir, ids.uid, ids.gid))
    return binaries
  const staged = stage(binaries.movable)
  return { ...binaries, binDir: join(staged, 'bin'), movable: staged }
}

/** Gives a folder of ours and all in it to the user the server runs as; does nothing where it stays ours. */
export function handOver(runAs: RunAs, folder: string): void {
  if (runAs.kind !== 'user' || statSync(folder).uid === runAs.uid) return
  // The folder itself comes last: should we be stopped half-way, the next start does it all again.
  for (const name of [...readdirSync(folder, { recursive: true, encoding: 'utf8' }), '']) {
    lchownSync(join(folder, name), runAs.uid, runAs.gid)
  }
}

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534', '--']

let namespaces: boolean | undefined

/** Whether root may make user namespaces here; often forbidden inside a container. Probed once. */
export function namespacesWork(): boolean {
  if (namespaces === undefined) {
    try {
      execFileSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' })
      namespaces = true
    } catch {
      namespaces = false
    }
  }
  return namespaces
}

/** The user `nobody`; `initdb` wants a user that the system knows by name, so no number of our own would do. */
function nobodyIds(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) }
}

/** Whether a user without special powers may enter `folder` and every folder above it. */
function canReach(folder: string, uid: number, gid: number): boolean {
  let at = realpathSync(folder)
  for (;;) {
    const { uid: owner, gid: group, mode } = statSync(at)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
    at = dirname(at)
  }
}
