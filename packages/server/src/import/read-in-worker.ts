import { Worker } from 'node:worker_threads'
import type { Fault, LedgerWorkbook } from '@shishu/documents'
import { type Facts, type Language, type Ledger, type OrgUnit, ShishuError } from '@shishu/kernel'
import type { WorkbookReader } from './workbook-reader.ts'

/** Memory that reading one workbook may take; past it the thread ends, and with it this import alone. */
const MEMORY_MB = 1_024

/** A refusal on its way between threads. */
export interface SentError {
  code: string
  facts: Facts
  texts: Record<Language, string>
}

type SentFault = Omit<Fault, 'error'> & { error: SentError }

/** What the thread is asked. */
export type ReaderJob =
  | {
      kind: 'read'
      bytes: Uint8Array
      options: { ledgers: readonly Ledger[]; orgUnits: readonly OrgUnit[]; fileName: string; town?: string }
    }
  | { kind: 'mark'; bytes: Uint8Array; faults: readonly SentFault[]; language: Language }

/** What it says. */
export type ReaderAnswer =
  | { kind: 'counted'; rows: number }
  | { kind: 'read'; reading: Omit<LedgerWorkbook, 'faults'> & { faults: SentFault[] } }
  | { kind: 'marked'; bytes: Uint8Array }
  | { kind: 'refused'; error: SentError }

export const sentError = ({ code, facts, texts }: ShishuError): SentError => ({ code, facts, texts })
export const receivedError = ({ code, facts, texts }: SentError) => new ShishuError(code, facts, texts)
export const sentFault = (fault: Fault): SentFault => ({ ...fault, error: sentError(fault.error) })
export const receivedFault = (fault: SentFault): Fault => ({ ...fault, error: receivedError(fault.error) })

/** Reads in a thread of its own, so that a large workbook keeps nobody waiting; the signal ends it at once. */
export function readInWorker(signal?: AbortSignal): WorkbookReader {
  return {
    read: async (bytes, { orgTree, ...rest }, counted) => {
      const options = { ...rest, orgUnits: orgTree.all }
      const answer = await ask({ kind: 'read', bytes, options }, signal, counted)
      if (answer.kind !== 'read') throw new Error(`the reader answered ${answer.kind}`)
      return { ...answer.reading, faults: answer.reading.faults.map(receivedFault) }
    },
    mark: async (bytes, faults, language) => {
      const answer = await ask({ kind: 'mark', bytes, faults: faults.map(sentFault), language }, signal)
      if (answer.kind !== 'marked') throw new Error(`the reader answered ${answer.kind}`)
      return answer.bytes
    },
  }
}

async function ask(
  job: ReaderJob,
  signal: AbortSignal | undefined,
  counted: (rows: number) => void = () => undefined,
): Promise<ReaderAnswer> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // Nothing of the server's environment is its business.
    env: {},
  })
  const { promise, resolve, reject } = Promise.withResolvers<ReaderAnswer>()
  const stop = () => reject(signal!.reason)
  signal?.addEventListener('abort', stop)
  worker.on('message', (answer: ReaderAnswer) => (answer.kind === 'counted' ? counted(answer.rows) : resolve(answer)))
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`the reader ended with ${code}`)))
  try {
    const answer = await promise
    if (answer.kind === 'refused') throw receivedError(answer.error)
    return answer
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
