import { readFileSync } from 'node:fs'
import { readReportSlots } from '@shishu/documents'
import { townEntries, towns } from '@shishu/pack-township/seeds'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DESK, hasChromium, PHONE, type Stage, seriousViolations, shot, startStage, TOWN } from './fixture.ts'
import { Hand } from './hand.ts'

/** The day on which the report of the first half of the year is written. */
const DAY = new Date('2026-07-02T01:00:00Z')
const REPORT = '/reports/half-year'
const entries = townEntries(towns.find(({ code }) => code === TOWN)!)
/** A training in law, booked late: the report counts it. */
const LATE = entries.get('safety-training')!.findLast(({ values }) => values.kind === 'law')!

describe.skipIf(!hasChromium)('the half-year report', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ clock: DAY })
    await stage.person({
      name: 'zhenzhang',
      displayName: '周镇长',
      role: 'principal',
      office: null,
      orgUnit: TOWN,
    })
    const changes = [...entries].flatMap(([ledger, list]) =>
      list
        .filter((entry) => entry !== LATE)
        .map(({ orgUnit, values }) => ({ kind: 'put' as const, ledger, orgUnit, values })),
    )
    await stage.book('e2e half-year', changes)
  })
  afterAll(() => stage?.stop())

  test('is drafted with two proposals taken up, issued, and downloaded as Word', async () => {
    const page = await stage.signedIn('zhenzhang', '/reports')
    const hand = new Hand(page)
    await hand.click(page.getByRole('link', { name: '工作汇报' }).first())
    const paper = page.locator('.report-paper')
    await paper.waitFor()
    const highlights = page.locator('.proposal-section').first()
    const lines = await highlights.locator('.proposal-list li > p').allTextContents()
    await hand.click(highlights.getByRole('button', { name: '采用', exact: true }).first())
    await hand.click(highlights.getByRole('button', { name: '采用', exact: true }).first())
    const block = page.getByLabel('亮点', { exact: true })
    expect(await block.inputValue()).toBe(`${lines[0]}。\n${lines[1]}。`)

    const shown = await figuresOf(page)
    await hand.click(page.getByRole('button', { name: '签发', exact: true }))
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await dialog.textContent()).toContain('2026年7月2日 09:00')
    expect(await seriousViolations(page)).toEqual([])
    await hand.click(dialog.getByRole('button', { name: '确认签发' }))
    const notice = page.locator('.report-issued-notice')
    await notice.waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      hand.click(notice.getByRole('button', { name: '下载 Word' })),
    ])
    console.log('issue the half-year report to Word', hand.counts)

    expect(file.suggestedFilename()).toBe('青溪镇2026年上半年工作汇报.docx')
    const written = readReportSlots(readFileSync(await file.path()))
    const inWord = written.filter(({ indicator }) => indicator !== null).map(({ slot, text }) => [slot, text])
    expect(inWord.length).toBeGreaterThan(40)
    expect(inWord).toEqual(shown)
    expect(hand.counts).toEqual({ clicks: 6, keystrokes: 0 })
  })

  test('keeps what was taken up on this device, and the issued one computes the same again', async () => {
    const page = await stage.signedIn('zhenzhang', REPORT)
    await page.locator('.report-paper').waitFor()
    const first = page.locator('.proposal-list li').first()
    await first.getByRole('button', { name: '改写' }).click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('改写过的一句')
    await page.getByRole('button', { name: '采用改写的' }).click()
    await page.reload()
    await page.locator('.report-paper').waitFor()
    expect(await page.getByLabel('亮点', { exact: true }).inputValue()).toBe('改写过的一句。')

    await page.getByRole('button', { name: '重算核对' }).first().click()
    const checked = page.locator('.report-recomputed')
    await checked.waitFor()
    expect(await checked.textContent()).toContain('完全一致')
    expect(await checked.textContent()).toContain('此后没有数变动')
  })

  test('whoever issues is told what has moved since they read it', async () => {
    const page = await stage.signedIn('zhenzhang', REPORT)
    await page.locator('.report-paper').waitFor()
    await stage.book('e2e meanwhile', [{ kind: 'put', ledger: 'safety-training', ...LATE }])
    await page.getByRole('button', { name: '签发', exact: true }).click()
    const warning = page.getByRole('dialog').getByRole('alert')
    await warning.waitFor()
    expect(await warning.getByRole('listitem').count()).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('opens where a figure comes from by keyboard, and gives the focus back', async () => {
    const page = await stage.signedIn('zhenzhang', REPORT)
    const figure = page.locator('.report-figure').nth(3)
    await figure.focus()
    await page.keyboard.press('Enter')
    const sheet = page.locator('dialog.explanation')
    const heading = sheet.getByRole('heading').first()
    await heading.waitFor()
    expect(await figure.getAttribute('aria-label')).toContain(await heading.textContent())
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('prints as a document of whole sheets', async () => {
    const page = await stage.signedIn('zhenzhang', REPORT)
    await page.locator('.report-paper').waitFor()
    await page.emulateMedia({ media: 'print' })
    const visible = (selector: string) => page.locator(selector).first().isVisible()
    expect(await Promise.all(['.report-paper', '.report-proposals', '.side-nav'].map(visible))).toEqual([
      true,
      false,
      false,
    ])
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    expect(sheets).toBeGreaterThanOrEqual(5)
    expect(sheets).toBeLessThanOrEqual(8)
  })

  test.each([
    ['reports', '/reports', '.report-issued, .panel'],
    ['report', REPORT, '.report-paper'],
    ['loops', '/loops', '.board'],
    ['loops-chosen', '/loops#hazards', '.loop-states'],
    ['imports', '/imports', '.import-drop'],
  ])('%s: nothing serious for axe, nothing wider than the screen', async (name, path, ready) => {
    for (const [device, viewport] of [
      ['desk', DESK],
      ['phone', PHONE],
    ] as const) {
      const page = await stage.signedIn('zhenzhang', path, viewport)
      await page.locator(ready).first().waitFor()
      for (const language of ['zh', 'en']) {
        await page.evaluate((chosen) => localStorage.setItem('shishu.language', chosen), language)
        await page.reload()
        await page.locator(ready).first().waitFor()
        await page.waitForLoadState('networkidle')
        expect(await seriousViolations(page), `${name} ${device} ${language}`).toEqual([])
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(over, `${name} ${device} ${language}`).toBeLessThanOrEqual(0)
        await shot(page, `${name}-${device}-${language}`)
      }
      await page.context().close()
    }
  })
})

/** The figures in the prose with their slots, in its order. */
async function figuresOf(page: Page): Promise<[number, string][]> {
  return page.locator('.report-glued').evaluateAll((all) =>
    all.map((each): [number, string] => {
      const figure = each.querySelector('.report-figure')
      return [Number((each as HTMLElement).dataset.slot), figure?.firstChild?.textContent ?? '']
    }),
  )
}
