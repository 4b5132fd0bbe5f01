// A thread that gathers the rows of one sheet, writes the workbook, and ends.
import { parentPort } from 'node:worker_threads'
import { writeWorkbook } from '@shishu/documents'
import type { SheetRow, WriterMessage } from './write-in-worker.ts'

const rows: SheetRow[] = []
parentPort!.on('message', (message: WriterMessage) => {
  if ('rows' in message) {
    rows.push(...message.rows)
    return
  }
  parentPort!.postMessage(writeWorkbook({ sheets: [{ name: message.end, rows }] }))
})
