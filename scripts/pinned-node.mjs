// Starts Node 24, which the npm registry carries as platform packages, whatever Node the machine has.
// The sources are TypeScript and run as they are: Node 24 strips the types, so there is nothing to build.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'

/** The path of the pinned Node, or of the running one where it is new enough. */
export function pinnedNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const system = process.platform === 'win32' ? 'win' : process.platform
  const require = createRequire(import.meta.url)
  try {
    const home = dirname(require.resolve(`node-${system}-${process.arch}/package.json`))
    const path = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(path)) return path
  } catch {
    // No platform package for this machine: fall through to the Node that runs this script.
  }
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  console.error(`实数需要 Node 22.18 或更新的版本，本机为 ${process.versions.node}。请先升级 Node。`)
  console.error(`Shishu needs Node 22.18 or newer; this machine has ${process.versions.node}.`)
  process.exit(69)
}

/** Runs Node with `args` in this process's place: same terminal, signals passed on, same exit code. */
export function runPinned(args) {
  const child = spawn(pinnedNode(), ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
