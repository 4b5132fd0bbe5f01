import type { BookPool } from '@shishu/store'
import { expect, test } from 'vitest'
import { databaseLost } from './watch-database.ts'

test('a database that answers again in time is not lost; one that stays away is', async () => {
  let away = false
  const pool = {
    query: async () => {
      if (away) throw new Error('gone')
      return { rows: [] }
    },
  } as unknown as BookPool
  let lost = false
  const watching = databaseLost(pool, { everyMs: 5, forMs: 60 }).then(() => {
    lost = true
  })
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  away = true
  await wait(25)
  away = false
  await wait(100)
  expect(lost).toBe(false)
  away = true
  await watching
  expect(lost).toBe(true)
})
