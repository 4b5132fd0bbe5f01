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
import { Hand } from './hand.ts'

const ENTRIES = 700

describe.skipIf(!hasChromium)('a ledger as a sheet', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage()
    const at = { role: 'village-clerk', office: null, orgUnit: VILLAGE.code }
    await stage.person({ name: 'cunli', displayName: '村文书小王', ...at })
    await stage.person({
      name: 'dangban',
      displayName: '党建办老钱',
      role: 'office-head',
      office: 'party',
      orgUnit: TOWN,
    })
    await stage.book(
      'meetings',
      Array.from({ length: ENTRIES }, (_, index) => ({
        kind: 'add' as const,
        ledger: 'party-meetings',
        orgUnit: index % 3 === 0 ? OTHER_VILLAGE.code : VILLAGE.code,
        values: {
          branch: '青溪社区党支部',
          kind: ['congress', 'theme-day', 'lecture'][index % 3]!,
          heldOn: `2026-0${1 + (index % 6)}-${String(1 + (index % 28)).padStart(2, '0')}`,
          topic: `第 ${index + 1} 次学习`,
          expected: 30,
          attended: 20 + (index % 10),
        },
      })),
    )
  })
  afterAll(async () => stage?.stop())

  test('is grouped, sorted, kept as a view, sent as a link, and copied by the keyboard', async () => {
    const page = await stage.signedIn('dangban', '/ledgers/party-meetings')
    const hand = new Hand(page)
    const grid = page.getByRole('grid')
    await page.getByText(`共 ${ENTRIES} 条`).waitFor()

    // The end of the list is a leap: the pages between are not read.
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/entries?')) asked.push(request.url())
    })
    await grid.focus()
    await hand.press('Control+End')
    await page.getByRole('row', { name: /第 1 次学习/ }).waitFor()
    expect(asked.filter((url) => url.includes('skip=600'))).toHaveLength(1)
    expect(asked.filter((url) => /skip=[2-4]00/.test(url))).toEqual([])

    await hand.choose(page.getByLabel('分组'), '地方')
    const group = page.getByRole('row', { name: new RegExp(VILLAGE.name) })
    await group.getByText('466 条').waitFor()
    await shot(page, 'grid-groups')
    await hand.click(group)
    await expect.poll(() => group.getByRole('gridcell').getAttribute('aria-expanded'), PATIENT).toBe('true')
    await page
      .getByRole('row', { name: /次学习/ })
      .first()
      .waitFor()
    await shot(page, 'grid-group-open')
    expect(await seriousViolations(page)).toEqual([])

    await hand.choose(page.getByLabel('分组'), '不分组')
    await hand.click(page.getByRole('button', { name: '列', exact: true }))
    await hand.click(page.getByLabel('实到人数', { exact: true }))
    await hand.click(page.getByRole('button', { name: '“实到人数”往前移' }))
    await hand.click(page.getByRole('button', { name: '“实到人数”加宽' }))
    await shot(page, 'grid-columns')
    await hand.click(page.getByRole('button', { name: '好了' }))
    await hand.click(page.getByRole('columnheader', { name: '实到人数' }).getByRole('button'))
    await page.locator('[aria-sort=ascending]').waitFor()

    await hand.click(page.getByRole('button', { name: '视图', exact: true }))
    await hand.fill(page.getByLabel('把现在这样存为'), '按实到人数')
    await hand.press('Enter')
    await page.getByText('已保存视图“按实到人数”').waitFor()
    const link = await page.getByLabel('这个视图的链接').inputValue()
    await shot(page, 'grid-views')
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(page.getByRole('button', { name: '视图', exact: true }))

    await grid.focus()
    await hand.press('Control+Home')
    await hand.press('Home')
    const headings = await page.getByRole('columnheader').allTextContents()
    const attended = headings.findIndex((text) => text.startsWith('实到人数'))
    for (let column = 0; column < attended; column += 1) await hand.press('ArrowRight')
    for (let row = 0; row < 3; row += 1) await hand.press('Shift+ArrowDown')
    await expect.poll(() => page.locator('.grid[aria-busy=false]').count(), PATIENT).toBe(1)
    await page.getByText('合计 80').waitFor()
    await page.getByText('平均 20').waitFor()
    const copied = await page.evaluate(() => {
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })
      document.activeElement!.dispatchEvent(event)
      return event.clipboardData!.getData('text/plain')
    })
    expect(copied).toBe('20\n20\n20\n20')
    await shot(page, 'grid-selection')
    console.log('group, sort, columns, view, copy:', hand.counts)

    // On another device: the link carries order and columns, and the view is there under its name.
    await page.evaluate(() => localStorage.clear())
    await page.goto('about:blank')
    await page.goto(link)
    await page.locator('[aria-sort=ascending]').waitFor()
    expect(await page.getByRole('columnheader').allTextContents()).toEqual(headings)
    await page.getByRole('button', { name: '视图', exact: true }).click()
    await page.getByRole('button', { name: '按实到人数', exact: true }).waitFor()
    await page.setViewportSize(PHONE)
    await shot(page, 'grid-phone')
    expect(await seriousViolations(page)).toEqual([])
    await page.setViewportSize(DESK)
    await page.getByRole('button', { name: '删除视图“按实到人数”' }).click()
    await page.getByText('还没有存视图').waitFor()
    await page.context().close()
  })

  test('F2 corrects; history says who by name; a photo is taken off with a reason', async () => {
    const page = await stage.signedIn('cunli', '/ledgers/party-meetings')
    await page.getByRole('grid').focus()
    await page.keyboard.press('F2')
    await page.getByRole('heading', { name: /^更正/ }).waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: '笔记.txt', mimeType: 'text/plain', buffer: Buffer.from('会议笔记') }])
    await page.getByLabel('说明“笔记.txt”').waitFor()
    await page.getByText('正在上传').waitFor({ state: 'hidden' })
    await page.getByLabel('更正原因').fill('补附件')
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.getByText('已更正').waitFor()
    await page.getByRole('button', { name: '去掉附件 笔记.txt' }).click()
    await page.getByLabel('原因').fill('传错了')
    await shot(page, 'detach')
    await page.getByRole('button', { name: '确认去掉' }).click()
    await page.getByText('没有附件').waitFor()
    await page.getByText('原因：传错了').waitFor()
    await page.getByText('村文书小王').first().waitFor()
    await shot(page, 'detached')
    await page.context().close()
  })
})
