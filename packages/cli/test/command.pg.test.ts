import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { writeReportDocx } from '@shishu/documents'
import { parsePeriod, ShishuError } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { townEntries, towns } from '@shishu/pack-township/seeds'
import { computeFigures, type OpenBook, openBook } from '@shishu/store'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULTY } from './faulty-workbooks.ts'
import { inProcessOn, NODE, shishuOn } from './shishu.ts'
import { MAIN_TOWN, ORG_UNITS, writeTownship } from './township.ts'

const root = mkdtempSync(join(tmpdir(), 'command-'))
const paths = writeTownship(join(root, '台账'))
const own = paths.filter((path) => basename(path) === ORG_UNITS || basename(path).startsWith('青溪镇'))
const data = join(root, 'data')
/** The command as a user runs it, and the same in this process: most tests are about what it says and books. */
const shishu = shishuOn(data)
const { run, done, json } = inProcessOn(data)
/** Has the book open as a server has it, so that not every command starts and stops the database. */
let holder: OpenBook | undefined
const TOWN = ['--org', MAIN_TOWN] as const
const HALF = [...TOWN, '--period', '2026-H1'] as const
let beforeTheLedgers = ''

beforeAll(async () => {
  const [orgUnits, ...ledgers] = own
  expect(await shishu.done('import', orgUnits!)).toBe('组织单位.xlsx：组织单位 32 个。\n')
  beforeTheLedgers = new Date().toISOString()
  const lines = (await shishu.done('import', ...ledgers)).split('\n').filter((line) => /^\S/.test(line))
  expect(lines).toHaveLength(ledgers.length)
  for (const line of lines) expect(line).toMatch(/：新增 \d+ 条，更正 0 条，未变 0 条，记账 \d+ 笔。$/)
  holder = await openBook({ dataDir: data, pack: packTownship, settings: { fsync: 'off' } })
})
afterAll(async () => {
  await holder?.close()
  rmSync(root, { recursive: true, force: true })
})

/** Where each town’s journal stands: unchanged where nothing was booked. */
const journals = () => json('verify')
const value = async (indicator: string, ...more: string[]) =>
  (await json('figure', indicator, ...(more.length > 0 ? more : HALF))).value

describe('help and usage', () => {
  test('--help speaks both languages, for the whole and for one command', async () => {
    const script = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
    const zh = execFileSync(process.execPath, [script, main, '--help'], { encoding: 'utf8' })
    expect(zh).toMatch(/用法：/)
    expect(zh).toMatch(/退出码：0 完成；1 被拒绝，没有记账；2 用法不对；3 核对不符；70 程序出错/)
    const en = await shishu.done('--lang', 'en', '--help')
    expect(en).toMatch(/Usage: shishu/)
    expect(en).toMatch(/Exit codes: 0 done; 1 refused, nothing booked; 2 usage; 3 does not agree; 70 internal error/)
    expect(await done('figure', '--help')).toMatch(/查一个指标/)
    expect(await done('figure', '--help', '--lang', 'en')).toMatch(/one figure; --explain/)
  })

  test.each([
    [['nonsense'], /没有“nonsense”这个命令/, /unknown command 'nonsense'/],
    [['figure', 'investment'], /必须写明 --org <code>/, /required option '--org <code>' not specified/],
    [['figure', ...HALF], /缺少参数 <indicator>/, /missing required argument 'indicator'/],
    [['figure', 'investment', '--org'], /--org <code> 后面要写值/, /'--org <code>' argument missing/],
    [['check', '--fast'], /没有“--fast”这个选项/, /unknown option '--fast'/],
    [['check', 'all'], /参数太多了/, /too many arguments/],
    [['report', 'half-year', ...HALF, '--format', 'pdf'], /出不了“pdf”格式，可用：docx, html, json/, /No format "pdf"/],
  ] as const)('shishu %j: exit 2', async (args, zh, en) => {
    const [inChinese, inEnglish] = await Promise.all([run(args), run([...args, '--lang', 'en'])])
    expect(inChinese).toMatchObject({ code: 2, out: '', err: expect.stringMatching(zh) })
    expect(inEnglish).toMatchObject({ code: 2, out: '', err: expect.stringMatching(en) })
  })

  test('ledgers and indicators are listed, also as JSON', async () => {
    const ledgers = await json('ledgers')
    expect(ledgers.map(({ id }: { id: string }) => id)).toEqual(packTownship.ledgers.map(({ id }) => id))
    const indicators = await json('indicators')
    expect(indicators).toHaveLength(packTownship.indicators.length)
    expect(await done('ledgers')).toMatch(/^funerals +丧事简办台账/m)
    expect(await done('indicators', '--lang', 'en')).toMatch(/^investment　fixed-asset investment from January$/m)
  })
})

