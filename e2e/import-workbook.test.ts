import { readFileSync } from 'node:fs'
import { writeWorkbook } from '@shishu/documents'
import { type SheetSketch, townshipWorkbooks } from '@shishu/pack-township/seeds'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, type Stage, seriousViolations, shot, startStage, TOWN } from './fixture.ts'
import { newHand } from './keyboard-hand.ts'

/** Rows of a sheet before its entries: title, who keeps it, headings. */
const HEAD_ROWS = 3
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The safety office’s workbook with the first trainings alone; `change` spoils cells. */
function workbook(name: string, change: (rows: SheetSketch['rows']) => void = () => undefined) {
  const sketch = townshipWorkbooks().find(({ town, office }) => town === TOWN && office === 'safety')!
  const sheet = sketch.sheets.find((one) => one.name === '宣传培训')!
  const rows = sheet.rows.slice(0, HEAD_ROWS + 6).map((row) => [...row])
  change(rows)
  const buffer = Buffer.from(writeWorkbook({ ...sketch, sheets: [{ ...sheet, rows }] }))
  return { name, mimeType: MEDIA_TYPE, buffer }
}

describe.skipIf(!hasChromium)('importing a workbook', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ clock: new Date('2026-07-02T01:00:00Z') })
    await stage.person({
      name: 'zhuren',
      displayName: '安全办主任',
      role: 'office-head',
      office: 'safety',
      orgUnit: TOWN,
    })
  })
  afterAll(() => stage?.stop())

  test('faults are told in place, mended, booked, and taken back', async () => {
    const page = await stage.signedIn('zhuren', '/imports')
    const hand = newHand(page)
    const choose = page.locator('input[type=file]')
    await hand.attach(choose, [
      workbook('坏.xlsx', (rows) => {
        rows[HEAD_ROWS + 1]![1] = '不存在村'
      }),
    ])
    await page.getByRole('heading', { name: /处要改/ }).waitFor()
    const fault = page.locator('.import-refused tbody tr').first()
    expect(await fault.locator('> *').allTextContents()).toEqual([
      '宣传培训',
      String(HEAD_ROWS + 2),
      'B',
      '不存在村',
      expect.stringContaining('不存在村'),
    ])
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'import-refused')
    const [marked] = await Promise.all([
      page.waitForEvent('download'),
      hand.click(page.getByRole('button', { name: '下载标出问题的工作簿' })),
    ])
    expect(
      readFileSync(await marked.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')

    await hand.attach(choose, [workbook('好.xlsx')])
    await page.getByRole('heading', { name: '没有问题，可以记账' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'import-previewed')
    await hand.click(page.getByRole('button', { name: '记账（6 行）' }))
    await page.getByRole('heading', { name: '已记账' }).waitFor()
    expect(await page.locator('.import-booked dd').allTextContents()).toEqual([
      '6 条',
      '0 条',
      '0 条',
      expect.stringMatching(/^\d+ 笔$/),
    ])
    await shot(page, 'import-booked')

    await hand.click(page.getByRole('button', { name: '撤回这次导入' }))
    await hand.click(page.getByRole('button', { name: '确认撤回' }))
    expect(await page.getByLabel('撤回原因').getAttribute('aria-invalid')).toBe('true')
    await hand.fill(page.getByLabel('撤回原因'), '试用')
    await hand.click(page.getByRole('button', { name: '确认撤回' }))
    await page.getByText('已撤销 6 条。').waitFor()
    console.log('import a workbook with a fault, mend it, book it, take it back', hand.counts)
  })

  test('what is not a workbook is not sent', async () => {
    const page = await stage.signedIn('zhuren', '/imports')
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: '台账.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('x') }])
    expect(await page.getByRole('alert').textContent()).toContain('台账.xls')
  })
})
