import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What several test files of one run need and the first to ask makes, as a folder to be copied from: the others wait.
 * @param make  fills the folder that it is given, which is empty
 * @returns null outside a run of tests (test/prepared-folder.ts), where nothing is kept and nothing made
 */
export async function prepared(name: string, make: (folder: string) => Promise<void>): Promise<string | null> {
  const kept = process.env.TEST_PREPARED
  if (kept === undefined) return null
  const place = join(kept, name)
  while (!existsSync(place)) {
    if (await isOurs(`${place}.lock`)) await makeOnce(place, make)
    else await sleep(50)
  }
  return place
}

async function makeOnce(place: string, make: (folder: string) => Promise<void>): Promise<void> {
  try {
    if (existsSync(place)) return
    const aside = await mkdtemp(`${place}.new-`)
    await make(aside)
    await rename(aside, place)
  } finally {
    await rm(`${place}.lock`, { recursive: true })
  }
}

/** Of several that make a folder of one name, one does. */
async function isOurs(lock: string): Promise<boolean> {
  return mkdir(lock).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return false
      throw cause
    },
  )
}
