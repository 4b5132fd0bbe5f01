import { writeWorkbook } from '@shishu/documents'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ended, form } from '../../test/form.ts'
import {
  CAST,
  COUNTY,
  OTHER_VILLAGE,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'
import { office, zip } from '../evidence/evidence.fixture.ts'

let on: TestServer
beforeAll(async () => {
  const branch = person('branch', { role: 'branch-clerk', orgUnit: VILLAGE })
  const both = person(
    'both',
    { role: 'keeper', orgUnit: TOWN, office: 'desk' },
    { role: 'system-administrator', orgUnit: COUNTY },
  )
  on = await startTestServer({
    clock: () => new Date('2026-03-05T02:00:00Z'),
    checksResponses: true,
    cast: { ...CAST, branch, both },
  })
})
afterAll(() => on?.stop())

type Row = readonly (string | number | null)[]
const visits = (rows: readonly Row[], unit = '青石镇') =>
  writeWorkbook({
    sheets: [
      { name: '到馆台账', rows: [['到馆台账'], [`填报单位：${unit}`], ['村', '日期', '人数', '罚金'], ...rows] },
    ],
  })
const loans = (rows: readonly Row[]) =>
  writeWorkbook({
    sheets: [
      {
        name: '借阅台账',
        rows: [['借阅台账'], ['填报单位：青石镇'], ['村', '借条号', '读者', '借出日期', '归还日期'], ...rows],
      },
    ],
  })
const send = (who: string | null, bytes: Uint8Array, query = '', name = '台账.xlsx') =>
  on.ask(who, 'POST', `/api/imports${query}`, undefined, form(bytes, name))
const counts = async () => {
  const { rows } = await on.book.pool.query<{ batches: number; visits: number; loans: number }>(
    `select (select count(*) from shishu.batch)::integer as batches,
            (select count(*) from shishu.ledger_visits)::integer as visits,
            (select count(*) from shishu.ledger_loans)::integer as loans`,
  )
  return rows[0]!
}

describe('importing', () => {
  let before: Awaited<ReturnType<typeof counts>>
  beforeEach(async () => {
    before = await counts()
  })

  test('a preview says how the file was understood and books nothing; the import books once', async () => {
    const bytes = visits([
      ['上村', '2026-01-05', 12, 3.5],
      ['上村', '2026-01-06', 8, null],
    ])
    const preview = await send('clerk', bytes, '?preview=true')
    expect(preview).toMatchObject({ status: 202, body: { kind: 'import', result: null, error: null } })
    const previewed = await ended(on, preview)
    expect(previewed.result).toMatchObject({
      outcome: 'previewed',
      town: TOWN,
      rows: 2,
      faults: [],
      booked: null,
      sheets: [{ sheet: '到馆台账', ledger: 'visits', rows: 2, orgUnitColumn: 'A' }],
    })
    expect(previewed.progress).toEqual({ stage: 'checked', rows: 2 })
    expect(await counts()).toEqual(before)
    const booked = await ended(on, await send('clerk', bytes))
    expect(booked.result).toMatchObject({ outcome: 'booked', booked: { added: 2, corrected: 0 }, marked: false })
    expect((await counts()).visits).toBe(before.visits + 2)
    expect((await ended(on, await send('clerk', bytes))).result).toMatchObject({ outcome: 'repeated', booked: null })
    expect((await counts()).visits).toBe(before.visits + 2)
  })

  test.each([
    ['keeper', 202],
    ['clerk', 202],
    ['librarian', 403],
    ['auditor', 403],
    ['secadmin', 403],
    ['idle', 403],
    [null, 401],
  ])('%s may send one: %i', async (who, status) => {
    expect((await send(who, visits([['上村', '2026-01-05', 12, 3.5]]), '?preview=true')).status).toBe(status)
  })

  test.each([
    [
      'another village’s rows',
      'clerk',
      visits([
        ['上村', '2026-01-08', 1, null],
        ['下村', '2026-01-08', 2, null],
      ]),
      5,
    ],
    ['another town’s rows', 'clerk', visits([['沙头村', '2026-01-08', 2, null]], '白沙镇'), 4],
    ['another town’s rows, by a keeper', 'keeper', visits([['沙头村', '2026-01-09', 2, null]], '白沙镇'), 4],
    ['rows of another office', 'shelves', visits([['上村', '2026-01-08', 2, null]]), 4],
  ])('%s are refused row by row, and nothing is booked', async (_, who, bytes, row) => {
    const { state, result } = await ended(on, await send(who, bytes))
    expect(state).toBe('done')
    expect(result).toMatchObject({ outcome: 'refused', booked: null })
    const { faults } = result as { faults: { row: number; code: string; zh: string }[] }
    expect(faults.map(({ row, code }) => [row, code])).toEqual([[row, 'import.row-refused']])
    expect(await counts()).toEqual(before)
  })

  test('a refused workbook comes back marked, to whoever sent it alone; personal values are masked', async () => {
    const bytes = loans([
      ['上村', 'S-1', '王小明王小明'.repeat(20), '2026-01-05', null],
      ['上村', 'S-2', '李四', '二月三十', null],
    ])
    const sent = await send('clerk', bytes)
    const { result } = await ended(on, sent)
    expect(result).toMatchObject({ outcome: 'refused', faultCount: 2, marked: true })
    expect(JSON.stringify(result)).not.toContain('王小明')
    const { faults } = result as { faults: { row: number; column: string; found: string }[] }
    expect(faults.map(({ row, column, found }) => [row, column, found])).toEqual([
      [4, 'C', '＊＊'],
      [5, 'D', '二月三十'],
    ])
    expect(await counts()).toEqual(before)
    const url = `/api/imports/${sent.body.id}/marked`
    const marked = await on.ask('clerk', 'GET', url)
    expect(marked.status).toBe(200)
    expect(marked.headers['content-disposition']).toContain('attachment')
    expect(marked.bytes.subarray(0, 2).toString()).toBe('PK')
    for (const who of ['branch', 'keeper', 'librarian', 'sysadmin'])
      expect((await on.ask(who, 'GET', url)).status).toBe(404)
    const clean = await send('clerk', visits([['上村', '2026-01-05', 12, 3.5]]), '?preview=true')
    await ended(on, clean)
    expect(await on.ask('clerk', 'GET', `/api/imports/${clean.body.id}/marked`)).toMatchObject({
      status: 410,
      body: { code: 'task.no-file' },
    })
  })

  test('masked values of an exported list are not imported', async () => {
    const { result } = await ended(on, await send('clerk', loans([['上村', 'S-3', '＊＊', '2026-01-05', null]])))
    expect(result).toMatchObject({ outcome: 'refused', faults: [{ row: 4, column: 'C', code: 'import.masked-value' }] })
  })

  test('a formula in a cell is text, and stays text', async () => {
    const { result } = await ended(on, await send('clerk', loans([['上村', '=1+1', '李四', '2026-01-05', null]])))
    expect(result).toMatchObject({ outcome: 'booked' })
    const { body } = await on.ask('keeper', 'GET', `/api/ledgers/loans/entries?org=${TOWN}`)
    expect(body.entries.map(({ values }: { values: { slip: string } }) => values.slip)).toContain('=1+1')
  })

  test('org units are imported by whoever manages them, and the server knows them at once', async () => {
    const sheet = (code: string, name: string) =>
      writeWorkbook({
        sheets: [
          {
            name: '组织单位',
            rows: [
              ['代码', '名称'],
              [code, name],
            ],
          },
        ],
      })
    const refused = await ended(on, await send('keeper', sheet('341899101009', '新村')))
    expect(refused.result).toMatchObject({ outcome: 'refused', faults: [{ code: 'import.org-units-refused' }] })
    expect(on.book.orgTree.find('341899101009')).toBeUndefined()
    const done = await ended(on, await send('both', sheet('341899101009', '新村')))
    expect(done.result).toMatchObject({ outcome: 'booked', orgUnits: 1 })
    expect(on.book.orgTree.get('341899101009').name).toBe('新村')
    expect((await ended(on, await send('keeper', visits([['新村', '2026-01-05', 1, null]])))).result).toMatchObject({
      outcome: 'booked',
    })
  })

  test.each<[string, () => Uint8Array, string, number, string]>([
    ['an oversize workbook', () => Buffer.alloc(20_000_001, 'PK\x03\x04'), 'a.xlsx', 413, 'file.too-large'],
    ['an empty file', () => Buffer.alloc(0), 'a.xlsx', 422, 'file.empty'],
    ['a text', () => Buffer.from('村,日期'), 'a.csv', 415, 'import.not-a-workbook'],
    ['a document', () => office('docx'), 'a.xlsx', 415, 'import.not-a-workbook'],
    ['some other zip', () => zip({ 'a.txt': 'a' }), 'a.xlsx', 415, 'import.not-a-workbook'],
    ['a program', () => Buffer.from('MZ\x90\0'), 'a.xlsx', 422, 'file.executable'],
    [
      'an old workbook',
      () => Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      'a.xls',
      422,
      'file.old-office',
    ],
    [
      'a zip bomb',
      () => office('xlsx', { 'xl/a.xml': new Uint8Array(60_000_000) }),
      'a.xlsx',
      422,
      'file.unpacks-too-large',
    ],
    [
      'XML entities',
      () =>
        office('xlsx', {
          'xl/a.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        }),
      'a.xlsx',
      422,
      'file.unsafe-part',
    ],
    ['macros', () => office('xlsx', { 'xl/vbaProject.bin': 'x' }), 'a.xlsx', 422, 'file.macros'],
  ])('%s is refused before it is a task', async (_, bytes, name, status, code) => {
    const tasks = (await on.services.tasks.list('account-clerk')).length
    expect(await send('clerk', bytes(), '', name)).toMatchObject({ status, body: { code } })
    expect((await on.services.tasks.list('account-clerk')).length).toBe(tasks)
    expect(await counts()).toEqual(before)
  })

  test('a workbook without a table fails in words', async () => {
    const empty = writeWorkbook({ sheets: [{ name: '空', rows: [] }] })
    const { state, error } = await ended(on, await send('clerk', empty))
    expect([state, error?.code]).toEqual(['failed', 'workbook.no-rows'])
  })

  test.each([
    ['?town=1', 400],
    ['?town=341899109000', 404],
    ['?preview=maybe', 400],
    ['?reason=x', 400],
    ['?extra=1', 400],
  ])('the query %s: %i', async (query, status) => {
    expect((await send('clerk', visits([]), query)).status).toBe(status)
  })
})

describe('undoing an import', () => {
  const undo = (who: string, batch: string, body: object = { reason: '导错了文件' }) =>
    on.ask(who, 'POST', `/api/imports/${batch}/undo`, body)
  const imported = async (who: string, rows: readonly Row[]) => {
    const { result } = await ended(on, await send(who, visits(rows)))
    return (result as { booked: { batch: string } }).booked.batch
  }
  const standing = async (day: string) => {
    const filter = encodeURIComponent(JSON.stringify([{ field: 'heldOn', is: day }]))
    const { body } = await on.ask('keeper', 'GET', `/api/ledgers/visits/entries?org=${TOWN}&filter=${filter}`)
    return body.entries as { entry: string; version: number; values: { people: number } }[]
  }

  test('withdraws what it added and nobody changed since, once, and says what it left alone', async () => {
    await imported('keeper', [['上村', '2026-02-01', 1, null]])
    const batch = await imported('keeper', [
      ['上村', '2026-02-01', 2, null],
      ['上村', '2026-02-02', 3, null],
      ['下村', '2026-02-03', 4, null],
    ])
    const [changed] = await standing('2026-02-03')
    const corrected = { kind: 'correct', ledger: 'visits', entry: changed!.entry, values: { people: 40 } }
    await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, { request: 'correct-it', changes: [corrected] })
    const first = await undo('keeper', batch)
    expect(first).toMatchObject({ status: 200, body: { withdrawn: 1, leftCount: 2 } })
    expect(first.body.left).toEqual(
      expect.arrayContaining([
        { ledger: 'visits', entry: changed!.entry, why: 'changed' },
        { ledger: 'visits', entry: (await standing('2026-02-01'))[0]!.entry, why: 'corrected' },
      ]),
    )
    expect(await standing('2026-02-02')).toEqual([])
    expect((await standing('2026-02-03'))[0]!.values.people).toBe(40)
    const batches = (await counts()).batches
    expect((await undo('keeper', batch)).body).toMatchObject({ batch: first.body.batch, withdrawn: 1, leftCount: 2 })
    expect((await counts()).batches).toBe(batches)
  })

  test('the same file can be imported again once it is undone, as often as that is', async () => {
    const bytes = visits([['上村', '2026-02-08', 7, null]])
    for (const round of ['first', 'again', 'and again']) {
      const task = await ended(on, await send('keeper', bytes))
      expect(task.result, round).toMatchObject({ outcome: 'booked', booked: { added: 1 } })
      expect((await ended(on, await send('keeper', bytes))).result, round).toMatchObject({ outcome: 'repeated' })
      expect(await standing('2026-02-08'), round).toHaveLength(1)
      const { batch } = (task.result as { booked: { batch: string } }).booked
      expect((await undo('keeper', batch)).body, round).toMatchObject({ withdrawn: 1, leftCount: 0 })
      expect(await standing('2026-02-08'), round).toEqual([])
    }
  })

  test.each([
    ['clerk', 403], // clerks do not withdraw
    ['librarian', 403],
    ['sysadmin', 403],
    ['shelves', 404],
    ['stranger', 403],
  ])('%s may not: %i', async (who, status) => {
    const day = `2026-02-1${['clerk', 'librarian', 'sysadmin', 'shelves', 'stranger'].indexOf(who)}`
    const batch = await imported('keeper', [['上村', day, 1, null]])
    expect((await undo(who, batch)).status).toBe(status)
    expect(await standing(day)).toHaveLength(1)
  })

  test('a batch that is no import, or none, is unknown; a reason is needed', async () => {
    const change = { kind: 'add', ledger: 'visits', orgUnit: VILLAGE, values: { heldOn: '2026-02-20', people: 1 } }
    const { body } = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
      request: 'import by hand',
      changes: [change],
    })
    expect(await undo('keeper', body.batch)).toMatchObject({ status: 404, body: { code: 'import.unknown' } })
    expect((await undo('keeper', '019d0000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await undo('keeper', body.batch, {})).status).toBe(400)
  })
})

describe('checking rows', () => {
  const check = (who: string | null, orgUnit: string, rows: unknown) =>
    on.ask(who, 'POST', '/api/ledgers/visits/check', { orgUnit, rows })

  test('each fault names its row and field, and nothing is booked', async () => {
    const before = await counts()
    const rows = [
      { heldOn: '2026-03-01', people: 5 },
      { people: 'five' },
      { heldOn: '2026-03-02', people: 1, colour: 'red' },
    ]
    const { status, body } = await check('clerk', VILLAGE, rows)
    expect(status).toBe(200)
    expect(body.faults.map(({ row, field, code }: Record<string, unknown>) => [row, field, code])).toEqual([
      [1, 'heldOn', 'field.required'],
      [1, 'people', 'field.wrong-type'],
      [2, 'colour', 'field.unknown'],
    ])
    expect(await counts()).toEqual(before)
  })

  test.each([
    ['clerk', OTHER_VILLAGE, 403],
    ['stranger', VILLAGE, 403],
    ['shelves', VILLAGE, 403],
    ['keeper', SECOND_TOWN, 403],
    [null, VILLAGE, 401],
  ])('%s at %s: %i', async (who, orgUnit, status) => {
    expect((await check(who, orgUnit, [{}])).status).toBe(status)
  })

  test.each([[[]], [[{ heldOn: { $gt: '' } }]], ['x'], [[['2026-03-01']]]])('malformed: %j', async (rows) => {
    expect((await check('clerk', VILLAGE, rows)).status).toBe(400)
  })
})

describe('a preview foresees what booking would refuse', () => {
  test('the row that changes an entry elsewhere is marked, others are not', async () => {
    await ended(on, await send('keeper', loans([['下村', 'S-90', '钱七', '2026-01-05', null]])))
    const before = await counts()
    const rows: Row[] = [
      ['上村', 'S-91', '赵六', '2026-01-06', null],
      ['上村', 'S-90', '钱七', '2026-01-05', null],
    ]
    const { result } = await ended(on, await send('clerk', loans(rows), '?preview=true'))
    expect(result).toMatchObject({
      outcome: 'refused',
      marked: true,
      faults: [{ row: 5, code: 'entry.key-taken' }],
    })
    expect(await counts()).toEqual(before)
  })

  test('rows that book into a closed period are noticed, and booked with a reason', async () => {
    await on.ask('librarian', 'POST', `/api/towns/${TOWN}/closings`, { period: '2026-01' })
    const bytes = visits([
      ['上村', '2026-01-27', 5, null],
      ['上村', '2026-02-27', 6, null],
    ])
    const { result } = await ended(on, await send('clerk', bytes, '?preview=true'))
    expect(result).toMatchObject({ outcome: 'previewed', faults: [] })
    const { notices } = result as { notices: { row: number; code: string }[] }
    expect(notices.map(({ row, code }) => [row, code])).toEqual([[4, 'closed-period']])
    expect((await ended(on, await send('clerk', bytes))).error).toMatchObject({ code: 'closing.reason-needed' })
    const booked = await ended(on, await send('clerk', bytes, `?reason=${encodeURIComponent('补记')}`))
    expect(booked.result).toMatchObject({ outcome: 'booked', booked: { added: 2, adjusts: ['2026-01'] } })
  })
})
