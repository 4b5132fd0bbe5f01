import type { Language } from '@shishu/kernel'

/** Text in both languages. */
export interface Both {
  zh: string
  en: string
}

/** The language asked for by `--lang`, else by SHISHU_LANG, else Chinese. Help needs it before options are parsed. */
export function languageOf(args: readonly string[], env: Record<string, string | undefined>): Language {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = index < 0 ? env.SHISHU_LANG : args[index]!.includes('=') ? args[index]!.slice(7) : args[index + 1]
  return asked === 'en' ? 'en' : 'zh'
}
