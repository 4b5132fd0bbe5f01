import { expect, test } from 'vitest'
import type { Session } from '../api/session.ts'
import { sectionAt, sectionsFor } from './settings-sections.ts'
import { SETTINGS_WORDS } from './settings-words.ts'

const withActs = (...acts: string[]): Session => ({
  person: { id: '1', name: '周琳', account: 'zhoulin' },
  orgUnit: { code: '341899101000', name: '青溪镇' },
  appointments: [],
  offices: [],
  acts,
  state: 'open',
})

test.each([
  ['nobody in particular', [], ['own', 'duties']],
  [
    'the system administrator',
    ['accounts.manage', 'org-units.manage', 'channels.manage', 'book.operate'],
    ['own', 'duties', 'accounts', 'org-units', 'webhooks', 'book'],
  ],
  ['the security administrator', ['appointments.manage', 'sessions.manage'], ['own', 'duties', 'appointments']],
  ['the audit administrator', ['audit.read'], ['own', 'duties', 'audit']],
  ['an officer', ['entry.read', 'figure.read'], ['own', 'duties', 'closings', 'targets', 'params']],
])('%s has their own pages and nothing else', (_, acts, sections) => {
  expect(sectionsFor(withActs(...acts))).toEqual(sections)
})

test('a page that is not the person’s own leads to their account', () => {
  expect(sectionAt('audit', ['own', 'duties'])).toBe('own')
  expect(sectionAt('duties', ['own', 'duties'])).toBe('duties')
  expect(sectionAt(undefined, ['own', 'duties'])).toBe('own')
})

test('both languages have the same words', () => {
  const keys = (table: object, path = ''): string[] =>
    Object.entries(table).flatMap(([key, value]) =>
      typeof value === 'object' ? keys(value as object, `${path}${key}.`) : [`${path}${key}`],
    )
  expect(keys(SETTINGS_WORDS.en).sort()).toEqual(keys(SETTINGS_WORDS.zh).sort())
})
