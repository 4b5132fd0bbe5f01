import { readLedgerWorkbook, writeWorkbook } from '@shishu/documents'
import * as K from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { townshipWorkbooks, orgUnits } from '@shishu/pack-township/seeds'
import { checkRow } from './src/import/check-row.ts'
const tree = K.orgTree(orgUnits)
const mine = new Set(['peace','safety','planning','overall','disclosure'])
for (const w of townshipWorkbooks()) {
  if (!mine.has(w.office) || w.fileName === '组织单位.xlsx') continue
  const r = await readLedgerWorkbook(writeWorkbook(w), { ledgers: packTownship.ledgers, orgTree: tree, fileName: w.fileName, checkRow })
  console.log(w.fileName, r.rows.length, r.sheets.map((s)=>s.sheet+':'+s.ledger+':'+s.rows).join(' '), r.faults.length, r.faults.slice(0,4).map((f)=>[f.sheet,f.row,f.column,f.found,f.error.text('zh')].join('|')))
}
