import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
/** What the application is built from. */
const SOURCES = [
  'packages/web/src',
  'packages/web/guide',
  'packages/web/build',
  'packages/web/public',
  'docs/guide',
  'packages/kernel/src',
  'packages/protocol/src',
]
/** Not where a run of tests keeps what goes with it: the next run finds it here. */
const KEPT_IN = join(process.env.TEST_KEPT ?? tmpdir(), 'shishu-e2e-web')

/**
 * The browser application as the sources are now, built once for all tests that find them the same; its folder. One that
 * is built already can be named by `E2E_WEB`.
 */
export async function builtWeb(): Promise<string> {
  if (process.env.E2E_WEB !== undefined) return process.env.E2E_WEB
  const folder = join(KEPT_IN, sourceDigest())
  if (existsSync(join(folder, 'index.html'))) return folder
  const { build } = await import('vite')
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(KEPT_IN, { recursive: true })
  // A runner of tests says that it is one, and the libraries would be those for development: larger and slower.
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({
      configFile: inRepository('packages/web/vite.config.ts'),
      build: { outDir: unfinished, emptyOutDir: true },
    })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  // Another run may have built the same meanwhile: one of the two stays.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, folder)
  return folder
}

function sourceDigest(): string {
  const digest = createHash('sha256')
  for (const source of SOURCES) {
    const folder = inRepository(source)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(tsx?|js|css|md|png)$/.test(file) && !/\.test\./.test(file))
        digest.update(file).update(readFileSync(join(folder, file)))
    }
  }
  return digest
    .update(readFileSync(inRepository('packages/web/index.html')))
    .digest('hex')
    .slice(0, 16)
}
