import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileError } from './evidence-errors.ts'
import { checkKey, type FileKey, type FileSource, type FileStore, findKeySha256, type KeptFile } from './file-store.ts'

/** Half-written files lie here until they are renamed into place; hidden, so that backups pass it by. */
const INCOMING = '.incoming'

/** A file store in a folder: `ab/cdef…` by key. Only the owner of the process can read it. */
export function folderStore(folder: string): FileStore {
  const pathOf = (key: FileKey) => join(folder, checkKey(key).slice(0, 2), key.slice(2))
  return {
    put: (key, source) => answered(() => put(folder, pathOf(key), source)),
    find: (key, range) =>
      orAbsent(async () => {
        const handle = await open(pathOf(key))
        try {
          const { size } = await handle.stat()
          return { bytes: handle.createReadStream(range), size }
        } catch (error) {
          await handle.close()
          throw error
        }
      }),
    keepAlive: async (key) => {
      const now = new Date()
      const done = await orAbsent(async () => {
        await utimes(pathOf(key), now, now)
        return true
      })
      return done ?? false
    },
    removeOlder: async (key, than) => {
      const removed = await orAbsent(async () => {
        if ((await stat(pathOf(key))).mtime >= than) return false
        await rm(pathOf(key))
        return true
      })
      return removed ?? false
    },
    list: () => list(folder),
    removeLeftovers: async (before) => {
      for await (const { name } of entriesOf(join(folder, INCOMING))) {
        const path = join(folder, INCOMING, name)
        const old = await orAbsent(async () => (await stat(path)).mtime < before)
        if (old === true) await rm(path, { force: true })
      }
    },
  }
}

async function put(folder: string, path: string, source: FileSource): Promise<void> {
  const incoming = join(folder, INCOMING)
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const partial = join(incoming, randomUUID())
  try {
    await pipeline(createReadStream(source.path), createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true }))
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Puts a rename itself on the disk. Windows has no such thing for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* list(folder: string): AsyncGenerator<KeptFile> {
  for await (const { name: first } of entriesOf(folder)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue
    for await (const { name } of entriesOf(join(folder, first))) {
      const key = `${first}${name}`
      if (findKeySha256(key) === undefined) continue
      const found = await orAbsent(() => stat(join(folder, first, name)))
      if (found !== undefined) yield { key, storedAt: found.mtime }
    }
  }
}

async function* entriesOf(folder: string): AsyncGenerator<{ name: string }> {
  const entries = await orAbsent(() => opendir(folder))
  if (entries !== undefined) yield* entries
}

/** What work on the disk gives, or undefined where the file is not there. */
async function orAbsent<T>(work: () => Promise<T>): Promise<T | undefined> {
  return answered(async () => {
    try {
      return await work()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  })
}

/** Runs work on the disk; what the system refuses is told by its code, without paths. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw error
    throw fileError('file.store-unavailable', { detail: code })
  }
}
