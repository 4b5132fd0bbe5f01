import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DESK,
  hasChromium,
  OTHER_VILLAGE,
  PATIENT,
  PHONE,
  type Stage,
  seriousViolations,
  shot,
  startStage,
  TOWN,
  VILLAGE,
} from './fixture.ts'
import { HANDS } from './keyboard-hand.ts'

/** A picture of one colour: every file is another. */
const photo = async (name: string, background: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer(),
})

describe.skipIf(!hasChromium)('a village clerk books a meeting with two photos', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
    const clerk = {
      name: 'cunli',
      displayName: '村文书小王',
      role: 'village-clerk',
      office: null,
      orgUnit: VILLAGE.code,
    }
    await stage.person(clerk)
  })
  afterAll(async () => stage?.stop())

  test.each(HANDS)('from the list of entries to the list with one more: %s', async (way, take) => {
    const topic = `学习全会精神${HANDS.findIndex(([name]) => name === way) + 1}`
    const page = await stage.signedIn('cunli', '/ledgers/party-meetings', DESK)
    const hand = take(page)
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'meeting-empty-list')
    await hand.click(page.getByRole('link', { name: '新增' }))
    await page.getByRole('heading', { name: /^新增/ }).waitFor()
    await hand.click(page.getByRole('button', { name: '记账', exact: true }))
    expect(await page.locator('[name=branch][aria-invalid=true]').count()).toBe(1)
    await shot(page, 'meeting-form-faults')
    await hand.fill(page.locator('[name=heldOn]'), '2026-03-05')
    await hand.choose(page.locator('[name=kind]'), '主题党日')
    await hand.fill(page.locator('[name=branch]'), '青溪社区党支部')
    await hand.fill(page.locator('[name=topic]'), topic)
    await hand.fill(page.locator('[name=attended]'), '23')
    await hand.attach(page.locator('input[type=file]'), [
      await photo('会场.jpg', '#b0241c'),
      await photo('签到.jpg', '#17508a'),
    ])
    await hand.fill(page.getByLabel('说明“会场.jpg”'), '会场')
    await expect.poll(() => page.getByText('正在上传…').count(), PATIENT).toBe(0)
    await shot(page, 'meeting-form')
    expect(await seriousViolations(page)).toEqual([])
    await hand.press('Control+Enter')
    await page.getByText('已记账').waitFor()
    const row = page.getByRole('row').filter({ hasText: topic })
    await row.waitFor()
    console.log(`book a meeting with two photos, ${way}:`, hand.counts)
    await shot(page, 'meeting-list')

    await row.getByRole('link').click()
    await page.getByRole('heading', { name: '照片和附件' }).waitFor()
    const thumbnails = page.locator('.evidence-file img')
    expect(await thumbnails.count()).toBe(2)
    await expect
      .poll(() => thumbnails.first().evaluate((image) => (image as HTMLImageElement).naturalWidth), PATIENT)
      .toBeGreaterThan(0)
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'meeting-entry')
    await page.context().close()
  })

  test('what was not finished is there again', async () => {
    const page = await stage.signedIn('cunli', '/ledgers/party-meetings/new', PHONE)
    await page.locator('[name=topic]').fill('还没记完')
    await shot(page, 'meeting-form-phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await page.reload()
    await expect.poll(() => page.locator('[name=topic]').inputValue(), PATIENT).toBe('还没记完')
    await page.getByRole('button', { name: '清空重填' }).click()
    expect(await page.locator('[name=topic]').inputValue()).toBe('')
    await page.context().close()
  })

  test('whoever may withdraw takes the booking back at once', async () => {
    const head = { name: 'dangban', displayName: '党建办老钱', role: 'office-head', office: 'party', orgUnit: TOWN }
    await stage.person(head)
    const page = await stage.signedIn('dangban', '/ledgers/party-meetings/new')
    await page.locator('.entry-form select').first().selectOption({ label: OTHER_VILLAGE.name })
    await page.locator('[name=heldOn]').fill('2026-03-05')
    await page.locator('[name=kind]').selectOption({ label: '主题党日' })
    await page.locator('[name=branch]').fill('柳塘村党支部')
    await page.locator('[name=topic]').fill('记错了的一条')
    await page.keyboard.press('Control+Enter')
    const row = page.getByRole('row').filter({ hasText: '记错了的一条' })
    await row.waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText('已撤销这一条').waitFor()
    await expect.poll(() => row.count(), PATIENT).toBe(0)
    await page.context().close()
  })
})
