import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeFromKey } from '@shishu/kernel'
import {
  type AuditVerification,
  checkBook,
  exportBook,
  type OpenBook,
  verifyAudit,
  verifyBook,
  verifyExport,
} from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, dataFolder, withBook } from './context.ts'

/** `shishu check`: recounts the whole book. */
export async function checkCommand(context: Context): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const result = await checkBook(book, (entries) => terminal.progress(`${entries} …`))
    const { entries, postings, disagreements } = result
    if (terminal.json) terminal.printJson(result)
    else if (disagreements.length === 0) {
      terminal.print(
        terminal.say({
          zh: `${entries} 条、${postings} 笔记账重算一遍，全部相符。`,
          en: `${entries} entries and ${postings} postings recounted; all agree.`,
        }),
      )
    } else {
      for (const { town, measure, orgUnit, when, what, expected, found } of disagreements) {
        terminal.print(`${town} ${orgUnit} ${when} ${measure} (${what}): ${expected} ≠ ${found}`)
      }
    }
    return disagreements.length === 0 ? EXIT.done : EXIT.disagrees
  })
}

/** `shishu verify [EXPORT]`: recomputes the seals of journal and audit log and the hashes of files, or an export's seals. */
export async function verifyCommand(
  context: Context,
  file: string | undefined,
  options: { seal?: string },
): Promise<number> {
  const { terminal } = context
  if (file !== undefined) await access(file)
  const progress = (done: number) => terminal.progress(`${done} …`)
  const { journals, audit, lost } =
    file === undefined
      ? await withBook(context, async (book) => ({
          journals: await verifyBook(book, progress),
          audit: await verifyAudit(book, progress),
          lost: await lostFilesOf(context, book),
        }))
      : { journals: await verifyExport(file), audit: null, lost: [] }
  const known = options.seal === undefined || journals.some(({ seal }) => seal.startsWith(options.seal!))
  if (!known) {
    const words = {
      zh: `没有哪本流水账以封印 ${options.seal} 结尾：末尾可能被截去。`,
      en: `No journal ends with seal ${options.seal}.`,
    }
    terminal.note(terminal.say(words))
  }
  if (terminal.json) terminal.printJson(journals.map((one) => ({ ...one, town: codeFromKey(one.town) })))
  for (const { town, position, seal } of terminal.json ? [] : journals) {
    const code = codeFromKey(town)
    const words = {
      zh: `${code}：${position} 笔，封印相符 ${seal}`,
      en: `${code}: ${position} batches, seals hold ${seal}`,
    }
    terminal.print(terminal.say(words))
  }
  if (audit !== null && !terminal.json) printAudit(context, audit)
  for (const { sha256, what } of lost) {
    const words = {
      zh: `附件${what === 'missing' ? '不在了' : '被改动过'}：${sha256}`,
      en: `File ${what}: ${sha256}`,
    }
    terminal.note(terminal.say(words))
  }
  const holds = known && lost.length === 0 && (audit === null || audit.findings.length === 0)
  return holds ? EXIT.done : EXIT.disagrees
}

/** Files that the book refers to and that are not as they were sealed, where the server keeps them. */
async function lostFilesOf(context: Context, book: OpenBook) {
  // The server's parts take a while to load; few commands need them.
  const { fileStoreOf, lostFiles, readSettings } = await import('@shishu/server/serve')
  const settings = readSettings({ ...context.env, SHISHU_DATA: dataFolder(context) })
  return lostFiles(book, fileStoreOf(settings), (files) => context.terminal.progress(`${files} …`))
}

function printAudit({ terminal }: Context, { rows, seals, waiting, findings }: AuditVerification): void {
  const words = {
    zh: `审计：${rows} 行、${seals} 个封印相符，${waiting} 行待封`,
    en: `Audit: ${rows} rows, ${seals} seals; ${waiting} rows wait for theirs`,
  }
  if (findings.length === 0) terminal.print(terminal.say(words))
  for (const { what, seal, row } of findings) {
    const finding = {
      zh: `审计不符：${what} 封印 ${seal ?? '—'} 行 ${row ?? '—'}`,
      en: `Audit: ${what}, seal ${seal}, row ${row}`,
    }
    terminal.print(terminal.say(finding))
  }
}

/** `shishu export FILE`: the whole book, without personal values, for `verify` and for keeping. */
export async function exportCommand(context: Context, file: string): Promise<number> {
  await access(dirname(file))
  await withBook(context, (book) => exportBook(book, file))
  context.terminal.print(file)
  return EXIT.done
}
