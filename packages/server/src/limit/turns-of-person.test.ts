import { expect, test } from 'vitest'
import { turnsOfPerson } from './turns-of-person.ts'

test('four requests of a person run at once, the others wait, and nobody waits for somebody else', async () => {
  const inTurn = turnsOfPerson()
  const running = new Map<string, number>()
  const most = new Map<string, number>()
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const ask = (person: string) =>
    inTurn(person, async () => {
      running.set(person, (running.get(person) ?? 0) + 1)
      most.set(person, Math.max(most.get(person) ?? 0, running.get(person)!))
      await opened
      running.set(person, running.get(person)! - 1)
      return person
    })
  const asked = [...Array.from({ length: 10 }, () => ask('a')), ask('b')]
  await new Promise((resolve) => setImmediate(resolve))
  expect(Object.fromEntries(running)).toEqual({ a: 4, b: 1 })
  open()
  expect((await Promise.all(asked)).filter((person) => person === 'a')).toHaveLength(10)
  expect(most.get('a')).toBe(4)
})

test('whoever has too many waiting is refused, and served again once they are done', async () => {
  const inTurn = turnsOfPerson(1, 2)
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const held = [1, 2, 3].map(() => inTurn('a', () => opened))
  await expect(inTurn('a', async () => 1)).rejects.toMatchObject({ code: 'request.too-many' })
  expect(await inTurn('b', async () => 2)).toBe(2)
  open()
  await Promise.all(held)
  expect(await inTurn('a', async () => 3)).toBe(3)
})
