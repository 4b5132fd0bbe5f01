import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/routes/index.ts'
import { form as formOf } from '../form.ts'
import type { Answer } from '../server-fixture.ts'
import { EXAMPLES, type Example, type ExampleRequest } from './route-examples.ts'
import { may } from './who-may.ts'
import {
  ASKERS,
  type Asker,
  leaksIn,
  PLACES,
  PLACES_UNCHECKED,
  relationOf,
  type Sees,
  startWorld,
  type World,
} from './world.ts'

/** Somebody asking something of a place: one row of the matrix. */
interface Row {
  asker: Asker
  place: string
  allowed: boolean
  request: ExampleRequest
}

const NAMES = Object.keys(EXAMPLES)
let rows = 0

describe('the examples', () => {
  test('are of every route, and of no other', () => {
    expect(NAMES.toSorted()).toEqual(ROUTES.map(({ method, url }) => `${method} ${url}`).sort())
  })

  test('are of every kind of access as their route is', () => {
    for (const { method, url, access } of ROUTES) {
      const rights = EXAMPLES[`${method} ${url}`]?.map(({ right }) => right) ?? []
      if (access === 'public') expect(new Set(rights)).toEqual(new Set(['everybody']))
      if (access === 'rights') expect(rights).not.toContain('signed in')
      if (access !== 'public') expect(rights).not.toContain('everybody')
    }
  })
})

describe('with the API’s check', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(true)
  })
  afterAll(async () => {
    await world?.stop()
    console.info(`${rows} rows of the permission matrix`)
  })

  describe.each(NAMES)('%s', (name) => {
    test.each(EXAMPLES[name]!)('$about', async (example) => {
      const all = await rowsOf(world, example, PLACES)
      rows += all.length
      const refused = all.filter(({ allowed }) => !allowed)
      const before = await world.rowCounts()
      const wrong = await wrongRows(refused, async (row) => {
        const answer = await askAs(world, name, row)
        const asExpected = row.asker.name === null ? answer.status === 401 : [403, 404].includes(answer.status)
        return [...(asExpected ? [] : [told(answer)]), ...leaksIn(world, row.asker, shown(answer), sees)]
      })
      expect(wrong).toEqual([])
      if (refused.length > 0) expect(await world.rowCounts()).toEqual(before)
      const notLet = await wrongRows(
        all.filter(({ allowed }) => allowed),
        async (row) => {
          const request = example.changes ? await example.request(world, row.place) : row.request
          const answer = await askAs(world, name, { ...row, request })
          const let_ = answer.status < 400 || (example.orElse ?? []).includes(answer.body?.code)
          return [...(let_ ? [] : [told(answer)]), ...leaksIn(world, row.asker, shown(answer), sees)]
        },
      )
      expect(notLet).toEqual([])
    })
  })
})

/** What the database lets through, as the work is not the asker's but the server's own: with the API's check alone. */
const BY_SERVER_ALONE = NAMES.flatMap((name) =>
  EXAMPLES[name]!.flatMap(({ about, byServerAlone: why }) => (why === undefined ? [] : [{ name, about, why }])),
)

