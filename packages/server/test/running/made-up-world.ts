import { dayOfInstant, type OrgUnit } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { orgUnits, townEntries, towns } from '@shishu/pack-township/seeds'
import { addOrgUnits, appoint, bookEntries, type Change, type OpenBook, openBook } from '@shishu/store'
import { accountsOf } from '../../src/serve/accounts-of.ts'
import { serverSecret } from '../../src/serve/server-secret.ts'
import { readSettings } from '../../src/setting/settings.ts'

/** A town in which people work. */
export interface WorkingTown {
  code: string
  villages: readonly string[]
}

/** Somebody who is signed in. */
export interface Worker {
  account: string
  name: string
  role: 'village-clerk' | 'officer' | 'principal'
  town: WorkingTown
  orgUnit: string
  office: string | null
  /** The header `cookie` of the session. */
  cookie: string
}

/** The towns of the made-up township in which the load works. */
export const TOWNS: readonly WorkingTown[] = towns
  .slice(0, 2)
  .map(({ code, villages }) => ({ code, villages: villages.map((village) => village.code) }))

/** How a book is reached by whoever opens it. */
export interface BookPlace {
  dataDir: string
  databaseUrl?: string
}

export const openPlace = (place: BookPlace): Promise<OpenBook> => openBook({ ...place, pack: packTownship })

/** Entries of each ledger that a made-up town begins with: enough for pages, lists of cases and figures. */
const SEEDED = 20

/** Puts the made-up county and a little of its work in an empty book. */
export async function fillBook(book: OpenBook, units: readonly OrgUnit[] = orgUnits): Promise<void> {
  await addOrgUnits(book, units)
  for (const town of towns.slice(0, TOWNS.length)) {
    for (const [ledger, entries] of townEntries(town)) {
      const changes = entries
        .slice(0, SEEDED)
        .map(({ orgUnit, values }): Change => ({ kind: 'put', ledger, orgUnit, values }))
      await bookEntries(book, { request: `seeds ${ledger}`, town: town.code, by: 'seeds', changes })
    }
  }
}

const PASSWORD = 'Rain-fall 2026'

/** Eight village clerks, six officers and two principals of two towns, each with an account, a duty and a session. */
export async function signInWorkers(book: OpenBook, on: readonly WorkingTown[] = TOWNS): Promise<Worker[]> {
  const settings = readSettings({})
  const audit = { note: () => undefined, write: async () => undefined, record: async () => undefined }
  const secret = await serverSecret(book, null)
  const { accounts, stop } = accountsOf(book, settings, { baseUrl: 'http://localhost', secret, audit })
  const workers: Worker[] = []
  const today = dayOfInstant(book.clock().toISOString())
  const by = { account: null, ip: null }
  try {
    for (const { name, ...duty } of dutiesIn(on)) {
      const { role, orgUnit, office } = duty
      const { id: account } = await accounts.createAccount({ name, displayName: name, orgUnit }, by)
      await accounts.enrol({ token: (await accounts.invite(account, by)).token, password: PASSWORD, ip: null })
      await appoint(book, {
        ...{ person: account, role, orgUnit, office, from: today, until: null },
        ...{ by: 'shishu', reason: '试运行' },
      })
      const { setCookies } = await accounts.signIn({ name, password: PASSWORD, ip: null, userAgent: null })
      workers.push({ account, name, ...duty, cookie: setCookies.map((each) => each.split(';')[0]).join('; ') })
    }
  } finally {
    await stop()
  }
  return workers
}

function dutiesIn(on: readonly WorkingTown[]): Omit<Worker, 'account' | 'cookie'>[] {
  return on.flatMap((town, at) => [
    ...[0, 1, 2, 3].map((index) => ({
      ...{ name: `clerk${at}${index}`, role: 'village-clerk' as const, office: null },
      // Two clerks a village: what one has handled the other may review.
      ...{ town, orgUnit: town.villages[index >> 1]! },
    })),
    ...[0, 1, 2].map((index) => ({
      ...{ name: `officer${at}${index}`, role: 'officer' as const, office: 'safety' },
      ...{ town, orgUnit: town.code },
    })),
    { name: `principal${at}`, role: 'principal' as const, office: null, town, orgUnit: town.code },
  ])
}
