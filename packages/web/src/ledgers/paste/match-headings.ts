import { findUnit, type Ledger, storedFields, type UnitId, unitOf } from '@shishu/kernel'
import { nameKey } from '../read-cell.ts'

/** Where a pasted column goes: a field, the place, or nowhere. */
export const PLACE = '$place'
export interface PasteColumn {
  /** What stands above it; empty where the rows came without headings. */
  heading: string
  target: string | null
  /** The unit that the heading says, where it is not the field's own. */
  unit?: UnitId
}

/** How offices head the column that says where. */
const PLACE_HEADINGS = [
  '地方',
  '村',
  '村社区',
  '所属村',
  '行政村',
  '村居',
  '单位',
  '所在村',
  '镇村',
  'place',
  'village',
].map(nameKey)
const BRACKETED = /[(（[【][^()（）[\]【】]*[)）\]】]/g

const bareKey = (text: string) => nameKey(text.normalize('NFKC').replace(BRACKETED, ''))

/** What each column of pasted rows is, and whether the first row is one of headings. */
export function matchHeadings(
  ledger: Ledger,
  rows: readonly (readonly string[])[],
): { columns: PasteColumn[]; hasHeadings: boolean } {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const first = Array.from({ length: width }, (_, index) => rows[0]?.[index]?.trim() ?? '')
  const matched = matchRow(ledger, first)
  const found = matched.filter(({ target }) => target !== null).length
  // Two headings that are known, or the only one there is: a row of values seldom reads like that.
  if (found >= Math.min(2, first.filter((text) => text !== '').length) && found > 0) {
    return { columns: matched, hasHeadings: true }
  }
  const order: (string | null)[] = storedFields(ledger.fields).map(([id]) => id)
  return {
    columns: Array.from({ length: width }, (_, index) => ({ heading: '', target: order[index] ?? null })),
    hasHeadings: false,
  }
}

function matchRow(ledger: Ledger, headings: readonly string[]): PasteColumn[] {
  const used = new Set<string>()
  return headings.map((heading) => {
    const target = targetOf(ledger, heading, used)
    if (target === null) return { heading, target }
    used.add(target)
    const unit = unitIn(ledger, target, heading)
    return unit === undefined ? { heading, target } : { heading, target, unit }
  })
}

function targetOf(ledger: Ledger, heading: string, used: ReadonlySet<string>): string | null {
  const [key, bare] = [nameKey(heading), bareKey(heading)]
  if (key === '') return null
  const names = (id: string) => {
    const { label, gloss, headings = [] } = ledger.fields[id]!
    return [id, label, gloss, ...headings].map(nameKey)
  }
  const free = storedFields(ledger.fields)
    .map(([id]) => id)
    .filter((id) => !used.has(id))
  const found =
    free.find((id) => nameKey(ledger.fields[id]!.label) === key) ??
    free.find((id) => names(id).includes(key)) ??
    free.find((id) => names(id).includes(bare))
  if (found !== undefined) return found
  return PLACE_HEADINGS.includes(bare) && !used.has(PLACE) ? PLACE : null
}

/** The unit in a heading's brackets, where it measures what the field does: 产值（亿元） of a field in 万元. */
function unitIn(ledger: Ledger, target: string, heading: string): UnitId | undefined {
  const field = ledger.fields[target]
  if (field?.type !== 'quantity') return undefined
  const text = heading.match(BRACKETED)?.at(-1)?.slice(1, -1) ?? ''
  const unit = findUnit(text.replace(/^单位[:：]/, ''))
  return unit !== undefined && unit.dimension === unitOf(field.unit).dimension ? unit.id : undefined
}
