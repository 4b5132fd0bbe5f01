import { addDays } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, PHONE, type Stage, seriousViolations, shot, startStage, VILLAGE } from './fixture.ts'
import { Hand } from './hand.ts'

const NOW = new Date('2026-06-22T09:00:00+08:00')
const TODAY = '2026-06-22'

describe.skipIf(!hasChromium)('finding things, and how they are done', { timeout: 240_000 }, () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ clock: NOW })
    await stage.person({
      name: 'cunli',
      displayName: '村文书小王',
      role: 'village-clerk',
      office: null,
      orgUnit: VILLAGE.code,
    })
    await stage.book('disputes-of-a-year', [
      dispute('青纠2026-001', addDays(TODAY, -400)),
      dispute('青纠2026-002', addDays(TODAY, -200)),
      dispute('青纠2026-003', TODAY),
    ])
  })
  afterAll(() => stage?.stop())

  const dispute = (number: string, foundOn: string) => ({
    kind: 'add' as const,
    ledger: 'disputes',
    orgUnit: VILLAGE.code,
    values: { number, parties: '甲某、乙某', kind: 'neighbour', foundOn },
  })

  test('the day begins with what is due next; what waits longest is folded, and counted', async () => {
    const page = await stage.signedIn('cunli')
    const groups = page.locator('.today-group')
    await groups.first().waitFor()
    expect(await groups.locator('summary').allInnerTexts()).toEqual([
      expect.stringMatching(/^七天内到期\s+共 1 件$/),
      expect.stringMatching(/^逾期一个月以上\s+共 2 件$/),
    ])
    expect(await page.getByRole('link', { name: /青纠2026-003/ }).count()).toBe(1)
    expect(await page.getByRole('link', { name: /青纠2026-001/ }).count()).toBe(0)
    await groups.last().locator('summary').click()
    await page.getByRole('link', { name: /青纠2026-001/ }).waitFor()
    await shot(page, 'today-groups')
    expect(await seriousViolations(page)).toEqual([])
    await page.context().close()
  })

  test('an entry is found by its number and opened, without the mouse', async () => {
    const page = await stage.signedIn('cunli')
    const hand = new Hand(page)
    await hand.press('Control+k')
    await hand.type('2026-002')
    await page.getByRole('option', { name: /青纠2026-002/ }).waitFor()
    await shot(page, 'search')
    expect(await seriousViolations(page)).toEqual([])
    await hand.press('Enter')
    await page.getByRole('heading', { level: 1, name: /青纠2026-002/ }).waitFor()
    console.log('finding an entry by its number:', hand.counts)
    await page.context().close()
  })

  test('every page leads to its chapter of the guide, whose pictures are there, also on a phone', async () => {
    const page = await stage.signedIn('cunli', '/imports', PHONE)
    const hand = new Hand(page)
    await hand.click(page.getByRole('link', { name: '本页怎么用' }))
    await page.getByRole('heading', { level: 1, name: '导入整本工作簿' }).waitFor()
    const picture = page.locator('.guide-picture img')
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await shot(page, 'guide-phone')
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(page.getByRole('link', { name: /下一节/ }))
    await page.getByRole('heading', { level: 1, name: '办一步' }).waitFor()
    await page.context().close()
  })
})
