import { expect, test, vi } from 'vitest'
import { repeatedly } from './repeatedly.ts'

test('work is never done twice at once, goes on after it failed, and is waited for at the end', async () => {
  vi.useFakeTimers()
  const told: unknown[] = []
  const ends: (() => void)[] = []
  let begun = 0
  const work = () => {
    begun += 1
    return begun === 1 ? Promise.reject(new Error('once')) : new Promise<void>((end) => ends.push(end))
  }
  const repeated = repeatedly(1_000, (error) => told.push(error), work)
  await vi.advanceTimersByTimeAsync(1_000)
  expect([begun, told.length]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toBe(2)
  let stopped = false
  const stopping = repeated.stop().then(() => {
    stopped = true
  })
  await vi.advanceTimersByTimeAsync(5_000)
  expect([begun, stopped]).toEqual([2, false])
  ends[0]!()
  await stopping
  vi.useRealTimers()
})
