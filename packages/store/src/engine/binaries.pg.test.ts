import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embeddedBinaries, findDebianPostgres, installedBinaries, linkLibraries, stage } from './binaries.ts'

const root = mkdtempSync(join(tmpdir(), 'binaries-'))
const unlinked = join(root, 'package', 'native')

beforeAll(() => {
  const home = dirname(embeddedBinaries().movable!)
  cpSync(home, dirname(unlinked), { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('the embedded binaries are PostgreSQL 18', () => {
  expect(embeddedBinaries().version).toBe(18)
})

test('as npm unpacks them, without links, they do not start', () => {
  expect(() => runVersion(unlinked)).toThrow(/error while loading shared libraries/)
})

test('five processes make the links at once, and each can start the server right after', async () => {
  const code = `
    import { linkLibraries } from '${new URL('./binaries.ts', import.meta.url)}'
    import { execFileSync } from 'node:child_process'
    while (Date.now() < ${Date.now() + 1500});
    linkLibraries(${JSON.stringify(unlinked)})
    execFileSync(${JSON.stringify(join(unlinked, 'bin/postgres'))}, ['--version'])`
  const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', code]
  const makers = Array.from({ length: 5 }, () => spawn(process.execPath, flags, { stdio: 'inherit' }))
  expect(await Promise.all(makers.map((maker) => once(maker, 'exit')))).toEqual(makers.map(() => [0, null]))
})

test('a link that is right stays the same file; one that is wrong is replaced', () => {
  const right = join(unlinked, 'lib/libpq.so.5')
  const wrong = join(unlinked, 'lib/libpq.so')
  const before = lstatSync(right).ino
  rmSync(wrong)
  symlinkSync('libpq.so.5.17', wrong)
  expect(linkLibraries(unlinked)).toBe(true)
  expect(lstatSync(right).ino).toBe(before)
  expect(readlinkSync(wrong)).toBe('libpq.so.5.18')
})

test('a staged copy is whole, made once, and open to every user', () => {
  const staged = stage(unlinked, join(root, 'cache'))
  const made = statSync(staged).ino
  expect(stage(unlinked, join(root, 'cache'))).toBe(staged)
  expect(statSync(staged).ino).toBe(made)
  expect(runVersion(staged)).toMatch(/\(PostgreSQL\) 18/)
  expect(statSync(dirname(staged)).mode & 0o777).toBe(0o755)
  expect(readFileSync(join(staged, 'lib/libicudata.so.60')).length).toBeGreaterThan(20_000_000)
})

test('a folder without PostgreSQL is refused', () => {
  expect(() => installedBinaries(root)).toThrow(expect.objectContaining({ code: 'engine.start-failed' }))
})

const debian = findDebianPostgres()
test.skipIf(debian === undefined)("Debian's PostgreSQL is found (skipped where there is none)", () => {
  expect(debian?.version).toBeGreaterThanOrEqual(15)
})

function runVersion(native: string): string {
  return execFileSync(join(native, 'bin/postgres'), ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
