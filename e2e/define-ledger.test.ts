import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  hasChromium,
  PATIENT,
  PHONE,
  type Stage,
  seriousViolations,
  shot,
  startStage,
  TOWN,
  VILLAGE,
} from './fixture.ts'
import type { Hand } from './hand.ts'
import { newHand } from './keyboard-hand.ts'

const DAY = new Date('2026-06-24T01:00:00Z')
const COUNTY = `${TOWN.slice(0, 6)}000000`
const LEDGER = '公益岗位走访台账'
const INDICATOR = '公益岗位走访次数'
/** High enough to see a page of the designer as a whole. */
const TALL = 1800

describe.skipIf(!hasChromium)('a data steward defines a ledger that others then work with', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ clock: DAY })
    await stage.person({
      name: 'shuju',
      displayName: '数据管理员小陈',
      role: 'data-steward',
      office: null,
      orgUnit: COUNTY,
    })
    await stage.person({
      name: 'minsheng',
      displayName: '民生办小李',
      role: 'officer',
      office: 'livelihood',
      orgUnit: TOWN,
    })
  })
  afterAll(() => stage?.stop())

  test('from an empty page to a figure in the half-year report', async () => {
    const page = await stage.signedIn('shuju', '/design')
    const hand = newHand(page)
    await page.getByText('没有正在拟的内容').waitFor()
    await looked(page, 'design-start')

    await hand.click(page.getByRole('button', { name: '新台账' }))
    await hand.fill(page.getByLabel('台账名称'), LEDGER)
    await hand.choose(page.getByLabel('哪个办公室管'), '民生保障办公室')
    await shot(page, 'design-new-ledger')
    await hand.click(page.getByRole('button', { name: '开始' }))
    await page.getByRole('heading', { name: '栏目', exact: true }).waitFor()
    await designFields(page, hand)
    await hand.fill(page.getByLabel('依据'), '县人社局公益性岗位管理办法')
    await hand.click(page.getByLabel('岗位编号', { exact: true }).first())
    await tryEntry(page, hand)
    await looked(page, 'design-ledger')
    await expect.poll(() => page.locator('.design-bar').textContent(), PATIENT).toContain('没有问题')

    await designIndicator(page, hand)
    await writeReport(page, hand)
    await hand.click(page.getByRole('link', { name: '看一遍，公布' }))
    await hand.fill(page.getByLabel('为什么改'), '县里要求每月走访公益岗位人员')
    await page.getByText('已有的条目都不用重新计数').waitFor()
    await looked(page, 'design-publish')
    await hand.click(page.getByRole('button', { name: '公布', exact: true }))
    await page.getByRole('heading', { name: '公布好了' }).waitFor()
    console.log('define a ledger, an indicator and a sentence of the report:', hand.counts)
    await shot(page, 'design-published')
    await page.goto(`${stage.base}/design`)
    await page.getByRole('row').filter({ hasText: '县里要求每月走访' }).waitFor()
    await looked(page, 'design-history')
    await page.context().close()
  })

  test('an officer books two entries in it, and the report’s figure opens to them', async () => {
    const page = await stage.signedIn('minsheng', '/ledgers')
    const hand = newHand(page)
    await hand.click(page.getByRole('link', { name: LEDGER }))
    await page.getByRole('link', { name: '新增' }).waitFor()
    for (const post of ['公岗01', '公岗02']) {
      await hand.click(page.getByRole('link', { name: '新增' }))
      await page.getByRole('heading', { name: /^新增/ }).waitFor()
      await hand.choose(page.locator('.entry-form select').first(), VILLAGE.name)
      await hand.fill(page.getByLabel('走访日期'), '2026-06-23')
      await hand.fill(page.getByLabel('岗位编号'), post)
      await hand.fill(page.getByLabel('在岗人员'), '王某')
      await hand.choose(page.getByLabel('走访方式'), '上门')
      await hand.fill(page.getByLabel('发现问题'), '1')
      await hand.press('Control+Enter')
      await page.getByRole('row').filter({ hasText: post }).waitFor()
    }
    console.log('book two entries in a ledger defined a minute ago:', hand.counts)
    await shot(page, 'design-used')
    await page.goto(`${stage.base}/reports/half-year?period=2026-H1`)
    const figure = page.getByRole('button', { name: new RegExp(INDICATOR) })
    await figure.waitFor()
    expect(await figure.textContent()).toBe('2')
    await figure.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('公岗01').first().waitFor()
    expect(await sheet.getByText('公岗02').count()).toBeGreaterThan(0)
    await shot(page, 'design-report-figure')
    await page.context().close()
  })

  test('a loop is drawn as it is designed, a formula’s fault is marked, and a draft outlasts the page', async () => {
    const page = await stage.signedIn('shuju', '/design')
    await designCase(page)
    await looked(page, 'design-loop')
    await page.getByRole('link', { name: '回到设计' }).click()
    await page.getByRole('button', { name: '新指标' }).click()
    await page.getByLabel('自己写公式').check()
    await page.getByLabel('公式', { exact: true }).fill('flow(own-gygwzftz.cs) + 次数')
    await expect.poll(() => page.locator('.formula-at mark').textContent(), PATIENT).toBe('次')
    await looked(page, 'design-formula')
    await page.goto(`${stage.base}/design`)
    await page.getByRole('row').filter({ hasText: '路灯报修台账' }).waitFor()
    await page.goto(`${stage.base}/design/ledgers/disputes`)
    await page.locator('.loop-picture svg').waitFor()
    await looked(page, 'design-change')
    await page.getByRole('button', { name: '再加一栏' }).click()
    await page.keyboard.insertText('调解地点')
    await page.goto(`${stage.base}/design/publish`)
    await page.getByText('加栏目“调解地点”').waitFor()
    await looked(page, 'design-to-mend')
    await page.context().close()
  })

  test('whoever does not hold the duty sees what was changed, and changes nothing', async () => {
    const page = await stage.signedIn('minsheng', '/design')
    await page.getByText('这一页归数据管理员用').waitFor()
    await page.getByRole('row').filter({ hasText: '数据管理员小陈' }).waitFor()
    expect(await page.getByRole('button', { name: '新台账' }).count()).toBe(0)
    await page.context().close()
  })
})

