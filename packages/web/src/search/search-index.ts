import type { Definitions, Language } from '@shishu/kernel'
import { nameIn } from '../words/language.ts'

export type FoundKind = 'ledger' | 'loop' | 'indicator' | 'report'

/** One thing that search can find. */
export interface Findable {
  kind: FoundKind
  id: string
  name: string
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
