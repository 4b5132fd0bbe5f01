import type { Locator, Page } from 'playwright-core'
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
import { Hand } from './hand.ts'

const PEOPLE = [
  { name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: VILLAGE.code },
  { name: 'zongzhi', displayName: '综治办老赵', role: 'office-head', office: 'peace', orgUnit: TOWN },
  { name: 'tiaojie', displayName: '调解员小孙', role: 'officer', office: 'peace', orgUnit: TOWN },
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
]

describe.skipIf(!hasChromium)('a dispute from its opening to its file', () => {
  let stage: Stage
  let entry: string
  const total = { clicks: 0, keystrokes: 0 }
  const add = ({ counts }: Hand) => {
    total.clicks += counts.clicks
    total.keystrokes += counts.keystrokes
  }
  beforeAll(async () => {
    stage = await startStage()
    for (const person of PEOPLE) await stage.person(person)
  })
  afterAll(async () => {
    console.log('a dispute from opening to file, four people:', total)
    await stage?.stop()
  })

  const open = async (name: string): Promise<[Page, Hand]> => {
    const page = await stage.signedIn(name, entry)
    return [page, new Hand(page)]
  }
  const step = async (page: Page, hand: Hand, name: string, fill?: (form: Locator) => Promise<void>) => {
    await hand.click(page.getByRole('button', { name, exact: true }))
    const form = page.getByRole('form', { name: `办理：${name}` })
    await form.waitFor()
    await fill?.(form)
    await hand.click(form.getByRole('button', { name: '确认办理' }))
    await page.getByText(`已办理：${name}`).waitFor()
  }
  const stands = async (page: Page, state: string) =>
    await page.getByRole('heading', { name: `现在：${state}` }).waitFor()

  test('the village clerk registers it', async () => {
    const page = await stage.signedIn('cunli', '/ledgers/disputes/new')
    const hand = new Hand(page)
    await hand.fill(page.locator('[name=number]'), '青纠2026-001')
    await hand.fill(page.locator('[name=parties]'), '甲某、乙某')
    await hand.choose(page.locator('[name=kind]'), '邻里')
    const today = await page.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
    expect(await page.locator('[name=foundOn]').inputValue()).toBe(today)
    await shot(page, 'dispute-form')
    expect(await seriousViolations(page)).toEqual([])
    await hand.press('Control+Enter')
    await page.getByText('已记账').waitFor()
    await page
      .getByRole('link', { name: /青纠2026-001|—/ })
      .or(page.getByRole('row').nth(1).getByRole('link'))
      .first()
      .click()
    await page.getByRole('heading', { name: '青纠2026-001' }).waitFor()
    entry = new URL(page.url()).pathname
    await stands(page, '已登记')
    add(hand)
    await page.context().close()
  })

  test('the head of the office assigns it and hands it over', async () => {
    const [page, hand] = await open('zongzhi')
    await shot(page, 'dispute-entry')
    expect(await seriousViolations(page)).toEqual([])
    await step(page, hand, '分流交办')
    await stands(page, '已分流')
    await hand.click(page.getByRole('button', { name: '移交' }))
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByRole('option').count(), PATIENT).toBeGreaterThan(1)
    await hand.choose(dialog.getByLabel('交给'), '调解员小孙')
    await hand.fill(dialog.locator('[name=reason]'), '由小孙调解')
    await shot(page, 'dispute-hand-over')
    await hand.click(dialog.getByRole('button', { name: '确认移交' }))
    await page.getByText('调解员小孙').first().waitFor()
    add(hand)
    await page.context().close()
  })

  test('the mediator sees the parties’ names for a reason, accepts and settles', async () => {
    const [page, hand] = await open('tiaojie')
    await hand.click(page.getByRole('button', { name: '查看当事人' }))
    await hand.fill(page.getByRole('dialog').locator('[name=reason]'), '上门调解')
    await hand.press('Enter')
    await page.getByText('甲某、乙某').waitFor()
    await step(page, hand, '受理调解', async (form) => {
      await hand.click(form.getByLabel('是', { exact: true }))
      await shot(page, 'dispute-step')
    })
    await stands(page, '调解中')
    await step(page, hand, '化解')
    await stands(page, '已化解')
    add(hand)
    await page.context().close()
  })

  test('what two people change at once is chosen field by field', async () => {
    const [page] = await open('tiaojie')
    await page.getByRole('button', { name: '更正' }).click()
    await page.locator('[name=people]').fill('5')
    await page.locator('[name=amount]').fill('1.2万')
    const [other] = await open('zongzhi')
    await other.getByRole('button', { name: '更正' }).click()
    await other.locator('[name=people]').fill('4')
    await other.locator('[name=reason]').fill('核对人数')
    await other.getByRole('button', { name: '保存更正' }).click()
    await other.getByText('已更正').waitFor()
    await other.context().close()
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.getByText('这一条刚才被别人改过').waitFor()
    await shot(page, 'dispute-stale')
    expect(await seriousViolations(page)).toEqual([])
    await page.getByLabel('4', { exact: true }).check()
    await page.getByRole('button', { name: '用选好的内容保存' }).click()
    await page.getByText('已更正').waitFor()
    await page.getByText('核对人数').waitFor()
    const values = page.locator('.entry-value')
    const said = (label: string) => values.filter({ hasText: label }).locator('dd').textContent()
    await expect.poll(() => said('涉及人数'), PATIENT).toMatch(/^4/)
    expect(await said('涉及金额')).toMatch(/^12,000元/)
    await page.context().close()
  })

  test('the clerk visits the parties, the office files it, the mayor reads it all', async () => {
    const [clerk, first] = await open('cunli')
    await step(clerk, first, '回访归档')
    await stands(clerk, '已回访')
    add(first)
    await clerk.context().close()
    const [head, second] = await open('zongzhi')
    await step(head, second, '立卷归档')
    await stands(head, '已归档')
    add(second)
    await head.context().close()
    const [mayor] = await open('zhenzhang')
    await mayor.getByRole('heading', { name: '现在：已归档' }).waitFor()
    await shot(mayor, 'dispute-filed')
    await mayor.setViewportSize(PHONE)
    expect(await mayor.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await shot(mayor, 'dispute-phone')
    expect(await seriousViolations(mayor)).toEqual([])
    await mayor.context().close()
  })

  test('in a closed month a correction says why', async () => {
    const values = { number: '青纠2026-009', parties: '丙某', kind: 'land', foundOn: '2026-09-05' }
    const [booked] = await stage.book('old', [{ kind: 'add', ledger: 'disputes', orgUnit: VILLAGE.code, values }])
    const leader = await stage.signedIn('zhenzhang')
    const closed = await leader.request.post(`${stage.base}/api/towns/${TOWN}/closings`, {
      data: { period: '2026-09' },
      headers: { 'x-shishu': '1' },
    })
    expect(closed.status()).toBe(201)
    await leader.context().close()
    const page = await stage.signedIn('zongzhi', `/ledgers/disputes/${booked!.entry}`)
    await page.getByRole('button', { name: '更正' }).click()
    await page.locator('[name=kind]').selectOption({ label: '邻里' })
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.getByText('已经封账').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), PATIENT).toBe('reason')
    await shot(page, 'dispute-closed')
    await page.keyboard.insertText('登记时选错了类型')
    await page.keyboard.press('Control+Enter')
    await page.getByText('已更正').waitFor()
    await page.getByText('登记时选错了类型').waitFor()
    await page.context().close()
  })
})
