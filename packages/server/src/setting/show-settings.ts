import type { Language } from '@shishu/kernel'
import { SETTINGS, type Setting } from './setting-table.ts'
import type { Settings } from './settings.ts'
import { ssoVariables } from './sso-setting.ts'

/** Stands for a secret that is set. */
const MASK = '******'

/** A setting as it may be printed or logged. */
export interface ShownSetting {
  name: string
  value: string
  /** Whether it is other than its default. */
  changed: boolean
}

/** Every setting in force, secrets masked. */
export function shownSettings(settings: Settings): ShownSetting[] {
  const values = settings as unknown as Readonly<Record<string, unknown>>
  const shown = Object.entries(SETTINGS).map(([key, setting]) => show(setting, values[key]))
  const sso = settings.sso.flatMap((provider) =>
    Object.entries(ssoVariables(provider.id)).map(([key, variable]) =>
      show(variable, (provider as unknown as Record<string, unknown>)[key] ?? null),
    ),
  )
  return [...shown, ...sso]
}

function show({ name, initial, secret }: Setting, value: unknown): ShownSetting {
  const changed = String(value) !== String(initial)
  return { name, value: secret && value !== null ? MASK : textOf(value), changed }
}

function textOf(value: unknown): string {
  return value === null ? '' : Array.isArray(value) ? value.join(',') : String(value)
}

const HEADS = {
  zh: '| 变量 | 默认 | 说明 |\n|---|---|---|',
  en: '| variable | default | what it is |\n|---|---|---|',
}
const AS_FILE = { zh: '密，也可用 `…_FILE`：', en: 'Secret, also as `…_FILE`: ' }

/** The table of settings for docs/operations: Markdown, without a line break at its end. */
export function settingsTable(language: Language): string {
  const settings: Setting[] = [...Object.values(SETTINGS), ...Object.values(ssoVariables())]
  const rows = settings.map((setting) => {
    const initial = textOf(setting.initial)
    const said = `${setting.secret ? AS_FILE[language] : ''}${setting[language]}`
    const allowed = language === 'zh' ? `（${setting.kind.zh}）` : ` (${setting.kind.en})`
    return `| \`${setting.name}\` | ${initial === '' ? '—' : `\`${initial}\``} | ${said}${allowed} |`
  })
  return [HEADS[language], ...rows].join('\n')
}