describe('figures and reports', () => {
  test('the same workbooks a second time book nothing', async () => {
    const before = await journals()
    const [, ...again] = await json('import', ...own)
    expect(again.map(({ outcome }: { outcome: string }) => outcome)).toEqual(again.map(() => 'repeated'))
    expect(await journals()).toEqual(before)
  })

  test('a figure with its unit, its formula in words and its source', async () => {
    const zh = await done('figure', 'funerals-in-time', ...HALF)
    expect(zh).toMatch(
      /^规定天数内办结丧事例数　\d+例\n {2}期末〔丧事简办台账·启动以来规定天数内办结〕\n {2}来源：职责E1 汇报空60\n$/,
    )
    const explained = await done('figure', 'safety-brochures', ...HALF, '--explain')
    expect(explained).toMatch(/\n安全宣传培训台账·发放宣传册页　\d+　\d+ 条\n {2}2026-0\d-\d\d/)
  })

  test.each([
    ['units-inspected', 1],
    ['investment', 1],
    ['houses-demolished', 1],
    ['party-activities', 1],
    ['road-length-under-way', 1000],
    ['funerals-in-time', 1],
    ['disputes-and-backlog-settled', 1],
    ['households-proposed', 1],
  ] as const)('%s: the entries of --explain add up to the value', async (indicator, parts) => {
    const told = await json('figure', indicator, ...HALF, '--explain')
    const sum = told.entries.reduce((total: number, { amount }: { amount: number }) => total + amount, 0)
    expect(told.entries.length).toBeGreaterThan(0)
    expect(sum).toBe(told.value * parts)
  })

  test('before the import there was no value, and it says so', async () => {
    const told = await json('figure', 'investment', ...HALF, '--as-of', beforeTheLedgers)
    expect(told).toMatchObject({ value: null, text: '—' })
    expect(told.absent).toMatch(/本期没有“固定资产投资完成情况台账·固定资产投资”的记录/)
  })

  test('a rate over nothing is —, with its reason, and exit 0', async () => {
    const args = ['figure', 'funeral-in-time-rate', ...TOWN, '--period', '2025-H1']
    expect(await done(...args)).toMatch(
      /^规定天数办结率　—\n {2}分母（期末〔丧事简办台账·启动以来办结丧事〕）为零，比率无意义\n/,
    )
    expect(await done(...args, '--lang', 'en')).toMatch(/The base \(.*\) is zero/)
  })

  test('the report as docx, html and json', async () => {
    const [docx, html, data] = ['docx', 'html', 'json'].map((ending) => join(root, `报告.${ending}`)) as [
      string,
      string,
      string,
    ]
    for (const file of [docx, html, data]) {
      expect(await run(['report', 'half-year', ...HALF, '-o', file])).toEqual({ code: 0, out: `${file}\n`, err: '' })
    }
    const { figures } = JSON.parse(readFileSync(data, 'utf8'))
    expect(figures).toHaveLength(76)
    const texts = figures.map(({ text }: { text: string }) => text)
    const body = strFromU8(unzipSync(readFileSync(docx))['word/document.xml']!)
    const controls = [...body.matchAll(/<w:tag w:val="slot:(\d+)[^>]*>.*?<w:sdtContent>(.*?)<\/w:sdtContent>/gs)]
    expect(controls.map(([, slot]) => Number(slot))).toEqual(figures.map(({ slot }: { slot: number }) => slot))
    expect(controls.map(([, , content]) => content!.replace(/<[^>]+>/g, ''))).toEqual(texts)
    const page = readFileSync(html, 'utf8')
    const words = page.replace(/<[^>]+>/g, '')
    expect(texts.filter((text: string) => !words.includes(text))).toEqual([])
    expect(/(?:src|href)="https?:/.test(page)).toBe(false)
    expect(JSON.parse(await done('report', 'half-year', ...HALF)).figures).toEqual(figures)
  })

  test('figures without data are listed on the error stream', async () => {
    const { code, err } = await run([
      'report',
      'half-year',
      ...TOWN,
      '--period',
      '2023-H2',
      '-o',
      join(root, '空.docx'),
    ])
    expect(code).toBe(0)
    expect(err).toMatch(/^没有数据的指标 \d+ 个：\n {2}2　在库项目数：/)
  })
})

describe('single entries', () => {
  const inspection = ['--set', '检查类型=日常检查', '--set', '检查日期=2026年6月29日'] as const
  const number = (n: string) => ['--set', `检查编号=${n}`] as const

  test('add, correct, the difference explained, a stale correction, withdraw, show', async () => {
    const before = await value('units-inspected')
    const added = await json(
      'entry',
      'add',
      'safety-inspections',
      ...TOWN,
      ...inspection,
      ...number('单-1'),
      '--set',
      '检查家数=3',
    )
    const [{ entry }] = added.versions
    const from = new Date().toISOString()
    expect(await value('units-inspected')).toBe(before + 3)
    const correct = ['entry', 'correct', 'safety-inspections', entry, ...TOWN, '--set', '检查家数=5', '--expect', '1']
    expect(await done(...correct)).toBe(`${entry} 第 2 版，记账 1 笔。\n`)
    const to = new Date().toISOString()
    const diff = await json('diff', 'units-inspected', ...HALF, '--from', from, '--to', to)
    expect(diff).toMatchObject({
      before: before + 3,
      after: before + 5,
      inputs: [{ lines: [{ entry, amount: 2, by: '甲' }] }],
    })
    expect(await done('diff', 'units-inspected', ...HALF, '--from', from, '--to', to)).toMatch(
      `${before + 3} → ${before + 5}\n`,
    )
    expect(await value('units-inspected', ...HALF, '--as-of', from)).toBe(before + 3)

    expect(await run(correct)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/已被别人改到第 2 版，您看的是第 1 版/),
    })
    expect(await run([...correct, '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/at version 2 by now; you saw version 1/),
    })
    expect(await done('entry', 'withdraw', 'safety-inspections', entry, ...TOWN, '--reason', '重复')).toMatch('第 3 版')
    expect(await value('units-inspected')).toBe(before)
    const shown = await json('entry', 'show', 'safety-inspections', entry, ...TOWN)
    expect(
      shown.map(({ version, kind, by, reason, values }: Record<string, unknown>) => [
        version,
        kind,
        by,
        reason,
        (values as { units: number }).units,
      ]),
    ).toEqual([
      [1, 'add', '甲', null, 3],
      [2, 'correct', '甲', null, 5],
      [3, 'withdraw', '甲', '重复', 5],
    ])
    expect(await run(['entry', 'correct', 'safety-inspections', entry, ...TOWN, '--set', '检查家数=6'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/已经撤销，不能再改/),
    })
  })

  test('a request sent twice books once', async () => {
    const add = [
      'entry',
      'add',
      'safety-inspections',
      ...TOWN,
      ...inspection,
      ...number('单-2'),
      '--set',
      '检查家数=1',
      '--request',
      '手机-1',
    ]
    const first = await shishu.json(...add)
    expect(await shishu.json(...add)).toMatchObject({ repeated: true })
    expect(await done('entry', 'withdraw', 'safety-inspections', first.versions[0].entry, ...TOWN)).toMatch('第 2 版')
  })

  test('a case takes the steps that its loop allows, by different people', async () => {
    const fields = [
      '隐患编号=单-3',
      '单位名称=青禾矿业',
      '隐患描述=护栏松动',
      '隐患等级=一般',
      '发现日期=2026.6.1',
      '整改时限=2026.6.20',
    ]
    const added = await json('entry', 'add', 'hazards', ...TOWN, ...fields.flatMap((field) => ['--set', field]))
    const step = (name: string, on: string) => [
      'entry',
      'step',
      'hazards',
      added.versions[0].entry,
      name,
      ...TOWN,
      '--on',
      on,
    ]
    const steps = [
      // step, day, by → exit, what is said
      ['close', '2026-06-05', '甲', 1, /现在是“整改中”，不能“复查销号”；可以办的是：.*完成整改.*移交/],
      ['handle', '2026-05-30', '甲', 1, /早于/],
      ['handle', '2026-02-30', '甲', 1, /没有这一天/],
      ['polish', '2026-06-05', '甲', 1, /没有“polish”这一环节/],
      ['handle', '2026-06-05', '甲', 0, /第 2 版/],
      ['close', '2026-06-08', '甲', 1, /甲办了“完成整改”，不能再由本人“复查销号”/],
      ['close', '2026-06-08', '乙', 0, /第 3 版/],
      ['handle', '2026-06-09', '甲', 1, /现在是“已销号”，不能“完成整改”/],
    ] as const
    for (const [name, on, by, code, said] of steps) {
      const answer = await run(step(name, on), by)
      expect(answer.code, `${name} ${by}`).toBe(code)
      expect(answer.out + answer.err).toMatch(said)
    }
    const shown = await done('entry', 'show', 'hazards', added.versions[0].entry, ...TOWN)
    expect(shown).toMatch(/^3　step　.*　乙\n {2}青溪镇　已销号$/m)
  })

  test('a personal value is masked, and can be erased without breaking a seal or a figure', async () => {
    const fields = ['报备编号=单-4', '逝者=某某某', '去世日期=2026.6.1', '报备日期=2026.6.1', '安葬日期=2026.6.3']
    const { versions } = await json('entry', 'add', 'funerals', ...TOWN, ...fields.flatMap((field) => ['--set', field]))
    const show = ['entry', 'show', 'funerals', versions[0].entry, ...TOWN]
    expect(await done(...show)).toMatch('逝者：＊＊')
    const before = await value('funerals-in-time')
    const erase = ['entry', 'erase', 'funerals', versions[0].entry, ...TOWN, '--reason', '保存期满']
    expect(await done(...erase)).toBe('已删除 1 项个人信息。\n')
    expect(await value('funerals-in-time')).toBe(before)
    expect((await run(['verify'])).code).toBe(0)
  })

  test('after closing, a correction needs a reason and is named an adjustment', async () => {
    const day = ['--set', '检查类型=日常检查', '--set', '检查日期=2024-03-29', '--set', '检查家数=2'] as const
    const { versions } = await json('entry', 'add', 'safety-inspections', ...TOWN, ...day, ...number('单-5'))
    expect(await done('close', '2024-03', ...TOWN)).toBe('2024-03 已封账。\n')
    expect(await run(['close', '2024-03', ...TOWN])).toMatchObject({ code: 1, err: '2024-03 已经封过账。\n' })
    const correct = ['entry', 'correct', 'safety-inspections', versions[0].entry, ...TOWN, '--set', '检查家数=7']
    const before = await journals()
    expect(await run(correct)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^2024-03 已经封账，这样改属于调整，请写明原因/),
    })
    expect(await run([...correct, '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is an adjustment and needs a reason/),
    })
    expect(await journals()).toEqual(before)
    expect(await json(...correct, '--reason', '原始记录有误')).toMatchObject({ corrected: 1, adjusts: ['2024-03'] })
  })

  test('an issued report, recomputed after the book went on, is the same', async () => {
    const issued = await run(['report', 'half-year', ...HALF, '--issue', '-o', join(root, '签发.docx')])
    const id = /签发号 ([0-9a-f-]{36})，封印 [0-9a-f]{64}/.exec(issued.err)![1]!
    const { versions } = await json(
      'entry',
      'add',
      'safety-inspections',
      ...TOWN,
      ...inspection,
      ...number('单-6'),
      '--set',
      '检查家数=90',
    )
    expect(await done('recompute', id)).toBe('76 处与签发时完全相同。\n')
    await done('entry', 'withdraw', 'safety-inspections', versions[0].entry, ...TOWN)
    expect(await run(['recompute', '1'])).toMatchObject({ code: 1, err: '没有签发号为 1 的报告。\n' })
  })
})

describe('check, export, verify', () => {
  test('the book agrees with itself; its export verifies without a database; a changed export does not', async () => {
    expect(await done('check')).toMatch(/^\d+ 条、\d+ 笔记账重算一遍，全部相符。\n$/)
    const file = join(root, '账.gz')
    expect(await done('export', file)).toBe(`${file}\n`)
    const nowhere = inProcessOn(join(root, '没有这个文件夹'))
    expect(await nowhere.json('verify', file)).toEqual(await journals())
    expect(existsSync(join(root, '没有这个文件夹'))).toBe(false)

    const text = gunzipSync(readFileSync(file)).toString()
    expect(text).not.toContain('某某某')
    const tampered = join(root, '改过.gz')
    writeFileSync(tampered, gzipSync(text.replace('"amount":1', '"amount":2')))
    expect(await nowhere.run(['verify', tampered])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^341899101000 的流水账第 \d+ 笔对不上封印/),
    })
    expect(await nowhere.run(['verify', tampered, '--lang', 'en'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^Journal of 341899101000, position \d+/),
    })
    const cut = join(root, '截断.gz')
    writeFileSync(cut, readFileSync(file).subarray(0, 5000))
    expect(await nowhere.run(['verify', cut])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^导出文件 .*有误/),
    })
  })
})

