import { writeFile } from 'node:fs/promises'
import { parseInstant } from '@shishu/kernel'
import {
  makeReport,
  missingFigures,
  REPORT_FORMATS,
  type ReportFormat,
  type ReportRequest,
  reportFile,
  reportJson,
} from '@shishu/server/report'
import { differingSlots, issuedTextsKept, issueReport, readIssued, recomputeIssued, storeError } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, withBook } from './context.ts'

export interface ReportOptions {
  org: string
  period: string
  asOf?: string
  format?: string
  output?: string
  issue?: boolean
}

/** `shishu report NAME`: fills a report and writes it; without -o, the json goes to the terminal. */
export async function reportCommand(context: Context, name: string, options: ReportOptions): Promise<number> {
  const { terminal } = context
  const format = formatOf(context, options)
  if (options.issue === true && options.asOf !== undefined) throw new RangeError('--issue, --as-of')
  const request: ReportRequest = {
    report: name,
    orgUnit: options.org,
    period: options.period,
    asOf: options.asOf === undefined ? null : parseInstant(options.asOf),
    language: terminal.language,
  }
  return withBook(context, async (book) => {
    if (options.issue === true) {
      const issued = await issueReport(book, {
        report: book.definitions.report(name),
        orgUnit: request.orgUnit,
        period: request.period,
        by: context.by,
      })
      request.asOf = issued.moment
      const line = {
        zh: `已签发，签发号 ${issued.id}，封印 ${issued.seal}`,
        en: `Issued as ${issued.id}, seal ${issued.seal}`,
      }
      terminal.note(terminal.say(line))
    }
    const filled = await makeReport(book, request)
    const missing = missingFigures(book, filled)
    if (options.output === undefined) {
      terminal.printJson(await reportJson(book, filled))
    } else {
      const file = await reportFile(book, filled, format)
      await writeFile(options.output, file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOSPC') throw storeError('engine.disk-full', { path: options.output! })
        throw error
      })
      if (terminal.json)
        terminal.printJson({ file: options.output, format, asOf: filled.question.asOf.at, seal: filled.seal })
      else terminal.print(options.output)
    }
    if (missing.length > 0) {
      terminal.note(
        terminal.say({ zh: `没有数据的指标 ${missing.length} 个：`, en: `Figures without data: ${missing.length}` }),
      )
      for (const line of missing) terminal.note(`  ${line}`)
    }
    return EXIT.done
  })
}

/** `shishu recompute ID`: an issued report computed again as of its moment. */
export async function recomputeCommand(context: Context, id: string): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const issued = await readIssued(book, id)
    const again = await recomputeIssued(book, issued)
    const kept = await issuedTextsKept(book, issued)
    const differing = differingSlots(issued, again)
    if (terminal.json) terminal.printJson({ issued, again, same: differing.length === 0 && kept })
    else if (differing.length === 0) {
      const count = again.length
      terminal.print(terminal.say({ zh: `${count} 处与签发时完全相同。`, en: `All ${count} slots as issued.` }))
    } else for (const { slot, was, is } of differing) terminal.print(`${slot}: ${was} → ${is}`)
    if (!kept && !terminal.json) {
      terminal.print(terminal.say({ zh: '补写的文字与签发时不同。', en: 'What people wrote is not as issued.' }))
    }
    return differing.length === 0 && kept ? EXIT.done : EXIT.disagrees
  })
}

function formatOf({ terminal }: Context, { format, output }: ReportOptions): ReportFormat {
  const asked = format ?? output?.split('.').at(-1) ?? 'json'
  const known = REPORT_FORMATS.find((one) => one === asked)
  if (known === undefined) {
    const formats = REPORT_FORMATS.join(', ')
    const text = {
      zh: `出不了“${asked}”格式，可用：${formats}。`,
      en: `No format "${asked}"; choose one of ${formats}.`,
    }
    throw new RangeError(terminal.say(text))
  }
  return known
}
