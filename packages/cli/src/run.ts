import { userInfo } from 'node:os'
import { ShishuError } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { CommanderError } from 'commander'
import type { Context } from './command/context.ts'
import { program } from './program.ts'
import { EXIT } from './terminal/exit-code.ts'
import { languageOf } from './terminal/language.ts'
import { type Stream, terminalOf } from './terminal/terminal.ts'
import { usageText } from './terminal/usage-text.ts'

/** What a command takes from the process that it runs in. */
export interface Host {
  env: Record<string, string | undefined>
  cwd(): string
  stdout: Stream
  stderr: Stream
}

/**
 * Runs the command line.
 * @param args  without node and script
 * @returns the exit code; see terminal/exit-code.ts
 */
export async function run(args: readonly string[], host: Host = process): Promise<number> {
  const language = languageOf(args, host.env)
  const json = args.includes('--json')
  const terminal = terminalOf(language, json, host.stdout, host.stderr)
  const context: Context = {
    terminal,
    pack: packTownship,
    env: host.env,
    cwd: host.cwd(),
    by: host.env.SHISHU_USER ?? userInfo().username,
  }
  // Whoever reads along may stop reading (`shishu … | head`); the work still ends in order.
  host.stdout.on('error', ignoreClosedPipe)
  let code: number = EXIT.done
  try {
    await program(context, (done) => {
      code = done
    }).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done
      const text = usageText(error)
      if (text !== null) terminal.note(terminal.say(text))
      return EXIT.usage
    }
    if (error instanceof ShishuError) {
      if (json) terminal.printJson({ error: { code: error.code, facts: error.facts, text: error.text(language) } })
      else terminal.note(error.text(language))
      return error.code === 'journal.broken' ? EXIT.disagrees : EXIT.refused
    }
    const file = missingFile(error)
    if (file !== null) {
      terminal.note(terminal.say({ zh: `打不开文件 ${file}，请核对路径和权限。`, en: `Cannot open ${file}.` }))
      return EXIT.refused
    }
    if (error instanceof RangeError) {
      terminal.note(error.message)
      return EXIT.usage
    }
    terminal.note(
      terminal.say({
        zh: '程序内部出错。已显示记账的都在，其余没有记账，可以原样重做。请把下面的内容交给县里的技术员：',
        en: 'Internal error. What was reported as booked is safe; the rest was not booked.',
      }),
    )
    terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return EXIT.internal
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** The path of a file that could not be opened or written, where that is what went wrong. */
function missingFile(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM', 'EROFS'].includes(String(error.code))
    ? String(error.path)
    : null
}
