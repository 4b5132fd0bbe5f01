import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { readReportSlots } from '@shishu/documents'
import { townEntries, towns } from '@shishu/pack-township/seeds'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DESK, hasChromium, PATIENT, PHONE, type Stage, seriousViolations, shot, startStage, TOWN } from './fixture.ts'
import type { Counts } from './hand.ts'
import { newHand } from './keyboard-hand.ts'

/** The day on which the report of the first half of the year is written. */
const DAY = new Date('2026-07-02T01:00:00Z')
const REPORT = '/reports/half-year'
const entries = townEntries(towns.find(({ code }) => code === TOWN)!)
/** A training in law, booked late: the report counts it. */
const LATE = entries.get('safety-training')!.findLast(({ values }) => values.kind === 'law')!

const PEOPLE = [
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null },
  { name: 'fuzhen', displayName: '钱副镇长', role: 'deputy', office: 'overall' },
  { name: 'zhuren', displayName: '孙主任', role: 'office-head', office: 'overall' },
  { name: 'tongji', displayName: '李统计', role: 'statistician', office: null },
].map((person) => ({ ...person, orgUnit: TOWN }))

describe.skipIf(!hasChromium)('the half-year report', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ clock: DAY })
    for (const person of PEOPLE) await stage.person(person)
    const changes = [...entries].flatMap(([ledger, list]) =>
      list
        .filter((entry) => entry !== LATE)
        .map(({ orgUnit, values }) => ({ kind: 'put' as const, ledger, orgUnit, values })),
    )
    await stage.book('e2e half-year', changes)
  })
  afterAll(() => stage?.stop())

  const REWRITTEN = '重点工程进展顺利，好于去年'
  const SPOKEN = '这一句请再核对一遍口径'
  const counts: Record<string, Counts> = {}

  test('is written by two, reviewed by a third, issued by a fourth, and downloaded as Word', async () => {
    const page = await stage.signedIn('zhuren', '/reports')
    const hand = newHand(page)
    await hand.click(page.getByRole('link', { name: '工作汇报' }).first())
    await page.locator('.report-paper').waitFor()
    const highlights = page.locator('.proposal-section').first()
    const lines = await highlights.locator('.proposal-list li > p').allTextContents()
    const offered = highlights.locator('.proposal-list > li')
    await hand.click(offered.first().getByRole('button', { name: '采用', exact: true }))
    const block = page.getByLabel('亮点', { exact: true })
    await expect.poll(() => block.inputValue(), PATIENT).toBe(`${lines[0]}。`)
    await hand.click(offered.first().getByRole('button', { name: '改写' }))
    await hand.press('Control+A')
    await hand.type(REWRITTEN)
    await hand.click(page.getByRole('button', { name: '采用改写的' }))
    const written = [`${lines[0]}。`, `${REWRITTEN}。`]
    await expect.poll(() => block.inputValue(), PATIENT).toBe(written.join('\n'))
    const byHand = () => page.locator('.report-paper .report-by-hand').allTextContents()
    expect(await byHand()).toEqual(written)
    expect(await seriousViolations(page)).toEqual([])
    await shot(page, 'report-writing-desk')
    await hand.click(page.getByRole('button', { name: '提交核稿' }))
    const steps = page.locator('.report-steps')
    await expect.poll(() => steps.textContent(), PATIENT).toContain('等钱副镇长核稿')
    counts.writer = hand.counts

    const review = await stage.signedIn('fuzhen')
    const waiting = review.locator('.today-drafts li', { hasText: '等您核稿' })
    await waiting.getByRole('link', { name: /工作汇报/ }).click({ trial: true })
    await shot(review, 'report-waits-desk')
    await review.goto(stage.base + REPORT)
    await review.locator('.report-paper').waitFor()
    const reviewer = newHand(review)
    await reviewer.click(review.locator('.comment-button').nth(1))
    await reviewer.type(SPOKEN)
    await shot(review, 'report-comment-desk')
    expect(await seriousViolations(review)).toEqual([])
    await reviewer.click(review.getByRole('button', { name: '写好了' }))
    await review.locator('.report-comments .comment-text', { hasText: SPOKEN }).waitFor()
    await reviewer.click(review.getByRole('button', { name: '核稿通过' }))
    await review.locator('.report-steps', { hasText: '钱副镇长　2026年7月2日 09:00 核过' }).waitFor()
    counts.reviewer = reviewer.counts

    const desk = await stage.signedIn('zhenzhang', REPORT)
    const issuer = newHand(desk)
    await desk.locator('.report-paper').waitFor()
    const shown = await figuresOf(desk)
    await issuer.click(desk.getByRole('button', { name: '签发', exact: true }))
    const dialog = desk.getByRole('dialog')
    await dialog.waitFor()
    expect(await dialog.textContent()).toContain('2026年7月2日 09:00')
    expect(await dialog.textContent()).toContain('亮点 2 段')
    await shot(desk, 'report-issue-desk')
    expect(await seriousViolations(desk)).toEqual([])
    await issuer.click(dialog.getByRole('button', { name: '确认签发' }))
    const notice = desk.locator('.report-issued-notice')
    await notice.waitFor()
    const [file] = await Promise.all([
      desk.waitForEvent('download'),
      issuer.click(notice.getByRole('button', { name: '下载 Word' })),
    ])
    counts.issuer = issuer.counts
    console.log('accept two proposals, review and issue the half-year report to Word', counts)

    expect(file.suggestedFilename()).toBe('青溪镇2026年上半年工作汇报.docx')
    const bytes = readFileSync(await file.path())
    const inWord = readReportSlots(bytes)
      .filter(({ indicator }) => indicator !== null)
      .map(({ slot, text }) => [slot, text])
    expect(inWord.length).toBeGreaterThan(40)
    expect(inWord).toEqual(shown)
    const prose = strFromU8(unzipSync(bytes)['word/document.xml']!)
      .replaceAll(/<\/w:p>/g, '\n')
      .replaceAll(/<[^>]+>/g, '')
    for (const sentence of written) expect(prose.split('\n')).toContain(sentence)
    if (process.env.SHOTS !== undefined) writeFileSync(join(process.env.SHOTS, 'report.docx'), bytes)
    if (process.env.E2E_KEYBOARD === undefined)
      expect(counts).toEqual({
        writer: { clicks: 5, keystrokes: 26 },
        reviewer: { clicks: 3, keystrokes: 22 },
        issuer: { clicks: 3, keystrokes: 0 },
      })
  })

  test('an issued one computes the same again, and is taken up anew', async () => {
    const page = await stage.signedIn('zhuren', REPORT)
    await page.getByRole('button', { name: '重算核对' }).first().click()
    const checked = page.locator('.report-recomputed')
    await checked.waitFor()
    expect(await checked.textContent()).toContain('完全一致')
    expect(await checked.textContent()).toContain('此后没有数变动')
    await page.getByRole('button', { name: '重新修改' }).click()
    await page.locator('.report-proposals').waitFor()
  })

  test('two who write the same part lose nothing: both texts are shown, and one chooses', async () => {
    const [one, other] = [await stage.signedIn('zhuren', REPORT), await stage.signedIn('tongji', REPORT)]
    const part = (page: Page) => page.getByLabel('下一步工作', { exact: true })
    await part(one).fill('孙主任写的一段。')
    await part(other).fill('李统计写的一段。')
    await part(one).blur()
    const saved = one.locator('.report-block-state').last()
    await saved.filter({ hasText: '孙主任　2026年7月2日 09:00 保存' }).waitFor()
    await part(other).blur()
    const stale = other.locator('.report-stale')
    await stale.waitFor()
    expect(await stale.textContent()).toContain('孙主任写的一段。')
    expect(await stale.textContent()).toContain('李统计写的一段。')
    expect(await seriousViolations(other)).toEqual([])
    await shot(other, 'report-stale-desk')
    await other.setViewportSize(PHONE)
    await stale.scrollIntoViewIfNeeded()
    await shot(other, 'report-stale-phone')
    await other.getByRole('button', { name: '两边都要' }).click()
    await expect.poll(() => part(one).inputValue(), PATIENT).toBe('孙主任写的一段。\n李统计写的一段。')
  })

  test('whoever issues is told what has moved since they read it', async () => {
    const writer = await stage.signedIn('zhuren', REPORT)
    await writer.getByRole('button', { name: '提交核稿' }).click()
    await writer.locator('.report-steps', { hasText: '等钱副镇长核稿' }).waitFor()
    const reviewer = await stage.signedIn('fuzhen', REPORT)
    await reviewer.getByRole('button', { name: '核稿通过' }).click()
    const page = await stage.signedIn('zhenzhang', REPORT)
    const issue = page.getByRole('button', { name: '签发', exact: true })
    await issue.waitFor()
    await stage.book('e2e meanwhile', [{ kind: 'put', ledger: 'safety-training', ...LATE }])
    await issue.click()
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
    const parts = [
      '.report-paper',
      '.report-by-hand',
      '.report-signed',
      '.report-written',
      '.comment-button',
      '.side-nav',
    ]
    expect(await Promise.all(parts.map(visible))).toEqual([true, true, true, false, false, false])
    const pdf = await page.pdf({ preferCSSPageSize: true })
    if (process.env.SHOTS !== undefined) writeFileSync(join(process.env.SHOTS, 'report-printed.pdf'), pdf)
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
      const page = await stage.signedIn(path === REPORT ? 'zhuren' : 'zhenzhang', path, viewport)
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
