import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryObserver } from '@tanstack/react-query'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiProblem } from './api-problem.ts'
import { get, post, remove, request } from './client.ts'
import { newQueryClient } from './query-client.ts'

const REFUSAL = {
  code: 'entry.stale',
  zh: '这一条已被改过。',
  en: 'The entry was changed meanwhile.',
  path: '/changes/0',
  detail: { expected: 1, current: 2 },
}
let server: Server
let base: string
let heard: { method: string; headers: IncomingMessage['headers']; body: string }

beforeAll(async () => {
  server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      heard = { method: asked.method!, headers: asked.headers, body: Buffer.concat(parts).toString() }
      const send = (status: number, type: string, body = '') =>
        answer.writeHead(status, { 'content-type': type }).end(body)
      if (asked.url === '/fine') return send(200, 'application/json; charset=utf-8', '{"good":true}')
      if (asked.url === '/nothing') return send(204, '')
      if (asked.url === '/refused') return send(409, 'application/problem+json', JSON.stringify(REFUSAL))
      if (asked.url === '/ill') return send(502, 'text/html', '<h1>Bad gateway</h1>')
      if (asked.url === '/page') return send(200, 'text/html', '<h1>Please log in to the network</h1>')
      return send(401, 'application/problem+json', JSON.stringify({ ...REFUSAL, code: 'session.none' }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const refusal = (asked: Promise<unknown>): Promise<ApiProblem> =>
  asked.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => (error instanceof ApiProblem ? error : Promise.reject(error as Error)),
  )

test('every request carries our own header, and a body as JSON', async () => {
  expect(await post(`${base}/fine`, { name: '周琳' })).toEqual({ good: true })
  expect(heard).toMatchObject({ method: 'POST', body: '{"name":"周琳"}' })
  expect(heard.headers).toMatchObject({
    'x-shishu': '1',
    'content-type': 'application/json',
    'accept-language': 'zh',
  })
  await get(`${base}/fine`)
  expect(heard.headers).toMatchObject({ 'x-shishu': '1' })
  expect(heard.headers['content-type']).toBeUndefined()
})

test('an answer with nothing is nothing', async () => {
  expect(await remove(`${base}/nothing`)).toBeUndefined()
})

test('a refusal keeps its status, code, both texts, path and detail', async () => {
  const problem = await refusal(get(`${base}/refused`))
  expect(problem).toMatchObject({ status: 409, ...REFUSAL })
  expect([problem.text('zh'), problem.text('en')]).toEqual([REFUSAL.zh, REFUSAL.en])
})

test.each([
  ['/ill', 502, 'web.status-502'], // a proxy's page is not ours
  ['/page', 0, 'web.unreachable'], // neither is a network's own page
])('%s is told as %i %s', async (path, status, code) => {
  expect(await refusal(get(base + path))).toMatchObject({ status, code })
})

test('a server that is not there is told as such; a request called off is not an error of ours', async () => {
  expect(await refusal(get('http://127.0.0.1:1/'))).toMatchObject({ status: 0, code: 'web.unreachable' })
  const off = new AbortController()
  off.abort()
  await expect(request('GET', `${base}/fine`, { signal: off.signal })).rejects.toMatchObject({ name: 'AbortError' })
})

test('an ended session is noticed once, whichever query meets it, and is not asked for again', async () => {
  let ended = 0
  let asked = 0
  const client = newQueryClient(() => {
    ended += 1
  })
  const observer = new QueryObserver(client, {
    queryKey: ['x'],
    queryFn: () => {
      asked += 1
      return get(`${base}/private`)
    },
  })
  const result = await new Promise<{ error: unknown }>((done) => {
    observer.subscribe((now) => {
      if (now.isError) done(now)
    })
  })
  observer.destroy()
  expect(result.error).toMatchObject({ status: 401 })
  expect([ended, asked]).toEqual([1, 1])
})
