import type { Fault, LedgerWorkbook } from '@shishu/documents'
import { type Definitions, isPersonal, type OrgTree, type Rights } from '@shishu/kernel'
import { MASKED } from '@shishu/store'
import { importError } from './import-errors.ts'

/** What of a workbook an asker may not book, row by row; and masked values that an exported list brings back. */
export function readingFaults(
  { definitions, orgTree, rights }: { definitions: Definitions; orgTree: OrgTree; rights: Rights },
  reading: LedgerWorkbook,
): Fault[] {
  return [...orgUnitFaults(rights, reading), ...rowFaults(definitions, orgTree, rights, reading)]
}

function orgUnitFaults(rights: Rights, { orgUnits }: LedgerWorkbook): Fault[] {
  const foreign = orgUnits.find(({ code }) => !rights.may('org-units.manage', { orgUnit: code }))
  if (foreign === undefined) return []
  const error = importError('import.org-units-refused', { place: foreign.name })
  return [{ sheet: '组织单位', row: 1, column: null, found: '', error }]
}

function rowFaults(definitions: Definitions, orgTree: OrgTree, rights: Rights, reading: LedgerWorkbook): Fault[] {
  const faults: Fault[] = []
  for (const { ledger: id, orgUnit, values, sheet, rowNumber: row } of reading.rows) {
    const ledger = definitions.ledger(id)
    if (!rights.may('entry.write', { orgUnit, ledger })) {
      const place = orgTree.find(orgUnit)?.name ?? orgUnit
      const error = importError('import.row-refused', { ledger: ledger.label, place })
      faults.push({ sheet, row, column: null, found: '', error })
    }
    for (const [field, definition] of Object.entries(ledger.fields)) {
      if (values[field] !== MASKED || !isPersonal(definition)) continue
      const { columns } = reading.sheets.find((one) => one.sheet === sheet)!
      const column = columns.find((one) => one.field === field)?.column ?? null
      faults.push({
        sheet,
        row,
        column,
        found: MASKED,
        error: importError('import.masked-value', { field: definition.label }),
      })
    }
  }
  return faults
}
