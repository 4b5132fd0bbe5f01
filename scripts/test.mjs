// npm test: style, types, then every test. Stops at the first that fails.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { pinnedNode } from './pinned-node.mjs'

const require = createRequire(import.meta.url)
const tool = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file)

/** Runs one tool on the pinned Node and ends this process with its exit code if it fails. */
function run(label, args) {
  console.log(`\n— ${label}`)
  const done = spawnSync(pinnedNode(), ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

const only = process.argv.slice(2)
if (only.length === 0) {
  run('style', [tool('@biomejs/biome', 'bin/biome'), 'check', '.'])
  run('types', [tool('typescript', 'bin/tsc'), '--noEmit'])
  run('types of the browser application', [tool('typescript', 'bin/tsc'), '--noEmit', '-p', 'packages/web'])
  run('types of the journeys', [tool('typescript', 'bin/tsc'), '--noEmit', '-p', 'e2e'])
}
run('tests', [tool('vitest', 'vitest.mjs'), 'run', ...only])
