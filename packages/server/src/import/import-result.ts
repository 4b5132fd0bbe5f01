import type { Fault, LedgerWorkbook } from '@shishu/documents'
import { type Definitions, isPersonal } from '@shishu/kernel'
import type { ImportFault, ImportResult } from '@shishu/protocol'
import { MASKED } from '@shishu/store'
import type { Static } from 'typebox'
import type { Imported } from './import-workbook.ts'

/** Faults and notices that an answer lists; the marked workbook has all. */
const LISTED = 500

/** What became of a workbook, as it is answered: personal values are masked. */
export function importResult(definitions: Definitions, imported: Imported): Static<typeof ImportResult> {
  const { outcome } = imported
  const reading = outcome === 'repeated' ? NOTHING_READ : imported.reading
  const booked = outcome === 'booked' ? imported.booked : null
  return {
    outcome,
    town: reading.town,
    sheets: reading.sheets.map(({ leftOut: _, ...sheet }) => sheet),
    rows: reading.rows.length,
    orgUnits: reading.orgUnits.length,
    faults: reading.faults.slice(0, LISTED).map((fault) => shownFault(definitions, reading, fault)),
    faultCount: reading.faults.length,
    notices: reading.notices.slice(0, LISTED).map(({ sheet, row, code, texts }) => ({ sheet, row, code, ...texts })),
    noticeCount: reading.notices.length,
    booked:
      booked === null
        ? null
        : {
            batch: booked.batch,
            added: booked.added,
            corrected: booked.corrected,
            unchanged: booked.unchanged,
            postings: booked.postings,
            adjusts: [...booked.adjusts],
          },
    marked: outcome === 'refused',
  }
}

const NOTHING_READ: LedgerWorkbook = { town: null, sheets: [], rows: [], orgUnits: [], faults: [], notices: [] }

function shownFault(
  definitions: Definitions,
  reading: LedgerWorkbook,
  { sheet, row, column, found, error }: Fault,
): Static<typeof ImportFault> {
  const { code, texts } = error
  const at = { sheet, row, column, code }
  if (found.trim() === '' || !isPersonalCell(definitions, reading, sheet, column)) return { ...at, found, ...texts }
  // What stands in the cell may be quoted in the texts, cut or trimmed otherwise than in `found`.
  const quoted = Object.values(error.facts).filter((fact) => typeof fact === 'string' && overlaps(fact, found))
  const masked = (text: string) =>
    [...quoted, found.trim()].reduce<string>((rest, part) => rest.replaceAll(String(part), MASKED), text)
  return { ...at, found: MASKED, zh: masked(texts.zh), en: masked(texts.en) }
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.replace(/\s/g, '')) as [string, string]
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}

function isPersonalCell(
  definitions: Definitions,
  { sheets }: LedgerWorkbook,
  name: string,
  column: string | null,
): boolean {
  const sheet = sheets.find((one) => one.sheet === name)
  const field = sheet?.columns.find((one) => one.column === column)?.field
  if (sheet?.ledger == null || field === undefined) return false
  const definition = definitions.ledger(sheet.ledger).fields[field]
  return definition !== undefined && isPersonal(definition)
}
