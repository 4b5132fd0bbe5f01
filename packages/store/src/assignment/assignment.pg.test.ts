import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  handClock,
  OTHER_VILLAGE,
  SECOND_TOWN,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import { appoint, endAppointment } from './appoint.ts'
import { appointmentsOf, listAppointments, personsWith } from './appointments.ts'
import { assignCase } from './assign-case.ts'
import { holderOf, listHeldBy } from './holding.ts'

const NOBODY = '01900000-0000-7000-8000-000000000000'

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('people', () => {
    let server: TestServer
    let on: TestBook
    const clock = handClock('2026-03-10T02:00:00Z')
    beforeAll(async () => {
      server = await start()
      on = await server.newBook({ clock: clock.now })
    })
    afterAll(() => server?.stop())

    const give = (entry: string, holder: string | null, until: string | null = null, more = {}) =>
      assignCase(on.book, { town: TOWN, ledger: 'loans', entry, holder, until, by: '主任', reason: '分办', ...more })
    const holder = async (entry: string, day?: string) => {
      const request = { town: TOWN, ledger: 'loans', entries: [entry, 'nonsense'], ...(day && { on: day }) }
      return (await holderOf(on.book, request)).get(entry)?.holder ?? null
    }
    const held = async (person: string, day?: string) => {
      const holdings = await listHeldBy(on.book, { person, orgUnit: COUNTY, ...(day && { on: day }) })
      return holdings.map(({ entry }) => entry)
    }

    test('a case is with its holder, then with a delegate until a day, then with its holder again', async () => {
      const entry = await putOne(on.book, loan('H-1', { lentOn: '2026-03-02' }))
      expect(await holder(entry)).toBeNull()
      expect(await give(entry, 'li')).toMatchObject({ seq: 1, at: '2026-03-10T02:00:00.000Z' })
      expect(await give(entry, 'wang', '2026-03-12')).toMatchObject({ seq: 2 })
      expect(await holder(entry)).toBe('wang')
      expect([await held('li'), await held('wang')]).toEqual([[], [entry]])
      clock.set('2026-03-12T15:59:00Z') // 12 March, 23:59 in Shanghai
      expect(await holder(entry)).toBe('wang')
      clock.set('2026-03-12T16:01:00Z')
      expect(await holder(entry)).toBe('li')
      expect([await held('li'), await held('wang')]).toEqual([[entry], []])
      await give(entry, null)
      expect([await holder(entry), await held('li')]).toEqual([null, []])
      // What was in force on a day stays so, whatever came later.
      expect([await holder(entry, '2026-03-09'), await holder(entry, '2026-03-11')]).toEqual([null, 'wang'])
      expect(await held('wang', '2026-03-12')).toEqual([entry])
    })

    test('what cannot be handed over is refused', async () => {
      const entry = await putOne(on.book, loan('H-2', { lentOn: '2026-03-02' }))
      expect(await refusalOf(give(entry, 'li', '2026-03-01'))).toBe('assignment.until-past')
      expect(await refusalOf(give(entry, 'li', 'soon'))).toBe('day.malformed')
      expect(await refusalOf(give(entry, null, '2027-03-01'))).toBe('assignment.office-until')
      expect(await refusalOf(give(entry, 'li', null, { reason: ' ' }))).toBe('reason.needed')
      expect(await refusalOf(give(entry, ''))).toBe('person.malformed')
      expect(await refusalOf(give(NOBODY, 'li'))).toBe('entry.unknown')
      expect(await refusalOf(give(entry, 'li', null, { town: SECOND_TOWN }))).toBe('entry.unknown')
      const visited = await putOne(on.book, visit('2026-03-01', 1))
      expect(await refusalOf(give(visited, 'li', null, { ledger: 'visits' }))).toBe('ledger.not-a-case')
      await put(on.book, [{ kind: 'withdraw', ledger: 'loans', entry }])
      expect(await refusalOf(give(entry, 'li'))).toBe('entry.withdrawn')
      expect(await holder(entry)).toBeNull()
    })

    test('hand-overs at once are numbered one by one or refused, never lost', async () => {
      const entry = await putOne(on.book, loan('H-3', { lentOn: '2026-03-02' }))
      const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((person) => refusalOf(give(entry, person))))
      const rows = await on.asOwner('select seq from shishu.assignment where entry = $1 order by seq', [entry])
      expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(rows.length)
      expect(new Set(outcomes)).toEqual(new Set(rows.length === 4 ? ['booked'] : ['booked', 'assignment.raced']))
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    })

    const given = (person: string, role: string, orgUnit: string, more = {}) =>
      appoint(on.book, {
        ...{ person, role, orgUnit, office: null, from: '2026-01-01', until: null, by: '县', reason: '任命' },
        ...more,
      })

    test('an appointment holds from its first day to its last, or until it is ended', async () => {
      clock.set('2026-03-10T02:00:00Z')
      await given('zhao', 'clerk', VILLAGE, { from: '2026-03-01', until: '2026-03-31' })
      const second = await given('zhao', 'leader', TOWN, { office: 'desk' })
      const rolesOn = async (day: string) => (await appointmentsOf(on.book, 'zhao', day)).map(({ role }) => role).sort()
      expect(await rolesOn('2026-02-28')).toEqual(['leader'])
      expect(await rolesOn('2026-03-01')).toEqual(['clerk', 'leader'])
      expect(await rolesOn('2026-03-31')).toEqual(['clerk', 'leader'])
      expect(await rolesOn('2026-04-01')).toEqual(['leader'])
      await endAppointment(on.book, { id: second, by: '县', reason: '调离' })
      expect(await rolesOn('2026-03-10')).toEqual(['clerk'])
      expect(await rolesOn('2026-03-09')).toEqual(['clerk', 'leader'])
      expect(await refusalOf(endAppointment(on.book, { id: second, by: '县', reason: '调离' }))).toBe(
        'appointment.ended',
      )
      for (const id of [NOBODY, 'x']) {
        expect(await refusalOf(endAppointment(on.book, { id, by: '县', reason: '调离' }))).toBe('appointment.unknown')
      }
      const all = await listAppointments(on.book, { orgUnit: TOWN, on: null })
      expect(all.map(({ person, role, office, ended }) => [person, role, office, ended?.reason ?? null])).toEqual([
        ['zhao', 'clerk', null, null],
        ['zhao', 'leader', 'desk', '调离'],
      ])
      expect(await listAppointments(on.book, { orgUnit: TOWN, on: '2026-04-01' })).toEqual([])
      expect(await listAppointments(on.book, { orgUnit: SECOND_TOWN, on: null })).toEqual([])
    })

    test('whoever has a role over a place has it there or above, in the office or in all', async () => {
      await given('village', 'auditor', VILLAGE)
      await given('town', 'auditor', TOWN, { office: 'desk' })
      await given('other office', 'auditor', TOWN, { office: 'shelves' })
      await given('county', 'auditor', COUNTY)
      await given('beside', 'auditor', OTHER_VILLAGE)
      await given('other role', 'driver', TOWN)
      const find = async (orgUnit: string, office: string | null) => {
        const found = await personsWith(on.book, { roles: ['auditor'], office, orgUnit, on: '2026-03-10' })
        return found.map(({ person }) => person)
      }
      expect(await find(VILLAGE, 'desk')).toEqual(['village', 'town', 'county'])
      expect(await find(TOWN, 'shelves')).toEqual(['other office', 'county'])
      expect(await find(SECOND_TOWN, null)).toEqual(['county'])
    })

    test.each([
      [{ until: '2025-12-31' }, 'appointment.days'],
      [{ from: 'today' }, 'day.malformed'],
      [{ orgUnit: '341899109000' }, 'org-unit.unknown'],
      [{ person: ' ' }, 'person.malformed'],
      [{ reason: '' }, 'reason.needed'],
    ])('an appointment with %j is refused: %s', async (more, code) => {
      expect(await refusalOf(given('sun', 'clerk', VILLAGE, more))).toBe(code)
      expect(await appointmentsOf(on.book, 'sun', '2026-03-10')).toEqual([])
    })

    test.each(['assignment', 'appointment', 'appointment_end'])(
      'the application’s role can only add to shishu.%s',
      async (table) => {
        for (const sql of [`update shishu.${table} set reason = ''`, `delete from shishu.${table}`]) {
          await expect(on.book.pool.query(sql)).rejects.toMatchObject({ code: '42501' }) // insufficient privilege
        }
      },
    )
  })
})
