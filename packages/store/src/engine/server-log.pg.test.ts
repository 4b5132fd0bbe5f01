import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepShort, openServerLog } from './server-log.ts'

test('a log that grew too long is moved aside while it is being written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  const log = openServerLog(folder, { kind: 'ourselves' })
  const path = join(folder, 'server.log')
  appendFileSync(log.descriptor, 'first\n')
  expect(log.said()).toBe('first\n')
  keepShort(path, 100)
  expect(readFileSync(path, 'utf8')).toBe('first\n')
  keepShort(path, 5)
  appendFileSync(log.descriptor, 'second\n')
  expect([readFileSync(`${path}.1`, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['first\n', 'second\n'])
  log.close()
  rmSync(folder, { recursive: true })
})
