import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gracefulStop, onStopSignal } from './graceful-stop.ts'

const never = () => new Promise<never>(() => undefined)

test('steps are taken in order, each after the one before has ended', async () => {
  const seen: string[] = []
  const step = (name: string, milliseconds: number) => ({
    name,
    stop: async () => {
      seen.push(`${name} begins`)
      await sleep(milliseconds)
      seen.push(`${name} ends`)
    },
  })
  const stopped = await gracefulStop([step('server', 20), step('book', 1)], { withinMs: 2_000 })
  expect(seen).toEqual(['server begins', 'server ends', 'book begins', 'book ends'])
  expect(stopped.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
})

test('a step that hangs or fails does not keep the later ones from their turn, nor the stop from ending', async () => {
  const heard: string[] = []
  let closed = false
  const begun = performance.now()
  const stopped = await gracefulStop(
    [
      { name: 'server', stop: never },
      {
        name: 'jobs',
        stop: () => {
          throw new Error('broken')
        },
      },
      { name: 'audit', stop: never },
      {
        name: 'book',
        stop: async () => {
          closed = true
        },
      },
    ],
    { withinMs: 200, onStep: ({ name, outcome }) => heard.push(`${name} ${outcome}`) },
  )
  expect(heard).toEqual(['server late', 'jobs failed', 'audit late', 'book done'])
  expect(stopped[1]!.error?.message).toBe('broken')
  expect(closed).toBe(true)
  expect(performance.now() - begun).toBeLessThan(400)
})

test('the first signal stops in order, the second at once', () => {
  const heard: (string | number)[] = []
  const off = onStopSignal(
    (signal) => heard.push(signal),
    (code) => heard.push(code) as never,
  )
  process.emit('SIGTERM', 'SIGTERM')
  process.emit('SIGTERM', 'SIGTERM')
  process.emit('SIGINT', 'SIGINT')
  off()
  expect(heard).toEqual(['SIGTERM', 143, 130])
})
