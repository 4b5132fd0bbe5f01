import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language, ShishuError } from '@shishu/kernel'
import { afterAll, describe, expect, test } from 'vitest'
import { editDistance, nearestName } from './nearest-name.ts'
import { OTHER_VARIABLES, SETTINGS } from './setting-table.ts'
import { type Environment, readSettings } from './settings.ts'
import { settingsTable, shownSettings } from './show-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'shishu-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const problems = (env: Environment): readonly string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    expect((error as ShishuError).code).toBe('setting.refused')
    return (error as ShishuError).facts.problemsEn as readonly string[]
  }
}

test('without any variable: loopback, the embedded database, a year of audit log', () => {
  const settings = readSettings({ PATH: '/usr/bin', DATABASE_URL: '' })
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 8080, databaseUrl: null, auditMonths: 12, sso: [] })
})

test('every default is a value that its own kind would take', () => {
  for (const { name, kind, initial } of Object.values(SETTINGS)) {
    const text = Array.isArray(initial) ? initial.join(',') : String(initial)
    if (initial !== null && text !== '') expect([name, kind.parse(text)]).toEqual([name, initial])
  }
})

test('values are read as what they are', () => {
  const settings = readSettings({
    PORT: '9000',
    SHISHU_URL: 'https://Shishu.example.gov.cn/',
    SHISHU_TRUSTED_PROXIES: '10.1.0.0/16, ::1',
    SHISHU_SMTP_TLS: 'false',
    SHISHU_LOG_LEVEL: 'debug',
    SHISHU_CLAMD: 'unix:/run/clamav/clamd.ctl',
  })
  expect(settings).toMatchObject({
    port: 9000,
    publicUrl: 'https://shishu.example.gov.cn',
    trustedProxies: ['10.1.0.0/16', '::1'],
    smtpTls: false,
    logLevel: 'debug',
    clamd: 'unix:/run/clamav/clamd.ctl',
  })
})

describe('what is wrong stops the start, all of it at once', () => {
  test.each<[Environment, string[]]>([
    [{ PORT: '0' }, ['PORT: must be a whole number from 1 to 65535']],
    [{ PORT: '80.5' }, ['PORT: must be a whole number from 1 to 65535']],
    [{ PORT: '0x50' }, ['PORT: must be a whole number from 1 to 65535']],
    [
      { PORT: '1e3', SHISHU_SMTP_TLS: 'yes' },
      ['PORT: must be a whole number from 1 to 65535', 'SHISHU_SMTP_TLS: must be true or false'],
    ],
    [{ SHISHU_AUDIT_MONTHS: '5' }, ['SHISHU_AUDIT_MONTHS: must be a whole number from 6 to 240']],
    [{ SHISHU_URL: 'http://shishu.example.gov.cn' }, ['SHISHU_URL: must be https, except on this machine']],
    [{ SHISHU_URL: 'http://127.0.0.1:8080' }, []],
    [
      { SHISHU_TRUSTED_PROXIES: '10.1.0.0/33' },
      ['SHISHU_TRUSTED_PROXIES: must be IP addresses or ranges such as 10.20.0.0/16, by commas'],
    ],
    [{ SHISHU_TLS_CERT: '/etc/c.pem' }, ['SHISHU_TLS_KEY: needed beside SHISHU_TLS_CERT']],
    [{ SHISHU_SMTP_URL: 'smtp://mail' }, ['SHISHU_MAIL_FROM: needed beside SHISHU_SMTP_URL']],
    [
      { SHISHU_MAIL_FROM: 'a@b\r\nBcc: c@d' },
      ['SHISHU_MAIL_FROM: must be text of at most 200 characters, without line breaks'],
    ],
    [{ DATABASE_URL: 'mysql://u:p@h/d' }, ['DATABASE_URL: must be an address of postgres or postgresql']],
    [{ SHISHU_SECRET: 'short' }, ['SHISHU_SECRET: at least 32 characters']],
    [{ SHISHU_PROT: '1' }, ['SHISHU_PROT: no such variable?']],
    [{ SHISHU_AUDIT_MONTH: '12' }, ['SHISHU_AUDIT_MONTH: no such variable; do you mean SHISHU_AUDIT_MONTHS?']],
    [{ SHISHU_LOG_LEVLE: 'info' }, ['SHISHU_LOG_LEVLE: no such variable; do you mean SHISHU_LOG_LEVEL?']],
    [{ SHISHU_USER: '甲', SHISHU_LANG: 'en' }, []],
  ])('%j → %j', (env, expected) => {
    expect(problems(env)).toEqual(expected)
  })

  test('and never quotes a value, which may be a secret', () => {
    try {
      readSettings({ DATABASE_URL: 'mysql://u:hunter2@h/d', SHISHU_SMTP_URL: 'hunter2', SHISHU_HUNTER: 'hunter2' })
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('hunter2')
    }
  })
})

