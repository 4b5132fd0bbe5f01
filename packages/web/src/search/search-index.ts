import type { Definitions, Language } from '@shishu/kernel'
import type { Found } from '../api/search.ts'
import { nameIn } from '../words/language.ts'

export type FoundKind = 'page' | 'ledger' | 'loop' | 'indicator' | 'report' | 'guide' | 'place' | 'entry'

/** One thing that search can find. */
export interface Findable {
  kind: FoundKind
  /** A definition's id, a page's address, a topic, a place's code, or `ledger/entry`. */
  id: string
  name: string
  /** What tells it from another of the same name. */
  about?: string
  /** What is compared: both names and the pinyin initials, in small letters. */
  keys: readonly string[]
}

/** Pinyin initials of a Chinese text, without spaces: 矛盾纠纷 → mdjf. */
export type InitialsOf = (text: string) => string

/** Everything in the definitions that a person may look for by name. */
export function findablesOf(definitions: Definitions, language: Language, initialsOf: InitialsOf): Findable[] {
  const { ledgers, indicators, reports } = definitions.pack
  const make =
    (kind: FoundKind) =>
    (named: { id: string; label: string; gloss: string }): Findable => ({
      kind,
      id: named.id,
      name: nameIn(language, named),
      keys: [named.label, named.gloss, initialsOf(named.label)].map((key) => key.toLowerCase()),
    })
  return [
    ...ledgers.map(make('ledger')),
    ...ledgers.filter((ledger) => ledger.loop !== undefined).map(make('loop')),
    ...indicators.map(make('indicator')),
    ...reports.map(make('report')),
  ]
}

/** Pages and chapters of the guide, which have a name in the language that is read. */
export function findablePages(
  kind: 'page' | 'guide',
  pages: readonly { id: string; name: string }[],
  initialsOf: InitialsOf,
): Findable[] {
  return pages.map(({ id, name }) => ({
    kind,
    id,
    name,
    keys: [name, initialsOf(name)].map((key) => key.toLowerCase()),
  }))
}

/** What the server found, as it is listed; `ledgerName` by a ledger's id. */
export function foundElsewhere({ places, entries }: Found, ledgerName: (id: string) => string): Findable[] {
  return [
    ...places.map(
      ({ code, name, above }): Findable => ({
        kind: 'place',
        id: code,
        name,
        keys: [],
        ...(above === null ? {} : { about: above }),
      }),
    ),
    ...entries.map(
      ({ ledger, entry, place, summary }): Findable => ({
        kind: 'entry',
        id: `${ledger}/${entry}`,
        name: summary,
        keys: [],
        about: `${ledgerName(ledger)} · ${place}`,
      }),
    ),
  ]
}

/** What was found by kind, `most` of each; a kind stands where its best one would. */
export function groupsOf(found: readonly Findable[], most: number): { kind: FoundKind; all: readonly Findable[] }[] {
  const kinds = [...new Set(found.map(({ kind }) => kind))]
  return kinds.map((kind) => ({ kind, all: found.filter((each) => each.kind === kind).slice(0, most) }))
}

/** What matches, best first: a name that begins with the words before one that merely has them. */
export function find(findables: readonly Findable[], text: string, most: number): Findable[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const rank = ({ keys }: Findable) => {
    if (keys.some((key) => key === wanted)) return 0
    if (keys.some((key) => key.startsWith(wanted))) return 1
    return keys.some((key) => key.includes(wanted)) ? 2 : 3
  }
  return findables
    .map((findable) => ({ findable, rank: rank(findable) }))
    .filter((each) => each.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ findable }) => findable)
}
