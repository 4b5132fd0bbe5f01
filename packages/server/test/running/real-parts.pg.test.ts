import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packLibrary } from '@shishu/pack-library'
import { type AuditRow, openBook, searchAudit } from '@shishu/store'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningServer, serve } from '../../src/serve/serve.ts'
import { readSettings } from '../../src/setting/settings.ts'

const PER_ADDRESS = 300

let dataDir: string
let running: RunningServer
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shishu-real-'))
  const env = { SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'fatal', SHISHU_RATE_PER_ADDRESS: String(PER_ADDRESS) }
  running = await serve({ settings: { ...readSettings(env), port: 0 }, pack: packLibrary })
})
afterAll(async () => {
  await running?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const ask = async (method: 'GET' | 'POST', url: string, more: InjectOptions = {}) => {
  const headers = { 'x-shishu': '1', ...more.headers }
  const answer = await running.app.inject({ method, url, ...more, headers })
  return { status: answer.statusCode, code: answer.payload === '' ? null : answer.json().code }
}
const auditRows = async (): Promise<AuditRow[]> => {
  const book = await openBook({ dataDir, pack: packLibrary })
  const rows: AuditRow[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await searchAudit(book, { limit: 500, ...(after === undefined ? {} : { after }) })
    rows.push(...page.rows)
    after = page.next
  }
  await book.close()
  return rows
}

describe('the server as it is started, with nothing put in the place of its parts', () => {
  test.each<[string, 'GET' | 'POST', string, InjectOptions, number, string]>([
    // What is asked last is never reached: the first refusal in order is the answer.
    [
      'another site before whose session it is',
      'POST',
      '/api/imports',
      { headers: { origin: 'https://elsewhere.example' } },
      403,
      'request.cross-site',
    ],
    ['no session before a malformed query', 'GET', '/api/figures?indicators=', {}, 401, 'session.needed'],
    [
      'no session before a body too large',
      'POST',
      '/api/appointments',
      { payload: { reason: 'x'.repeat(2 << 20) } },
      401,
      'session.needed',
    ],
    [
      'a made-up session is none',
      'GET',
      '/api/tasks',
      { headers: { cookie: 'shishu.session=made-up.made-up' } },
      401,
      'session.needed',
    ],
    ['a made-up token is none', 'GET', '/api/tasks', { headers: { authorization: 'Bearer x' } }, 401, 'session.needed'],
    [
      'what is open to everybody is checked for its shape',
      'POST',
      '/api/session',
      { payload: {} },
      400,
      'request.malformed',
    ],
  ])('%s', async (_, method, url, more, status, code) => {
    expect(await ask(method, url, more)).toEqual({ status, code })
  })

  test('a flood without a session ends in 429 before anybody is looked up, and in a bounded audit log', async () => {
    const identify = vi.spyOn(running.services, 'identify')
    const statuses: number[] = []
    for (let sent = 0; sent < 2 * PER_ADDRESS; sent += 1) {
      statuses.push((await ask('GET', '/api/tasks', { remoteAddress: '192.0.2.1' })).status)
    }
    expect(statuses.slice(0, PER_ADDRESS).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(PER_ADDRESS).every((status) => status === 429)).toBe(true)
    expect(identify).toHaveBeenCalledTimes(PER_ADDRESS)
    await running.stop()
    const flood = (await auditRows()).filter(({ ip }) => ip === '192.0.2.1')
    expect(flood.length).toBeLessThanOrEqual(102)
    const told = flood.reduce((sum, { details }) => sum + Number(details.count ?? 1), 0)
    expect(told).toBe(2 * PER_ADDRESS)
    expect(new Set(flood.map(({ code }) => code))).toEqual(new Set(['session.needed', 'request.too-many']))
  })
})
