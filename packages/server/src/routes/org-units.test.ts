import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  COUNTY,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

const cast = { ...CAST, townsys: person('townsys', { role: 'system-administrator', orgUnit: TOWN }) }
let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ cast, checksResponses: true })
})
afterAll(() => on?.stop())

const add = (who: string | null, ...units: object[]) => on.ask(who, 'POST', '/api/org-units', { units })
const names = async () =>
  new Map(
    (await on.ask('idle', 'GET', '/api/org-units')).body.units.map((unit: { code: string; name: string }) => [
      unit.code,
      unit.name,
    ]),
  )

describe('adding org units', () => {
  test.each([
    ['sysadmin', '341899101010', 201],
    ['townsys', '341899101011', 201],
    ['townsys', '341899102011', 403],
    ['townsys', '341899103000', 403],
    ['secadmin', '341899101012', 403],
    ['librarian', '341899101012', 403],
    [null, '341899101012', 401],
  ])('%s adds %s: %i', async (who, code, status) => {
    expect((await add(who, { code, name: '新村' })).status).toBe(status)
    expect((await names()).has(code)).toBe(status === 201)
  })

  test('is seen at once by every route', async () => {
    const code = '341899101020'
    expect((await add('sysadmin', { code, name: '远村' }, { code: `${code}001`, name: '一组' })).status).toBe(201)
    const answer = await on.ask('sysadmin', 'GET', `/api/accounts?org=${code}001`)
    expect(answer.status).toBe(200)
    expect(on.services.book.orgTree.children(code).map(({ name }) => name)).toEqual(['一组'])
  })

  test('renames what is there', async () => {
    await add('townsys', { code: VILLAGE, name: '上新村' })
    expect((await names()).get(VILLAGE)).toBe('上新村')
  })

  test('keeps what two add at the same moment', async () => {
    const codes = ['341899101031', '341899101032', '341899102031']
    await Promise.all(codes.map((code) => add('sysadmin', { code, name: '同时' })))
    const known = await names()
    expect(codes.map((code) => known.get(code))).toEqual(['同时', '同时', '同时'])
  })

  test.each([
    ['a village of no town', [{ code: '341899109001', name: '孤村' }], 'org-unit.parent-missing'],
    [
      'one twice',
      [
        { code: '341899101040', name: '甲' },
        { code: '341899101040', name: '乙' },
      ],
      'org-unit.code-twice',
    ],
    [
      'one outside',
      [
        { code: TOWN, name: '青石镇' },
        { code: '350000000000', name: '外省' },
      ],
      'access.refused',
    ],
    ['a malformed code', [{ code: '34', name: '甲' }], 'request.malformed'],
    ['a line break', [{ code: '341899101041', name: '甲\n乙' }], 'request.malformed'],
    ['a turn of writing', [{ code: '341899101041', name: '甲\u202e乙' }], 'request.malformed'],
    ['no name', [{ code: '341899101041', name: ' ' }], 'request.malformed'],
    ['a member that there is not', [{ code: '341899101041', name: '甲', parent: COUNTY }], 'request.malformed'],
    ['none', [], 'request.malformed'],
  ])('%s: nothing is added', async (_, units, code) => {
    const before = await names()
    expect((await add('sysadmin', ...units)).body.code).toBe(code)
    expect(await names()).toEqual(before)
    expect(before.get(SECOND_TOWN)).toBe('白沙镇')
  })
})
