import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentDisposition } from '../../src/evidence/file-name.ts'
import { addWebApplication } from '../../src/serve/web-application.ts'
import { HOSTILE_TEXTS } from '../fuzz/hostile.ts'
import { startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

let folder: string
let on: TestServer
let secure: TestServer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shishu-web-'))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'a-1.js'), 'export {}')
  writeFileSync(join(folder, 'dist', '.hidden'), 'hidden')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  on = await startTestServer({ more: (app) => addWebApplication(app, join(folder, 'dist')) })
  secure = await startTestServer({ services: () => ({ baseUrl: 'https://town.example' }) })
})
afterAll(async () => {
  await on?.stop()
  await secure?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Answers of every kind: data, files, refusals, pages. */
const ANSWERS: readonly [who: string | null, method: string, url: string, status: number][] = [
  ['clerk', 'GET', '/api/session', 200],
  ['clerk', 'GET', '/api/definitions', 200],
  ['clerk', 'GET', `/api/ledgers/loans/entries?org=${VILLAGE}`, 200],
  ['clerk', 'GET', `/api/ledgers/loans/entries.csv?org=${VILLAGE}`, 200],
  ['clerk', 'GET', `/api/ledgers/loans/entries.xlsx?org=${VILLAGE}`, 200],
  ['clerk', 'GET', `/api/ledgers/loans/entries?org=${TOWN}x`, 400],
  [null, 'GET', `/api/ledgers/loans/entries?org=${VILLAGE}`, 401],
  ['idle', 'GET', `/api/ledgers/loans/entries?org=${VILLAGE}`, 403],
  ['clerk', 'GET', '/api/nothing', 404],
  ['clerk', 'POST', `/api/towns/${TOWN}/bookings`, 400],
  ['clerk', 'HEAD', '/api/session', 200],
  [null, 'GET', '/api/openapi.json', 200],
]

describe('every answer', () => {
  test.each(ANSWERS)(
    'to %s, %s %s (%i): is kept nowhere, and shown by no other site',
    async (who, method, url, status) => {
      const { headers, ...answer } = await on.ask(who, method, url)
      expect(answer.status).toBe(status)
      expect(headers).toMatchObject({
        // Definitions name no person, and are asked for anew each time.
        'cache-control': url === '/api/definitions' ? 'private, no-cache' : 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      })
      const policy = String(headers['content-security-policy'])
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "connect-src 'self'",
      ]) {
        expect(policy.split(';')).toContain(rule)
      }
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/)
      expect(String(headers['permissions-policy'])).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
      for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
        expect(headers[name]).toBeUndefined()
    },
  )

  test('over https asks browsers for https from then on, for a year and for hosts below', async () => {
    const { headers } = await secure.ask('clerk', 'GET', '/api/session')
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    const plain = await on.ask('clerk', 'GET', '/api/session')
    expect(plain.headers['strict-transport-security']).toBeUndefined()
  })

  test.each(ANSWERS.filter(([, method]) => method !== 'HEAD'))(
    'to %s, %s %s (%i): says what it is',
    async (who, method, url) => {
      const type = String((await on.ask(who, method, url)).headers['content-type'])
      expect(type).toMatch(
        /^(application\/(problem\+)?json; charset=utf-8|application\/(problem\+)?json|text\/csv; charset=utf-8|application\/vnd\.openxml.*)$/,
      )
    },
  )
})

describe('pages', () => {
  test('the application’s files are kept by browsers, its page asked for anew', async () => {
    expect((await on.ask(null, 'GET', '/assets/a-1.js')).headers['cache-control']).toMatch(/immutable/)
    const page = await on.ask(null, 'GET', '/ledgers/loans')
    expect(page.headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' })
    expect(String(page.headers['content-security-policy'])).toContain("frame-ancestors 'none'")
  })

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%252e%252e%252f%252e%252e%252fsecret.txt',
    '/assets/....//....//secret.txt',
    '/assets/..;/..;/secret.txt',
    '//secret.txt',
    '/%00/secret.txt',
    '/.hidden',
    '/.git/config',
    '/assets/',
    '/package.json',
  ])('%s is a page of the application or nothing', async (url) => {
    const { status, text } = await on.ask(null, 'GET', url)
    expect(text).not.toMatch(/secret$|hidden|"workspaces"|\[core\]|a-1\.js/)
    expect([200, 400, 403, 404]).toContain(status)
    if (status === 200) expect(text).toContain('<title>page</title>')
  })
})

describe('what goes wrong', () => {
  test('says nothing of the server but a number to ask its technician by', async () => {
    const broken = await startTestServer({
      services: () => ({
        identify: async () => {
          throw new TypeError('select secret from /opt/shishu/key: connect ECONNREFUSED 10.0.0.9:5432')
        },
      }),
    })
    const { status, body, text } = await broken.ask('clerk', 'GET', '/api/roles')
    await broken.stop()
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'server.failed' })
    expect(text).not.toMatch(/select|opt|ECONN|10\.0|TypeError|at .*:\d+/)
    expect(Object.keys(body).sort()).toEqual(['code', 'en', 'facts', 'instance', 'status', 'title', 'type', 'zh'])
  })

  test('no refusal of malformed requests shows a path or a statement', async () => {
    for (const payload of ['{', '{"a":', 'null', '[]', '"x"', '{"request":1e999}', `{"a":${'['.repeat(400_000)}`]) {
      const answer = await on.app.inject({
        method: 'POST',
        url: `/api/towns/${TOWN}/bookings`,
        headers: { 'content-type': 'application/json', 'x-test-person': 'clerk', 'x-shishu': '1' },
        payload,
      })
      expect(answer.statusCode, payload.slice(0, 20)).toBe(400)
      expect(answer.payload).not.toMatch(/node_modules|\.ts:|\/work|\/opt|select |at \w+ \(/)
    }
  })
})

test.each(HOSTILE_TEXTS.map((text) => [text]))('a download called %j is one header, and no path', (text) => {
  const header = contentDisposition('attachment', `${text}.xlsx`)
  expect(header).toMatch(/^attachment; filename="[^"\\/\r\n%]*"; filename\*=UTF-8''[A-Za-z0-9\-_.!~%]+$/)
  expect(decodeURIComponent(header.split("''")[1]!)).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u)
})
