import type { CommanderError } from 'commander'
import type { Both } from './language.ts'

const ZH: Readonly<Record<string, (name: string) => string>> = {
  'commander.unknownCommand': (name) => `没有“${name}”这个命令。`,
  'commander.unknownOption': (name) => `没有“${name}”这个选项。`,
  'commander.missingArgument': (name) => `缺少参数 <${name}>。`,
  'commander.missingMandatoryOptionValue': (name) => `必须写明 ${name}。`,
  'commander.optionMissingArgument': (name) => `${name} 后面要写值。`,
  'commander.excessArguments': () => '参数太多了。',
}

/** What is wrong with a command line; null where the help already printed says it. */
export function usageText({ code, message }: CommanderError): Both | null {
  if (code === 'commander.help') return null
  const name = /'([^']*)'/.exec(message)?.[1] ?? ''
  const zh = ZH[code]?.(name) ?? message
  return {
    zh: `${zh}用 shishu --help 查看用法。`,
    en: `${message.replace(/^error: /, '')}; see shishu --help.`,
  }
}