describe('bad input: one clear message, nothing booked', () => {
  const folder = join(root, '坏表')
  const file = (name: string) => join(folder, `${name}.xlsx`)
  const marked = (name: string) => join(folder, `${name}.待改.xlsx`)

  beforeAll(() => {
    mkdirSync(folder)
    for (const { name, bytes } of FAULTY) writeFileSync(file(name), bytes)
  })

  test('faulty workbooks are refused in both languages, marked beside them, and import once mended', async () => {
    const files = FAULTY.map(({ name }) => file(name))
    const before = await journals()
    const answers = await Promise.resolve(run(['import', ...files, '--json']))
    const inEnglish = await run(['import', ...files, '--lang', 'en'])
    expect([answers.code, inEnglish.code]).toEqual([1, 1])
    expect(await journals()).toEqual(before)
    const refused = JSON.parse(answers.out)
    for (const [index, { name, cell, code, zh, en, mend }] of FAULTY.entries()) {
      expect(refused[index], name).toMatchObject({
        outcome: 'refused',
        marked: marked(name),
        faults: [{ cell, code, text: expect.stringMatching(zh) }],
      })
      expect(inEnglish.out).toMatch(en)
      const parts = unzipSync(readFileSync(marked(name)))
      expect(strFromU8(parts['xl/workbook.xml']!), name).toContain('导入问题')
      const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
      const mended = sheet.replace(...mend)
      expect(mended, name).not.toBe(sheet)
      writeFileSync(marked(name), zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(mended) }))
    }
    const results = await json('import', ...FAULTY.map(({ name }) => marked(name)))
    for (const result of results) expect(result, result.file).toMatchObject({ outcome: 'booked', booked: { added: 1 } })
  })

  test('files that are no workbook are named, and do not keep the others out', async () => {
    const [empty, letter] = [file('空文件'), file('一封信')]
    writeFileSync(empty, '')
    const body = {
      report: { title: '信', paragraphs: [], slots: [] },
      orgUnit: '',
      period: '',
      issuer: '',
      date: '2026-06-30',
      asOf: beforeTheLedgers,
      seal: null,
    }
    writeFileSync(letter, await writeReportDocx(body))
    const before = await journals()
    const zh = await run(['import', empty, letter])
    expect(zh).toMatchObject({ code: 1, out: '' })
    expect(zh.err).toMatch(
      /^空文件\.xlsx：这不是 Excel 工作簿（\.xlsx）.*\n一封信\.xlsx：这是 Word（\.docx） ?格式.*\n$/,
    )
    const en = await run(['import', empty, letter, '--lang', 'en'])
    expect(en.err).toMatch(/not an Excel workbook.*\n.*open it and save it as \.xlsx\.\n$/)
    expect(await run(['import', file('不存在')])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^打不开文件 .*不存在\.xlsx/),
    })
    expect(await run(['import', file('不存在'), '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Cannot open .*不存在\.xlsx/),
    })
    expect(await journals()).toEqual(before)
  })

  test.each([
    [['figure', 'nothing', ...HALF], /^没有指标“nothing”/, /^No indicator "nothing"/],
    [
      ['figure', 'investment', '--org', '341899101999', '--period', '2026-H1'],
      /^组织单位表里没有“341899101999”/,
      /^No org unit "341899101999"/,
    ],
    [['figure', 'investment', ...TOWN, '--period', '2026-H3'], /^“2026-H3”不是报告期/, /^"2026-H3" is not a period/],
    [['figure', 'investment', ...HALF, '--as-of', '昨天'], /^“昨天”不是时刻/, /^"昨天" is not an instant/],
    [['report', 'yearly', ...HALF], /^没有报告“yearly”/, /^No report "yearly"/],
    [['report', 'half-year', ...TOWN, '--period', '2026-03'], /工作汇报要按.*2026-03 不是/, /2026-03 is not one/],
    [['entry', 'add', 'nothing', ...TOWN], /^没有“nothing”这本台账/, /^No ledger "nothing"/],
    [
      ['entry', 'add', 'hazards', ...TOWN, '--set', '天气=晴'],
      /^台账里没有“天气”这一栏/,
      /^The ledger has no field "天气"/,
    ],
    [
      ['entry', 'add', 'safety-inspections', ...TOWN, '--set', '检查家数=三四家'],
      /^“检查家数”应填数字，现在是“三四家”/,
      /^"检查家数" takes a number, not "三四家"/,
    ],
    [['entry', 'show', 'hazards', '1', ...TOWN], /没有条目 1。/, /has no entry 1\./],
    [
      ['entry', 'correct', 'hazards', '00000000-0000-7000-8000-000000000000', ...TOWN, '--expect', '一'],
      /^“一”不是数字/,
      /^"一" is not a number/,
    ],
    [['export', join(root, '没有', '账.gz')], /^打不开文件/, /^Cannot open/],
    [['verify', join(root, '没有.gz')], /^打不开文件/, /^Cannot open/],
  ] as const)('shishu %j: exit 1', async (args, zh, en) => {
    const answers = [await run(args), await run([...args, '--lang', 'en'])]
    for (const [index, said] of [zh, en].entries()) {
      expect(answers[index]).toMatchObject({ code: 1, out: '', err: expect.stringMatching(said) })
      expect(answers[index]!.err.trimEnd().split('\n')).toHaveLength(1)
    }
  })

  test('what is wrong with an entry is told all at once', async () => {
    const { code, err } = await run([
      'entry',
      'add',
      'hazards',
      ...TOWN,
      '--set',
      '发现日期=2026.6.9',
      '--set',
      '整改时限=2026.6.1',
    ])
    expect(code).toBe(1)
    expect(err.split('\n')).toEqual(
      expect.arrayContaining(['“隐患编号”必填，请补上。', '“整改时限”早于“发现日期”，请核对日期。']),
    )
  })

  test('a refusal as JSON, for scripts', async () => {
    const { code, out } = await run(['figure', 'nothing', ...HALF, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      error: { code: 'indicator.unknown', facts: { indicator: 'nothing' }, text: expect.stringMatching(/^没有指标/) },
    })
  })

  test.skipIf(!existsSync('/dev/full'))('a full disk', async () => {
    const args = ['report', 'half-year', ...HALF, '--format', 'docx', '-o', '/dev/full']
    expect(await run(args)).toMatchObject({ code: 1, err: expect.stringMatching(/^磁盘已满（\/dev\/full）/) })
    expect(await run([...args, '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The disk is full \(\/dev\/full\)/),
    })
  })

  test('a broken definition: every problem is listed, and no book is made', async () => {
    const [first, ...others] = packTownship.indicators
    const broken = {
      ...packTownship,
      indicators: [
        { ...first!, value: 'stock(projects.nowhere)' },
        { ...others[0]!, value: 'stock(' },
        ...others.slice(1),
      ],
    }
    const dataDir = join(root, '坏定义')
    const error: unknown = await openBook({ dataDir, pack: broken }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ShishuError)
    const { code, facts } = error as ShishuError
    expect(code).toBe('pack.broken')
    expect(facts.problems).toHaveLength(2)
    expect(String(facts.problems)).toMatch(`indicators.${first!.id}.value`)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('a command works beside a server that has the book open', async () => {
    expect(await shishu.done('check')).toMatch(/全部相符/)
    const asked = ['--org', '341899101000', '--period', '2026-H1', '--json']
    const beside = await shishu.done('figure', 'units-inspected', ...asked)
    const found = await computeFigures(
      holder!,
      { orgUnit: '341899101000', period: parsePeriod('2026-H1'), asOf: null },
      ['units-inspected'],
    )
    expect(JSON.parse(beside).value).toBe(found.get('units-inspected')!.value)
  })

  test('who reads along may stop reading', async () => {
    const child = spawn(process.execPath, [...NODE, 'figure', 'units-inspected', ...HALF, '--explain'], {
      env: shishu.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
  })

  test('after all of it the book agrees with itself, also for a command that has it alone', async () => {
    const before = await journals()
    await holder?.close()
    holder = undefined
    expect((await shishu.json('check')).disagreements).toEqual([])
    expect(await shishu.json('verify')).toEqual(before)
  })
})

describe('invariant 7: what was acknowledged survives kill −9', () => {
  const KILLS = 20
  const offices = packTownship.offices

  test(`${KILLS} imports killed at random moments lose nothing and book nothing in part`, async () => {
    const whole = new Map<string, number>(
      towns.flatMap((town) =>
        Object.entries(offices).map(([office, label]) => {
          const ledgers = packTownship.ledgers.filter((ledger) => ledger.office === office)
          const count = ledgers.reduce((sum, { id }) => sum + (townEntries(town).get(id)?.length ?? 0), 0)
          return [`${town.name}-${label}-2024年1月至2026年6月台账.xlsx`, count] as const
        }),
      ),
    )
    let [killed, books] = [0, 0]
    while (killed < KILLS) {
      books += 1
      const dataDir = join(root, `断电-${books}`)
      const own = shishuOn(dataDir)
      const acknowledged = new Map<string, number>()
      for (let finished = false; killed < KILLS && !finished; ) {
        const child = spawn(process.execPath, [...NODE, 'import', ...paths], {
          env: own.env,
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        let out = ''
        child.stdout.on('data', (text) => {
          out += text
        })
        const ended = once(child, 'close')
        await Promise.race([ended, sleep(300 + Math.random() * 1500)])
        finished = child.exitCode !== null
        if (child.kill('SIGKILL')) killed += 1
        await ended
        for (const [, name, added] of out.matchAll(/^(.*\.xlsx)：新增 (\d+) 条.*$/gm)) {
          acknowledged.set(name!, Number(added))
        }
      }
      expect((await own.json('check')).disagreements).toEqual([])
      // What is asked further is not about processes: one that has the book open, and commands beside it.
      const survivor = await openBook({ dataDir, pack: packTownship })
      const after = inProcessOn(dataDir)
      expect((await after.run(['verify'])).code).toBe(0)
      const again = (await after.json('import', ...paths)) as {
        file: string
        outcome: string
        booked: { added: number } | null
      }[]
      for (const { file, outcome, booked } of again.slice(1)) {
        const name = basename(file)
        if (acknowledged.has(name))
          expect([outcome, acknowledged.get(name)], name).toEqual(['repeated', whole.get(name)])
        // Either it was booked whole before its line was printed, or nothing of it was.
        else if (outcome !== 'repeated')
          expect(booked, name).toMatchObject({ added: whole.get(name), corrected: 0, unchanged: 0 })
      }
      const check = await after.json('check')
      await survivor.close()
      expect(check.disagreements).toEqual([])
      expect(check.entries).toBe([...whole.values()].reduce((sum, count) => sum + count, 0))
    }
  }, 240_000)
})
