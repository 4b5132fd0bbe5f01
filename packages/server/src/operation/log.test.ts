import { kernelError } from '@shishu/kernel'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { quietError } from './quiet-error.ts'
import { pathWithoutValues } from './request-path.ts'

function capture(isTTY = false) {
  const lines: string[] = []
  const log = createLog({ level: 'trace', to: { write: (text) => lines.push(text), isTTY } })
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> }
}

test('a line is one JSON object with time, level and message', () => {
  const { log, lines, last } = capture()
  log.info({ jobs: 3 }, 'started')
  expect(last()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    pid: process.pid,
    jobs: 3,
    msg: 'started',
  })
  expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)])
})

test('of a real request the log has the route and nothing that was sent', async () => {
  const { log, lines } = capture()
  const server = fastify({ loggerInstance: log })
  server.post('/api/people/:name', async (request) => {
    request.log.info({ body: request.body, headers: request.headers }, 'seen')
    throw new Error('cannot read "张三丰"')
  })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  await fetch(`${address}/api/people/7?phone=13800138000&after=x`, {
    method: 'POST',
    headers: { cookie: 'session=hunter2', authorization: 'Bearer hunter2', 'content-type': 'application/json' },
    body: JSON.stringify({ name: '张三丰', password: 'hunter2' }),
  })
  await server.close()
  const text = lines.join('')
  expect(text).toContain('"route":"/api/people/:name"')
  expect(text).toContain('"path":"/api/people/7?after&phone"')
  expect(text).toContain('"reqId"')
  for (const secret of ['hunter2', '张三丰', '13800138000']) expect(text).not.toContain(secret)
})

test.each(['body', 'cookie', 'authorization', 'password', 'token', 'secret', 'values', 'set-cookie'])(
  'a member %s is redacted where it stands',
  (name) => {
    const { log, lines } = capture()
    log.warn({ [name]: 'hunter2' })
    log.warn({ one: { [name]: 'hunter2' } })
    log.warn({ one: { headers: { [name]: 'hunter2' } } })
    expect(lines.join('')).not.toContain('hunter2')
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(3)
  },
)

test.each(['\n{"level":"fatal"}', '\r\n', '\u001b[2J', '\u009b31m', '\u2028', '\u202e', '\u0000', '\ufeff'])(
  'what somebody sends cannot break or disguise a line: %j',
  (evil) => {
    for (const isTTY of [false, true]) {
      const { log, lines } = capture(isTTY)
      log.info({ agent: `a${evil}b` }, `message${evil}`)
      expect(lines).toHaveLength(1)
      expect(lines[0]!.replace(/\n$/, '')).not.toMatch(/[\p{Cc}\u2028\u202e\ufeff]/u)
    }
  },
)

test('at a terminal a line is words', () => {
  const { log, lines } = capture(true)
  log.info({ port: 8080, route: '/api' }, 'listening')
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info listening port=8080 route=\/api\n$/)
  log.error('broken')
  expect(lines[1]).toContain('\u001b[31m')
})

test('a refusal is its code, an error of the database its rule, any other its message without quotations', () => {
  const { last, log } = capture()
  log.error({ err: kernelError('day.malformed', { text: '张三丰' }) }, 'refused')
  expect(last().err).toMatchObject({ type: 'ShishuError', code: 'day.malformed' })
  expect(JSON.stringify(last())).not.toContain('张三丰')
  const database = Object.assign(new Error('Key (name)=(张三丰) exists'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (name)=(张三丰)',
    constraint: 'person_name',
    table: 'person',
    name: 'error',
  })
  expect(quietError(database)).toMatchObject({ code: '23505', constraint: 'person_name', table: 'person' })
  expect(JSON.stringify(quietError(database))).not.toContain('张三丰')
  log.error(new Error('cannot read “张三丰”'))
  expect(last()).toMatchObject({ msg: 'failed', err: { text: 'cannot read …' } })
  log.error({ err: new Error('“张三丰”') }, 'importing')
  expect(last()).toMatchObject({ msg: 'importing', err: { text: '…' } })
  let parse: unknown
  try {
    JSON.parse('{"name":"张三丰", oops}')
  } catch (error) {
    parse = error
  }
  expect(JSON.stringify(quietError(new Error('reading', { cause: parse })))).not.toContain('张三丰')
  expect(quietError(new Error('reading', { cause: parse })).cause).toMatchObject({ type: 'SyntaxError' })
  expect(quietError(new Error('no file for 11010519491231002X')).text).toBe('no file for …')
  expect(quietError('张三丰')).toEqual({ type: 'string' })
})

test.each([
  ['/api/entries', '/api/entries'],
  ['/api/entries?q=张三&after=1&after=2', '/api/entries?after&q'],
  ['/api/entries?13800138000=1', '/api/entries?…'],
  [`/${'x'.repeat(500)}`, `/${'x'.repeat(199)}`],
])('%s is logged as %s', (url, path) => {
  expect(pathWithoutValues(url)).toBe(path)
})
