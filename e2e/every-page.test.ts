import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { writeWorkbook } from '@shishu/documents'
import { townEntries, towns, townshipWorkbooks } from '@shishu/pack-township/seeds'
import { inviteForDemonstration } from '@shishu/server/serve'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clippedTexts } from './clipped-texts.ts'
import {
  DESK,
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

/** When the report of the first half of the year is written: every page has something to show. */
const DAY = new Date('2026-07-02T01:00:00Z')
const COUNTY = '341899000000'
const PEOPLE = [
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
  { name: 'zongzhi', displayName: '综治办老赵', role: 'office-head', office: 'peace', orgUnit: TOWN },
  { name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: VILLAGE.code },
  { name: 'shuju', displayName: '数据管理员小陈', role: 'data-steward', office: null, orgUnit: TOWN },
  { name: 'guanli', displayName: '管理员小林', role: 'unit-administrator', office: null, orgUnit: COUNTY },
  { name: 'xitong', displayName: '系统管理员小吴', role: 'system-administrator', office: null, orgUnit: COUNTY },
  { name: 'anquan', displayName: '安全管理员小孙', role: 'security-administrator', office: null, orgUnit: COUNTY },
  { name: 'shenji', displayName: '审计管理员小郑', role: 'audit-administrator', office: null, orgUnit: COUNTY },
]

interface Example {
  address: string
  /** Who looks at it; nobody: before signing in. */
  person: string | null
  /** What is there once the page is whole. */
  ready?: string
  /** What is done on the page first, and how that state of it is called. */
  state?: { name: string; reach(page: Page): Promise<void> }
}

/** Who looks at which address of each page. A page that is missing here fails the test. */
const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  '/sign-in': [{ address: '/sign-in', person: null }],
  '/enrol/$token': [
    { address: '/enrol/none', person: null },
    { address: '/enrol/$token', person: null, ready: 'form' },
  ],
  '/': [
    { address: '/', person: 'zhenzhang' },
    { address: '/', person: 'cunli' },
  ],
  '/ledgers': [{ address: '/ledgers', person: 'zhenzhang' }],
  '/ledgers/$ledger': [{ address: '/ledgers/disputes', person: 'zongzhi', ready: '[role=gridcell]' }],
  '/ledgers/$ledger/$entry': [
    { address: '/ledgers/disputes/new', person: 'cunli', ready: 'form' },
    { address: '/ledgers/disputes/$entry', person: 'zongzhi', ready: '.history' },
    { address: '/ledgers/party-meetings/$entry', person: 'zhenzhang', ready: '.history' },
  ],
  '/imports': [
    { address: '/imports', person: 'zongzhi' },
    { address: '/imports', person: 'zongzhi', state: { name: 'faults', reach: importWithFaults } },
  ],
  '/loops': [
    { address: '/loops', person: 'zhenzhang' },
    { address: '/loops#disputes', person: 'zhenzhang' },
  ],
  '/figures': [{ address: '/figures?period=2026-06', person: 'zhenzhang', ready: '.figures-table' }],
  '/figures/$indicator': [
    { address: '/figures/investment?period=2026-05', person: 'zhenzhang', ready: '.trend' },
    {
      address: '/figures/investment?period=2026-05',
      person: 'zhenzhang',
      ready: '.trend',
      state: { name: 'explained', reach: openFigure },
    },
  ],
  '/reports': [{ address: '/reports', person: 'zhenzhang' }],
  '/reports/$report': [{ address: '/reports/half-year', person: 'zhenzhang', ready: '.report-paper' }],
  '/board': [{ address: '/board?period=2026-06', person: 'zhenzhang', ready: '.board-headlines' }],
  '/settings': [{ address: '/settings', person: 'guanli' }],
  '/settings/$': [
    { address: '/settings/duties', person: 'zhenzhang' },
    { address: '/settings/accounts', person: 'guanli' },
    { address: '/settings/closings', person: 'zhenzhang' },
    { address: '/settings/book', person: 'zhenzhang' },
    { address: '/settings/params', person: 'zhenzhang' },
    { address: '/settings/targets', person: 'zhenzhang' },
    { address: '/settings/own', person: 'cunli' },
    { address: '/settings/org-units', person: 'xitong', ready: 'table' },
    { address: '/settings/webhooks', person: 'xitong' },
    { address: '/settings/appointments', person: 'anquan', ready: 'table' },
    { address: '/settings/audit', person: 'shenji', ready: 'table' },
  ],
  '/design': [{ address: '/design', person: 'shuju' }],
  // `none` is a draft that this device does not have: what is said then.
  '/design/ledgers/$draft': [
    { address: '/design/ledgers/none', person: 'shuju' },
    { address: '/design/ledgers/disputes', person: 'shuju', ready: '.loop-picture svg' },
  ],
  '/design/indicators/$draft': [
    { address: '/design/indicators/none', person: 'shuju' },
    { address: '/design/indicators/investment', person: 'shuju' },
  ],
  '/design/reports/$draft': [{ address: '/design/reports/half-year', person: 'shuju' }],
  '/design/publish': [
    { address: '/design/publish', person: 'shuju' },
    {
      address: '/design/ledgers/disputes',
      person: 'shuju',
      ready: '.loop-picture svg',
      state: { name: 'publish', reach: addFieldAndReview },
    },
  ],
  '/suggestions': [{ address: '/suggestions', person: 'zhenzhang' }],
  '/help': [{ address: '/help', person: 'cunli' }],
  '/help/$topic': [{ address: '/help/today', person: 'cunli' }],
}

