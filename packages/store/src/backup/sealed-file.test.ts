import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../test/bookings.ts'
import { type BackupKey, parseBackupKey } from './backup-key.ts'
import { isSafeName } from './evidence-files.ts'
import { newSealing, sealed, unsealed } from './sealed-file.ts'
import { referredFirst } from './table-shape.ts'

const folder = mkdtempSync(join(tmpdir(), 'sealed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'file')
const KEY = Buffer.alloc(32, 7)

async function write(key: BackupKey | undefined, content: readonly Buffer[]): Promise<Buffer> {
  async function* source() {
    yield* content
  }
  const parts: Buffer[] = []
  for await (const part of sealed(await newSealing(key), source())) parts.push(part)
  return Buffer.concat(parts)
}
async function read(bytes: Buffer, key: BackupKey | undefined): Promise<Buffer> {
  writeFileSync(file, bytes)
  const parts: Buffer[] = []
  for await (const part of unsealed(file, key)) parts.push(part)
  return Buffer.concat(parts)
}

describe.each([
  ['with a key', KEY],
  ['without a key', undefined],
])('a sealed file %s', (_, key) => {
  const small = [Buffer.from('one'), Buffer.from('two')]
  // Two frames of the same size, then the last.
  const large = [Buffer.alloc(1 << 18, 1), Buffer.alloc(1 << 18, 2), Buffer.from('end')]

  test('gives back what it was given', async () => {
    for (const content of [[], small, large])
      expect(await read(await write(key, content), key)).toEqual(Buffer.concat(content))
  })
  test('is refused with any one of its bytes altered', async () => {
    const whole = await write(key, small)
    for (let place = 0; place < whole.length; place += 1) {
      const bytes = Buffer.from(whole)
      bytes[place]! ^= 0x41
      expect([place, await refusalOf(read(bytes, key))]).toEqual([
        place,
        place < 16 ? 'backup.not-a-backup' : 'backup.damaged',
      ])
    }
  })
  test('is refused cut off at any byte', async () => {
    const whole = await write(key, small)
    for (let size = 0; size < whole.length; size += 1) {
      expect([size, await refusalOf(read(whole.subarray(0, size), key))]).toEqual([
        size,
        size < 16 ? 'backup.not-a-backup' : 'backup.damaged',
      ])
    }
  })
  test('is refused with its frames exchanged, left out, repeated, or taken from another file', async () => {
    const whole = await write(key, large)
    const frame = 4 + (1 << 18) + (key === undefined ? 32 : 16)
    const last = 4 + 3 + (key === undefined ? 32 : 16)
    const head = whole.length - 2 * frame - last
    const [prefix, one, two, end] = [0, head, head + frame, head + 2 * frame, whole.length]
      .slice(0, 4)
      .map((from, index, all) => whole.subarray(from, all[index + 1] ?? whole.length)) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ]
    expect(await read(Buffer.concat([prefix, one, two, end]), key)).toEqual(Buffer.concat(large))
    const other = (await write(key, large)).subarray(head, head + frame)
    for (const frames of [
      [two, one, end],
      [one, end],
      [one, one, two, end],
      [other, two, end],
      [one, two],
    ]) {
      expect(await refusalOf(read(Buffer.concat([prefix, ...frames]), key))).toBe('backup.damaged')
    }
  })
})

test('two files of the same content share no frame, and nothing of the content is readable', async () => {
  const content = [Buffer.from('王小明王小明王小明')]
  const [one, two] = [await write(KEY, content), await write(KEY, content)]
  expect(one.includes(content[0]!)).toBe(false)
  expect(one.subarray(-content[0]!.length - 16).equals(two.subarray(-content[0]!.length - 16))).toBe(false)
})

test('a later format is named as such', async () => {
  const { createHash } = await import('node:crypto')
  const whole = await write(undefined, [])
  const size = whole.readUInt16BE(18)
  whole.writeUInt16BE(2, 16)
  createHash('sha256')
    .update(whole.subarray(0, 20 + size))
    .digest()
    .copy(whole, 20 + size)
  expect(await refusalOf(read(whole, undefined))).toBe('backup.newer-format')
  expect(readFileSync(file).length).toBe(whole.length)
})

test.each([
  [`${'0f'.repeat(32)}\n`, Buffer.alloc(32, 15)],
  ['a passphrase\r\n', 'a passphrase'],
  ['十二个字以上的口令才能用来加密备份', '十二个字以上的口令才能用来加密备份'],
  ['exactly thirty-two characters ok', 'exactly thirty-two characters ok'],
])('%j is a key', (text, key) => {
  expect(parseBackupKey(Buffer.from(text))).toEqual(key)
})
test('32 bytes that are no text are the key itself, and a short passphrase is none', async () => {
  expect(parseBackupKey(Buffer.alloc(32, 200))).toEqual(Buffer.alloc(32, 200))
  expect(await refusalOf(Promise.resolve().then(() => parseBackupKey(Buffer.from('short'))))).toBe(
    'backup.key-malformed',
  )
})

test.each([
  ['ab/cdef', true],
  ['../etc/passwd', false],
  ['/etc/passwd', false],
  ['ab/./c', false],
  ['ab\\..\\c', false],
  ['', false],
])('the name %j of an evidence file stays inside its folder: %s', (name, safe) => {
  expect(isSafeName(name)).toBe(safe)
})

test('tables come after those that they refer to, circles included', () => {
  const table = (name: string, ...to: string[]) => ({
    name,
    references: to.map((one) => ({ name: one, definition: '', to: one })),
  })
  const order = (tables: ReturnType<typeof table>[]) => referredFirst(tables).map(({ name }) => name)
  expect(order([table('a', 'b'), table('b', 'c', 'b'), table('c')])).toEqual(['c', 'b', 'a'])
  expect(order([table('a', 'b'), table('b', 'a'), table('c')])).toEqual(['c', 'a', 'b'])
})
