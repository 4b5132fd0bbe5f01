// A thread that reads or marks one workbook, says what came of it, and ends.
import { parentPort, workerData } from 'node:worker_threads'
import { orgTree, ShishuError } from '@shishu/kernel'
import { type ReaderAnswer, type ReaderJob, receivedFault, sentError, sentFault } from './read-in-worker.ts'
import { readHere } from './workbook-reader.ts'

const say = (answer: ReaderAnswer) => parentPort!.postMessage(answer)

async function answerTo(job: ReaderJob): Promise<ReaderAnswer> {
  const bytes = Buffer.from(job.bytes)
  if (job.kind === 'mark') {
    return { kind: 'marked', bytes: await readHere.mark(bytes, job.faults.map(receivedFault), job.language) }
  }
  const { orgUnits, ...options } = job.options
  const counted = (rows: number) => say({ kind: 'counted', rows })
  const reading = await readHere.read(bytes, { ...options, orgTree: orgTree(orgUnits) }, counted)
  return { kind: 'read', reading: { ...reading, faults: reading.faults.map(sentFault) } }
}

try {
  say(await answerTo(workerData as ReaderJob))
} catch (error) {
  if (!(error instanceof ShishuError)) throw error
  say({ kind: 'refused', error: sentError(error) })
}