/** A place that is none, in the first entry of a sheet: the file is refused, and says where. */
async function importWithFaults(page: Page): Promise<void> {
  const sketch = townshipWorkbooks().find(({ town, office }) => town === TOWN && office === 'peace')!
  const [sheet] = sketch.sheets
  const rows = sheet!.rows.slice(0, 9).map((row) => [...row])
  for (const row of rows.slice(4)) row[1] = '不存在村'
  const buffer = Buffer.from(writeWorkbook({ ...sketch, sheets: [{ ...sheet!, rows }] }))
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.locator('input[type=file]').setInputFiles([{ name: '综治台账.xlsx', mimeType, buffer }])
  await page.locator('.import-refused').waitFor()
}

async function openFigure(page: Page): Promise<void> {
  await page.locator('.open-figure-large').click()
  await page.getByRole('dialog').waitFor()
}

async function addFieldAndReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: /再加一栏|Add a field|Another field/ }).click()
  await page.keyboard.insertText('调解地点')
  await page.waitForTimeout(500)
  await page.getByRole('link', { name: /看一遍|Look through|Review/ }).click()
  await page.waitForURL(/design.publish/)
}

/** 200% of a desk's screen, and the narrowest screen that WCAG 2.2 (1.4.10) asks for. */
const ZOOMED = { width: 683, height: 384 }
const NARROW = { width: 320, height: 640 }
/** Where pictures are kept, all is looked at: both languages at both widths. Otherwise Chinese, and axe at a desk. */
const KEEPS_PICTURES = process.env.SHOTS !== undefined
const LANGUAGES = KEEPS_PICTURES ? (['zh', 'en'] as const) : (['zh'] as const)