test('a secret can stand in a file, but not in two places', () => {
  const file = join(folder, 'database')
  writeFileSync(file, 'postgresql://u:hunter2@db/shishu\n')
  expect(readSettings({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgresql://u:hunter2@db/shishu')
  expect(problems({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://db/x' })).toEqual([
    'DATABASE_URL: give it or DATABASE_URL_FILE, not both',
  ])
  expect(problems({ SHISHU_BACKUP_KEY_FILE: join(folder, 'absent') })).toEqual([
    'SHISHU_BACKUP_KEY_FILE: the file cannot be read (ENOENT)',
  ])
  expect(problems({ SHISHU_LOG_LEVEL_FILE: file })).toHaveLength(1)
})

test('single sign-on providers are read by their names', () => {
  const env = {
    SHISHU_URL: 'https://shishu.example.gov.cn',
    SHISHU_SSO: 'county',
    SHISHU_SSO_COUNTY_DISCOVERY_URL: 'https://sso.example.gov.cn/.well-known/openid-configuration',
    SHISHU_SSO_COUNTY_CLIENT_ID: 'shishu',
    SHISHU_SSO_COUNTY_CLIENT_SECRET: 'hunter2',
    SHISHU_SSO_COUNTY_LINK_BY_NAME: 'true',
  }
  expect(readSettings(env).sso).toEqual([
    {
      id: 'county',
      label: 'county',
      discoveryUrl: 'https://sso.example.gov.cn/.well-known/openid-configuration',
      clientId: 'shishu',
      clientSecret: 'hunter2',
      linkByName: true,
      replacesSecondFactor: false,
    },
  ])
  expect(problems({ ...env, SHISHU_SSO_COUNTY_CLIENT_ID: '', SHISHU_SSO_PROVINCE_LABEL: '省厅' })).toEqual([
    'SHISHU_SSO_COUNTY_CLIENT_ID: needed, since SHISHU_SSO names county',
    expect.stringContaining('SHISHU_SSO_PROVINCE_LABEL: no such variable'),
  ])
  expect(JSON.stringify(shownSettings(readSettings(env)))).not.toContain('hunter2')
})

test('settings are printed with every secret masked', () => {
  const env: Record<string, string> = { SHISHU_S3_ENDPOINT: 'https://s3.example.gov.cn', SHISHU_S3_BUCKET: 'b' }
  for (const { name, secret } of Object.values(SETTINGS)) if (secret) env[name] = `hunter2${'0'.repeat(40)}`
  env.DATABASE_URL = 'postgresql://u:hunter2@db/shishu'
  env.SHISHU_SMTP_URL = 'smtp://u:hunter2@mail'
  env.SHISHU_MAIL_FROM = 'shishu@example.gov.cn'
  const shown = shownSettings(readSettings(env))
  expect(JSON.stringify(shown)).not.toContain('hunter2')
  expect(shown.find(({ name }) => name === 'DATABASE_URL')).toEqual({
    name: 'DATABASE_URL',
    value: '******',
    changed: true,
  })
  expect(shown.find(({ name }) => name === 'PORT')).toEqual({ name: 'PORT', value: '8080', changed: false })
})

test.each<[Language, string]>([
  ['zh', 'operations.zh-CN.md'],
  ['en', 'operations.md'],
])('the table of settings in docs is this one: %s', (language, file) => {
  const page = readFileSync(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8')
  expect(page).toContain(`<!-- settings -->\n${settingsTable(language)}\n<!-- /settings -->`)
})

test('every variable that the files in deploy and the pages name is one of these', () => {
  const root = new URL('../../../../', import.meta.url)
  const files = readdirSync(new URL('deploy/', root), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `deploy/${name}`)
  const known = new Set([...Object.values(SETTINGS).flatMap(({ name }) => [name, `${name}_FILE`]), ...OTHER_VARIABLES])
  const named = [...files, 'docs/operations.md', 'docs/operations.zh-CN.md'].flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(/SHISHU_[A-Z0-9_]*[A-Z0-9]/g)].map(([name]) => [file, name]),
  )
  expect(named.filter(([, name]) => !known.has(name!) && !name!.startsWith('SHISHU_SSO_N'))).toEqual([])
  expect(named.length).toBeGreaterThan(50)
})

test.each([
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['PROT', 'PORT', 1],
  ['same', 'same', 0],
])('from %s to %s it is %i letters', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance)
})

test('the nearest of several names, or none', () => {
  expect(nearestName('SHISHU_DTAA', ['SHISHU_URL', 'SHISHU_DATA'])).toBe('SHISHU_DATA')
  expect(nearestName('SHISHU_QQQQQQQQ', ['SHISHU_URL', 'SHISHU_DATA'])).toBeUndefined()
})
