import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { scanFile } from './clamd.ts'
import { listed, pdf, refusalOf, sent } from './evidence.fixture.ts'
import { EVIDENCE_DEFAULTS } from './evidence-settings.ts'
import { folderStore } from './folder-store.ts'
import { evidenceReceiver } from './receive-evidence.ts'

const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

let root: string
const servers: Server[] = []
const scanned: Buffer[] = []
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'shishu-clamd-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  scanned.length = 0
})

/** clamd's INSTREAM: a command, then chunks after their lengths, the last of length zero. */
function speak(socket: Socket, answerTo: (bytes: Buffer) => string | null): void {
  let received = Buffer.alloc(0)
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    const command = 'zINSTREAM\0'
    if (received.length < command.length) return
    if (received.toString('latin1', 0, command.length) !== command) return void socket.end('UNKNOWN COMMAND\0')
    const parts: Buffer[] = []
    for (let at = command.length; at + 4 <= received.length; ) {
      const length = received.readUInt32BE(at)
      if (length === 0) {
        const bytes = Buffer.concat(parts)
        scanned.push(bytes)
        const answer = answerTo(bytes)
        if (answer !== null) socket.end(`${answer}\0`)
        return
      }
      parts.push(received.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
  })
}

async function fakeClamd(answerTo: (bytes: Buffer) => string | null, path?: string): Promise<string> {
  const server = createServer((socket) => speak(socket, answerTo))
  servers.push(server)
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
  )
  return path === undefined ? `127.0.0.1:${(server.address() as AddressInfo).port}` : `unix:${path}`
}

const lookForEicar = (bytes: Buffer) => (bytes.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')

const scan = (address: string, content: string | Buffer, timeoutMs = 5_000) => {
  const path = join(root, 'file')
  writeFileSync(path, content)
  return refusalOf(scanFile(address, path, timeoutMs))
}

describe.each([
  ['TCP', () => undefined],
  ['a Unix socket', () => join(root, 'clamd.sock')],
])('over %s', (_, path) => {
  test('a clean file passes, whole; an infected one is refused by name', async () => {
    const address = await fakeClamd(lookForEicar, path())
    const large = Buffer.alloc(1_000_000, 'abc')
    expect(await scan(address, large)).toBe('kept')
    expect(scanned[0]!.equals(large)).toBe(true)
    expect(await scan(address, '')).toBe('kept')
    expect(await scan(address, EICAR)).toBe('file.infected')
  })
})

test.each([
  // what clamd answers                        → the outcome
  ['stream: OK', 'kept'],
  ['stream: Win.Test-1 FOUND', 'file.infected'],
  ['INSTREAM size limit exceeded. ERROR', 'file.scan-unavailable'],
  ['stream: OK maybe', 'file.scan-unavailable'],
  ['', 'file.scan-unavailable'],
  ['x'.repeat(10_000), 'file.scan-unavailable'],
])('answer %# has the outcome beside it', async (answer, outcome) => {
  expect(await scan(await fakeClamd(() => answer), 'content')).toBe(outcome)
})

test('a scanner that is not there, or never answers, keeps the file out', async () => {
  expect(await scan('127.0.0.1:1', 'content')).toBe('file.scan-unavailable')
  expect(await scan(`unix:${join(root, 'none.sock')}`, 'content')).toBe('file.scan-unavailable')
  expect(await scan(await fakeClamd(() => null), 'content', 200)).toBe('file.scan-unavailable')
})

test('an upload is scanned as it was sent before it is kept', async () => {
  const store = folderStore(join(root, 'files'))
  const settings = { ...EVIDENCE_DEFAULTS, temporaryFolder: root, clamd: await fakeClamd(lookForEicar) }
  const receive = evidenceReceiver(store, settings)
  const infected = Buffer.concat([pdf(), Buffer.from(`${EICAR}\n%%EOF`)])
  expect(await refusalOf(receive(sent(infected), { name: 'a.pdf', keepLocation: false }))).toBe('file.infected')
  expect(await listed(store)).toEqual([])
  expect(await refusalOf(receive(sent(pdf()), { name: 'a.pdf', keepLocation: false }))).toBe('kept')
  expect(scanned.map((bytes) => bytes.length)).toEqual([infected.length, pdf().length])
  const unreachable = evidenceReceiver(store, { ...settings, clamd: '127.0.0.1:1' })
  expect(await refusalOf(unreachable(sent(pdf()), { name: 'b.pdf', keepLocation: false }))).toBe(
    'file.scan-unavailable',
  )
})
