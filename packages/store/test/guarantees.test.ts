import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const page = new URL('../../../docs/guarantees.md', import.meta.url)
const text = readFileSync(page, 'utf8')
const cited = [...text.matchAll(/\[`([^`]+)`\]\(([^)]+)\)/g)].map(([, name, file]) => [name!, file!] as const)
const rows = [...text.matchAll(/^\| (\d+) \|.*$/gm)]

test.each(cited)('“%s” stands in %s', (name, file) => {
  const source = readFileSync(new URL(file, page), 'utf8')
  // A name may be put together from parts, such as a number of rounds.
  expect(source.replace('${ROUNDS}', '20')).toContain(name)
})

test('every invariant has a line, and in it a test that bears its number', () => {
  expect(rows.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  for (const [line, number] of rows) expect(line).toMatch(new RegExp(`\`invariant (\\d+ and )?${number}[: ]`))
})

test('every file that the page names exists', () => {
  const files = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => fileURLToPath(new URL(file!, page)))
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})
