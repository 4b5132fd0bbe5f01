import { codeRange, dayOfInstant, type OrgTree, type OrgUnit, parentCode, townshipOf } from '@shishu/kernel'
import { object, SearchView, SearchWords } from '@shishu/protocol'
import { appointmentsOfAll, searchEntries } from '@shishu/store'
import { defineRoute } from '../route/route.ts'
import { pinyinInitials } from '../search/pinyin-initials.ts'
import type { Services } from '../services.ts'
import type { Person } from '../session/person.ts'

/** Of each kind at most: what is not among these is looked for with more words. */
const MOST_PLACES = 8
const MOST_PEOPLE = 8
const MOST_ENTRIES = 12
const MOST_OF_LEDGER = 4
/** Colleagues of a town whose names are compared; a county's are looked for by their town. */
const MOST_COLLEAGUES = 500
/** Milliseconds for which entries are looked for: a town of 100,000 takes a tenth of a second. */
const ENTRIES_WITHIN_MS = 2000

const search = defineRoute({
  method: 'GET',
  url: '/api/search',
  tag: 'definitions',
  summary: {
    zh: '查找：地方、同事、条目；不查个人信息',
    en: 'Places, colleagues and entries by name; never personal values',
  },
  access: 'signed-in',
  perMinute: 240,
  query: object({ q: SearchWords }),
  response: SearchView,
  handle: async ({ query, book, services, person, rights }) => {
    const text = query.q.trim().toLowerCase()
    if (text.length < 2) return { places: [], people: [], entries: [], complete: true }
    const { orgTree, definitions } = book
    const { ledgers } = definitions.pack
    const readable = ledgers.filter((ledger) => rights.ranges('entry.read', ledger).length > 0)
    const { entries, complete } = await searchEntries(book, {
      text,
      // Whoever works in a village may have duties in the town; their rights say what is found.
      orgUnit: townshipOf(person.orgUnit) ?? person.orgUnit,
      ledgers: readable,
      limit: MOST_ENTRIES,
      limitOfLedger: MOST_OF_LEDGER,
      withinMs: ENTRIES_WITHIN_MS,
    })
    return {
      places: placesNamed(orgTree, text),
      people: await colleagues(services, person, text),
      entries: entries.map(({ orgUnit, ...found }) => ({ ...found, place: shortName(orgTree.get(orgUnit)) })),
      complete,
    }
  },
})

function placesNamed(orgTree: OrgTree, text: string) {
  const found = orgTree.all.filter(
    ({ code, name, shortName: short = '' }) =>
      [name, short].some((each) => matches(each, text)) || code.startsWith(text),
  )
  return found.slice(0, MOST_PLACES).map(({ code, name }) => {
    const above = parentCode(code)
    return { code, name, above: above === undefined ? null : (orgTree.find(above)?.name ?? null) }
  })
}

/**
 * Whoever works in the same town, by name and post: whom to ask, and nothing that they did. Whoever works above the towns finds those
 * of the same org unit.
 */
async function colleagues(services: Services, { orgUnit }: Person, text: string) {
  const { book, accounts } = services
  const town = townshipOf(orgUnit)
  const range = codeRange(town ?? orgUnit)
  const within = town === undefined ? { from: range.from, until: range.from + 1 } : range
  const all = await accounts.findAccounts({ within, disabled: false, limit: MOST_COLLEAGUES })
  const found = all.filter(({ displayName }) => matches(displayName, text)).slice(0, MOST_PEOPLE)
  const today = dayOfInstant(book.clock().toISOString())
  const { roles, offices } = book.definitions.pack
  const ids = found.map(({ id }) => id)
  const duties = await appointmentsOfAll(book, ids, today)
  return found.map(({ id, displayName }) => ({
    displayName,
    duties: (duties.get(id) ?? []).map(({ role, office, orgUnit: at }) => ({
      role: roles.find((one) => one.id === role)?.label ?? role,
      office: office === null ? null : (offices[office] ?? office),
      place: shortName(book.orgTree.get(at)),
    })),
  }))
}

const matches = (name: string, text: string): boolean =>
  name.toLowerCase().includes(text) || (/^[a-z0-9]+$/.test(text) && pinyinInitials(name).includes(text))

const shortName = ({ name, shortName: short }: OrgUnit): string => short ?? name

export const searchRoutes = [search]
