import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINES, OTHER_VILLAGE, type TestServer, VILLAGE } from '../../test/book-fixture.ts'
import { refusalOf } from '../../test/bookings.ts'
import { openBook } from '../book/open-book.ts'
import { addOrgUnits } from './add-org-units.ts'

let server: TestServer
beforeAll(async () => {
  server = await ENGINES[0]!.start()
})
afterAll(() => server?.stop())

test('what another server has recorded a moment ago stays, and is checked', async () => {
  const on = await server.newBook()
  const other = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary })
  try {
    await addOrgUnits(on.book, [{ code: VILLAGE, name: '上村', endsOn: '2026-05-01', mergedInto: OTHER_VILLAGE }])
    expect(other.orgTree.get(VILLAGE).endsOn).toBeUndefined() // it has not heard of it yet
    await addOrgUnits(other, [{ code: VILLAGE, name: '上头村' }])
    expect(other.orgTree.get(VILLAGE)).toMatchObject({
      name: '上头村',
      endsOn: '2026-05-01',
      mergedInto: OTHER_VILLAGE,
    })
    const heirEnds = addOrgUnits(other, [{ code: OTHER_VILLAGE, name: '下村', endsOn: '2026-04-01' }])
    expect(await refusalOf(heirEnds)).toBe('org-unit.merge-unfit')
    expect(other.orgTree.get(OTHER_VILLAGE).endsOn).toBeUndefined()
  } finally {
    await other.close()
  }
})
