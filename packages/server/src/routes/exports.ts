import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Ledger } from '@shishu/kernel'
import { DefinitionId, object, TaskId, Task as TaskView } from '@shishu/protocol'
import { exportBook, listEntries } from '@shishu/store'
import { EntriesQuery, questionOf } from '../entry/entries-question.ts'
import { contentDisposition } from '../evidence/file-name.ts'
import { FILE_TYPES } from '../evidence/file-type.ts'
import { BYTE_ORDER_MARK, csvLine } from '../export/csv.ts'
import { entryTable } from '../export/entry-table.ts'
import { everyPage } from '../export/every-page.ts'
import { exportError } from '../export/export-errors.ts'
import { writeSheet } from '../export/write-in-worker.ts'
import { startTask } from '../job/start-task.ts'
import { openTaskFile, taskFilePath } from '../job/task-file.ts'
import { type Ask, type Asked, defineRoute } from '../route/route.ts'
import { wholeBook } from '../route/whole-book.ts'
import type { Services } from '../services.ts'
import { ownTask, taskView } from './tasks.ts'

const OfLedger = object({ ledger: DefinitionId })
type ListAsk = Ask<typeof OfLedger, typeof EntriesQuery, undefined>

const mayRead = ({ params, query }: Pick<ListAsk, 'params' | 'query'>, { book }: Services): Asked => ({
  act: 'entry.read',
  orgUnit: query.org,
  ledger: book.definitions.ledger(params.ledger),
  reach: 'part',
})

/** What is asked for, found out before anything is sent: what comes later can only break the answer off. */
async function listOf({ params, query, book }: Pick<ListAsk, 'params' | 'query' | 'book'>, { withCount = false } = {}) {
  const ledger = book.definitions.ledger(params.ledger)
  const question = questionOf(params.ledger, query)
  const { count = 0 } = await listEntries(book, { ...question, limit: 1, withCount })
  return { ledger, question, count, table: entryTable(ledger, book.orgTree) }
}

function fileHeaders(ledger: Ledger, mediaType: string, extension: string) {
  return {
    'content-type': mediaType,
    'content-disposition': contentDisposition('attachment', `${ledger.label}.${extension}`),
    'cache-control': 'no-store',
  }
}

/** Entries in one workbook, which is made in memory (see write-in-worker.ts). */
const MOST_IN_WORKBOOK = 20_000

const workbook = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/entries.xlsx',
  tag: 'entries',
  summary: { zh: '条目清单：Excel 工作簿', en: 'A list of entries as a workbook' },
  access: 'rights',
  params: OfLedger,
  query: EntriesQuery,
  produces: [FILE_TYPES.xlsx.mediaType],
  perMinute: 30,
  asks: mayRead,
  handle: async (ask) => {
    const { ledger, question, count, table } = await listOf(ask, { withCount: true })
    if (count > MOST_IN_WORKBOOK) throw exportError('export.too-many', { count, most: MOST_IN_WORKBOOK })
    async function* rows() {
      yield [table.headings.map((text) => ({ text, bold: true }))]
      for await (const page of everyPage(ask.book, question)) yield page.map(table.cells)
    }
    const bytes = await writeSheet(sheetName(ledger.label), rows())
    ask.reply.headers(fileHeaders(ledger, FILE_TYPES.xlsx.mediaType, 'xlsx'))
    return Buffer.from(bytes)
  },
})

/** A name that Excel takes for a sheet: up to 31 characters, without those that addresses are written with. */
const sheetName = (label: string) => label.replace(/[\\/?*[\]:]/g, '_').slice(0, 31)

const csv = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/entries.csv',
  tag: 'entries',
  summary: { zh: '条目清单：CSV（UTF-8）', en: 'A list of entries as CSV, UTF-8' },
  access: 'rights',
  params: OfLedger,
  query: EntriesQuery,
  produces: [FILE_TYPES.csv.mediaType],
  perMinute: 60,
  asks: mayRead,
  handle: async (ask) => {
    const { ledger, question, table } = await listOf(ask)
    async function* lines() {
      yield BYTE_ORDER_MARK + csvLine(table.headings)
      for await (const page of everyPage(ask.book, question))
        yield page.map((entry) => csvLine(table.cells(entry))).join('')
    }
    ask.reply.headers(fileHeaders(ledger, 'text/csv; charset=utf-8', 'csv'))
    return Readable.from(lines())
  },
})

const ndjson = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/entries.ndjson',
  tag: 'entries',
  summary: { zh: '条目清单：一行一条 JSON', en: 'A list of entries, one JSON object a line' },
  access: 'rights',
  params: OfLedger,
  query: EntriesQuery,
  produces: ['application/x-ndjson'],
  perMinute: 60,
  asks: mayRead,
  handle: async (ask) => {
    const { ledger, question } = await listOf(ask)
    async function* lines() {
      for await (const page of everyPage(ask.book, question))
        yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    }
    ask.reply.headers(fileHeaders(ledger, 'application/x-ndjson; charset=utf-8', 'ndjson'))
    return Readable.from(lines())
  },
})

const wholeExport = defineRoute({
  method: 'POST',
  url: '/api/exports',
  tag: 'journal',
  summary: { zh: '导出整本账（不含个人信息）', en: 'Export the whole book, without personal values' },
  access: 'rights',
  response: TaskView,
  status: 202,
  perMinute: 6,
  asks: (_, services) => wholeBook('book.export', services),
  handle: async ({ person, services }) => {
    const about = { kind: 'export', person: person.account, orgUnit: null }
    const task = await startTask(services.tasks, about, async (id, _, signal) => {
      signal.throwIfAborted()
      const path = await taskFilePath(services.dataFolder, id, 'jsonl.gz')
      await exportBook(services.book, path)
      return { size: (await stat(path)).size }
    })
    return taskView(task)
  },
})

const exportFile = defineRoute({
  method: 'GET',
  url: '/api/exports/:task/file',
  tag: 'journal',
  summary: { zh: '下载导出的整本账（保留一天）', en: 'The exported book; kept for a day' },
  access: 'rights',
  params: object({ task: TaskId }),
  produces: ['application/gzip'],
  // Whoever has lost the right since no longer gets the file.
  asks: (_, services) => wholeBook('book.export', services),
  handle: async ({ params, person, services, reply }) => {
    await ownTask(services, person, params.task, 'export')
    const { bytes, size } = await openTaskFile(services.dataFolder, params.task, 'jsonl.gz')
    reply.headers({
      'content-type': 'application/gzip',
      'content-length': size,
      'content-disposition': contentDisposition('attachment', '实数整本账.jsonl.gz'),
      'cache-control': 'no-store',
    })
    return bytes
  },
})

export const exportRoutes = [workbook, csv, ndjson, wholeExport, exportFile]
