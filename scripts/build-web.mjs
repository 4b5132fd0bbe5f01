// node scripts/build-web.mjs [dev]: builds the browser application with the pinned Node and prints what a first visit
// loads; fails when the first page's script is over its budget. With `dev`, serves it while it is being written.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { pinnedNode, runPinned } from './pinned-node.mjs'

/** Kilobytes of compressed script that the first page may load. */
const BUDGET_KB = 250

const root = fileURLToPath(new URL('../packages/web/', import.meta.url))
const require = createRequire(new URL('../packages/web/package.json', import.meta.url))
const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js')
const config = join(root, 'vite.config.ts')

if (process.argv[2] === 'dev') runPinned([vite, '--config', config])
else build()

function build() {
  const done = spawnSync(pinnedNode(), [vite, 'build', '--config', config], { stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
  const manifest = JSON.parse(readFileSync(join(root, 'dist/.vite/manifest.json'), 'utf8'))
  const first = filesOf(manifest, ['index.html'])
  const kilobytes = print('first page', first.scripts)
  print('first page, styles', first.styles)
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isDynamicEntry !== true) continue
    const { scripts } = filesOf(manifest, [key])
    print(`  then ${key}`, new Set([...scripts].filter((file) => !first.scripts.has(file))))
  }
  if (kilobytes <= BUDGET_KB) return
  console.error(`the first page's script is ${kilobytes.toFixed(1)} KB, over its budget of ${BUDGET_KB} KB`)
  process.exit(1)
}

/** Every script and style that the entries need before they run. */
function filesOf(manifest, keys) {
  const scripts = new Set()
  const styles = new Set()
  const seen = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    scripts.add(chunk.file)
    for (const file of chunk.css ?? []) styles.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const key of keys) visit(key)
  return { scripts, styles }
}

/** Prints one line of sizes; returns the compressed kilobytes. */
function print(label, files) {
  const paths = [...files].map((file) => join(root, 'dist', file))
  const plain = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1024
  const compressed = paths.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0) / 1024
  console.log(`${compressed.toFixed(1).padStart(8)} KB gzip ${plain.toFixed(1).padStart(8)} KB  ${label}`)
  return compressed
}
