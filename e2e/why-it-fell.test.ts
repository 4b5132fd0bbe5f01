import { codeKey } from '@shishu/kernel'
import { settle } from '@shishu/store'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DESK,
  hasChromium,
  OTHER_VILLAGE,
  PHONE,
  type Stage,
  seriousViolations,
  shot,
  startStage,
  TOWN,
  VILLAGE,
} from './fixture.ts'
import { HANDS, KeyboardHand } from './keyboard-hand.ts'

const WAN = 1_000_000
const REASON = '统计核查：设备款重复上报，核减'

/** What a project reported for a month, in 万元. */
const report = (project: string, orgUnit: string, month: string, wan: number) => ({
  kind: 'add' as const,
  ledger: 'investment',
  orgUnit,
  values: { month, project, amount: wan * WAN, base: wan * WAN },
})

describe.skipIf(!hasChromium)('why investment fell between two days', { timeout: 240_000 }, () => {
  // A Date that the test moves: server and book read it anew each time.
  const clock = new Date('2026-06-01T09:00:00+08:00')
  let stage: Stage

  beforeAll(async () => {
    stage = await startStage({ clock })
    const factory = ['2026-02', '2026-03', '2026-04', '2026-05'].map((month) =>
      report('青禾厂房', VILLAGE.code, month, 1200),
    )
    const depot = ['2026-03', '2026-04', '2026-05'].map((month) => report('松源仓储', OTHER_VILLAGE.code, month, 800))
    const target = {
      kind: 'add' as const,
      ledger: 'targets',
      orgUnit: TOWN,
      values: { target: 'investment', startsOn: '2026-01-01', amountMoney: 24_000 * WAN },
    }
    const before = report('青禾厂房', VILLAGE.code, '2025-05', 3000)
    const booked = await stage.book('reports-of-may', [before, ...factory, ...depot, target])
    const duty = { orgUnit: TOWN, displayName: '周镇长', role: 'principal', office: null }
    await stage.person({ ...duty, name: 'zhenzhang' })
    await stage.person({ ...duty, name: 'jingfa', displayName: '经发办老陈', role: 'officer', office: 'economy' })

    clock.setTime(Date.parse('2026-06-22T15:20:00+08:00'))
    const officer = await stage.signedIn('jingfa')
    const answer = await officer.request.post(`${stage.base}/api/towns/${TOWN}/bookings`, {
      headers: { 'x-shishu': '1', origin: stage.base },
      data: {
        request: 'correct-the-depot',
        reason: REASON,
        changes: [{ kind: 'correct', ledger: 'investment', entry: booked[7]!.entry, values: { amount: 500 * WAN } }],
      },
    })
    expect(answer.status(), await answer.text()).toBe(201)
    await settle(stage.server.services.book, codeKey(TOWN), { fold: true })
    await officer.context().close()
    clock.setTime(Date.parse('2026-06-25T10:00:00+08:00'))
  }, 240_000)
  afterAll(async () => stage?.stop())

  test.each(HANDS)('the leader finds what was corrected, by whom, when and why: %s', async (way, take) => {
    const page = await stage.signedIn('zhenzhang', '/?period=2026-05')
    const hand = take(page)
    await hand.click(page.getByRole('link', { name: '指标' }).first())
    await hand.click(page.getByRole('searchbox', { name: /按名称/ }))
    await hand.type('gdzctzlj') // 固定资产投资累计
    const number = page.getByRole('button', { name: /固定资产投资累计 .*看从哪里来/ })
    await number.hover()
    const began = Date.now()
    await hand.click(number)
    const sheet = page.getByRole('dialog', { name: '这个数的来历' })
    await sheet.locator('.entry-list li').first().waitFor()
    const milliseconds = Date.now() - began
    expect(await sheet.locator('.figure-large').textContent()).toContain('6900')
    expect(await sheet.locator('.entry-list li').count()).toBe(7)
    await shot(page, 'why-source')

    await hand.click(sheet.getByRole('tab', { name: '为什么变了' }))
    const line = sheet.locator('.difference-list li')
    await line.first().waitFor()
    expect(await line.count()).toBe(1)
    // A week before it was 7200; 300 were taken back, by whom and why.
    expect(await sheet.locator('.difference-sides').textContent()).toMatch(/7200万元[\s\S]*6900万元[\s\S]*−300万元/)
    await line.getByText('经发办老陈').waitFor()
    const told = await line.textContent()
    for (const part of ['−300万元', '松源仓储', '更正（第 2 版）', REASON]) expect(told).toContain(part)
    expect(await line.getByRole('link').getAttribute('href')).toContain('/ledgers/investment/')
    await shot(page, 'why-difference')
    console.log(
      `why it fell, ${way}: ${hand.counts.clicks} clicks, ${hand.counts.keystrokes} keystrokes; opened in ${milliseconds} ms`,
    )
    expect(hand.counts.clicks).toBeLessThanOrEqual(4)
    if (hand instanceof KeyboardHand) expect(hand.longestWay.keys).toBeLessThanOrEqual(40)
    else expect(milliseconds).toBeLessThan(1500) // on an idle machine it takes about a tenth of this

    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await number.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.context().close()
  })

  test('by keyboard alone', async () => {
    const page = await stage.signedIn('zhenzhang', '/figures/investment?period=2026-05')
    const number = page.locator('.open-figure-large')
    await number.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await sheet.locator('.entry-list li').first().waitFor()
    await sheet.getByRole('tab', { name: '从哪里来' }).focus()
    await page.keyboard.press('ArrowRight')
    await sheet.locator('.difference-list li').first().waitFor()
    await page.keyboard.press('ArrowRight')
    await sheet.locator('.comparison-side').first().waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('before the correction the page shows what stood then, and says that it is the past', async () => {
    const page = await stage.signedIn('zhenzhang', '/figures/investment?period=2026-05&asOf=2026-06-20')
    await page.locator('.present-value .figure-number').waitFor()
    expect(await page.locator('.present-value').textContent()).toContain('7200')
    expect(await page.locator('.as-of-notice').textContent()).toContain('2026年6月20日')
    await page.context().close()
  })

  test.each([
    ['figures', '/figures?period=2026-05', '.figures-table'],
    ['indicator', '/figures/investment?period=2026-05', '.trend'],
    ['explanation', `/figures/investment?period=2026-05&open=investment@${TOWN}@2026-05`, '.entry-list li'],
    ['board', '/board?period=2026-05', '.board-headlines'],
  ])('%s: nothing serious is in the way of anybody, at both widths', async (name, path, sign) => {
    for (const [width, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
      const page = await stage.signedIn('zhenzhang', path, viewport)
      await page.locator(sign).first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await seriousViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await shot(page, `${name}-${width}`)
      await page.context().close()
    }
  })

  test('the board is one sheet of paper', async () => {
    const page = await stage.signedIn('zhenzhang', '/board?period=2026-05')
    await page.locator('.board-headlines').waitFor()
    await page.waitForLoadState('networkidle')
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.context().close()
  })
})

/** By how much a page is wider than its window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
