import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectUnreferenced } from './collect-unreferenced.ts'
import { listed, readAll, refusalOf, sha256Of } from './evidence.fixture.ts'
import { type FakeS3, S3_KEYS, startFakeS3 } from './fake-s3.fixture.ts'
import { type FileSource, type FileStore, keepForBooking, thumbnailKey } from './file-store.ts'
import { folderStore } from './folder-store.ts'
import { s3Store } from './s3-store.ts'
import { type LostFile, verifyFiles } from './verify-files.ts'

const REGION = 'cn-test-1'
const HOUR_MS = 3_600_000

let root: string
let s3: FakeS3
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'shishu-files-'))
  s3 = await startFakeS3(REGION)
})
afterAll(async () => {
  await s3?.stop()
  rmSync(root, { recursive: true, force: true })
})

function source(content: string): FileSource {
  const bytes = Buffer.from(content)
  const path = join(root, `source-${sha256Of(bytes)}`)
  writeFileSync(path, bytes)
  return { path, sha256: sha256Of(bytes), size: bytes.length, mediaType: 'text/plain' }
}

const s3Settings = () => ({
  endpoint: s3.endpoint,
  bucket: 'files',
  region: REGION,
  prefix: 'shishu/',
  timeoutMs: 5_000,
  ...S3_KEYS,
})
const keys = async (store: FileStore) => (await listed(store)).map(({ key }) => key).sort()

const STORES = [
  {
    name: 'in a folder',
    make: () => folderStore(join(root, 'files')),
    age: (key: string, to: Date) => utimesSync(join(root, 'files', key.slice(0, 2), key.slice(2)), to, to),
  },
  {
    name: 'in an S3 bucket',
    make: () => s3Store(s3Settings()),
    age: (key: string, to: Date) => {
      s3.objects.get(`shishu/${key}`)!.storedAt = to
    },
  },
]

describe.each(STORES)('a file store $name', ({ make, age }) => {
  test('gives back what was put, whole or in part, and nothing for what was not', async () => {
    const store = make()
    const one = source('材料一')
    expect(await store.find(one.sha256)).toBeUndefined()
    expect(await keys(store)).toEqual([])
    await store.put(one.sha256, one)
    await store.put(one.sha256, one) // twice is once
    const found = await store.find(one.sha256)
    expect(found!.size).toBe(9)
    expect(String(await readAll(found))).toBe('材料一')
    const part = await store.find(one.sha256, { start: 3, end: 5 })
    expect([String(await readAll(part)), part!.size]).toEqual(['料', 9])
    expect(await keys(store)).toEqual([one.sha256])
  })

  test('takes no key that could be a path', async () => {
    const store = make()
    for (const key of ['../../etc/passwd', 'ab', `${'a'.repeat(64)}/..`, `${'A'.repeat(64)}`]) {
      expect([key, await refusalOf(Promise.resolve().then(() => store.find(key)))]).toEqual([key, 'file.not-kept'])
      expect([key, await refusalOf(Promise.resolve().then(() => store.put(key, source('x'))))]).toEqual([
        key,
        'file.not-kept',
      ])
    }
  })

  test('files that no version refers to are collected after their day, thumbnails with them', async () => {
    const store = make()
    const [booked, waiting, fresh, revived] = ['已记账', '没有记账', '刚上传', '又用上'].map(source) as [
      FileSource,
      FileSource,
      FileSource,
      FileSource,
    ]
    for (const one of [booked, waiting, fresh, revived]) {
      await store.put(thumbnailKey(one.sha256), source('小图'))
      await store.put(one.sha256, one)
    }
    const now = Date.now()
    const old = new Date(now - 25 * HOUR_MS)
    for (const { key } of await listed(store)) age(key, old)
    await store.put(fresh.sha256, fresh)
    await keepForBooking(store, [revived.sha256])
    const asked: string[] = []
    const referenced = async (sha256s: readonly string[]) => {
      asked.push(...sha256s)
      return new Set([booked.sha256])
    }
    const first = source('材料一').sha256
    expect(await collectUnreferenced(store, referenced, new Date(now - 24 * HOUR_MS))).toBe(2) // and the first
    expect(asked).not.toContain(undefined)
    const left = await keys(store)
    expect(left).toContain(booked.sha256)
    expect(left).toContain(thumbnailKey(booked.sha256))
    expect(left).toContain(fresh.sha256)
    expect(left).toContain(revived.sha256)
    expect(left).not.toContain(waiting.sha256)
    expect(left).not.toContain(thumbnailKey(waiting.sha256))
    expect(left).not.toContain(first)
  })

  test('where the answer about references fails, nothing is removed', async () => {
    const store = make()
    const one = source('不能丢')
    await store.put(one.sha256, one)
    const before = await keys(store)
    const fails = () => Promise.reject(new Error('no answer'))
    await expect(collectUnreferenced(store, fails, new Date(Date.now() + HOUR_MS))).rejects.toThrow('no answer')
    expect(await keys(store)).toEqual(before)
  })

  test('a booking is told of a file that is not kept', async () => {
    expect(await refusalOf(keepForBooking(make(), [source('从未上传').sha256]))).toBe('file.not-kept')
  })
})

