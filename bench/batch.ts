import { codeKey, keyText } from '@shishu/kernel'
import { bookEntries, type Change, type OpenBook } from '@shishu/store'
import { copyFloor } from './copy-floor.ts'
import { BATCH, type BatchTime, FLOOR_EVERY } from './load.ts'
import { timed } from './measure.ts'
import { townCodes } from './size.ts'
import { townStory } from './story.ts'

/** Towns that book at the same time: a county's offices do not wait for one another. The floor copies as many abreast. */
const ABREAST = 2
const ENTRIES_PER_TOWN = 50_000

/** Books the finished entries of two towns, as an import of their history does: all of them new, in batches abreast. */
export async function bookHistory(book: OpenBook): Promise<readonly BatchTime[]> {
  const towns = townCodes(ABREAST)
  const histories = towns.map((town) => historyOf(book, town))
  const floors: Awaited<ReturnType<typeof copyFloor>>[] = []
  for (const number of towns.keys()) floors.push(await copyFloor(book, number))
  const times: BatchTime[] = []
  for (let start = 0; start < ENTRIES_PER_TOWN; start += BATCH) {
    const requests = towns.map((town, index) => ({
      request: `history ${start}`,
      town,
      by: 'bench',
      changes: histories[index]!.slice(start, start + BATCH),
    }))
    const { ms, value: booked } = await timed(() => Promise.all(requests.map((one) => bookEntries(book, one))))
    let floorMs: number | null = null
    if (times.length % FLOOR_EVERY === 0) {
      const texts = await Promise.all(
        booked.map(({ batch }, index) => floors[index]!.readBatch(codeKey(towns[index]!), batch)),
      )
      floorMs = (await timed(() => Promise.all(texts.map((text, index) => floors[index]!.copyBatch(text))))).ms
    }
    times.push({ rows: booked.reduce((sum, { added }) => sum + added, 0), ms, floorMs })
  }
  for (const floor of floors) await floor.close()
  return times
}

/** Every entry of a town's story as it stands at the end. */
function historyOf(book: OpenBook, town: string): Change[] {
  const last = new Map<string, Change>()
  for (const changes of townStory(town, ENTRIES_PER_TOWN)) {
    for (const change of changes) {
      if (change.kind !== 'put') continue
      const { ledger, orgUnit, values } = change
      last.set(`${ledger} ${keyText(book.definitions.ledger(ledger), { orgUnit, values, track: [] })}`, change)
    }
  }
  return [...last.values()]
}
