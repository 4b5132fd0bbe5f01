import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTaskFile, removeTaskFiles, taskFilePath, writeTaskFile } from './task-file.ts'

const [OLD, NEW] = ['019d0000-0000-7000-8000-00000000000a', '019d0000-0000-7000-8000-00000000000b'] as const

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shishu-task-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a file is kept for its owner’s process alone, and removed after its time', async () => {
  await writeTaskFile(folder, OLD, 'xlsx', Buffer.from('old'))
  await writeTaskFile(folder, NEW, 'xlsx', Buffer.from('new'))
  const path = await taskFilePath(folder, OLD, 'xlsx')
  expect(statSync(path).mode & 0o077).toBe(0)
  utimesSync(path, new Date(0), new Date(0))
  expect(await removeTaskFiles(folder, new Date(Date.now() - 60_000))).toBe(1)
  await expect(openTaskFile(folder, OLD, 'xlsx')).rejects.toMatchObject({ code: 'task.no-file' })
  const { bytes, size } = await openTaskFile(folder, NEW, 'xlsx')
  expect([size, (await buffer(bytes)).toString()]).toEqual([3, 'new'])
})

test('where no task left a file, none is found and none removed', async () => {
  await expect(openTaskFile(folder, NEW, 'xlsx')).rejects.toMatchObject({ code: 'task.no-file' })
  expect(await removeTaskFiles(folder, new Date())).toBe(0)
})