/** A case with its loop, and a formula that cannot be read: all that the first journey has no need of. */
async function designCase(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新台账' }).click()
  await page.getByLabel('台账名称').fill('路灯报修台账')
  await page.getByLabel('哪个办公室管').selectOption({ label: '民生保障办公室' })
  await page.getByLabel('有头有尾、要办结的事').check()
  await page.getByRole('button', { name: '开始' }).click()
  await page.locator('.loop-picture svg').waitFor()
  await page.getByLabel('第 1 行，时限', { exact: true }).fill('5')
  await page.getByText('请写时限的依据').waitFor()
  await page.getByLabel('第 1 行，时限依据').fill('镇便民服务承诺')
  await page.getByLabel('依据', { exact: true }).fill('镇便民服务承诺')
  await expect.poll(() => page.locator('.design-bar').textContent(), PATIENT).toContain('没有问题')
}

/** Five fields: typed as headings of a sheet are, Enter after each. */
async function designFields(page: Page, hand: Hand): Promise<void> {
  const cell = (row: number, column: string) => page.getByLabel(`第 ${row} 行，${column}`)
  await hand.fill(cell(1, '名称'), '走访日期')
  for (const label of ['岗位编号', '在岗人员', '走访方式', '发现问题']) {
    await hand.press('Enter')
    await hand.type(label)
  }
  await hand.click(cell(2, '必填'))
  await hand.click(cell(3, '必填'))
  await hand.click(cell(3, '个人信息'))
  await hand.choose(cell(4, '填什么'), '选一项')
  await hand.fill(cell(4, '单位、选项'), '上门、电话')
  await hand.choose(cell(5, '填什么'), '数、金额')
  await expect.poll(() => page.locator('.live-form .entry-field').count(), PATIENT).toBe(5)
}

/** An example in the form as it will be: it books one visit, and is kept. */
async function tryEntry(page: Page, hand: Hand): Promise<void> {
  const form = page.locator('.live-form')
  await hand.fill(form.getByLabel('走访日期'), '2026-06-20')
  await hand.fill(form.getByLabel('岗位编号'), '公岗01')
  await hand.fill(form.getByLabel('在岗人员'), '张三')
  await form.getByRole('row').filter({ hasText: '次数' }).waitFor()
  expect(await form.getByRole('row').filter({ hasText: '次数' }).textContent()).toContain('+1')
  await hand.click(form.getByRole('button', { name: '这样记对' }))
  await page.getByText(/例 1/).first().waitFor()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('张三')
}

async function designIndicator(page: Page, hand: Hand): Promise<void> {
  await hand.click(page.getByRole('link', { name: '回到设计' }))
  await hand.click(page.getByRole('button', { name: '新指标' }))
  await hand.fill(page.getByLabel('指标名称'), INDICATOR)
  await hand.fill(page.getByLabel('依据'), '县人社局公益性岗位管理办法')
  await hand.choose(page.getByLabel('科目'), '次数')
  await hand.fill(page.getByLabel('量词'), '次')
  await page.getByText(`本期〔${LEDGER}·次数〕`).waitFor()
  await hand.fill(page.getByLabel(`${LEDGER}·次数`), '12')
  await expect.poll(() => page.locator('.try-result').textContent(), PATIENT).toBe('12次')
  await hand.click(page.getByRole('button', { name: '这样算对' }))
  await looked(page, 'design-indicator')
}

async function writeReport(page: Page, hand: Hand): Promise<void> {
  await hand.click(page.getByRole('link', { name: '回到设计' }))
  await hand.click(page.getByRole('button', { name: '改报告' }))
  await hand.choose(page.getByLabel('改哪一份报告'), '工作汇报')
  await hand.click(page.getByRole('button', { name: '开始' }))
  await page.getByText('民生保障有力有效。').waitFor()
  const paragraph = page.locator('.design-paragraphs li').filter({ hasText: '民生保障有力有效。' })
  await hand.click(paragraph.getByRole('button', { name: /在下面加一段/ }))
  await hand.click(page.locator('.design-paragraphs textarea'))
  await hand.type('共走访公益岗位人员')
  await hand.click(page.getByRole('button', { name: /插入指标/ }))
  await shot(page, 'design-report-insert')
  await hand.click(page.getByRole('button', { name: '插到光标处' }))
  await hand.press('End')
  await hand.type('次。')
  await looked(page, 'design-report')
  await hand.click(page.getByRole('button', { name: '改好了' }))
}

/** Pictures in both widths, nothing serious for axe, and nothing beyond the right edge. */
async function looked(page: Page, name: string): Promise<void> {
  expect(await seriousViolations(page)).toEqual([])
  const desk = page.viewportSize()!
  await page.setViewportSize({ ...desk, height: TALL })
  await shot(page, name)
  await page.setViewportSize({ ...PHONE, height: TALL })
  await shot(page, `${name}-phone`)
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(beyond, name).toBeLessThanOrEqual(0)
  await page.setViewportSize(desk)
}
