import { type Field, isPersonal, type Language, type Ledger } from '@shishu/kernel'
import { headingOf } from './cell-text.ts'
import type { LedgerWords } from './ledger-words.ts'

/** A column of a ledger's list: a field, or what every entry has. */
export interface Column {
  /** The field's id, or `$place`, `$state`, `$due`, `$booked`, `$by`. */
  id: string
  label: string
  widthPx: number
  numeric: boolean
  /** What the server sorts by; null where it cannot. */
  sort: string | null
  field?: Field
}

/** How many fields are shown until somebody chooses. */
const FIELDS_AT_FIRST = 7
const LETTER_PX = 15
const PADDING_PX = 28

/** Every column of a ledger, in the order in which they stand. */
export function columnsOf(ledger: Ledger, words: LedgerWords, language: Language): Column[] {
  const own = (id: string, label: string, widthPx: number, sort: string | null): Column => ({
    id,
    label,
    widthPx,
    numeric: false,
    sort,
  })
  const fields = Object.entries(ledger.fields).map(([id, field]): Column => {
    const label = headingOf(field, language)
    return {
      id,
      label,
      widthPx: Math.max(widthOf(field, language), headingWidth(label, language)),
      numeric: field.type === 'quantity' || field.type === 'days',
      sort: isPersonal(field) ? null : id,
      field,
    }
  })
  // What tells entries apart comes first, in the order of the key; of a person nothing does.
  const key = ledger.key.flatMap((id) => fields.find((one) => one.id === id && one.sort !== null) ?? [])
  const [first, ...others] = [...key, ...fields.filter((one) => !key.includes(one))]
  const standing =
    ledger.loop === undefined
      ? []
      : [
          own('$state', words.columns.state, 128, null),
          own('$due', words.columns.due, language === 'en' ? 196 : 168, null),
        ]
  return [
    ...(first === undefined ? [] : [first]),
    own('$place', words.columns.place, 116, 'orgUnit'),
    ...standing,
    ...others,
    own('$booked', words.columns.booked, 168, 'entry'),
    own('$by', words.columns.by, 112, null),
  ]
}

function widthOf(field: Field, language: Language): number {
  switch (field.type) {
    case 'text':
      return isPersonal(field) ? 112 : field.max <= 40 ? 148 : 220
    case 'choice': {
      const longest = Math.max(...Object.values(field.options).map((label) => label.length))
      return Math.min(220, longest * LETTER_PX + PADDING_PX)
    }
    case 'date':
      return 124
    case 'month':
      return 104
    case 'quantity':
      return 112
    case 'boolean':
    case 'days':
      return language === 'en' ? 96 : 80
  }
}

/** Room for the heading on one line with its sign of sorting, up to a bound. */
function headingWidth(label: string, language: Language): number {
  const letters = label.length * (language === 'en' ? 8 : LETTER_PX)
  return Math.min(200, letters + PADDING_PX + 18)
}

/** The ids of the columns shown until somebody chooses: what tells entries apart and what is required, then others. */
export function columnsAtFirst(ledger: Ledger, columns: readonly Column[]): string[] {
  const days = new Set(Object.values(ledger.loop?.steps ?? {}).flatMap(({ day }) => day ?? []))
  const weight = ({ id, field }: Column) =>
    ledger.key.includes(id) ? 0 : field?.required === true ? 1 : days.has(id) ? 3 : 2
  const fields = columns
    .filter(({ field }) => field !== undefined)
    .toSorted((one, other) => weight(one) - weight(other))
    .slice(0, FIELDS_AT_FIRST)
  const shown = new Set(fields.map(({ id }) => id))
  return columns.filter(({ id, field }) => (field === undefined && id !== '$by') || shown.has(id)).map(({ id }) => id)
}

/** A column that is shown, and how wide; absent: as at first. */
export interface ShownColumn {
  id: string
  widthPx?: number
}

const NARROWEST_PX = 56
const WIDEST_PX = 640
export const boundWidth = (widthPx: number): number => Math.round(Math.max(NARROWEST_PX, Math.min(WIDEST_PX, widthPx)))

/** The columns to draw, in the order chosen and as wide; the first tells entries apart and stays where it is. */
export function shownColumns(columns: readonly Column[], chosen: readonly ShownColumn[]): Column[] {
  const [first, ...others] = columns
  if (first === undefined) return []
  const widthOfFirst = chosen.find(({ id }) => id === first.id)?.widthPx
  const rest = chosen.flatMap(({ id, widthPx }) => {
    const column = others.find((one) => one.id === id)
    return column === undefined ? [] : withWidth(column, widthPx)
  })
  return [withWidth(first, widthOfFirst), ...rest]
}

const withWidth = (column: Column, widthPx: number | undefined): Column =>
  widthPx === undefined ? column : { ...column, widthPx: boundWidth(widthPx) }

const keptUnder = (ledger: string) => `shishu.columns.${ledger}`

/** The columns that were chosen on this device; what has left the definition since is left out. */
export function readChosenColumns(ledger: Ledger, columns: readonly Column[]): ShownColumn[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder(ledger.id)) ?? 'null')
    const known = knownColumns(columns, kept)
    if (known.length > 0) return known
  } catch {
    // Nothing kept, nothing readable, or storage forbidden: the columns as they are at first.
  }
  return columnsAtFirst(ledger, columns).map((id) => ({ id }))
}

/** Of what was kept, what is a column still. */
export function knownColumns(columns: readonly Column[], kept: unknown): ShownColumn[] {
  if (!Array.isArray(kept)) return []
  return kept.flatMap((one: unknown) => {
    const { id, widthPx } = (typeof one === 'string' ? { id: one } : (one ?? {})) as Partial<ShownColumn>
    if (!columns.some((column) => column.id === id)) return []
    return typeof widthPx === 'number' ? { id: id!, widthPx } : { id: id! }
  })
}

export function keepChosenColumns(ledger: string, chosen: readonly ShownColumn[]): void {
  try {
    localStorage.setItem(keptUnder(ledger), JSON.stringify(chosen))
  } catch {
    // Storage forbidden: the choice lasts as long as the page.
  }
}
