import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
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

const LEDGER = 'party-meetings'
const MEETING = {
  heldOn: '2026-03-05',
  kind: 'theme-day',
  branch: '青溪社区党支部',
  topic: '学习全会精神',
  attended: 23,
}

const photo = async () => ({
  name: '会场.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 640, height: 480, channels: 3, background: '#b0241c' } })
    .jpeg()
    .toBuffer(),
})

describe.skipIf(!hasChromium)('a village clerk works without a connection, on a phone', () => {
  let stage: Stage
  let context: BrowserContext
  let page: Page
  let entry: string
  beforeAll(async () => {
    stage = await startStage()
    for (const [name, displayName] of [
      ['cunli', '村文书小王'],
      ['laowang', '村文书老王'],
    ] as const)
      await stage.person({ name, displayName, role: 'village-clerk', office: null, orgUnit: VILLAGE.code })
    const booked = await stage.book('offline', [
      { kind: 'add', ledger: LEDGER, orgUnit: VILLAGE.code, values: MEETING },
    ])
    entry = booked[0]!.entry
    page = await stage.signedIn('cunli', `/ledgers/${LEDGER}`, PHONE)
    context = page.context()
  })
  afterAll(async () => stage?.stop())

  /** What the book holds, as the server lists it. */
  const topics = async (): Promise<string[]> => {
    const answer = await context.request.get(`${stage.base}/api/ledgers/${LEDGER}/entries?org=${VILLAGE.code}`)
    const { entries } = (await answer.json()) as { entries: { values: { topic: string } }[] }
    return entries.map(({ values }) => values.topic).sort()
  }

  test('two entries and a photo wait through a closed window, and are booked once', async () => {
    // The pages that one enters something with have been fetched ahead, and a worker keeps them.
    await expect.poll(() => page.evaluate(keptScripts), { timeout: 60_000 }).toContain('EntryPage')
    await context.setOffline(true)
    let hand = new Hand(page)
    await hand.click(page.getByRole('link', { name: '新增' }))
    await fillMeeting(hand, '断网时记的第一条')
    await hand.attach(page.locator('input[type=file]'), [await photo()])
    await page.getByText('连上网络后上传').waitFor()
    await hand.click(page.getByRole('button', { name: '记账，再记一条' }))
    await page.getByText('待发送 1 条').first().waitFor()
    await fillMeeting(hand, '断网时记的第二条')
    await hand.click(page.getByRole('button', { name: '记账', exact: true }))
    await page.getByText('待发送 2 条').first().waitFor()
    console.log('two entries and a photo without a connection:', hand.counts)
    await page.locator('.waiting-list > li').nth(1).waitFor()
    await shot(page, 'offline-waiting')
    expect(await seriousViolations(page)).toEqual([])
    await page.close()

    page = await context.newPage()
    await page.goto(`${stage.base}/ledgers/${LEDGER}`)
    await page.locator('.waiting-list > li').nth(1).waitFor()
    await shot(page, 'offline-reopened')
    expect(await topics()).toEqual([MEETING.topic])
    hand = new Hand(page)
    await context.setOffline(false)
    await expect.poll(topics, { timeout: 40_000 }).toHaveLength(3)
    await page.getByText('待发送的 2 条已记账').waitFor()
    expect(await page.locator('.waiting-list').count()).toBe(0)
    expect(await topics()).toEqual(['学习全会精神', '断网时记的第一条', '断网时记的第二条'].sort())
    await page
      .getByRole('link', { name: /断网时记的第一条|2026/ })
      .first()
      .waitFor()
    expect(hand.counts).toEqual({ clicks: 0, keystrokes: 0 })
    await shot(page, 'offline-sent')
  })

  test('what a colleague changed meanwhile is shown field by field, and settled', async () => {
    await page.goto(`${stage.base}/ledgers/${LEDGER}/${entry}`)
    const hand = new Hand(page)
    await page.getByRole('button', { name: '更正' }).waitFor()
    await context.setOffline(true)
    await hand.click(page.getByRole('button', { name: '更正' }))
    await hand.fill(page.locator('[name=attended]'), '25')
    await hand.fill(page.locator('[name=branch]'), '青溪村党支部')
    await hand.click(page.getByRole('button', { name: '保存更正' }))
    await page.getByText('待发送 1 条').first().waitFor()

    const colleague = await stage.signedIn('laowang')
    const changed = await colleague.request.post(`${stage.base}/api/towns/${TOWN}/bookings`, {
      data: {
        request: 'colleague',
        changes: [{ kind: 'correct', ledger: LEDGER, entry, expected: 1, values: { attended: 24 } }],
      },
      headers: { 'x-shishu': '1' },
    })
    expect(changed.status()).toBe(201)
    await colleague.context().close()

    await context.setOffline(false)
    await page.getByText('1 条没有被接收').first().waitFor({ timeout: 40_000 })
    await hand.click(page.locator('.outbox > summary'))
    await hand.click(page.getByRole('button', { name: '逐项对照' }))
    await page.getByRole('radio').first().waitFor()
    await shot(page, 'offline-conflict')
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(page.locator('.stale-option').filter({ hasText: '25' }))
    await hand.click(page.locator('.stale .button-main'))
    await expect.poll(() => page.locator('.outbox').count(), PATIENT).toBe(0)
    console.log('a correction that waited, settled with a colleague’s:', hand.counts)
    const answer = await context.request.get(`${stage.base}/api/towns/${TOWN}/ledgers/${LEDGER}/entries/${entry}`)
    expect(await answer.json()).toMatchObject({ version: 3, values: { attended: 25, branch: '青溪村党支部' } })
  })

  test('whoever signs out with something waiting is asked', async () => {
    await page.goto(`${stage.base}/ledgers/${LEDGER}/new`)
    await page.locator('[name=topic]').waitFor()
    await context.setOffline(true)
    const hand = new Hand(page)
    await fillMeeting(hand, '不发了')
    await hand.click(page.getByRole('button', { name: '记账', exact: true }))
    await page.getByText('待发送 1 条').first().waitFor()
    await hand.click(page.getByRole('button', { name: /村文书小王/ }))
    await hand.click(page.getByRole('button', { name: '退出登录' }))
    await page.getByText('还有 1 条没有发送').waitFor()
    await shot(page, 'offline-leave')
    await hand.click(page.getByRole('button', { name: '删除并退出' }))
    await page.getByRole('heading', { name: '登录' }).waitFor()
    await context.setOffline(false)
    expect(await page.evaluate(keptHere)).toEqual([])
  })
})

async function fillMeeting(hand: Hand, topic: string): Promise<void> {
  const { page } = hand
  await hand.fill(page.locator('[name=heldOn]'), '2026-03-06')
  await hand.choose(page.locator('[name=kind]'), '主题党日')
  await hand.fill(page.locator('[name=branch]'), '青溪社区党支部')
  await hand.fill(page.locator('[name=topic]'), topic)
  await hand.fill(page.locator('[name=attended]'), '23')
}

/** Runs in the page: the scripts that are kept for later, in one text. */
async function keptScripts(): Promise<string> {
  const found = await (await caches.open('shishu-assets')).keys()
  return found.map(({ url }) => url).join(' ')
}

/** Runs in the page: what waits on this device, of anybody. */
function keptHere(): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('shishu', 1)
    opening.onerror = () => reject(opening.error!)
    opening.onsuccess = () => {
      const all = opening.result.transaction('waiting').objectStore('waiting').getAll()
      all.onsuccess = () => resolve(all.result)
    }
  })
}
