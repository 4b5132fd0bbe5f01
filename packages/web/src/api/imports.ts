import type { ImportResult as ImportResultView, ImportUndone as ImportUndoneView } from '@shishu/protocol'
import type { Static } from 'typebox'
import { languageHeader } from '../words/language.ts'
import { ApiProblem, readProblem, unreachable } from './api-problem.ts'
import { post } from './client.ts'
import { type DownloadedFile, download } from './download.ts'
import type { Task } from './tasks.ts'

export type ImportResult = Static<typeof ImportResultView>
export type ImportUndone = Static<typeof ImportUndoneView>
export type ImportFault = ImportResult['faults'][number]
export type SheetReading = ImportResult['sheets'][number]

export interface ImportOptions {
  /** Reads and checks only; nothing is booked. */
  preview: boolean
  /** Code of the township, where the workbook does not name it. */
  town?: string
  /** Why; needed where the workbook changes a closed period. */
  reason?: string
}

/** A file as it is now, in memory: a browser refuses to send one that has changed on the disk since it was chosen. */
export async function readWhole(file: File): Promise<File> {
  const bytes = await file.arrayBuffer().catch(() => {
    throw new ApiProblem(0, {
      code: 'web.file-unreadable',
      zh: '读不到这个文件：它可能已经改动、移走，或者正被别的程序占用。请关掉它，再选一次。',
      en: 'The file cannot be read: it was changed or moved, or another program holds it. Close it and choose it again.',
    })
  })
  return new File([bytes], file.name, { type: file.type })
}

/** Starts the import of a workbook; what comes of it is the task's result. Errors: ApiProblem. */
export async function startImport(file: File, { preview, town, reason }: ImportOptions): Promise<Task> {
  const search = new URLSearchParams({
    preview: String(preview),
    ...(town === undefined ? {} : { town }),
    ...(reason === undefined ? {} : { reason }),
  })
  const form = new FormData()
  form.append('file', file, file.name)
  const answer = await fetch(`/api/imports?${search}`, {
    method: 'POST',
    body: form,
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'x-shishu': '1', ...languageHeader() },
  }).catch(() => {
    throw unreachable()
  })
  if (!answer.ok) throw await readProblem(answer)
  return (await answer.json()) as Task
}

/** The workbook with its faults marked; the server keeps it for a day. */
export const downloadMarked = (task: string): Promise<DownloadedFile> =>
  download(`/api/imports/${task}/marked`, '待改.xlsx')

/** Withdraws what an import added and nobody changed since. */
export const undoImport = (batch: string, reason: string): Promise<ImportUndone> =>
  post(`/api/imports/${batch}/undo`, { reason })
