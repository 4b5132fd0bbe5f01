import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { defineErrors, fault } from '@shishu/kernel'

/** How long a task's file is kept. */
export const TASK_FILE_HOURS = 24

/** Every refusal about the file that a task left. */
export const TASK_FILE_ERRORS = {
  'task.no-file': fault<{ task: string }>({
    zh: ({ task }) => `任务 ${task} 没有可下载的文件，或者已满 ${TASK_FILE_HOURS} 小时清除。请重做一次。`,
    en: ({ task }) => `Task ${task} has no file, or its ${TASK_FILE_HOURS} hours are over; start it again.`,
  }),
}

const taskFileError = defineErrors(TASK_FILE_ERRORS)

/** Kinds of files that tasks leave. */
export type TaskFileKind = 'xlsx' | 'jsonl.gz'

const folderOf = (dataFolder: string) => join(dataFolder, 'tasks')

/** Where a task's file lies; the folder is made where it is not there. Only the owner of the process can read it. */
export async function taskFilePath(dataFolder: string, task: string, kind: TaskFileKind): Promise<string> {
  await mkdir(folderOf(dataFolder), { recursive: true, mode: 0o700 })
  return join(folderOf(dataFolder), `${task}.${kind}`)
}

/** Writes a task's file: it is there whole or not at all. */
export async function writeTaskFile(
  dataFolder: string,
  task: string,
  kind: TaskFileKind,
  bytes: Uint8Array,
): Promise<void> {
  const path = await taskFilePath(dataFolder, task, kind)
  await writeFile(`${path}.part`, bytes, { mode: 0o600 })
  await rename(`${path}.part`, path)
}

/** A task's file and its length in bytes. Errors: task.no-file. */
export async function openTaskFile(
  dataFolder: string,
  task: string,
  kind: TaskFileKind,
): Promise<{ bytes: Readable; size: number }> {
  const file = await open(join(folderOf(dataFolder), `${task}.${kind}`)).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? taskFileError('task.no-file', { task }) : error
  })
  const { size } = await file.stat()
  return { bytes: createReadStream('', { fd: file }), size }
}

/** Removes the files of tasks that were written before an instant, half-written ones too. Gives their number. */
export async function removeTaskFiles(dataFolder: string, before: Date): Promise<number> {
  const folder = folderOf(dataFolder)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  let removed = 0
  for (const name of names) {
    const path = join(folder, name)
    // Another server on the same folder may have removed it.
    const found = await stat(path).catch(() => undefined)
    if (found === undefined || found.mtime >= before) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
