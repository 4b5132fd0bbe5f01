import { codeKey } from '@shishu/kernel'
import { bookEntries, foldCells, type OpenBook, sealJournal } from '@shishu/store'
import { copyFloor } from './copy-floor.ts'
import { timed } from './measure.ts'
import { MONTHS, townStory } from './story.ts'

/** Changes in one request at most. */
const BATCH = 5_000
/** Every so many batches, the rows of one are also copied into plain tables. */
const FLOOR_EVERY = 4

/** A clock that the load winds on. */
export interface SimulatedClock {
  now: Date
}

/** One booking: version rows, and how long they took; `floorMs` where the same rows were also copied. */
interface BatchTime {
  rows: number
  ms: number
  floorMs: number | null
}

export interface LoadTimes {
  entries: number
  versions: number
  postings: number
  batches: readonly BatchTime[]
  sealMs: number
  foldMs: number
}

/**
 * Books the towns' stories month by month through `bookEntries`, a town a request, as their officers would by the
 * month's end; then seals and folds each town.
 * @param floor  whether to copy every fourth batch's rows as well
 */
export async function loadBook(
  book: OpenBook,
  clock: SimulatedClock,
  towns: readonly string[],
  entriesPerTown: number,
  floor: boolean,
  progress: (text: string) => void,
): Promise<LoadTimes> {
  const copy = floor ? await copyFloor(book) : null
  const stories = towns.map((town) => ({ town, story: townStory(town, entriesPerTown) }))
  const batches: BatchTime[] = []
  const times = { entries: 0, versions: 0, postings: 0, sealMs: 0, foldMs: 0 }
  for (const month of MONTHS) {
    for (const { town, story } of stories) {
      const changes = story.next().value ?? []
      for (let start = 0; start < changes.length; start += BATCH) {
        // Toward evening of the month's 28th, Beijing time, each batch a second after the last.
        clock.now = new Date(Date.parse(`${month}-28T10:00:00Z`) + batches.length * 1000)
        const request = {
          request: `${month} ${start}`,
          town,
          by: 'bench',
          changes: changes.slice(start, start + BATCH),
        }
        const { ms, value: booked } = await timed(() => bookEntries(book, request))
        const rows = booked.versions.length
        const sampled = copy !== null && batches.length % FLOOR_EVERY === 0 && booked.batch !== null
        batches.push({ rows, ms, floorMs: sampled ? await copy.copyBatch(codeKey(town), booked.batch!) : null })
        times.entries += booked.added
        times.versions += rows
        times.postings += booked.postings
      }
    }
    for (const { town } of stories) {
      times.sealMs += (await timed(() => sealJournal(book, codeKey(town)))).ms
      times.foldMs += (await timed(() => foldCells(book, codeKey(town)))).ms
    }
    progress(`${month}  ${times.entries} entries, ${Math.round(times.versions / seconds(batches))} versions/s`)
  }
  await copy?.close()
  return { ...times, batches }
}

export const seconds = (batches: readonly BatchTime[]) => batches.reduce((sum, { ms }) => sum + ms, 0) / 1000
