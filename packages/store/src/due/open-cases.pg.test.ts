import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, type TestServer, TOWN } from '../../test/book-fixture.ts'
import { loan, put } from '../../test/bookings.ts'
import type { OpenBook } from '../book/open-book.ts'
import { openCases } from './list-due.ts'

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('open cases', () => {
    let server: TestServer
    let book: OpenBook
    beforeAll(async () => {
      server = await start()
      book = (await server.newBook()).book
      await put(book, [
        loan('late', { lentOn: '2026-05-11' }),
        loan('early', { lentOn: '2026-04-13' }),
        loan('over', { lentOn: '2026-04-01', lostOn: '2026-04-11' }),
        loan('forgotten', { lentOn: '2024-04-10' }),
      ])
    })
    afterAll(() => server?.stop())

    test('come the first due first, in the words asked for, without personal values and what was forgotten', async () => {
      const asked = { orgUnit: TOWN, on: '2026-06-30', ledger: 'loans', shown: ['slip', 'reader', 'renewedOn'] }
      const told = async (since: string) =>
        (await openCases(book, { ...asked, since })).map(({ words, state, due }) => [...words, state, due])
      const kept = [
        ['early', 'lent', '2026-05-13'], // 30 days after it was lent
        ['late', 'lent', '2026-06-10'],
      ]
      expect(await told('2025-06-30')).toEqual(kept)
      expect(await told('2024-05-10')).toEqual([['forgotten', 'lent', '2024-05-10'], ...kept])
    })
  })
})
