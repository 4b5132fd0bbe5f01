// node scripts/run.mjs scripts/guide-pictures.ts [NAME…]: takes the pictures of docs/guide from the made-up township, as
// it stands on the day on which the report of the first half of the year is written.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { writeWorkbook } from '@shishu/documents'
import { codeKey } from '@shishu/kernel'
import { orgUnits, townEntries, towns, townshipWorkbooks } from '@shishu/pack-township/seeds'
import { bookEntries, settle } from '@shishu/store'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { DESK, type Stage, startStage, TOWN, VILLAGE } from '../e2e/fixture.ts'

const FOLDER = fileURLToPath(new URL('../docs/guide/pictures', import.meta.url))
const MOST_BYTES = 150_000
const DAY = new Date('2026-07-02T01:00:00Z')
const PERIOD = '2026-H1'
const wanted = process.argv.slice(2)

const PEOPLE = [
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
  { name: 'zhuren', displayName: '安全办主任', role: 'office-head', office: 'safety', orgUnit: TOWN },
  { name: 'anquan', displayName: '安全办小李', role: 'officer', office: 'safety', orgUnit: TOWN },
  { name: 'zongzhi', displayName: '综治办小孙', role: 'officer', office: 'peace', orgUnit: TOWN },
  { name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: VILLAGE.code },
  { name: 'shuju', displayName: '数据管理员小陈', role: 'data-steward', office: null, orgUnit: orgUnits[0]!.code },
]

const PASTED = [
  ['活动时间', '类型', '党支部', '内容', '应到人数', '实到人数'],
  ['2026年6月5日', '支部党员大会', '青溪社区党支部', '学习全会精神', '30', '27'],
  ['2026年6月31日', '主题党日', '青溪社区党支部', '清理河道', '30', '24'],
  ['2026年6月18日', '支部党课', '青溪社区党支部', '村干部讲党课', '30', '二十多人'],
  ['2026年6月26日', '主题党日', '青溪社区党支部', '慰问老党员', '30', '22'],
]
  .map((cells) => cells.join('\t'))
  .join('\r\n')

/** The safety office's workbook with a few trainings, one of them at a village that is not there. */
function spoiltWorkbook() {
  const sketch = townshipWorkbooks().find(({ town, office }) => town === TOWN && office === 'safety')!
  const sheet = sketch.sheets.find((one) => one.name === '宣传培训')!
  const rows = sheet.rows.slice(0, 12).map((cells) => [...cells])
  rows[5]![1] = '不存在村'
  const fileName = '安全办台账.xlsx'
  return {
    name: fileName,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(writeWorkbook({ ...sketch, sheets: [{ ...sheet, rows }] })),
  }
}

/** Each picture: who is at the page, where, and what they do before it is taken. */
const PICTURES: Record<string, { who: string | null; path: string; before: (page: Page) => Promise<void> }> = {
  'sign-in': {
    who: null,
    path: '/sign-in',
    before: (page) => page.getByLabel('账号', { exact: true }).fill('anquan'),
  },
  today: { who: 'anquan', path: '/', before: (page) => page.locator('.today-table').first().waitFor() },
  'book-an-entry': {
    who: 'cunli',
    path: '/ledgers/party-meetings/new',
    before: async (page) => {
      await page.locator('[name=heldOn]').fill('2026-07-01')
      await page.locator('[name=kind]').selectOption({ label: '主题党日' })
      await page.locator('[name=branch]').fill('青溪社区党支部')
      await page.locator('[name=topic]').fill('学习全会精神')
    },
  },
  paste: {
    who: 'cunli',
    path: '/ledgers/party-meetings',
    before: async (page) => {
      await page.getByRole('grid').or(page.getByText('没有条目')).first().waitFor()
      await page.evaluate((text) => {
        const data = new DataTransfer()
        data.setData('text/plain', text)
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      }, PASTED)
      await page.getByText(/行有问题/).waitFor()
    },
  },
  import: {
    who: 'zhuren',
    path: '/imports',
    before: async (page) => {
      await page.locator('input[type=file]').setInputFiles([spoiltWorkbook()])
      await page.getByRole('heading', { name: /处要改/ }).waitFor()
    },
  },
  step: {
    who: 'zhuren',
    path: '/',
    before: async (page) => {
      await page.locator('.today-table a').first().click()
      await page.locator('.step-buttons button').first().click()
      await page.getByRole('form').waitFor()
    },
  },
  source: {
    who: 'zhenzhang',
    path: `/figures/hazards-found?period=${PERIOD}&open=hazards-found@${TOWN}@${PERIOD}`,
    before: (page) => page.locator('dialog .entry-list li').first().waitFor(),
  },
  report: {
    who: 'zhuren',
    path: `/reports/half-year?period=${PERIOD}`,
    before: (page) => page.locator('.report-paper').waitFor(),
  },
  delegate: {
    who: 'zhuren',
    path: '/settings/duties',
    before: async (page) => {
      await page
        .getByRole('button', { name: /^请人代理/ })
        .first()
        .click()
      await page.getByLabel('姓名（写全）或登录名').fill('安全办小李')
      await page.getByLabel('由谁代理').selectOption({ label: '安全办小李' })
      await page.getByLabel('代理到哪一天（含当天）').fill('2026-07-10')
      await page.getByLabel('原因').fill('外出培训')
    },
  },
  design: {
    who: 'shuju',
    path: '/design/ledgers/disputes',
    before: (page) => page.locator('.live-form').waitFor(),
  },
  targets: {
    who: 'shuju',
    path: `/settings/targets?place=${TOWN}`,
    before: (page) => page.locator('.target-card').first().waitFor(),
  },
  personal: {
    who: 'zongzhi',
    path: '/ledgers/disputes',
    before: async (page) => {
      await page.getByRole('grid').getByRole('link').first().click()
      await page.getByRole('button', { name: /^查看/ }).first().click()
      await page.getByRole('dialog').locator('[name=reason]').fill('上门调解')
    },
  },
}

const stage = await startStage({ clock: DAY })
mkdirSync(FOLDER, { recursive: true })
try {
  for (const person of PEOPLE) await stage.person(person)
  const entries = townEntries(towns.find(({ code }) => code === TOWN)!)
  const changes = [...entries].flatMap(([ledger, list]) =>
    list.map(({ orgUnit, values }) => ({ kind: 'put' as const, ledger, orgUnit, values })),
  )
  const { book } = stage.server.services
  await bookEntries(book, { request: 'guide', town: TOWN, by: '安全办小李', changes })
  await settle(book, codeKey(TOWN), { fold: true })
  for (const name of wanted.length > 0 ? wanted : Object.keys(PICTURES)) {
    await take(stage, name).catch((error: unknown) => {
      process.exitCode = 1
      console.error(`${name}: ${error instanceof Error ? error.message : error}`)
    })
  }
} finally {
  await stage.stop()
}

async function take(on: Stage, name: string): Promise<void> {
  const { who, path, before } = PICTURES[name]!
  const page =
    who === null
      ? await (await on.browser.newContext({ viewport: DESK, locale: 'zh-CN' })).newPage()
      : await on.signedIn(who, path)
  if (who === null) await page.goto(on.base + path)
  page.setDefaultTimeout(30_000)
  await before(page)
  await page.waitForLoadState('networkidle')
  const picture = await sharp(await page.screenshot())
    .png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 })
    .toBuffer()
  if (picture.length > MOST_BYTES) throw new Error(`${picture.length} bytes are too many`)
  writeFileSync(join(FOLDER, `${name}.png`), picture)
  console.log(`${name}.png ${Math.round(picture.length / 1000)} kB`)
  await page.context().close()
}
