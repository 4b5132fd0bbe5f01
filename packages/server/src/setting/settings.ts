import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { levelOf } from '@shishu/kernel'
import type { SsoProvider } from '../account/account-settings.ts'
import { nearestName } from './nearest-name.ts'
import { type SettingProblem, settingError } from './setting-errors.ts'
import { readValue } from './setting-kind.ts'
import { OTHER_VARIABLES, SETTINGS, type Setting } from './setting-table.ts'
import { SSO_NEEDED, ssoProvider, ssoVariables } from './sso-setting.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What each setting is worth; null is "not set". */
export type Settings = {
  readonly [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends Setting<infer T, infer D> ? T | D : never
} & { readonly sso: readonly SsoProvider[] }

/** Characters of a secret file at most. */
const SECRET_FILE = 10_000
/** Characters that the secret of sessions has at least. */
const SECRET_LEAST = 32

/**
 * Reads the server's settings from the environment. An empty variable counts as absent. A secret may stand in a file
 * instead, named by its variable with `_FILE` after it.
 * Errors  setting.refused, with every problem and never a value
 */
export function readSettings(env: Environment): Settings {
  const problems: SettingProblem[] = []
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(SETTINGS)) values[key] = read(env, setting, problems)
  const ids = values.ssoProviders as readonly string[]
  const sso = ids.map((id) => readSso(env, id, problems))
  const settings = { ...values, sso } as unknown as Settings
  problems.push(...unknownVariables(env, ids), ...checkTogether(settings))
  if (problems.length > 0) {
    throw settingError('setting.refused', {
      problems: problems.map(({ name, zh }) => `${name}：${zh}`),
      problemsEn: problems.map(({ name, en }) => `${name}: ${en}`),
    })
  }
  return settings
}

function read(env: Environment, setting: Setting, problems: SettingProblem[]): unknown {
  const { name, kind, initial, secret } = setting
  const text = secret ? secretText(env, name, problems) : env[name]
  if (text === undefined || text === '') return initial
  const value = readValue(kind, text)
  if (value !== undefined) return value
  problems.push({ name, zh: `应为${kind.zh}`, en: `must be ${kind.en}` })
  return initial
}

function secretText(env: Environment, name: string, problems: SettingProblem[]): string | undefined {
  const [direct, file] = [env[name] || undefined, env[`${name}_FILE`] || undefined]
  if (file === undefined) return direct
  if (direct !== undefined) {
    problems.push({ name, zh: `与 ${name}_FILE 只能填一个`, en: `give it or ${name}_FILE, not both` })
    return undefined
  }
  try {
    // Editors end a file with a line break.
    return readFileSync(file, 'utf8').slice(0, SECRET_FILE).trim()
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    problems.push({ name: `${name}_FILE`, zh: `文件读不了（${code}）`, en: `the file cannot be read (${code})` })
    return undefined
  }
}

function readSso(env: Environment, id: string, problems: SettingProblem[]): SsoProvider {
  const variables = ssoVariables(id)
  const values = Object.fromEntries(
    Object.entries(variables).map(([key, variable]) => [key, read(env, variable, problems)]),
  )
  for (const key of SSO_NEEDED) {
    const { name } = variables[key]
    if (values[key] === null && !problems.some((one) => one.name === name)) {
      problems.push({ name, zh: `SHISHU_SSO 里有 ${id}，必须填`, en: `needed, since SHISHU_SSO names ${id}` })
    }
  }
  return ssoProvider(id, values)
}

/** A mistyped variable would otherwise be a setting that quietly does nothing. */
function unknownVariables(env: Environment, ssoIds: readonly string[]): SettingProblem[] {
  const settings: Setting[] = [...Object.values(SETTINGS), ...ssoIds.flatMap((id) => Object.values(ssoVariables(id)))]
  const secrets = settings.filter(({ secret }) => secret)
  const known = [...settings.map(({ name }) => name), ...secrets.map(({ name }) => `${name}_FILE`), ...OTHER_VARIABLES]
  const unknown = Object.keys(env).filter((name) => name.startsWith('SHISHU_') && !known.includes(name))
  return unknown.sort().map((name) => {
    const nearest = nearestName(name, known)
    const hint =
      nearest === undefined ? { zh: '', en: '' } : { zh: `，是不是 ${nearest}`, en: `; do you mean ${nearest}` }
    return { name, zh: `没有这个变量${hint.zh}？`, en: `no such variable${hint.en}?` }
  })
}

/** What settings must be beside each other. */
function checkTogether(settings: Settings): SettingProblem[] {
  const problems: SettingProblem[] = []
  const together = (present: boolean, missing: boolean, name: string, beside: string) => {
    if (present && missing) problems.push({ name, zh: `填了 ${beside} 就必须填`, en: `needed beside ${beside}` })
  }
  together(settings.tlsCertificate !== null, settings.tlsKey === null, 'SHISHU_TLS_KEY', 'SHISHU_TLS_CERT')
  together(settings.tlsKey !== null, settings.tlsCertificate === null, 'SHISHU_TLS_CERT', 'SHISHU_TLS_KEY')
  together(settings.smtpUrl !== null, settings.mailFrom === null, 'SHISHU_MAIL_FROM', 'SHISHU_SMTP_URL')
  const s3 = settings.s3Endpoint !== null
  together(s3, settings.s3Bucket === null, 'SHISHU_S3_BUCKET', 'SHISHU_S3_ENDPOINT')
  together(s3, settings.s3AccessKey === null, 'SHISHU_S3_ACCESS_KEY', 'SHISHU_S3_ENDPOINT')
  together(s3, settings.s3SecretKey === null, 'SHISHU_S3_SECRET_KEY', 'SHISHU_S3_ENDPOINT')
  together(settings.sso.length > 0, settings.publicUrl === null, 'SHISHU_URL', 'SHISHU_SSO')
  if (settings.secret !== null && settings.secret.length < SECRET_LEAST) {
    problems.push({ name: 'SHISHU_SECRET', zh: `至少 ${SECRET_LEAST} 字`, en: `at least ${SECRET_LEAST} characters` })
  }
  if (settings.publicUrl?.startsWith('http:') && !isLoopback(new URL(settings.publicUrl).hostname)) {
    problems.push({ name: 'SHISHU_URL', zh: '除本机外必须用 https', en: 'must be https, except on this machine' })
  }
  if (settings.auditOrgUnit !== null && !isPlace(settings.auditOrgUnit)) {
    problems.push({ name: 'SHISHU_AUDIT_ORG_UNIT', zh: '不是组织单位代码', en: 'is no code of an org unit' })
  }
  return problems
}

/** Whether a host is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

function isPlace(code: string): boolean {
  try {
    return levelOf(code) !== undefined
  } catch {
    return false
  }
}
