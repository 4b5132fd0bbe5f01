import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** How the command runs in a process of its own: `scripts/run.mjs` does the same with the pinned Node. */
export const NODE = ['--disable-warning=ExperimentalWarning', MAIN] as const

/** What a command answered. */
export interface Answer {
  code: number
  out: string
  err: string
}

/** The command `shishu` on the book in a folder, as a user runs it. */
export function shishuOn(dataDir: string) {
  const env = { ...process.env, SHISHU_DATA: dataDir, SHISHU_USER: '甲', DATABASE_URL: '' }
  const run = (args: readonly string[], user = '甲'): Promise<Answer> =>
    new Promise((resolve) => {
      const options = { env: { ...env, SHISHU_USER: user }, maxBuffer: 1e9, timeout: 60_000 }
      execFile(process.execPath, [...NODE, ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err })
      })
    })
  return {
    env,
    run,
    /** Runs a command that must succeed, and tells what it printed. */
    done: async (...args: string[]): Promise<string> => {
      const { code, out, err } = await run(args)
      if (code !== 0) throw new Error(`shishu ${args.join(' ')}: exit ${code}\n${out}${err}`)
      return out
    },
    /** As `done`, with --json. */
    // biome-ignore lint/suspicious/noExplicitAny: what a command prints is read as a user's script would read it.
    json: async (...args: string[]): Promise<any> => {
      const { code, out, err } = await run([...args, '--json'])
      if (code !== 0) throw new Error(`shishu ${args.join(' ')}: exit ${code}\n${out}${err}`)
      return JSON.parse(out)
    },
  }
}
