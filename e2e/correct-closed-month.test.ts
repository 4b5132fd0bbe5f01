import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, PATIENT, type Stage, seriousViolations, shot, startStage, TOWN, VILLAGE } from './fixture.ts'
import { HANDS } from './keyboard-hand.ts'

const MONTH = '2026-09'
const PEOPLE = [
  { name: 'zongzhi', displayName: '综治办老赵', role: 'office-head', office: 'peace', orgUnit: TOWN },
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
]

describe.skipIf(!hasChromium)('an entry of a closed month is corrected', () => {
  let stage: Stage
  let entries: string[]
  beforeAll(async () => {
    stage = await startStage()
    for (const person of PEOPLE) await stage.person(person)
    const booked = await stage.book(
      'closed-month',
      HANDS.map((_, at) => {
        const values = { number: `青纠2026-00${at}`, parties: '丙某', kind: 'land', foundOn: `${MONTH}-05` }
        return { kind: 'add', ledger: 'disputes', orgUnit: VILLAGE.code, values }
      }),
    )
    entries = booked.map(({ entry }) => entry)
    const leader = await stage.signedIn('zhenzhang')
    const closed = await leader.request.post(`${stage.base}/api/towns/${TOWN}/closings`, {
      data: { period: MONTH },
      headers: { 'x-shishu': '1' },
    })
    expect(closed.status()).toBe(201)
    await leader.context().close()
  })
  afterAll(() => stage?.stop())

  test.each(HANDS)(
    'it is told that it is an adjustment and needs a reason, and says so ever after: %s',
    async (way, take) => {
      const page = await stage.signedIn(
        'zongzhi',
        `/ledgers/disputes/${entries[HANDS.findIndex(([name]) => name === way)]}`,
      )
      const hand = take(page)
      await hand.click(page.getByRole('button', { name: '更正' }))
      await hand.choose(page.locator('[name=kind]'), '邻里')
      await hand.press('Control+Enter')
      const told = page.getByRole('alert')
      await told.waitFor()
      // Which month, that this is an adjustment, and what to do: the field for it has the focus already.
      expect(await told.textContent()).toMatch(/2026-09.*封账.*调整.*原因/)
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), PATIENT).toBe('reason')
      await shot(page, 'closed-month-told')
      expect(await seriousViolations(page)).toEqual([])
      await hand.type('登记时选错了类型')
      await hand.press('Control+Enter')
      await page.getByText('已更正').waitFor()
      console.log(`correct an entry in a closed month, ${way}:`, hand.counts)

      const history = page.locator('.history > li').first()
      await expect.poll(() => history.textContent(), PATIENT).toMatch(/第 2 版.*登记时选错了类型/)
      await shot(page, 'closed-month-history')
      await page.context().close()
    },
  )

  test('the leader sees it among the adjustments of the month', async () => {
    const page = await stage.signedIn('zhenzhang', '/settings/closings')
    await page.getByRole('button', { name: '看调整：2026年9月' }).click()
    const line = page.getByRole('row').filter({ hasText: '登记时选错了类型' }).first()
    await line.getByText('综治办老赵').waitFor()
    // What moved in the closed month's figures, in words, and the entry that moved it.
    expect(await line.textContent()).toMatch(/排查矛盾纠纷（(土地承包|邻里)）[+-]1综治办老赵/)
    expect(await line.getByRole('link').getAttribute('href')).toContain(`/ledgers/disputes/`)
    await shot(page, 'closed-month-adjustments')
    await page.context().close()
  })
})
