import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What each package may import from ours. A package missing from this table fails the test. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  kernel: [],
  'pack-township': ['kernel'],
  'pack-library': ['kernel'],
  store: ['kernel'],
  documents: ['kernel'],
  protocol: ['kernel'],
  server: ['kernel', 'protocol', 'store', 'documents'],
  web: ['kernel', 'protocol'],
  cli: ['kernel', 'store', 'documents', 'server', 'pack-township'],
}

/** What tests may import besides: packages are tested with a pack that is about something else. */
const TESTS_MAY_IMPORT: Record<string, readonly string[]> = {
  kernel: ['pack-library'],
  store: ['pack-library'],
  documents: ['pack-library'],
  server: ['pack-library', 'pack-township'],
  web: ['pack-library'],
  cli: ['pack-library'],
}

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

test.each(readdirSync('packages'))('%s imports only what lies below it', (name) => {
  const allowed = MAY_IMPORT[name]
  expect(allowed, `${name} has no line in this test`).toBeDefined()
  for (const file of sources(`packages/${name}`).filter((path) => !path.startsWith('node_modules'))) {
    const text = readFileSync(`packages/${name}/${file}`, 'utf8')
    for (const [, target] of text.matchAll(/from '@shishu\/([a-z-]+)/g)) {
      const mine = file.endsWith('.test.ts') || file.startsWith('test/')
      const all = mine ? [...allowed!, ...(TESTS_MAY_IMPORT[name] ?? []), name] : allowed
      expect(all, `${file} imports ${target}`).toContain(target)
    }
  }
})

test('the kernel reads no clock, no chance and no machine', () => {
  for (const file of sources('packages/kernel/src').filter((path) => !path.endsWith('.test.ts'))) {
    const text = readFileSync(`packages/kernel/src/${file}`, 'utf8')
    expect(text, file).not.toMatch(/from 'node:|Date\.now|new Date\(\)|Math\.random|process\.|performance\./)
  }
})
