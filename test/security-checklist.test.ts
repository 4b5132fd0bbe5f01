import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')

interface Line {
  id: string
  asked: string
  state: string
  by: string
  test: string
}

const lines: Line[] = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+) \| (.+) \| (.*) \| (.*) \|$/gm)].map(
  ([, id, asked, state, by, test]) => ({ id: id!, asked: asked!, state: state!, by: by!, test: test! }),
)

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const CHAPTERS: Readonly<Record<number, number>> = {
  1: 27,
  2: 11,
  3: 19,
  4: 10,
  5: 9,
  6: 35,
  7: 18,
  8: 7,
  9: 7,
  10: 29,
  11: 14,
  12: 9,
  13: 13,
  14: 9,
  15: 13,
  16: 16,
  17: 7,
}

function fileOf(name: string): string | undefined {
  return [join(ROOT, 'packages', name), join(ROOT, name)].find((path) => existsSync(path))
}

/** What stands between backquotes. */
const named = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)
const isFile = (name: string) => /^[\w.-]+(\/[\w.-]+)*\.\w+$/.test(name) || existsSync(join(ROOT, 'packages', name))

test('the checklist has every requirement of levels 1 and 2 of ASVS 5.0.0 once, in its order', () => {
  const ids = lines.map(({ id }) => id)
  expect(ids).toHaveLength(253)
  expect(new Set(ids).size).toBe(253)
  const order = ids.map((id) => id.split('.').map(Number) as [number, number, number])
  const sorted = order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
  expect(order).toEqual(sorted)
  const counted = Object.fromEntries(Object.keys(CHAPTERS).map((chapter) => [chapter, 0]))
  for (const [chapter] of order) counted[chapter]! += 1
  expect(counted).toEqual(Object.fromEntries(Object.entries(CHAPTERS)))
})

test('each is met, not met or not applicable; the counts are said as they are', () => {
  const count = (state: string) => lines.filter((line) => line.state === state).length
  const [met, not, none] = [count('met'), count('**not met**'), count('not applicable')]
  expect(met + not + none).toBe(lines.length)
  expect(text).toContain(`253 requirements: ${met} met, ${not} not met, ${none} not applicable.`)
})

test.each(lines.filter(({ state }) => state === 'met'))('$id is met by files that there are', ({ by }) => {
  const files = named(by)
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((file) => fileOf(file) === undefined)).toEqual([])
})

test.each(lines.filter(({ state }) => state !== 'met'))('$id says why it is not', ({ by }) => {
  expect(by.length).toBeGreaterThan(3)
  expect(named(by).filter((name) => isFile(name) && fileOf(name) === undefined)).toEqual([])
})

test.each(lines.filter(({ test: proof }) => proof !== ''))('the test of $id is there: $test', ({ test: proof }) => {
  const [, file, name] = /^`([^`]+)`: “(.+)”$/.exec(proof) ?? []
  const path = fileOf(file ?? '')
  expect(path, file).toBeDefined()
  expect(readFileSync(path!, 'utf8')).toContain(name)
})

test('a requirement is told in few words', () => {
  expect(lines.filter(({ asked }) => asked.split(/\s+/).length > 12).map(({ id }) => id)).toEqual([])
})
