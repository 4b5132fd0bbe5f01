import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeFromKey, parseInstant } from '@shishu/kernel'
import {
  type BackupKey,
  type BackupProgress,
  type BookCheck,
  type BookLocation,
  backupBook,
  importExport,
  parseBackupKey,
  restoreBook,
  type VerifiedJournal,
  withDatabaseInUse,
} from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, dataFolder } from './context.ts'

/** `shishu backup FILE`: the whole book and its evidence files in one file, while the book is in use. */
export async function backupCommand(
  context: Context,
  file: string,
  options: { keyFile?: string; files?: string },
): Promise<number> {
  const { terminal } = context
  await access(dirname(file))
  const key = await keyOf(context, options.keyFile)
  const stop = new AbortController()
  const interrupted = () => stop.abort()
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    const report = await withDatabaseInUse(bookLocation(context), (owner) =>
      backupBook(owner, file, {
        filesDir: filesFolder(context, options.files),
        onProgress: progressOn(context),
        signal: stop.signal,
        ...(key !== undefined && { key }),
      }),
    )
    if (terminal.json) terminal.printJson({ file, encrypted: key !== undefined, ...report })
    else {
      const { takenAt, tables, rows, files } = report
      const words = {
        zh: `${file}：备份截至 ${takenAt}，${tables} 张表、${rows} 行、${files} 个附件。`,
        en: `${file}: as of ${takenAt}; ${tables} tables, ${rows} rows, ${files} files.`,
      }
      terminal.print(terminal.say(words))
    }
    if (key === undefined) {
      const words = {
        zh: '备份没有加密，里面有个人信息，请妥善保管；加密用 --key-file 或 SHISHU_BACKUP_KEY。',
        en: 'The backup is not encrypted and holds personal values; --key-file or SHISHU_BACKUP_KEY encrypts it.',
      }
      terminal.note(terminal.say(words))
    }
    return EXIT.done
  } catch (error) {
    if (!stop.signal.aborted) throw error
    terminal.note(terminal.say({ zh: '备份中止，没有留下文件。', en: 'The backup was given up; no file was left.' }))
    return EXIT.refused
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

/** `shishu restore FILE`: a backup into an empty database, whole or as of a moment; then verified and recounted. */
export async function restoreCommand(
  context: Context,
  file: string,
  options: { keyFile?: string; files?: string; until?: string },
): Promise<number> {
  const { terminal } = context
  await access(file)
  const key = await keyOf(context, options.keyFile)
  const until = options.until === undefined ? undefined : parseInstant(options.until)
  const report = await restoreBook(file, bookLocation(context), {
    filesDir: filesFolder(context, options.files),
    onProgress: progressOn(context),
    ...(key !== undefined && { key }),
    ...(until !== undefined && { until }),
  })
  if (terminal.json) terminal.printJson({ ...report, journals: journalsForJson(report.journals) })
  else {
    const { takenAt, tables, rows, files, cut } = report
    const say = (zh: string, en: string) => terminal.print(terminal.say({ zh, en }))
    say(
      `备份做于 ${takenAt}：恢复了 ${tables} 张表、${rows} 行、${files} 个附件。`,
      `Backup of ${takenAt}: ${tables} tables, ${rows} rows, ${files} files restored.`,
    )
    if (cut !== null) {
      say(
        `截至 ${cut.until}：舍去此后的 ${cut.batches} 笔。`,
        `As of ${cut.until}: ${cut.batches} later batches left out.`,
      )
      printLostKeys(context, cut.lostKeys)
    }
    printProof(context, report)
  }
  const words = {
    zh: '备份以后删除过的个人信息又回来了，请重新删除。',
    en: 'Personal values erased since the backup was taken are back: erase them anew.',
  }
  terminal.note(terminal.say(words))
  return outcome(report.check)
}

/** `shishu open-export FILE`: an export as a new book in an empty database; says what no export holds. */
export async function openExportCommand(context: Context, file: string): Promise<number> {
  const { terminal } = context
  await access(file)
  const onProgress = (batches: number) => terminal.progress(`${batches} …`)
  const report = await importExport(file, bookLocation(context), { onProgress })
  if (terminal.json) terminal.printJson({ ...report, journals: journalsForJson(report.journals) })
  else {
    const { exportedAt, batches, versions, postings, lost } = report
    const say = (zh: string, en: string) => terminal.print(terminal.say({ zh, en }))
    say(
      `导出于 ${exportedAt}：${batches} 笔、${versions} 版、记账 ${postings} 笔。`,
      `Exported at ${exportedAt}: ${batches} batches, ${versions} versions, ${postings} postings.`,
    )
    say(
      `导出文件里没有个人信息：${lost.personalValues} 处读作已删除；没有账号、消息、审计记录和组织单位的旧名。`,
      `No export holds personal values (${lost.personalValues} read as erased), accounts, messages, the audit log or earlier names of places.`,
    )
    if (lost.files > 0) {
      say(`附件只有指纹，没有文件：${lost.files} 个。`, `${lost.files} evidence files are named by hash alone.`)
    }
    printLostKeys(context, lost.keys)
    printProof(context, report)
  }
  return outcome(report.check)
}

function bookLocation(context: Context): BookLocation {
  const { DATABASE_URL: databaseUrl } = context.env
  return { dataDir: dataFolder(context), ...(databaseUrl ? { databaseUrl } : {}), pack: context.pack }
}

/** The folder of evidence files: as asked, else as the server has it. */
function filesFolder(context: Context, asked: string | undefined): string {
  return asked ?? (context.env.SHISHU_FILES || join(dataFolder(context), 'files'))
}

/** The key in a file, else in SHISHU_BACKUP_KEY. Errors: backup.key-malformed. */
async function keyOf({ env }: Context, keyFile: string | undefined): Promise<BackupKey | undefined> {
  if (keyFile !== undefined) return parseBackupKey(await readFile(keyFile))
  return env.SHISHU_BACKUP_KEY ? parseBackupKey(Buffer.from(env.SHISHU_BACKUP_KEY)) : undefined
}

function progressOn({ terminal }: Context) {
  return ({ name, done, of }: BackupProgress) => terminal.progress(`${done + 1}/${of} ${name} …`)
}

function printLostKeys({ terminal }: Context, lost: readonly { ledger: string; entries: number }[]): void {
  for (const { ledger, entries } of lost) {
    const words = {
      zh: `${ledger}：${entries} 条要靠个人信息才能对上号，重新导入时会当作新条目。`,
      en: `${ledger}: ${entries} entries are told apart by personal values and will not be recognised on import.`,
    }
    terminal.print(terminal.say(words))
  }
}

function printProof({ terminal }: Context, { journals, check }: Proof): void {
  const say = (zh: string, en: string) => terminal.print(terminal.say({ zh, en }))
  for (const { town, position, seal } of journals) {
    const code = codeFromKey(town)
    say(`${code}：${position} 笔，封印相符 ${seal}`, `${code}: ${position} batches, seals hold ${seal}`)
  }
  const { entries, postings, disagreements } = check
  if (disagreements.length === 0) {
    say(
      `${entries} 条、${postings} 笔记账重算一遍，全部相符。`,
      `${entries} entries and ${postings} postings recounted; all agree.`,
    )
    return
  }
  for (const { town, measure, orgUnit, when, what, expected, found } of disagreements) {
    terminal.print(`${town} ${orgUnit} ${when} ${measure} (${what}): ${expected} ≠ ${found}`)
  }
}

interface Proof {
  journals: readonly VerifiedJournal[]
  check: BookCheck
}

function journalsForJson(journals: readonly VerifiedJournal[]) {
  return journals.map((one) => ({ ...one, town: codeFromKey(one.town) }))
}

function outcome(check: BookCheck): number {
  return check.disagreements.length === 0 ? EXIT.done : EXIT.disagrees
}
