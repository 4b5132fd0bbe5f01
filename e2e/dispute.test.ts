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
import type { Hand } from './hand.ts'
import { KeyboardHand, LONG_JOURNEY_HANDS } from './keyboard-hand.ts'

const PEOPLE = [
  { name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: VILLAGE.code },
  { name: 'zongzhi', displayName: '综治办老赵', role: 'office-head', office: 'peace', orgUnit: TOWN },
  { name: 'tiaojie', displayName: '调解员小孙', role: 'officer', office: 'peace', orgUnit: TOWN },
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
]

describe.skipIf(!hasChromium)('a dispute from its opening to its file', () => {
  let stage: Stage
  let entry: string
  beforeAll(async () => {
    stage = await startStage()
    for (const person of PEOPLE) await stage.person(person)
  })
  afterAll(() => stage?.stop())

  const stands = async (page: Page, state: string) =>
    await page.getByRole('heading', { name: `现在：${state}` }).waitFor()

  describe.each(LONG_JOURNEY_HANDS)('%s', (way, take) => {
    const number = way === 'with the mouse' ? '青纠2026-001' : '青纠2026-002'
    const total = { clicks: 0, keystrokes: 0 }
    let longest = 0
    afterAll(() => console.log(`a dispute from opening to rating and file, four people, ${way}:`, total))

    /** One person’s turn at the case. */
    const turn = async (name: string, act: (page: Page, hand: Hand) => Promise<void>) => {
      const page = await stage.signedIn(name, entry)
      const hand = take(page)
      await act(page, hand)
      total.clicks += hand.counts.clicks
      total.keystrokes += hand.counts.keystrokes
      if (hand instanceof KeyboardHand) longest = Math.max(longest, hand.longestWay.keys)
      await page.context().close()
    }
    const step = async (page: Page, hand: Hand, name: string, fill?: (form: Locator) => Promise<void>) => {
      await hand.click(page.getByRole('button', { name, exact: true }))
      const form = page.getByRole('form', { name: `办理：${name}` })
      await form.waitFor()
      await fill?.(form)
      await hand.click(form.getByRole('button', { name: '确认办理' }))
      await page.getByText(`已办理：${name}`).waitFor()
    }
    const rate = (page: Page, hand: Hand, rating: string, words?: string) =>
      step(page, hand, '当事人评价', async (form) => {
        await hand.choose(form.locator('[name=rating]'), rating)
        if (words !== undefined) await hand.fill(form.locator('[name=ratingWords]'), words)
        await shot(page, `dispute-rating-${rating}`)
      })

    test('the village clerk registers it', async () => {
      entry = '/ledgers/disputes/new'
      await turn('cunli', async (page, hand) => {
        await hand.fill(page.locator('[name=number]'), number)
        await hand.fill(page.locator('[name=parties]'), '甲某、乙某')
        await hand.choose(page.locator('[name=kind]'), '邻里')
        const today = await page.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
        expect(await page.locator('[name=foundOn]').inputValue()).toBe(today)
        await shot(page, 'dispute-form')
        expect(await seriousViolations(page)).toEqual([])
        await hand.press('Control+Enter')
        await page.getByText('已记账').waitFor()
        await hand.click(page.getByRole('link', { name: number }))
        await page.getByRole('heading', { name: number }).waitFor()
        entry = new URL(page.url()).pathname
        await stands(page, '已登记')
      })
    })

    test('the head of the office assigns it and hands it over', () =>
      turn('zongzhi', async (page, hand) => {
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
      }))

    test('the mediator sees the parties’ names for a reason, accepts and settles', () =>
      turn('tiaojie', async (page, hand) => {
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
      }))

    test('the clerk visits the parties, who are not satisfied; whoever settled it cannot write that down', async () => {
      await turn('cunli', async (page, hand) => {
        await step(page, hand, '回访')
        await stands(page, '已回访')
      })
      const page = await stage.signedIn('tiaojie', entry)
      await stands(page, '已回访')
      expect(await page.getByRole('button', { name: '当事人评价' }).count()).toBe(0)
      expect(await page.locator('.step-others').textContent()).toMatch(/当事人评价.*化解.*请换一位/)
      await shot(page, 'dispute-not-by-settler')
      await page.context().close()
      await turn('cunli', async (own, hand) => {
        await rate(own, hand, '不满意', '水沟还没有疏通')
        await stands(own, '已评价')
      })
    })

    test('the mayor reads why and has it mediated again', () =>
      turn('zhenzhang', async (page, hand) => {
        await page.getByText('水沟还没有疏通').first().waitFor()
        await step(page, hand, '不满意重调')
        await stands(page, '调解中')
      }))

    test('it is settled again, visited, rated satisfactory and filed', async () => {
      await turn('tiaojie', (page, hand) => step(page, hand, '化解'))
      await turn('cunli', async (page, hand) => {
        await step(page, hand, '回访')
        await rate(page, hand, '满意')
      })
      await turn('zongzhi', async (page, hand) => {
        await step(page, hand, '立卷归档')
        await stands(page, '已归档')
        await shot(page, 'dispute-filed')
      })
      if (way === 'by keyboard alone') {
        expect(total.clicks).toBe(0)
        expect(longest).toBeLessThanOrEqual(40)
      }
    })
  })

  test('what two people change at once is chosen field by field', async () => {
    const page = await stage.signedIn('tiaojie', entry)
    await page.getByRole('button', { name: '更正' }).click()
    await page.locator('[name=people]').fill('5')
    await page.locator('[name=amount]').fill('1.2万')
    const other = await stage.signedIn('zongzhi', entry)
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

  test('on a phone the mayor reads it all', async () => {
    const page = await stage.signedIn('zhenzhang', entry, PHONE)
    await stands(page, '已归档')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await shot(page, 'dispute-phone')
    expect(await seriousViolations(page)).toEqual([])
    await page.context().close()
  })
})
