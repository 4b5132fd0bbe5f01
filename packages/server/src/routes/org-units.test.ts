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

describe('a village that ends', () => {
  const [OLD, HEIR] = ['341899101051', '341899101052']
  const unit = async (code: string) =>
    (await on.ask('idle', 'GET', '/api/org-units')).body.units.find((one: { code: string }) => one.code === code)
  let slips = 0
  const lend = (orgUnit: string) => {
    slips += 1
    const values = { slip: `E-${slips}`, reader: '张三', lentOn: '2026-03-02' }
    const change = { kind: 'add', ledger: 'loans', orgUnit, values }
    return on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, { request: `ending-${slips}`, changes: [change] })
  }

  test('takes nothing new from its day on; what it has goes on', async () => {
    expect(
      (await add('sysadmin', { code: OLD, name: '旧村', since: '2019-05-01' }, { code: HEIR, name: '承村' })).status,
    ).toBe(201)
    const lent = await lend(OLD)
    expect(lent.status).toBe(201)
    const merged = { code: OLD, name: '旧村', endsOn: '2026-01-01', mergedInto: HEIR }
    expect((await add('sysadmin', merged)).status).toBe(201)
    expect(await unit(OLD)).toEqual({ ...merged, since: '2019-05-01' })
    const refused = await lend(OLD)
    expect(refused.status).toBe(422)
    expect(refused.body.zh).toContain('旧村已于 2026-01-01 撤并，不能再记新的，请记到承村')
    const { entry } = lent.body.versions[0]
    const change = { kind: 'correct', ledger: 'loans', entry, values: { lentOn: '2026-03-01' } }
    const corrected = { request: 'ending-corrected', changes: [change] }
    expect((await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, corrected)).status).toBe(201)
  })

  test('has not ended before its day, or once that is taken back; a list that names it leaves it ended', async () => {
    await add('sysadmin', { code: OLD, name: '旧村' })
    expect((await lend(OLD)).status).toBe(422)
    await add('sysadmin', { code: OLD, name: '旧村', endsOn: '2999-01-01' })
    expect((await lend(OLD)).status).toBe(201)
    await add('sysadmin', { code: OLD, name: '旧村', endsOn: null })
    expect(await unit(OLD)).toEqual({ code: OLD, name: '旧村', since: '2019-05-01' })
    expect((await lend(OLD)).status).toBe(201)
  })

  test('a town does not', async () => {
    const town = await add('sysadmin', { code: TOWN, name: '青石镇', endsOn: '2026-01-01' })
    expect(town).toMatchObject({ status: 422, body: { code: 'org-unit.end-level' } })
  })
})

describe('outlines of places', () => {
  const ring = (east: number) => [
    [east, 30],
    [east + 0.1, 30],
    [east, 30.1],
    [east, 30],
  ]
  const triangle = (east: number) => ({ type: 'Polygon', coordinates: [ring(east)] })
  const features = (...given: [string, object | null][]) => ({
    type: 'FeatureCollection',
    features: given.map(([code, geometry]) => ({ type: 'Feature', properties: { code }, geometry })),
  })
  const give = (who: string, ...given: [string, object | null][]) =>
    on.ask(who, 'PUT', '/api/org-units/shapes', features(...given))
  const seen = async () => (await on.ask('idle', 'GET', `/api/org-units/shapes?org=${TOWN}`)).body

  test('are seen by everybody, given anew and taken away', async () => {
    expect(await seen()).toEqual(features())
    const other = '341899101002'
    expect(await give('townsys', [VILLAGE, triangle(118)], [other, triangle(118.2)])).toMatchObject({
      status: 200,
      body: { shapes: 2 },
    })
    expect(await seen()).toEqual(features([VILLAGE, triangle(118)], [other, triangle(118.2)]))
    const all = await on.ask('idle', 'GET', '/api/org-units/shapes?org=000000000000&below=all')
    expect(all.body.features).toHaveLength(2)
    await give('townsys', [VILLAGE, triangle(118.5)], [other, null])
    expect(await seen()).toEqual(features([VILLAGE, triangle(118.5)]))
  })

  test.each([
    ['townsys', SECOND_TOWN, triangle(118), 403, 'access.refused'],
    ['librarian', VILLAGE, triangle(118), 403, 'access.refused'],
    ['townsys', '341899101999', triangle(118), 404, 'org-unit.unknown'],
    ['townsys', VILLAGE, triangle(1), 400, 'place-shape.malformed'],
    ['townsys', VILLAGE, { type: 'Point', coordinates: [118, 30] }, 400, 'request.malformed'],
  ])('%s at %s: %j is refused', async (who, code, geometry, status, refusal) => {
    const before = await seen()
    expect(await give(who, [code, geometry])).toMatchObject({ status, body: { code: refusal } })
    expect(await seen()).toEqual(before)
  })
})
