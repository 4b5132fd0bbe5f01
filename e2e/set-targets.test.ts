import { dayOfInstant } from '@shishu/kernel'
import { orgUnits } from '@shishu/pack-township/seeds'
import { appoint } from '@shishu/store'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DESK,
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
import { newHand } from './keyboard-hand.ts'

const WAN = 1_000_000
/** The place that holds every town of the book: definitions are made there. */
const ALL_TOWNS = orgUnits[0]!.code

/** What a project reported for a month, in 万元. */
const report = (month: string, wan: number) => ({
  kind: 'add' as const,
  ledger: 'investment',
  orgUnit: VILLAGE.code,
  values: { month, project: '青禾厂房', amount: wan * WAN, base: wan * WAN },
})
const months = (year: number, ...amounts: number[]) =>
  amounts.map((wan, index) => report(`${year}-${String(index + 2).padStart(2, '0')}`, wan))

describe.skipIf(!hasChromium)('an officer sets next year’s targets', { timeout: 240_000 }, () => {
  const clock = new Date('2026-11-20T09:00:00+08:00')
  let stage: Stage

  beforeAll(async () => {
    stage = await startStage({ clock })
    const target = (year: number, wan: number) => ({
      kind: 'add' as const,
      ledger: 'targets',
      orgUnit: TOWN,
      values: {
        target: 'investment',
        startsOn: `${year}-01-01`,
        amountMoney: wan * WAN,
        duty: '经济发展办公室',
      },
    })
    await stage.book('the-years-before', [
      target(2025, 90_000),
      target(2026, 100_000),
      ...months(2025, 2000, 4000, 6000, 9000, 12_000, 8000, 9000, 12_000, 10_000, 9000, 13_000),
      ...months(2026, 3000, 5000, 8000, 9000, 13_000, 9000, 10_000, 12_000, 11_000),
    ])
    await stage.person({
      name: 'tongchou',
      displayName: '统筹办老周',
      role: 'officer',
      office: 'overall',
      orgUnit: TOWN,
    })
    await stage.person({ name: 'jingfa', displayName: '经发办老陈', role: 'officer', office: 'economy', orgUnit: TOWN })
    const { book, accounts } = stage.server.services
    const account = await accounts.findAccountByName('tongchou')
    await appoint(book, {
      person: account!.id,
      role: 'data-steward',
      orgUnit: ALL_TOWNS,
      office: null,
      from: dayOfInstant(clock.toISOString()),
      until: null,
      by: 'e2e',
      reason: '兼任',
    })
  })
  afterAll(async () => stage?.stop())

  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

  test('amounts and planned courses in one save, and the indicator shows them', async () => {
    const page = await stage.signedIn('tongchou', '/figures')
    const hand = newHand(page)
    await hand.click(page.getByRole('link', { name: '定年度目标' }))
    const investment = card(page, '固定资产投资年度目标')
    await investment.getByText('2026年到目前').waitFor()
    expect(await page.getByLabel('年度', { exact: true }).inputValue()).toBe('2027')
    expect(await investment.textContent()).toContain('9.40亿元') // reached in 2025
    await shot(page, 'targets-open')
    await hand.fill(page.getByLabel('下达依据'), '某政〔2027〕1号')
    await hand.fill(investment.getByLabel('2027年目标（万元）'), '10.5亿')
    expect(await investment.textContent()).toContain('即 10.50亿元，比2026年目标多 5%')
    await hand.click(investment.getByLabel('照2025年实际进度'))
    await hand.click(investment.getByText('看各月、改各月'))
    const june = investment.getByLabel('6月底累计百分之几')
    expect(await june.inputValue()).toBe('35.1') // 33 000 of 94 000
    await hand.fill(june, '34')
    await hand.press('ArrowUp')
    expect(await june.inputValue()).toBe('35')
    await hand.fill(investment.getByLabel('7月底累计百分之几'), '20')
    await hand.click(page.getByRole('button', { name: '保存', exact: true }))
    await investment.getByText('不能比上个月小').waitFor()
    await shot(page, 'targets-fault')
    await hand.fill(investment.getByLabel('7月底累计百分之几'), '44')
    const promotions = card(page, '新增规上工业企业年度目标')
    await hand.fill(promotions.getByLabel('2027年目标'), '3')
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'targets-filled')
    await hand.click(page.getByRole('button', { name: '保存', exact: true }))
    await page.getByText('2 项目标数已记账。').waitFor()
    await page.getByText('1 项计划进度已生效。').waitFor()
    console.log('set next year’s targets:', hand.counts)
    await shot(page, 'targets-saved')

    await page.goto(`${stage.base}/figures/investment?period=2027-06&place=${TOWN}`)
    const course = page.getByRole('region', { name: '2027年计划进度' })
    await course.getByText('看表格').click()
    const row = course.getByRole('row').filter({ hasText: /^6月/ })
    await expect.poll(() => row.textContent(), PATIENT).toContain('3.68亿元') // 35% of 10.5亿
    expect(await seriousViolations(page)).toEqual([])
    await course.scrollIntoViewIfNeeded()
    await shot(page, 'targets-indicator')
    await page.context().close()
  })

  test('an amount that stands is corrected with a reason', async () => {
    const page = await stage.signedIn('tongchou', '/settings/targets', PHONE)
    const investment = card(page, '固定资产投资年度目标')
    await investment.getByLabel('2027年目标（万元）').fill('110000')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('请写明更正原因').waitFor()
    await page.getByLabel('更正原因').fill('县里调增')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('1 项目标数已记账。').waitFor()
    expect(await investment.getByLabel('2027年目标（万元）').inputValue()).toBe('110000')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await seriousViolations(page)).toEqual([])
    await investment.getByText('看各月、改各月').click()
    await investment.scrollIntoViewIfNeeded()
    await shot(page, 'targets-phone')
    await page.context().close()
  })

  test('who may set neither sees why', async () => {
    const page = await stage.signedIn('jingfa', '/settings/targets', DESK)
    await page.getByText('您只能看').waitFor()
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true)
    expect(await page.getByLabel('2027年目标（万元）').count()).toBe(0)
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'targets-closed')
    await page.context().close()
  })

  test('a parameter is set otherwise, at once and from a day on', async () => {
    const page = await stage.signedIn('tongchou', '/settings/params')
    const hand = newHand(page)
    const row = page.getByRole('row').filter({ hasText: '丧事办结天数' })
    await hand.click(row.getByRole('button'))
    await hand.fill(page.getByLabel('新的值'), '5')
    await hand.fill(page.getByLabel('依据文件'), '村民代表会议决议')
    await hand.fill(page.getByLabel('原因'), '按村规民约调整')
    await shot(page, 'params-form')
    expect(await seriousViolations(page)).toEqual([])
    await hand.press('Enter')
    await expect.poll(() => row.first().getByRole('cell').first().textContent(), PATIENT).toBe('5')
    console.log('change a parameter:', hand.counts)
    await row.first().getByRole('button').click()
    await page.getByLabel('新的值').fill('4')
    await page.getByLabel('从哪天起').fill('2027-01-01')
    await page.getByLabel('依据文件').fill('村民代表会议决议')
    await page.getByLabel('原因').fill('再次调整')
    await page.keyboard.press('Enter')
    const history = page.getByRole('region', { name: '改动记录' })
    await history.getByText('等待生效').waitFor()
    expect(await row.first().getByRole('cell').first().textContent()).toBe('5')
    await shot(page, 'params-history')
    await page.setViewportSize(PHONE)
    await shot(page, 'params-phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await seriousViolations(page)).toEqual([])
    await page.context().close()
  })

  test('villages are imported from a pasted list, and one is merged into another', async () => {
    await stage.person({
      name: 'xiguan',
      displayName: '系统管理员',
      role: 'system-administrator',
      office: null,
      orgUnit: TOWN,
    })
    const page = await stage.signedIn('xiguan', '/settings/org-units')
    const hand = newHand(page)
    const [one, other] = [`${TOWN.slice(0, 9)}951`, `${TOWN.slice(0, 9)}952`]
    await hand.click(page.getByRole('button', { name: '批量导入' }))
    await hand.fill(page.getByLabel('粘贴到这里'), `代码\t名称\n${one}\t北岭村\n34189\t南岭村`)
    await page.getByText('有 1 行要先改好').waitFor()
    await shot(page, 'units-import-fault')
    await page.getByLabel('粘贴到这里').fill(`代码\t名称\n${one}\t北岭村\n${other}\t南岭村`)
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(page.getByRole('button', { name: '确定导入' }))
    await hand.click(page.getByRole('button', { name: '撤并北岭村' }))
    await hand.choose(page.getByLabel('并入哪个单位'), '南岭村')
    await shot(page, 'units-end')
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(page.getByRole('button', { name: '撤并', exact: true }).first())
    await page.getByText('2026-11-20 起撤销，并入南岭村').waitFor()
    console.log('import two villages and merge one:', hand.counts)
    await page.setViewportSize(PHONE)
    await page.getByText('2026-11-20 起撤销，并入南岭村').scrollIntoViewIfNeeded()
    await shot(page, 'units-phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await page.context().close()
  })
})
