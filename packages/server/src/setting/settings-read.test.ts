import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS } from './setting-table.ts'

const SOURCES = join(import.meta.dirname, '..')
/** Read from the environment by commands that open no server. */
const OF_COMMANDS = ['databaseUrl', 'backupKey']

const read = globSync('**/*.ts', { cwd: SOURCES })
  .filter((file) => !file.startsWith('setting/') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
  .filter((text) => /\b[sS]ettings\b/.test(text))
  .join('\n')
const own = readFileSync(join(SOURCES, 'setting/settings.ts'), 'utf8')

test.each(Object.keys(SETTINGS).filter((key) => !OF_COMMANDS.includes(key)))(
  'something goes by the setting %s',
  (key) => {
    // The providers’ names are read with their variables, as `sso`.
    const text = key === 'ssoProviders' ? own : read
    expect(text).toMatch(new RegExp(`\\b${key}\\b`))
  },
)