test('files that are gone or altered are found by their hash', async () => {
  const folder = join(root, 'verified')
  const store = folderStore(folder)
  const [whole, gone, altered] = ['完好', '丢失', '改动'].map(source) as [FileSource, FileSource, FileSource]
  for (const one of [whole, gone, altered]) await store.put(one.sha256, one)
  const pathOf = ({ sha256 }: FileSource) => join(folder, sha256.slice(0, 2), sha256.slice(2))
  rmSync(pathOf(gone))
  writeFileSync(pathOf(altered), '改过')
  const lost: LostFile[] = []
  for await (const one of verifyFiles(store, [whole.sha256, gone.sha256, altered.sha256])) lost.push(one)
  expect(lost).toEqual([
    { sha256: gone.sha256, what: 'missing' },
    { sha256: altered.sha256, what: 'altered' },
  ])
})

describe('the folder', () => {
  test('only the owner can read what lies in it', async () => {
    const folder = join(root, 'private')
    const one = source('私密')
    await folderStore(folder).put(one.sha256, one)
    expect(statSync(join(folder, one.sha256.slice(0, 2), one.sha256.slice(2))).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, one.sha256.slice(0, 2))).mode & 0o777).toBe(0o700)
  })

  test('what a stopped process left half written is no file, and goes after its day', async () => {
    const folder = join(root, 'halfway')
    mkdirSync(join(folder, '.incoming'), { recursive: true })
    writeFileSync(join(folder, '.incoming', 'half'), 'ha')
    const store = folderStore(folder)
    expect(await keys(store)).toEqual([])
    await collectUnreferenced(store, async () => new Set(), new Date(Date.now() - HOUR_MS))
    expect(readdirSync(join(folder, '.incoming'))).toEqual(['half'])
    await collectUnreferenced(store, async () => new Set(), new Date(Date.now() + HOUR_MS))
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
  })

  test('a folder that cannot be written is told by its code, without its path', async () => {
    writeFileSync(join(root, 'no-folder'), '')
    const one = source('x')
    const error = await folderStore(join(root, 'no-folder'))
      .put(one.sha256, one)
      .catch((refused) => refused)
    expect([error.code, /E[A-Z]+/.test(error.facts.detail)]).toEqual(['file.store-unavailable', true])
    expect(error.message).not.toContain(root)
  })
})

describe('the bucket', () => {
  test('keeps the bytes under the prefix with their type, each request signed', async () => {
    const one = source('在桶里')
    await s3Store(s3Settings()).put(one.sha256, one)
    expect(s3.objects.get(`shishu/${one.sha256}`)).toMatchObject({ body: Buffer.from('在桶里'), type: 'text/plain' })
    expect(s3.asked.at(-1)).toBe(`PUT /files/shishu/${one.sha256}`)
  })

  test('a wrong secret is refused by the bucket, and told', async () => {
    const one = source('无权')
    const store = s3Store({ ...s3Settings(), secretAccessKey: 'wrong' })
    const error = await store.put(one.sha256, one).catch((refused) => refused)
    expect([error.code, error.facts]).toEqual(['file.store-unavailable', { detail: 'HTTP 403' }])
    expect(s3.objects.has(`shishu/${one.sha256}`)).toBe(false)
  })

  test('a bucket that stumbles is asked again; one that is down is told', async () => {
    const one = source('再试')
    s3.failNext(503, 2)
    await s3Store(s3Settings()).put(one.sha256, one)
    expect(s3.objects.has(`shishu/${one.sha256}`)).toBe(true)
    s3.failNext(500, 100)
    expect(await refusalOf(s3Store(s3Settings()).put(one.sha256, one))).toBe('file.store-unavailable')
    s3.failNext(0, 0)
    const nowhere = s3Store({ ...s3Settings(), endpoint: 'http://127.0.0.1:1' })
    expect(await refusalOf(nowhere.put(one.sha256, one))).toBe('file.store-unavailable')
  })

  test('a bucket that never answers is given up', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const store = s3Store({ ...s3Settings(), endpoint, timeoutMs: 200 })
    expect(await refusalOf(store.keepAlive(source('无声').sha256))).toBe('file.store-unavailable')
    silent.close()
  })
})
