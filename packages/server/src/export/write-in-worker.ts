import { Worker } from 'node:worker_threads'
import { type SketchCell, writeWorkbook } from '@shishu/documents'

export type SheetRow = readonly SketchCell[]

/** What the thread is told: rows as they are read, then that these were all. */
export type WriterMessage = { rows: readonly SheetRow[] } | { end: string }

/** Up to so many rows a sheet is written between two requests; a thread of its own would take longer to start. */
const SMALL_ROWS = 500
/** Memory that writing one workbook may take; past it the thread ends, and with it this workbook alone. */
const MEMORY_MB = 1_024

/**
 * Writes a workbook of one sheet; a large one in a thread of its own, so that it keeps nobody waiting.
 * @param rows  as many as a workbook takes at most, page by page
 */
export async function writeSheet(
  name: string,
  rows: AsyncIterable<readonly SheetRow[]>,
  { smallRows = SMALL_ROWS } = {},
): Promise<Uint8Array> {
  const first: SheetRow[] = []
  const pages = rows[Symbol.asyncIterator]()
  for (;;) {
    const page = await pages.next()
    if (page.done === true) return writeWorkbook({ sheets: [{ name, rows: first }] })
    first.push(...page.value)
    if (first.length > smallRows) return writeInWorker(name, first, pages)
  }
}

async function writeInWorker(
  name: string,
  first: readonly SheetRow[],
  rest: AsyncIterator<readonly SheetRow[]>,
): Promise<Uint8Array> {
  const worker = new Worker(new URL('./writer-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // Nothing of the server's environment is its business.
    env: {},
  })
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  worker.on('message', resolve)
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`the writer ended with ${code}`)))
  // Told below; it may fail while the next page is read.
  promise.catch(() => undefined)
  const say = (message: WriterMessage) => worker.postMessage(message)
  try {
    say({ rows: first })
    for (let page = await rest.next(); page.done !== true; page = await rest.next()) say({ rows: page.value })
    say({ end: name })
    return await promise
  } finally {
    await worker.terminate()
  }
}
