import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeKey } from '@shishu/kernel'
import { addOrgUnits, appoint, bookEntries, type Change, issueReport, settle } from '@shishu/store'
import { uuidv7 } from 'uuidv7'
import type { Person } from '../../src/session/person.ts'
import { addWebhook } from '../../src/webhook/webhook.ts'
import {
  COUNTY,
  OTHER_VILLAGE,
  person,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../server-fixture.ts'
import type { Post, Relation } from './who-may.ts'

export const PROVINCE = '340000000000'
export const CITY = '341800000000'
export const FOREIGN_COUNTY = '341898000000'
export const FOREIGN_TOWN = '341898101000'
export const FOREIGN_VILLAGE = '341898101001'

/** The tree, by name alone. */
const PARENT: Readonly<Record<string, string>> = {
  [CITY]: PROVINCE,
  [COUNTY]: CITY,
  [FOREIGN_COUNTY]: CITY,
  [TOWN]: COUNTY,
  [SECOND_TOWN]: COUNTY,
  [FOREIGN_TOWN]: FOREIGN_COUNTY,
  [VILLAGE]: TOWN,
  [OTHER_VILLAGE]: TOWN,
  [SECOND_TOWN_VILLAGE]: SECOND_TOWN,
  [FOREIGN_VILLAGE]: FOREIGN_TOWN,
}
const TOWNS = [TOWN, SECOND_TOWN, FOREIGN_TOWN]

/** Places that requests are about; the few that show every relation. */
const FEW_PLACES = [PROVINCE, TOWN, VILLAGE, OTHER_VILLAGE, SECOND_TOWN, FOREIGN_VILLAGE]
const ALL_PLACES = [...FEW_PLACES, COUNTY, SECOND_TOWN_VILLAGE, FOREIGN_COUNTY, FOREIGN_TOWN]

/** `SHISHU_MATRIX=whole` asks about every place as everybody, also with the API’s check switched off. */
const WHOLE = process.env.SHISHU_MATRIX === 'whole'
export const PLACES = WHOLE ? ALL_PLACES : FEW_PLACES
/** Places asked about with the API’s check switched off. */
export const PLACES_UNCHECKED = WHOLE ? ALL_PLACES : [PROVINCE, TOWN, VILLAGE, OTHER_VILLAGE]

function isAbove(above: string, place: string): boolean {
  const parent = PARENT[place]
  return parent !== undefined && (parent === above || isAbove(above, parent))
}

/** How a place stands to where somebody's post is. */
export function relationOf(post: string, place: string): Relation {
  if (post === place) return 'own'
  if (isAbove(post, place)) return 'below'
  if (isAbove(place, post)) return 'parent'
  return PARENT[post] === PARENT[place] ? 'sibling' : 'foreign'
}

/** The township that a place is or lies in; null above one. */
export function townOf(place: string): string | null {
  return TOWNS.find((town) => town === place || isAbove(town, place)) ?? null
}

/** Somebody who asks: a post at a place. */
export interface Asker {
  /** As the header `x-test-person` has it; null for whoever has not signed in. */
  name: string | null
  post: Post
  at: string
}

type Held = readonly [post: Post, role: string, office: string | null, at: readonly string[]]
/** The last of each comes with the whole matrix alone. */
const HELD: readonly Held[] = [
  ['branch-clerk', 'branch-clerk', null, [VILLAGE, SECOND_TOWN_VILLAGE, OTHER_VILLAGE]],
  ['keeper of the desk', 'keeper', 'desk', [TOWN, COUNTY, SECOND_TOWN]],
  ['keeper of the shelves', 'keeper', 'shelves', [TOWN, COUNTY]],
  ['librarian', 'librarian', null, [TOWN, FOREIGN_TOWN, PROVINCE, COUNTY]],
  ['system-administrator', 'system-administrator', null, [TOWN, PROVINCE, COUNTY]],
  ['security-administrator', 'security-administrator', null, [TOWN, COUNTY, PROVINCE]],
  ['audit-administrator', 'audit-administrator', null, [TOWN, PROVINCE, COUNTY]],
]

const nameOf = (post: Post, at: string) => `${post.replaceAll(' ', '-')}-${at.slice(0, 12)}`

export const ASKERS: readonly Asker[] = [
  ...HELD.flatMap(([post, , , places]) =>
    places.slice(0, WHOLE ? undefined : -1).map((at): Asker => ({ name: nameOf(post, at), post, at })),
  ),
  { name: 'idle', post: 'no duty', at: TOWN },
  { name: null, post: 'nobody', at: TOWN },
]

export const MATRIX_CAST: Readonly<Record<string, Person>> = {
  idle: person('idle'),
  ...Object.fromEntries(
    HELD.flatMap(([post, role, office, places]) =>
      places.map((at) => [nameOf(post, at), person(nameOf(post, at), { role, office, orgUnit: at })] as const),
    ),
  ),
}

/** Words that nothing else has: seen in an answer, they say whose entries it shows. */
const MARK: Readonly<Record<string, string>> = {
  [TOWN]: 'zqtown',
  [VILLAGE]: 'zqvone',
  [OTHER_VILLAGE]: 'zqvtwo',
  [SECOND_TOWN]: 'zqstwn',
  [SECOND_TOWN_VILLAGE]: 'zqsvil',
  [FOREIGN_TOWN]: 'zqftwn',
  [FOREIGN_VILLAGE]: 'zqfvil',
}
/** Visitors of each village; every sum of some of them is told from every other. */
const VISITORS: Readonly<Record<string, number>> = {
  [VILLAGE]: 610_007,
  [OTHER_VILLAGE]: 1_320_011,
  [SECOND_TOWN_VILLAGE]: 2_730_023,
  [FOREIGN_VILLAGE]: 5_540_031,
}

/** What was booked at a place. */
export interface Seeded {
  loan: string
  book: string
  /** Hash of the file attached to the loan. */
  sha256: string
  webhook: string
  /** An account that belongs there, and its appointment there. */
  account: string
  appointment: string
}

/** A server with two counties, in which every town and village has booked its own. */
export interface World extends TestServer {
  seeded: ReadonlyMap<string, Seeded>
  /** Id of the report that each town issued. */
  issued: ReadonlyMap<string, string>
  /** A task that somebody else started. */
  othersTask: string
  /** Books a loan of its own at a place, past everybody's rights. */
  freshLoan(place: string): Promise<string>
  /** Appoints the account of a place there once more. */
  freshAppointment(place: string): Promise<string>
  /** Rows of each table, past everybody's rights; what the audit log and sessions note of a request is not counted. */
  rowCounts(): Promise<Readonly<Record<string, number>>>
}

export async function startWorld(authorises: boolean): Promise<World> {
  const on = await startTestServer({
    authorises,
    cast: MATRIX_CAST,
    clock: () => new Date('2026-04-05T02:00:00Z'),
    checksResponses: authorises,
  })
  await addOrgUnits(on.book, [
    { code: FOREIGN_COUNTY, name: '远县' },
    { code: FOREIGN_TOWN, name: '远山镇' },
    { code: FOREIGN_VILLAGE, name: '山脚村' },
  ])
  const book = (place: string, changes: readonly Change[]) =>
    bookEntries(on.book, { request: uuidv7(), town: townOf(place)!, by: 'seeder', changes })
  const seeded = new Map<string, Seeded>()
  const appointTo = (account: string, orgUnit: string) => {
    const role = townOf(orgUnit) === orgUnit ? 'librarian' : 'branch-clerk'
    const held = { role, orgUnit, office: null, from: '2026-01-01', until: null }
    return appoint(on.book, { person: account, ...held, by: 'seeder', reason: '示例' })
  }
  for (const place of Object.keys(MARK)) {
    const mark = MARK[place]!
    const bytes = Buffer.from(`a note of ${mark}`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = join(tmpdir(), `shishu-matrix-${mark}-${process.pid}.txt`)
    writeFileSync(path, bytes)
    await on.services.files.put(sha256, { path, sha256, size: bytes.length, mediaType: 'text/plain' })
    const file = { sha256, name: `${mark}-loans.txt`, mediaType: 'text/plain', size: bytes.length }
    const { versions } = await book(place, [
      {
        kind: 'add',
        ledger: 'loans',
        orgUnit: place,
        values: { slip: `${mark}-loans`, reader: `${mark}-person`, lentOn: '2026-02-02' },
        evidence: [file],
      },
      {
        kind: 'add',
        ledger: 'books',
        orgUnit: place,
        values: { number: `${mark}-books`, title: `${mark}-books`, subject: 'novel', boughtOn: '2026-02-02' },
      },
    ])
    const people = VISITORS[place]
    if (people !== undefined) {
      const values = { heldOn: '2026-02-03', people }
      await book(place, [{ kind: 'add', ledger: 'visits', orgUnit: place, values }])
    }
    const entryOf = (ledger: string) => versions.find((one) => one.ledger === ledger)!.entry
    const webhook = await addWebhook(
      on.book.keeperPool,
      { person: 'seeder', orgUnit: place, url: `https://${mark}-webhook.example.gov.cn/`, events: ['batch.booked'] },
      { rules: on.services.addressRules, now: on.book.clock() },
    )
    const names = { name: mark, displayName: `${mark}-account`, orgUnit: place }
    const account = (await on.services.accounts.createAccount(names, { account: null, ip: '127.0.0.1' })).id
    const appointment = await appointTo(account, place)
    seeded.set(place, {
      loan: entryOf('loans'),
      book: entryOf('books'),
      sha256,
      webhook: webhook.id,
      account,
      appointment,
    })
  }
  const issued = new Map<string, string>()
  for (const town of TOWNS) {
    await settle(on.book, codeKey(town), { fold: true })
    const report = on.book.definitions.report('half-year')
    const { id } = await issueReport(on.book, { report, orgUnit: town, period: '2026-H1', by: 'seeder' })
    issued.set(town, id)
    await settle(on.book, codeKey(town), { fold: true })
  }
  const others = await on.services.tasks.start('export', 'account-somebody', null, async () => ({ secret: 'zqtask' }))
  let number = 0
  return {
    ...on,
    seeded,
    issued,
    othersTask: others.id,
    freshLoan: async (place) => {
      number += 1
      const values = { slip: `fresh-${number}`, reader: '某人', lentOn: '2026-03-20' }
      const { versions } = await book(place, [{ kind: 'add', ledger: 'loans', orgUnit: place, values }])
      return versions[0]!.entry
    },
    freshAppointment: (place) => appointTo(seeded.get(place)!.account, place),
    rowCounts: () => countRows(on),
  }
}

/** What the server itself notes of requests; and what is sealed and folded meanwhile of what was booked before. */
const NOT_COUNTED =
  /^(audit.*|migration|session|sign_in_failure|server_.*|journal|pending|cell|town_cell|fold|moved|rebooking)$/

async function countRows({ book }: TestServer): Promise<Readonly<Record<string, number>>> {
  return book.asOwner(async (owner) => {
    const { rows: tables } = await owner.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
        where table_schema in ('shishu', 'shishu_account') and table_type = 'BASE TABLE'`,
    )
    const counted = tables.filter(({ name }) => !NOT_COUNTED.test(name))
    const parts = counted.map(
      ({ schema, name }) => `select '${schema}.${name}' as name, count(*)::integer as count from ${schema}.${name}`,
    )
    const { rows } = await owner.query<{ name: string; count: number }>(parts.join(' union all '))
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
  })
}

/** What an answer must not show to somebody: each mark and amount of a place or ledger that is not hers to see. */
export function leaksIn(world: World, asker: Asker, text: string, sees: Sees): string[] {
  const found: string[] = []
  for (const [place, { loan, book, webhook }] of world.seeded) {
    const mark = MARK[place]!
    const told = (what: 'loans' | 'books' | 'person' | 'webhook' | 'account') =>
      sees(asker, what, place) ? [] : [`${mark}-${what}`]
    const ids = sees(asker, 'ids', place) ? [] : [loan, book]
    const hooks = sees(asker, 'webhook', place) ? [] : [webhook]
    const words = [
      ...told('loans'),
      ...told('books'),
      ...told('person'),
      ...told('webhook'),
      ...told('account'),
      ...ids,
      ...hooks,
    ]
    found.push(...words.filter((word) => text.includes(word)))
  }
  const villages = Object.keys(VISITORS)
  const foreign = villages.filter((village) => !sees(asker, 'figures', village))
  if (foreign.length > 0) {
    for (const { sum, of } of SUMS) {
      if (of.some((village) => foreign.includes(village)) && new RegExp(`(?<!\\d)${sum}(?!\\d)`).test(text)) {
        found.push(`visitors of ${of.join(' and ')}`)
      }
    }
  }
  if (text.includes('zqtask')) found.push('another’s task')
  return found
}

/** Whether somebody may see what was said of a place: entries of a ledger, readers' names, figures, webhooks, people. */
export type Sees = (
  asker: Asker,
  what: 'loans' | 'books' | 'person' | 'webhook' | 'account' | 'figures' | 'ids',
  place: string,
) => boolean

/** Every sum of some villages. */
const SUMS = Array.from({ length: 2 ** Object.keys(VISITORS).length - 1 }, (_, index) => {
  const of = Object.keys(VISITORS).filter((_, bit) => ((index + 1) >> bit) & 1)
  return { of, sum: of.reduce((sum, village) => sum + VISITORS[village]!, 0) }
})
