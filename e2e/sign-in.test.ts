import { createHmac } from 'node:crypto'
import { inviteForDemonstration } from '@shishu/server/serve'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DESK, hasChromium, PASSWORD, PHONE, type Stage, seriousViolations, shot, startStage, TOWN } from './fixture.ts'
import { Hand } from './hand.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The six digits that an authenticator shows for a Base32 secret (RFC 6238: SHA-1, 30 seconds). */
function totp(secret: string, at: number): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const value = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff
  return String(value % 1_000_000).padStart(6, '0')
}

test('codes are those of RFC 6238, appendix B', () => {
  // The secret 12345678901234567890 in Base32; the last six of the eight digits there.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect([59, 1111111109, 2000000000].map((second) => totp(secret, second * 1000))).toEqual([
    '287082',
    '081804',
    '279037',
  ])
})

describe.skipIf(!hasChromium)('signing in', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
  })
  afterAll(() => stage?.stop())

  test.each([
    ['desk', DESK],
    ['phone', PHONE],
  ])('at the %s: a link, a password, an authenticator, out and in again by two steps', async (where, viewport) => {
    const name = `lin${where}`
    const [invited] = await inviteForDemonstration(stage.server, [
      { name, displayName: '林秀英', role: 'officer', orgUnit: TOWN, office: 'safety' },
    ])
    const context = await stage.browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const page = await context.newPage()
    const hand = new Hand(page)

    await page.goto(stage.base + new URL(invited!.url).pathname)
    await hand.fill(page.getByLabel('新密码', { exact: true }), PASSWORD)
    await hand.fill(page.getByLabel('再填一次新密码'), PASSWORD)
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, `sign-in-1-enrol-${where}`)
    await hand.press('Enter')
    await page.getByText(name, { exact: true }).waitFor()
    await hand.click(page.getByRole('button', { name: '现在登录' }))
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    console.log(`enrolled and in, ${where}:`, hand.counts)

    await hand.click(page.getByRole('button', { name: /我的账户/ }))
    await hand.click(page.getByRole('link', { name: '我的账户和密码' }))
    await hand.click(page.getByRole('button', { name: '绑定验证器' }))
    await hand.fill(page.getByLabel('先填一次自己的密码'), PASSWORD)
    await hand.press('Enter')
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
    const codes = await page.locator('.backup-codes li').allTextContents()
    expect([secret.length >= 16, codes.length]).toEqual([true, 10])
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, `sign-in-2-authenticator-${where}`)
    await hand.click(page.getByLabel('备用码已经抄好'))
    await hand.fill(page.getByLabel('验证码', { exact: true }), totp(secret, Date.now()))
    await hand.press('Enter')
    await page.getByText('已绑定', { exact: true }).waitFor()

    await hand.click(page.getByRole('button', { name: /我的账户/ }))
    await hand.click(page.getByRole('button', { name: '退出登录' }))
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, `sign-in-3-again-${where}`)

    // A backup code, as on the day that the phone is lost; a code that was used counts no more.
    const again = new Hand(page)
    await again.fill(page.getByLabel('账号'), name)
    await again.fill(page.getByLabel('密码', { exact: true }), PASSWORD)
    await again.press('Enter')
    await page.getByRole('heading', { level: 1, name: '第二步验证' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await again.type('000000')
    await again.press('Enter')
    await page.getByRole('alert').waitFor()
    await shot(page, `sign-in-4-wrong-code-${where}`)
    await again.fill(page.getByLabel('验证码', { exact: true }), codes[0]!)
    await again.press('Enter')
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    console.log(`in again by two steps, ${where}:`, again.counts)

    await page.goto(stage.base + new URL(invited!.url).pathname)
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
    await page.getByLabel('再填一次新密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('这个链接已经用过、过期或作废').waitFor()
    await context.close()
  })

  test('a page asked for before signing in is opened after it', async () => {
    await stage.person({ name: 'chenbo', displayName: '陈波', role: 'officer', orgUnit: TOWN, office: 'safety' })
    const page = await (await stage.browser.newContext({ viewport: DESK, locale: 'zh-CN' })).newPage()
    await page.goto(`${stage.base}/settings/duties`)
    await page.getByLabel('账号').fill('chenbo')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('rowheader', { name: '经办人' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings/duties')
    await page.context().close()
  })
})
