import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { LedgerWorkbook } from '@shishu/documents'
import { ShishuError } from '@shishu/kernel'
import { type Imported, importWorkbook } from '@shishu/server/import'
import type { OpenBook } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type Context, withBook } from './context.ts'

export interface ImportOptions {
  org?: string
  preview?: boolean
  reason?: string
}

/** `shishu import FILE…`: books workbooks, one after another; each is booked whole or not at all. */
export async function importCommand(
  context: Context,
  files: readonly string[],
  options: ImportOptions,
): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const results: Record<string, unknown>[] = []
    let refused = false
    for (const [index, file] of files.entries()) {
      terminal.progress(`${index + 1}/${files.length} ${basename(file)} …`)
      const result = await importOrRefuse(book, context, file, options)
      if (result.outcome === 'refused') refused = true
      results.push(result)
    }
    if (terminal.json) terminal.printJson(results)
    return refused ? EXIT.refused : EXIT.done
  })
}

/** Imports a file and says what became of it. A file that cannot be read as a workbook does not keep the others out. */
async function importOrRefuse(
  book: OpenBook,
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<Record<string, unknown>> {
  const { terminal } = context
  try {
    return await report(terminal, file, await importFile(book, context, file, options))
  } catch (error) {
    if (!(error instanceof ShishuError) || /^(engine|book)\./.test(error.code)) throw error
    const text = error.text(terminal.language)
    if (!terminal.json) terminal.note(`${basename(file)}：${text}`)
    return { file, outcome: 'refused', error: { code: error.code, facts: error.facts, text } }
  }
}

/** Imports one file from disk. */
export async function importFile(
  book: OpenBook,
  { terminal, by }: Context,
  file: string,
  { org, preview, reason }: ImportOptions = {},
): Promise<Imported> {
  return importWorkbook(book, {
    bytes: await readFile(file),
    fileName: basename(file),
    by,
    language: terminal.language,
    ...(org === undefined ? {} : { town: org }),
    ...(preview === undefined ? {} : { preview }),
    ...(reason === undefined ? {} : { reason }),
  })
}

/** Says what became of a file; a refused one is written back, marked, beside it. */
async function report(terminal: Terminal, file: string, imported: Imported): Promise<Record<string, unknown>> {
  const name = basename(file)
  const line = (text: string) => terminal.json || terminal.print(text)
  if (imported.outcome === 'repeated') {
    line(terminal.say({ zh: `${name}：以前导入过，没有重复记账。`, en: `${name}: imported before; not booked again.` }))
    return { file, outcome: 'repeated' }
  }
  const { reading } = imported
  if (imported.outcome === 'refused') {
    const marked = file.replace(/(\.xlsx)?$/i, '.待改.xlsx')
    await writeFile(marked, imported.marked)
    line(
      terminal.say({
        zh: `${name}：有 ${reading.faults.length} 处要改，一条也没有记账。已标在 ${marked}。`,
        en: `${name}: ${reading.faults.length} faults; nothing was booked. They are marked in ${marked}.`,
      }),
    )
    const faults = reading.faults.map(({ sheet, row, column, found, error }) => {
      const place = column === null ? `${row}` : `${column}${row}`
      return { sheet, cell: place, found, code: error.code, text: error.text(terminal.language) }
    })
    for (const { sheet, cell, text } of faults.slice(0, 20)) line(`  ${sheet}!${cell}　${text}`)
    if (faults.length > 20) line(`  …… ${faults.length - 20}`)
    return { file, outcome: 'refused', marked, faults }
  }
  if (imported.outcome === 'previewed') printReading(terminal, name, reading)
  else printBooked(terminal, name, imported)
  for (const notice of reading.notices.slice(0, 40)) {
    line(`  ${notice.sheet}${notice.row === null ? '' : `!${notice.row}`}　${notice.texts[terminal.language]}`)
  }
  const { sheets, notices } = reading
  return { file, outcome: imported.outcome, sheets, notices, booked: 'booked' in imported ? imported.booked : null }
}

function printReading(terminal: Terminal, name: string, reading: LedgerWorkbook): void {
  if (terminal.json) return
  terminal.print(terminal.say({ zh: `${name}：预览，没有记账。`, en: `${name}: preview; nothing was booked.` }))
  for (const { sheet, ledger, rows, columns, ignored, orgUnitColumn } of reading.sheets) {
    terminal.print(`  ${sheet} → ${ledger ?? '？'}　${rows} 行`)
    for (const { column, heading, label, unit } of columns) {
      terminal.print(`    ${column}　${heading} → ${label}${unit === undefined ? '' : `（${unit}）`}`)
    }
    if (orgUnitColumn !== null) terminal.print(`    ${orgUnitColumn}　→ 组织单位`)
    if (ignored.length > 0) terminal.print(`    不用：${ignored.join('、')}`)
  }
}

function printBooked(terminal: Terminal, name: string, imported: Imported & { outcome: 'booked' }): void {
  if (terminal.json) return
  const { booked, reading } = imported
  if (booked === null) {
    const units = reading.orgUnits.length
    terminal.print(terminal.say({ zh: `${name}：组织单位 ${units} 个。`, en: `${name}: ${units} org units.` }))
    return
  }
  const adjusts = booked.adjusts.length > 0 ? `（调整：${booked.adjusts.join('、')}）` : ''
  terminal.print(
    terminal.say({
      zh: `${name}：新增 ${booked.added} 条，更正 ${booked.corrected} 条，未变 ${booked.unchanged} 条，记账 ${booked.postings} 笔${adjusts}。`,
      en: `${name}: ${booked.added} added, ${booked.corrected} corrected, ${booked.unchanged} unchanged, ${booked.postings} postings${adjusts}.`,
    }),
  )
}