describe('with the API’s check switched off, the database refuses by itself', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(false)
  })
  afterAll(() => world?.stop())

  test('what is not the asker’s to see or do, but for what is the server’s own work', async () => {
    expect(BY_SERVER_ALONE.map(({ name }) => name)).toEqual(
      BY_SERVER_ALONE.map(({ name }) => name).filter((name) => !OF_THE_BOOK.test(name)),
    )
  })

  describe.each(NAMES.filter((name) => EXAMPLES[name]!.some(isCovered)))('%s', (name) => {
    test.each(EXAMPLES[name]!.filter(isCovered))('$about', async (example) => {
      const right = example.inDatabase ?? example.right
      const asked = (await rowsOf(world, { ...example, right }, PLACES_UNCHECKED)).filter(
        ({ allowed }) => !allowed || !example.changes,
      )
      const before = await world.rowCounts()
      const wrong = await wrongRows(asked, async (row) =>
        leaksIn(world, row.asker, shown(await askAs(world, name, row)), sees),
      )
      expect(wrong).toEqual([])
      const after = await world.rowCounts()
      if (JSON.stringify(after) === JSON.stringify(before)) return
      // Which of them left a row: each is asked once more by itself.
      const left = await wrongRows(
        asked,
        async (row) => {
          const was = await world.rowCounts()
          const answer = await askAs(world, name, row)
          const is = await world.rowCounts()
          const grown = Object.keys(is).filter((table) => is[table] !== was[table])
          return grown.length === 0 ? [] : [`${told(answer)} ${grown.join(' ')}`]
        },
        1,
      )
      expect(left).toEqual([])
      expect(after).toEqual(before)
    })
  })
})

/** Routes of the book itself: none of them may be left to the API's check alone. */
const OF_THE_BOOK = /\/(towns|ledgers|figures|reports|issues|due|missing|proposals)\b/

const isCovered = ({ byServerAlone }: Example) => byServerAlone === undefined

async function rowsOf(world: World, example: Example, places: readonly string[]): Promise<Row[]> {
  const found: Row[] = []
  for (const place of places) {
    const at = example.at(place)
    if (at === null) continue
    const request = await example.request(world, place)
    for (const asker of ASKERS) found.push({ asker, place, request, allowed: isAllowed(example, asker, at) })
  }
  return found
}

function isAllowed({ right, reach = 'whole' }: Example, { name, post, at: postAt }: Asker, at: string): boolean {
  if (right === 'everybody') return true
  if (right === 'signed in') return name !== null
  return may(post, right, relationOf(postAt, at), reach)
}

/** Whose it is to see what was said of a place. */
const SIGHT = {
  loans: ['read loans'],
  books: ['read books'],
  person: ['see readers'],
  figures: ['read figures'],
  // The audit log says which entry was asked for.
  ids: ['read figures', 'read the audit log'],
  webhook: ['keep webhooks'],
  // Whoever hands a case over chooses among the people of the place.
  account: ['keep accounts', 'keep sessions', 'appoint', 'hand loans over'],
} as const

const sees: Sees = ({ post, at }, what, place) => {
  return SIGHT[what].some((right) => may(post, right, relationOf(at, place), 'whole'))
}

/** Addresses from which requests come: nobody is held up by the limits of one. */
let address = 0
function nextAddress(): string {
  address += 1
  return `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
}

async function askAs(
  world: World,
  name: string,
  { asker, request: { url, body, form, headers } }: Row,
): Promise<Answer> {
  const sent = form === undefined ? {} : formOf(form.bytes, form.name)
  const more = { remoteAddress: nextAddress(), ...sent, headers: { ...headers, ...sent.headers } }
  return world.ask(asker.name, name.split(' ')[0]!, url, body, more)
}

/** Rows asked at the same time. */
const AT_ONCE = 6

/** Each row with what is wrong with it. What a request names itself, its answer may name too. */
async function wrongRows(
  all: readonly Row[],
  faultsOf: (row: Row) => Promise<string[]>,
  atOnce = AT_ONCE,
): Promise<string[]> {
  const wrong: string[] = []
  const waiting = [...all]
  const work = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const { asker, place, request } = row
      const named = JSON.stringify(request)
      const faults = (await faultsOf(row)).filter((fault) => !named.includes(fault))
      if (faults.length > 0)
        wrong.push(`${asker.post} at ${asker.at}, about ${place}: ${[...new Set(faults)].join('; ')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return wrong.sort()
}

const told = ({ status, body }: Answer) => `${status} ${body?.code ?? ''}`

/** All that can be read in an answer: of a workbook, what its parts say. */
function shown({ text, headers }: Answer): string {
  return `${JSON.stringify(headers)} ${text}`
}
