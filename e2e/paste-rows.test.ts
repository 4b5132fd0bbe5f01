import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, PATIENT, PHONE, type Stage, seriousViolations, shot, startStage, VILLAGE } from './fixture.ts'
import { newHand } from './keyboard-hand.ts'

const ROWS = 200
/** As an officer's sheet has them; three of the rows cannot be booked as they are. */
const sheet = [
  ['活动时间', '类型', '党支部', '内容', '应到人数', '实到人数'],
  ...Array.from({ length: ROWS }, (_, index) => {
    const day = `2026年${1 + (index % 6)}月${1 + (index % 28)}日`
    return [
      index === 17 ? '2026年2月30日' : day,
      index === 88 ? '主题党课' : ['支部党员大会', '主题党日', '支部党课'][index % 3]!,
      '青溪社区党支部',
      `第 ${index + 1} 次学习`,
      '30',
      index === 150 ? '二十多人' : String(20 + (index % 10)),
    ]
  }),
]
  .map((row) => row.join('\t'))
  .join('\r\n')

describe.skipIf(!hasChromium)('two hundred rows come from Excel', () => {
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

  test('three faults are mended in place, then all are booked at once', async () => {
    const page = await stage.signedIn('cunli', '/ledgers/party-meetings')
    const hand = newHand(page)
    await page.getByText('没有条目').waitFor()
    await hand.paste(sheet)
    await page.getByText(`读到 ${ROWS} 行`).waitFor()
    await page.getByText('3 行有问题').waitFor()
    await shot(page, 'paste-faults')
    expect(await seriousViolations(page)).toEqual([])
    expect(await page.getByRole('button', { name: /^全部记账/ }).isDisabled()).toBe(true)

    const next = page.getByRole('button', { name: /到下一处问题/ })
    for (const mended of ['2026-2-28', '支部党课', '25']) {
      await hand.click(next)
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), PATIENT)
        .toBe('true')
      await hand.type(mended)
      if (mended === '2026-2-28') await shot(page, 'paste-mending')
    }
    await page.getByText('没有问题，可以记账').waitFor()
    await hand.press('Control+Enter')
    await page.getByText(`已记账 ${ROWS} 条`).waitFor()
    await page.getByText(`共 ${ROWS} 条`).waitFor()
    console.log('paste 200 rows with 3 faults:', hand.counts)
    await shot(page, 'paste-list')
    expect(await seriousViolations(page)).toEqual([])
    await page.context().close()
  })

  test('the list is worked by the keyboard alone, and copies back to Excel', async () => {
    const page = await stage.signedIn('cunli', '/ledgers/party-meetings')
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Home')
    await expect.poll(() => page.getByRole('row').filter({ hasText: '第 1 次学习' }).count(), PATIENT).toBe(1)
    // Sorting: up to the headings, Enter.
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('[aria-sort=ascending]').count(), PATIENT).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowRight')
    const copied = await page.evaluate(() => {
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })
      document.activeElement!.dispatchEvent(event)
      return event.clipboardData!.getData('text/plain')
    })
    const rows = copied.split('\n').map((line) => line.split('\t'))
    expect(rows.map((cells) => cells.length)).toEqual([2, 2])
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByLabel('日期 从').fill('2026-02-01')
    await page.getByLabel('日期 到').fill('2026-02-28')
    await page.getByText(/已筛选 35 条/).waitFor()
    await shot(page, 'list-filtered')
    await page.setViewportSize(PHONE)
    await shot(page, 'list-phone')
    expect(await seriousViolations(page)).toEqual([])
    await grid.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '修改记录' }).waitFor()
    await page.context().close()
  })
})