describe.skipIf(!hasChromium)('every page', { timeout: 120_000 }, () => {
  let stage: Stage
  const windows = new Map<string | null, Page>()
  /** The last case that was rated, and the last entry of each other ledger. */
  const entries = new Map<string, string>()
  let invitation: string

  beforeAll(async () => {
    stage = await startStage({ clock: DAY })
    for (const person of PEOPLE) await stage.person(person)
    const changes = [...townEntries(towns.find(({ code }) => code === TOWN)!)].flatMap(([ledger, list]) =>
      list.map(({ orgUnit, values }) => ({ kind: 'put' as const, ledger, orgUnit, values })),
    )
    const booked = await stage.book('every-page', changes)
    changes.forEach(({ ledger, values }, index) => {
      if (ledger !== 'disputes' || values.ratedOn != null) entries.set(ledger, booked[index]!.entry)
    })
    const newcomer = {
      name: 'xinren',
      displayName: '新来的小周',
      role: 'village-clerk',
      office: null,
      orgUnit: VILLAGE.code,
    }
    const [invited] = await inviteForDemonstration(stage.server, [newcomer])
    invitation = invited!.url.slice(invited!.url.lastIndexOf('/') + 1)
    for (const { name } of PEOPLE) windows.set(name, await stage.signedIn(name))
    const context = await stage.browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: DESK })
    windows.set(null, await context.newPage())
  }, 240_000)
  afterAll(() => stage?.stop())

  test('of the router is looked at', () => {
    const router = readFileSync(fileURLToPath(new URL('../packages/web/src/app/router.tsx', import.meta.url)), 'utf8')
    const paths = [...router.matchAll(/(?:page\(|path: )'([^']+)'/g)].map(([, path]) => path!)
    // Every route has its path here, but the frame of all pages and the function that makes most of them.
    expect(paths.length).toBe(router.match(/createRoute\(\{|page\('/g)!.length - 2)
    expect(Object.keys(EXAMPLES).sort()).toEqual(paths.filter((path) => path !== '/gallery').sort())
  })

  test('what is cut would be found', async () => {
    const page = windows.get(null)!
    await page.goto(`${stage.base}/sign-in`)
    await settled(page, 'h1')
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<p style="width: 20px; overflow: hidden; white-space: nowrap">cut off</p>',
      )
      document.body.insertAdjacentHTML('beforeend', '<p style="width: 3000px; text-align: right">far out</p>')
    })
    const found = (await clippedTexts(page)).join()
    for (const part of ['is cut: cut off', 'stands out of the window: far out', 'wide']) expect(found).toContain(part)
  })

  const examples = Object.values(EXAMPLES).flat()
  test.each(examples.map((one) => [`${nameOf(one)} ${one.person ?? 'nobody'}`, one] as const))(
    '%s: nothing serious for axe; nothing cut at 200% and at 320 pixels',
    async (_, example) => {
      const { address, person, ready = 'h1', state } = example
      const page = windows.get(person)!
      const [, ledger = ''] = address.match(/^\/ledgers\/([^/]+)\/\$entry/) ?? []
      const url = stage.base + address.replace('$entry', entries.get(ledger) ?? '').replace('$token', invitation)
      const found: string[] = []
      for (const language of LANGUAGES) {
        const name = `${nameOf(example)}-${person}-${language}`
        await page.setViewportSize(DESK)
        await page
          .evaluate((chosen) => localStorage.setItem('shishu.language', chosen), language)
          .catch(() => undefined)
        await page.goto('about:blank')
        await page.goto(url)
        await settled(page, ready)
        await state?.reach(page)
        if (state !== undefined) await settled(page, 'h1')
        await shot(page, `${name}-desk`)
        found.push(...(await seriousViolations(page)).map((each) => `${language} desk: ${each}`))
        for (const [width, viewport] of Object.entries({ zoomed: ZOOMED, narrow: NARROW })) {
          await page.setViewportSize(viewport)
          await page.waitForTimeout(100)
          found.push(...(await clippedTexts(page)).map((each) => `${language} ${width}: ${each}`))
          await shot(page, `${name}-${width}`)
        }
        await page.setViewportSize(PHONE)
        await page.waitForTimeout(100)
        await shot(page, `${name}-phone`)
        if (KEEPS_PICTURES) found.push(...(await seriousViolations(page)).map((each) => `${language} phone: ${each}`))
      }
      expect(found).toEqual([])
    },
  )
})

/** What a picture of it is called. */
function nameOf({ address, state }: Example): string {
  const page = address
    .replace('$entry', 'one')
    .replaceAll(/[^\w-]+/g, '-')
    .replace(/^-/, '')
  return [page || 'today', ...(state === undefined ? [] : [state.name])].join('-')
}

/** Until what the page is about is there, nothing loads, and no skeleton is left. */
async function settled(page: Page, ready: string): Promise<void> {
  await page.locator(ready).first().waitFor()
  await page.waitForLoadState('networkidle')
  await expect.poll(() => page.locator('.skeleton').count(), PATIENT).toBe(0)
}
