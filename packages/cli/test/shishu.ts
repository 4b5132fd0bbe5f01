import { execFile } from 'node:child_process'
import process from 'node:process'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { run as runCommand } from '../src/run.ts'

export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** How the command runs in a process of its own: `scripts/run.mjs` does the same with the pinned Node. */
export const NODE = ['--disable-warning=ExperimentalWarning', MAIN] as const

/** What a command answered. */
export interface Answer {
  code: number
  out: string
  err: string
}

/** Runs the command; a name is that of whoever books. */
type Run = (args: readonly string[], user?: string) => Promise<Answer>

/** The command `shishu` on the book in a folder, as a user runs it: in a process of its own. */
export function shishuOn(dataDir: string) {
  const env = environment(dataDir)
  const run: Run = (args, user = '甲') =>
    new Promise((resolve) => {
      const options = { env: { ...env, SHISHU_USER: user }, maxBuffer: 1e9, timeout: 60_000 }
      execFile(process.execPath, [...NODE, ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err })
      })
    })
  return { env, ...commandsBy(run) }
}

/** As `shishuOn`, in this process: where a test is not about the process, and the start of one would be most of its time. */
export function inProcessOn(dataDir: string) {
  const run: Run = async (args, user = '甲') => {
    const [stdout, stderr] = [new Kept(), new Kept()]
    const env = { ...environment(dataDir), SHISHU_USER: user }
    const code = await runCommand(args, { env, cwd: () => process.cwd(), stdout, stderr })
    return { code, out: stdout.text, err: stderr.text }
  }
  return commandsBy(run)
}

/** A stream that keeps what is written to it. */
class Kept extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: string, written: () => void): void {
    this.text += chunk.toString()
    written()
  }
}

function environment(dataDir: string) {
  return { ...process.env, SHISHU_DATA: dataDir, SHISHU_USER: '甲', DATABASE_URL: '' }
}

function commandsBy(run: Run) {
  const done = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await run(args)
    if (code !== 0) throw new Error(`shishu ${args.join(' ')}: exit ${code}\n${out}${err}`)
    return out
  }
  return {
    run,
    /** Runs a command that must succeed, and tells what it printed. */
    done,
    /** As `done`, with --json. */
    // biome-ignore lint/suspicious/noExplicitAny: what a command prints is read as a user's script would read it.
    json: async (...args: string[]): Promise<any> => JSON.parse(await done(...args, '--json')),
  }
}
