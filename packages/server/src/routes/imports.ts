import {
  DefinitionId,
  EntryId,
  ImportUndone,
  object,
  Reason,
  RowFaults,
  RowsToCheck,
  TaskId,
  Task as TaskView,
  TownCode,
} from '@shishu/protocol'
import { type Book, storeError } from '@shishu/store'
import { Type } from 'typebox'
import { permit } from '../booking/permit.ts'
import { contentDisposition } from '../evidence/file-name.ts'
import { FILE_TYPES } from '../evidence/file-type.ts'
import { checkRow } from '../import/check-row.ts'
import { importResult } from '../import/import-result.ts'
import { type ImportRequest, importWorkbook } from '../import/import-workbook.ts'
import { readInWorker } from '../import/read-in-worker.ts'
import { readingFaults } from '../import/reading-faults.ts'
import { receiveWorkbook, WORKBOOK_LIMIT_BYTES } from '../import/receive-workbook.ts'
import { undoImport } from '../import/undo-import.ts'
import { readHere } from '../import/workbook-reader.ts'
import { checkFewTasks, startTask } from '../job/start-task.ts'
import { openTaskFile, writeTaskFile } from '../job/task-file.ts'
import { defineRoute } from '../route/route.ts'
import { uploadedFile } from '../route/uploaded-file.ts'
import type { Services } from '../services.ts'
import { ownTask, taskView } from './tasks.ts'

const start = defineRoute({
  method: 'POST',
  url: '/api/imports',
  tag: 'import',
  summary: {
    zh: '导入工作簿：预览或记账；整本记账，有一处不对就一条也不记',
    en: 'Import a workbook, as a preview or for good: all of it is booked, or none',
  },
  access: 'signed-in',
  consumes: ['multipart/form-data'],
  query: object({
    preview: Type.Optional(Type.Boolean()),
    town: Type.Optional(TownCode),
    reason: Type.Optional(Reason),
  }),
  response: TaskView,
  status: 202,
  perMinute: 60,
  handle: async ({ query, book, person, rights, services, language, request }) => {
    if (!rights.mayAnywhere('entry.write') && !rights.mayAnywhere('org-units.manage'))
      throw storeError('access.refused', {})
    const { preview = false, town, reason } = query
    if (reason !== undefined) request.auditReason = reason
    if (town !== undefined) book.orgTree.get(town)
    await checkFewTasks(services.tasks, person.account)
    const part = await uploadedFile(request, WORKBOOK_LIMIT_BYTES)
    const { bytes, name: fileName, unpackedBytes } = await receiveWorkbook(part.file, part.filename, services.evidence)
    const { definitions } = book
    const asked: ImportRequest = {
      bytes,
      fileName,
      by: person.name,
      preview,
      language,
      ...(town === undefined ? {} : { town }),
      ...(reason === undefined ? {} : { reason }),
      permit: (draft) => permit(draft, rights),
      checkReading: (reading) => readingFaults({ definitions, orgTree: book.orgTree, rights }, reading),
    }
    const about = { kind: 'import', person: person.account, orgUnit: town ?? null }
    const task = await startTask(services.tasks, about, async (id, progress, signal) =>
      run(services, book, id, {
        ...asked,
        signal,
        reader: readerOf(unpackedBytes, signal),
        progress: (now) => progress({ ...now }),
      }),
    )
    return taskView(task)
  },
})

/** Up to here a workbook is read between two requests; a thread of its own would take longer to start. */
const SMALL_BYTES = 500_000

const readerOf = (unpackedBytes: number, signal: AbortSignal) =>
  unpackedBytes <= SMALL_BYTES ? readHere : readInWorker(signal)

/** Imports, keeps the marked workbook of a refusal, and lets the server know what is new. */
async function run(services: Services, book: Book, task: string, request: ImportRequest) {
  const imported = await importWorkbook(book, request)
  if (imported.outcome === 'refused') await writeTaskFile(services.dataFolder, task, 'xlsx', imported.marked)
  if (imported.outcome === 'booked') {
    const { orgUnits, town } = imported.reading
    if (orgUnits.length > 0) services.book.orgTree = services.book.orgTree.with(orgUnits)
    if (town !== null) services.settler.booked(town)
  }
  return importResult(book.definitions, imported)
}

const marked = defineRoute({
  method: 'GET',
  url: '/api/imports/:task/marked',
  tag: 'import',
  summary: { zh: '下载标出问题的工作簿（保留一天）', en: 'The workbook with its faults marked; kept for a day' },
  access: 'signed-in',
  params: object({ task: TaskId }),
  produces: [FILE_TYPES.xlsx.mediaType],
  handle: async ({ params, person, services, reply }) => {
    await ownTask(services, person, params.task, 'import')
    const { bytes, size } = await openTaskFile(services.dataFolder, params.task, 'xlsx')
    reply.headers({
      'content-type': FILE_TYPES.xlsx.mediaType,
      'content-length': size,
      'content-disposition': contentDisposition('attachment', '待改.xlsx'),
      'cache-control': 'no-store',
    })
    return bytes
  },
})

const undo = defineRoute({
  method: 'POST',
  url: '/api/imports/:batch/undo',
  tag: 'import',
  summary: {
    zh: '撤回一次导入：撤销它新增而之后没有改过的条目',
    en: 'Undo an import: withdraw the entries that it added and nobody changed since',
  },
  access: 'signed-in',
  params: object({ batch: EntryId }),
  body: object({ reason: Reason }),
  response: ImportUndone,
  handle: async ({ params, body, book, person, rights, services, request }) => {
    request.auditReason = body.reason
    if (!rights.mayAnywhere('entry.withdraw')) throw storeError('access.refused', {})
    const { town, ...undone } = await undoImport(book, services.book, {
      batch: params.batch,
      by: person.name,
      reason: body.reason,
      permit: (draft) => permit(draft, rights),
    })
    services.settler.booked(town)
    return undone
  },
})

const check = defineRoute({
  method: 'POST',
  url: '/api/ledgers/:ledger/check',
  tag: 'import',
  summary: { zh: '检查若干行，不记账', en: 'Check rows; nothing is booked' },
  access: 'rights',
  params: object({ ledger: DefinitionId }),
  body: RowsToCheck,
  response: RowFaults,
  bodyLimit: 4 << 20,
  asks: ({ params, body }, { book }) => ({
    act: 'entry.write',
    orgUnit: body.orgUnit,
    ledger: book.definitions.ledger(params.ledger),
  }),
  handle: async ({ params, body, book }) => {
    const ledger = book.definitions.ledger(params.ledger)
    book.orgTree.get(body.orgUnit)
    const faults = body.rows.flatMap((values, row) =>
      checkRow(ledger, { orgUnit: body.orgUnit, values }).map(({ field = null, error }) => ({
        row,
        field,
        code: error.code,
        ...error.texts,
      })),
    )
    return { faults }
  },
})

export const importRoutes = [start, marked, undo, check]
