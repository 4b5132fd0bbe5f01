import type { SketchCell } from '@shishu/documents'
import { type Field, type FieldValue, formatQuantity, type Ledger, type OrgTree, unitOf } from '@shishu/kernel'
import type { EntryView } from '@shishu/store'

/** A list of a ledger's entries as a table. */
export interface EntryTable {
  headings: string[]
  cells(entry: EntryView): SketchCell[]
}

/** The table of a ledger: place, its fields in order, and for cases how they stand. Personal values come masked. */
export function entryTable(ledger: Ledger, orgTree: OrgTree): EntryTable {
  const fields = Object.entries(ledger.fields)
  const { loop } = ledger
  const ofCase = loop === undefined ? [] : ['状态', '期限']
  return {
    headings: ['组织单位', '单位代码', ...fields.map(([, field]) => headingOf(field)), ...ofCase, '条目编号', '版本'],
    cells: ({ orgUnit, values, state, due, entry, version }) => [
      orgTree.find(orgUnit)?.name ?? orgUnit,
      orgUnit,
      ...fields.map(([id, field]) => cellOf(field, values[id] ?? null)),
      ...(loop === undefined ? [] : [state === null ? null : (loop.states[state]?.label ?? state), dateCell(due)]),
      entry,
      version,
    ],
  }
}

function headingOf(field: Field): string {
  if (field.type !== 'quantity') return field.label
  const { dimension, labels } = unitOf(field.unit)
  return dimension === 'count' ? field.label : `${field.label}（${labels[0]}）`
}

const dateCell = (day: string | null): SketchCell => (day === null ? null : { date: day })

function cellOf(field: Field, value: FieldValue): SketchCell {
  if (value === null) return null
  switch (field.type) {
    case 'choice':
      return field.options[String(value)] ?? String(value)
    case 'boolean':
      return value === true ? '是' : '否'
    case 'date':
      return dateCell(String(value))
    case 'quantity':
      return Number(formatQuantity(Number(value), field.unit))
    case 'days':
      return Number(value)
    default:
      return String(value)
  }
}
