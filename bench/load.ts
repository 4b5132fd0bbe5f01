import { codeKey } from '@shishu/kernel'
import { bookEntries, foldCells, type OpenBook, sealJournal } from '@shishu/store'
import { timed } from './measure.ts'
import { MONTHS, townStory } from './story.ts'

/** Changes in one request at most. */
export const BATCH = 5_000
/** Towns that book at the same time. */
const ABREAST = 2
/** Every so many batches, their rows are also copied into plain tables. */
export const FLOOR_EVERY = 4

/** A clock that the load winds on. */
export interface SimulatedClock {
  now: Date
}

/** Bookings abreast: version rows, and how long they took; `floorMs` where the same rows were also copied. */
export interface BatchTime {
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
 */
export async function loadBook(
  book: OpenBook,
  clock: SimulatedClock,
  towns: readonly string[],
  entriesPerTown: number,
  progress: (text: string) => void,
): Promise<LoadTimes> {
  const stories = towns.map((town) => ({ town, story: townStory(town, entriesPerTown) }))
  const batches: BatchTime[] = []
  const times = { entries: 0, versions: 0, postings: 0, sealMs: 0, foldMs: 0 }
  for (const month of MONTHS) {
    for (let first = 0; first < stories.length; first += ABREAST) {
      const abreast = stories
        .slice(first, first + ABREAST)
        .map(({ town, story }) => ({ town, changes: story.next().value ?? [] }))
      const longest = Math.max(...abreast.map(({ changes }) => changes.length))
      for (let start = 0; start < longest; start += BATCH) {
        // Toward evening of the month's 28th, Beijing time, each batch a second after the last.
        clock.now = new Date(Date.parse(`${month}-28T10:00:00Z`) + batches.length * 1000)
        const requests = abreast.map(({ town, changes }) => ({
          request: `${month} ${start}`,
          town,
          by: 'bench',
          changes: changes.slice(start, start + BATCH),
        }))
        const { ms, value: booked } = await timed(() => Promise.all(requests.map((one) => bookEntries(book, one))))
        const rows = booked.reduce((sum, { versions }) => sum + versions.length, 0)
        batches.push({ rows, ms, floorMs: null })
        times.entries += booked.reduce((sum, { added }) => sum + added, 0)
        times.versions += rows
        times.postings += booked.reduce((sum, { postings }) => sum + postings, 0)
      }
    }
    for (const { town } of stories) {
      times.sealMs += (await timed(() => sealJournal(book, codeKey(town)))).ms
      times.foldMs += (await timed(() => foldCells(book, codeKey(town)))).ms
    }
    progress(`${month}  ${times.entries} entries, ${Math.round(times.versions / seconds(batches))} versions/s`)
  }
  return { ...times, batches }
}

export const seconds = (batches: readonly BatchTime[]) => batches.reduce((sum, { ms }) => sum + ms, 0) / 1000
