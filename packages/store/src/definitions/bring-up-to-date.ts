import { checkChanges, type Day, dayOfInstant, type definitionsOf, type Pack, ShishuError } from '@shishu/kernel'
import type { Client, ClientBase } from 'pg'
import type { OpenBook } from '../book/open-book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import {
  changesInForce,
  type KeptChange,
  layeredDefinitions,
  layeredPack,
  waitingChanges,
} from './definition-changes.ts'
import { definitionSet, definitionSetId } from './definition-set.ts'
import { ensureLedgerTables, finishRebooking, installDefinitions } from './install-definitions.ts'

/** The advisory lock of whoever brings a book up to date, as SQL of its key. It ends with its connection. */
export const OPENING_LOCK = "hashtextextended('shishu open', 0)"

/**
 * Takes up the definitions that another server has put in force since, where they are this program's pack with the book's
 * changes; asks for no lock.
 * @returns whether the book has the definitions in force now
 */
export async function adoptDefinitions(book: OpenBook): Promise<boolean> {
  const found = await inSnapshot(book.keeperPool, async (client) => {
    const id = await idInForce(client)
    if (id === book.definitionsId) return null
    return { id, kept: await changesInForce(client), numbers: await readMeasureNumbers(client) }
  })
  if (found === null) return true
  const definitions = layeredDefinitions(book.programPack, found.kept)
  if (definitionSetId(definitionSet(definitions.pack)) !== found.id) return false
  putInBook(book, definitions, found.id, found.numbers)
  return true
}

/**
 * Puts in force what is due and takes up what others have put in force: asked every few seconds, by one statement where
 * there is nothing to do. Another process at work on it is not waited for.
 * @returns changes whose day has come and that no longer go with the definitions in force; they go on waiting
 * Errors   definition.unfit, engine.*
 */
export async function bringDefinitionsUpToDate(book: OpenBook): Promise<readonly KeptChange[]> {
  const { rows } = await book.keeperPool.query<{ id: string; due: boolean; rebooking: boolean }>(
    `select (select id from shishu.definition_set order by seq desc limit 1) as id,
            exists (select from shishu.definition_change as c
                     where c.from_day <= $1 and not exists (select from shishu.definition_change_end as e where e.change = c.id)) as due,
            exists (select from shishu.rebooking) as rebooking`,
    [todayOf(book)],
  )
  const { id, due, rebooking } = rows[0]!
  const same = id === book.definitionsId || (await adoptDefinitions(book))
  if (same && !due && !rebooking) return []
  return book.asOwner(async (owner) => {
    const lock = await owner.query<{ taken: boolean }>(`select pg_try_advisory_lock(${OPENING_LOCK}) as taken`)
    if (lock.rows[0]?.taken !== true) return []
    return bringUnderLock(owner, book)
  })
}

/**
 * What bringDefinitionsUpToDate does once the lock is held. Where another program's definitions are in force, it leaves
 * them: that program has taken the book over.
 */
export async function bringUnderLock(owner: Client, book: OpenBook): Promise<readonly KeptChange[]> {
  if (!(await isOfProgram(owner, book.programPack, await changesInForce(owner)))) return []
  const unfit = await beginDue(owner, book.programPack, book.clock())
  const definitions = layeredDefinitions(book.programPack, await changesInForce(owner))
  const id = await installDefinitions(owner, definitions, book.clock())
  if (id !== book.definitionsId) putInBook(book, definitions, id, await readMeasureNumbers(owner))
  await finishRebooking(owner, book)
  return unfit
}

/**
 * Puts the changes in force whose day has come, in the order of their days.
 * @returns those that no longer go with the definitions in force, which go on waiting
 */
export async function beginDue(owner: Client, programPack: Pack, now: Date): Promise<readonly KeptChange[]> {
  const today = dayOfInstant(now.toISOString())
  const due = (await waitingChanges(owner)).filter(({ from }) => from <= today)
  const unfit: KeptChange[] = []
  if (due.length === 0) return unfit
  let pack = layeredPack(programPack, await changesInForce(owner))
  for (const change of due) {
    const changed = layeredPack(pack, [change])
    if (checkChanges(pack, change.changes).length > 0 || !(await takenByTables(owner, changed))) unfit.push(change)
    else {
      await putInForce(owner, change.id, now)
      pack = changed
    }
  }
  return unfit
}

async function takenByTables(owner: Client, pack: Pack): Promise<boolean> {
  try {
    await ensureLedgerTables(owner, pack)
    return true
  } catch (error) {
    if (error instanceof ShishuError && error.code === 'definition.retyped') return false
    throw error
  }
}

/** Notes that a change is in force, after all that are, unless it was withdrawn meanwhile. The opening lock must be held. */
export async function putInForce(owner: Client, change: string, now: Date): Promise<void> {
  await owner.query(
    `insert into shishu.definition_change_end (change, outcome, seq, at)
     select $1, 'in-force', coalesce(max(seq), 0) + 1, $2 from shishu.definition_change_end
         on conflict (change) do nothing`,
    [change, now],
  )
}

/** Whether the definitions in force are a program's pack with some of the book's changes, the earliest ones. */
async function isOfProgram(owner: Client, pack: Pack, kept: readonly KeptChange[]): Promise<boolean> {
  const id = await idInForce(owner)
  for (let count = kept.length; count >= 0; count -= 1) {
    if (definitionSetId(definitionSet(layeredPack(pack, kept.slice(0, count)))) === id) return true
  }
  return false
}

/** Identity of the definitions in force. */
async function idInForce(client: Pick<ClientBase, 'query'>): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select id from shishu.definition_set order by seq desc limit 1')
  return rows[0]?.id
}

/** All that hangs on definitions changes at once, so that nobody sees some of the old and some of the new. */
function putInBook(
  book: OpenBook,
  definitions: ReturnType<typeof definitionsOf>,
  definitionsId: string,
  measureNumbers: ReadonlyMap<string, number>,
): void {
  Object.assign(book, {
    definitions,
    definitionsId,
    measureNumbers,
    rules: { ...book.rules, params: definitions.params },
  } satisfies Partial<OpenBook>)
}

export async function readMeasureNumbers(client: Pick<ClientBase, 'query'>): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: number; key: string }>('select id, key from shishu.measure')
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** The day on which the book is asked. */
export function todayOf(book: Pick<OpenBook, 'clock'>): Day {
  return dayOfInstant(book.clock().toISOString())
}
