import { expect, test } from 'vitest'
import { ApiProblem, unreachable } from '../api/api-problem.ts'
import type { Booked, Booking, Change, EvidenceRef } from '../api/entries.ts'
import { forgetPersonalOfOthers, sendWaiting } from './send-waiting.ts'
import type { Waiting, WaitingStore } from './waiting.ts'

function storeOf(...items: Waiting[]): WaitingStore {
  const kept = new Map(items.map((item) => [item.id, item]))
  return {
    all: async () => [...kept.values()].sort((one, other) => one.order - other.order),
    put: async (item) => void kept.set(item.id, item),
    remove: async (id) => void kept.delete(id),
  }
}

const correction = (expected: number): Change => ({
  kind: 'correct',
  ledger: 'hazards',
  entry: 'e1',
  expected,
  values: { place: '村口' },
})
const waiting = (id: string, order: number, change: Change, more: Partial<Waiting> = {}): Waiting => ({
  id,
  order,
  change,
  person: 'lin',
  at: '2026-11-02T08:00:00Z',
  town: '341899101000',
  base: {},
  files: [],
  personal: [],
  ...more,
})
const ADD: Change = { kind: 'add', ledger: 'hazards', orgUnit: '341899101201', values: { phone: '13800000000' } }
const REF: EvidenceRef = { sha256: 'a'.repeat(64), name: 'road.jpg', mediaType: 'image/jpeg', size: 3 }
const booked = (entry: string, version: number): Booked => ({
  repeated: false,
  versions: [{ ledger: 'hazards', entry, version }],
  added: 1,
  adjusts: [],
})
const refused = new ApiProblem(409, { code: 'entry.stale', zh: '已被改过', en: 'stale' })

test('files go first; a later change of the same entry follows the version that was made', async () => {
  const photo = new File(['jpg'], 'road.jpg', { type: 'image/jpeg' })
  const store = storeOf(
    waiting('second', 2, correction(1)),
    waiting('first', 1, correction(1), { files: [{ file: photo, described: '塌方处' }] }),
  )
  const asked: unknown[] = []
  const sent = await sendWaiting(store, 'lin', {
    upload: async ({ name }) => {
      asked.push(name)
      return REF
    },
    book: async (_, { request, changes }) => {
      asked.push([request, (changes[0] as { expected: number }).expected, changes[0]])
      return booked('e1', asked.length)
    },
  })
  expect(asked).toEqual([
    'road.jpg',
    ['first', 1, { ...correction(1), evidence: [{ ...REF, described: '塌方处' }] }],
    ['second', 2, correction(2)],
  ])
  expect(sent.map(({ id }) => id)).toEqual(['first', 'second'])
  expect(await store.all()).toEqual([])
})

test('what is refused stays with its reason; a server that is away leaves the rest as it is; others’ are not sent', async () => {
  const store = storeOf(
    waiting('stale', 1, correction(1)),
    waiting('lost', 2, ADD),
    waiting('after', 3, ADD),
    waiting('theirs', 0, ADD, { person: 'zhao' }),
  )
  const asked: Booking['request'][] = []
  await sendWaiting(store, 'lin', {
    upload: async () => REF,
    book: async (_, { request }) => {
      asked.push(request)
      throw request === 'stale' ? refused : unreachable()
    },
  })
  expect(asked).toEqual(['stale', 'lost'])
  expect((await store.all()).map(({ id, refusal }) => [id, refusal?.code])).toEqual([
    ['theirs', undefined],
    ['stale', 'entry.stale'],
    ['lost', undefined],
    ['after', undefined],
  ])
})

test('personal values of another account are removed, and it is told', async () => {
  const store = storeOf(waiting('theirs', 0, ADD, { person: 'zhao', personal: ['phone'] }))
  await forgetPersonalOfOthers(store, 'lin')
  expect(await store.all()).toMatchObject([{ change: { values: {} }, refusal: { code: 'web.personal-forgotten' } }])
  expect(JSON.stringify(await store.all())).not.toContain('13800000000')
})
