import { loans, packLibrary } from '@shishu/pack-library'
import { describe, expect, test } from 'vitest'
import { codeRange } from '../org-unit/org-unit-code.ts'
import type { Act } from './act.ts'
import { type Appointment, rightsOf } from './rights.ts'
import { ADMINISTRATORS } from './role.ts'

const COUNTY = '341899000000'
const TOWN = '341899101000'
const VILLAGE = '341899101001'
const SIBLING = '341899101002'
const ON = '2026-03-05'
const ROLES = [...ADMINISTRATORS, ...packLibrary.roles]

const appointed = (role: string, orgUnit: string, rest: Partial<Appointment> = {}) =>
  rightsOf(ROLES, [{ role, orgUnit, office: null, from: '2026-01-01', until: null, ...rest }], ON)
const books = packLibrary.ledgers.find(({ id }) => id === 'books')!

describe('rights', () => {
  test.each<
    [
      role: string,
      at: string,
      office: string | null,
      act: Act,
      ledger: typeof loans | null,
      where: string,
      may: boolean,
    ]
  >([
    ['branch-clerk', VILLAGE, null, 'entry.write', loans, VILLAGE, true],
    ['branch-clerk', VILLAGE, null, 'entry.write', loans, SIBLING, false],
    ['branch-clerk', VILLAGE, null, 'entry.write', loans, TOWN, false],
    ['branch-clerk', VILLAGE, null, 'entry.read', books, VILLAGE, false],
    ['branch-clerk', VILLAGE, null, 'figure.read', null, VILLAGE, true],
    ['branch-clerk', VILLAGE, null, 'figure.read', null, TOWN, false],
    ['keeper', TOWN, 'desk', 'entry.write', loans, VILLAGE, true],
    ['keeper', TOWN, 'desk', 'entry.write', loans, COUNTY, false],
    ['keeper', TOWN, 'desk', 'entry.read', books, TOWN, false],
    ['keeper', TOWN, null, 'entry.read', loans, TOWN, false],
    ['librarian', COUNTY, null, 'entry.read', books, VILLAGE, true],
    ['librarian', COUNTY, null, 'entry.write', books, VILLAGE, false],
    ['audit-administrator', COUNTY, null, 'audit.read', null, COUNTY, true],
    ['audit-administrator', COUNTY, null, 'figure.read', null, COUNTY, false],
    ['nobody', COUNTY, null, 'entry.read', loans, COUNTY, false],
  ])('a %s at %s (office %s): %s in %o at %s is %s', (role, at, office, act, ledger, where, may) => {
    const rights = appointed(role, at, { office })
    expect(rights.may(act, { orgUnit: where, ledger: ledger ?? undefined })).toBe(may)
  })

  test('an act on a ledger is never allowed without a ledger', () => {
    expect(appointed('librarian', COUNTY).may('entry.read', { orgUnit: COUNTY })).toBe(false)
  })

  test('an appointment holds from its first to its last day', () => {
    const on = (from: string, until: string | null) =>
      appointed('librarian', TOWN, { from, until }).mayAnywhere('figure.read')
    expect([on(ON, ON), on('2026-03-06', null), on('2026-01-01', '2026-03-04')]).toEqual([true, false, false])
  })

  test('a restricted ledger is read by its own office and by those who reach all', () => {
    const restricted = { ...loans, restricted: true }
    const may = (role: string, office: string | null) =>
      appointed(role, TOWN, { office }).may('entry.read', { orgUnit: TOWN, ledger: restricted })
    expect([may('keeper', 'desk'), may('keeper', 'shelves'), may('librarian', null)]).toEqual([true, false, true])
    expect(appointed('branch-clerk', VILLAGE).may('entry.read', { orgUnit: VILLAGE, ledger: restricted })).toBe(false)
  })

  test('a step is taken by whom its duty names', () => {
    const step = loans.loop!.steps.return!
    expect(appointed('keeper', TOWN, { office: 'desk' }).mayTake(loans, step, VILLAGE)).toBe(true)
    expect(appointed('librarian', TOWN).mayTake(loans, step, VILLAGE)).toBe(false)
    expect(appointed('keeper', TOWN, { office: 'desk' }).mayTake(loans, { ...step, by: 'head' }, VILLAGE)).toBe(false)
  })

  test('the ranges of several appointments are joined', () => {
    const rights = rightsOf(
      ROLES,
      [VILLAGE, SIBLING, VILLAGE].map((orgUnit) => ({
        role: 'branch-clerk',
        orgUnit,
        office: null,
        from: ON,
        until: null,
      })),
      ON,
    )
    const range = { from: codeRange(VILLAGE).from, until: codeRange(SIBLING).until }
    expect(rights.ranges('entry.read', loans)).toEqual([range])
    expect(rights.ranges('entry.read', books)).toEqual([])
  })
})
