import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, opendir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Half-written files lie there; see the server's folder store. */
const INCOMING = 'incoming'

/**
 * Names of the files in a folder of evidence, relative to it, with `/` between; none where there is no folder.
 * What is still being written (`incoming`, `.part`, hidden names) is no file yet.
 */
export async function* filesIn(folder: string, within = ''): AsyncGenerator<string> {
  const entries = await opendir(join(folder, within)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for await (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.part') || entry.name === INCOMING) continue
    const name = within === '' ? entry.name : `${within}/${entry.name}`
    if (entry.isDirectory()) yield* filesIn(folder, name)
    else if (entry.isFile()) yield name
  }
}

export function readEvidenceFile(folder: string, name: string): AsyncIterable<Buffer> {
  return createReadStream(join(folder, name))
}

/** Whether a name stays inside the folder that it is put in. */
export function isSafeName(name: string): boolean {
  const parts = name.split('/')
  return (
    !name.includes('\\') && !name.includes('\0') && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  )
}

/** Writes a file of evidence; one of that name says the same already, since it is named by its content, and is replaced. */
export async function writeEvidenceFile(folder: string, name: string, content: AsyncIterable<Buffer>): Promise<void> {
  const path = join(folder, ...name.split('/'))
  const partial = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await pipeline(content, createWriteStream(partial, { flush: true, mode: 0o600 }))
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
