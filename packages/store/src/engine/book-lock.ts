import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { storeError } from '../store-errors.ts'
import { orDiskFull } from './disk-full.ts'
import { BIRTH_UNTOLD, isStillAlive, processBirth } from './process-birth.ts'

/** Held as long as a process works on a book. */
export interface BookLock {
  release(): Promise<void>
}

/** What a lock file says. `id` makes every lock unlike every other, also of the same process. */
interface Holder {
  readonly pid: number
  readonly birth: string
  readonly id: string
}

/**
 * Makes this process the only one that works on the book in folder `dir`, which is made when it is not there.
 *
 * Shape   `dir/lock`, one line of JSON naming the process and when it began, so that a lock left by a killed process is
 *         taken over, also when its number was given to another since.
 * Errors  `book.in-use` with the process that holds it (this one, if it holds it already), `engine.disk-full`.
 * Limits  processes must see each other: two containers that share a folder but not their process numbers do not.
 */
export async function lockBook(dir: string): Promise<BookLock> {
  const folder = resolve(dir)
  return orDiskFull(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'lock')
    const text = await acquire(path)
    return {
      async release() {
        // Nobody else may remove or replace a living process's lock, so what is read here stays true.
        if ((await read(path)) === text) await rm(path, { force: true })
      },
    }
  })
}

/**
 * Writes a lock file of ours at `path` and returns its text.
 *
 * A file appears whole or not at all (`link` fails if the name is taken). The difficulty is a stale file: of two
 * processes that saw it, the slower must not replace the lock that the faster has put in its place. So whoever
 * wants to replace a file first holds a second lock, named after that file's exact text, and then looks again: if the
 * text is still the same, nobody else can be replacing it. That second lock is acquired in the same way, so a process
 * killed in between blocks nobody.
 */
async function acquire(path: string): Promise<string> {
  const text = `${JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) ?? BIRTH_UNTOLD, id: randomUUID() })}\n`
  for (;;) {
    if (await placed(path, text, link)) return text
    const stale = await read(path)
    if (stale === null) continue // released just now
    const holder = parse(stale)
    if (holder !== null && isStillAlive(holder.pid, holder.birth)) throw storeError('book.in-use', { pid: holder.pid })
    const guard = `${path}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`
    await acquire(guard)
    try {
      if ((await read(path)) === stale && (await placed(path, text, rename))) return text
    } finally {
      await rm(guard, { force: true })
    }
  }
}

/** Puts a whole file at `path` in one step; false when `how` is `link` and there is one already. */
async function placed(path: string, text: string, how: typeof link | typeof rename): Promise<boolean> {
  const fresh = `${path}-${randomUUID()}`
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync() // a file emptied by a power cut would say nothing about its holder
    } finally {
      await file.close()
    }
    await how(fresh, path)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  } finally {
    await rm(fresh, { force: true })
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw cause
  }
}

/** The holder that a lock file names; `null` when it names none, which only a power cut can bring about. */
function parse(text: string): Holder | null {
  try {
    const { pid, birth, id } = JSON.parse(text) as Partial<Holder>
    return typeof pid === 'number' && typeof birth === 'string' && typeof id === 'string' ? { pid, birth, id } : null
  } catch {
    return null
  }
}
