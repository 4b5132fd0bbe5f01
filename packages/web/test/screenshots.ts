// node scripts/run.mjs packages/web/test/screenshots.ts FOLDER [PACK] [PAGE…]: pictures of the pages at both widths in
// both languages, and what axe finds on them. The server's answers are made up here; PACK is a package's name.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Pack } from '@shishu/kernel'
import { chromium, type Page } from 'playwright-core'
import { createServer } from 'vite'
import { sampleDue, sampleMissing } from './samples.ts'

const [folder = 'out', packName = '@shishu/pack-library', ...only] = process.argv.slice(2)
const WIDTHS = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const
const TODAY = '2026-05-06T09:00:00+08:00'

const pack = Object.values((await import(packName)) as Record<string, unknown>).find(
  (each): each is Pack => typeof each === 'object' && each !== null && 'missions' in each,
)!
const session = {
  person: { id: 'p1', name: '周琳', account: 'zhoulin' },
  orgUnit: { code: '341899101000', name: '青河镇' },
  offices: [],
  state: 'open',
}
const orgUnits = [
  session.orgUnit,
  ...['东岭村', '西河村', '白云社区', '石桥村'].map((name, index) => ({ code: `34189910120${index}`, name })),
]

const due = sampleDue(pack, orgUnits[1]!.code)
const missing = sampleMissing(pack, orgUnits[2]!.code)

/** What the made-up server says; a page may be given another session. */
function answers(state: string | null): Record<string, unknown> {
  return {
    '/api/session': state === null ? undefined : { ...session, state },
    '/api/definitions': { id: 'made-up', pack },
    '/api/org-units': { units: orgUnits },
    '/api/due': { on: '2026-05-06', cases: due },
    '/api/missing': { requirements: missing },
    '/api/enrolments/sample': { name: '周琳', account: 'zhoulin' },
  }
}

interface Shot {
  name: string
  path: string
  state?: string | null
  after?: (page: Page) => Promise<void>
}
const ledger = pack.ledgers.find((each) => each.loop !== undefined)!
const SHOTS: Shot[] = [
  { name: 'gallery', path: '/gallery' },
  { name: 'sign-in', path: '/sign-in', state: null },
  { name: 'second-factor', path: '/sign-in', state: 'second-factor' },
  {
    name: 'change-password',
    path: '/sign-in',
    state: 'change-password',
    after: (page) => page.locator('button[type=submit]').click(),
  },
  { name: 'enrol', path: '/enrol/sample', state: null },
  { name: 'today', path: '/' },
  {
    name: 'search',
    path: '/?asOf=2026-04-30',
    after: async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type(packName.includes('township') ? 'mdjf' : 'js')
      await page.locator('[role=option]').first().waitFor({ timeout: 20_000 })
    },
  },
  { name: 'ledgers', path: '/ledgers' },
  { name: 'ledger', path: `/ledgers/${ledger.id}` },
  { name: 'loops', path: '/loops' },
  { name: 'figures', path: '/figures' },
  { name: 'figure', path: `/figures/${pack.indicators[0]!.id}` },
  { name: 'reports', path: '/reports' },
  { name: 'report', path: `/reports/${pack.reports[0]!.id}` },
  { name: 'board', path: '/board' },
  { name: 'settings', path: '/settings' },
  { name: 'help', path: '/help' },
  { name: 'missing', path: '/nowhere' },
]

const server = await createServer({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  server: { port: 0, strictPort: false, proxy: {} },
})
await server.listen()
const base = server.resolvedUrls!.local[0]!
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--lang=zh-CN'],
  env: { ...process.env, LANGUAGE: 'zh_CN' },
})
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
mkdirSync(folder, { recursive: true })
let faults = 0

for (const shot of SHOTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
  for (const [device, viewport] of Object.entries(WIDTHS)) {
    for (const language of ['zh', 'en']) faults += await take(shot, device, viewport, language)
  }
}
await browser.close()
await server.close()
console.log(`${faults} faults`)
process.exit(faults === 0 ? 0 : 1)

async function take(shot: Shot, device: string, viewport: { width: number; height: number }, language: string) {
  const context = await browser.newContext({ viewport, locale: language === 'zh' ? 'zh-CN' : 'en-GB' })
  await context.addInitScript((chosen) => localStorage.setItem('shishu.language', chosen), language)
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date(TODAY))
  const found: string[] = []
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('401')) found.push(line.text())
  })
  const known = answers(shot.state === undefined ? 'open' : shot.state)
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    (route) => {
      const body = known[new URL(route.request().url()).pathname]
      if (body !== undefined) return route.fulfill({ json: body })
      return route.fulfill({ status: 401, json: { code: 'session.none', zh: '请先登录。', en: 'Sign in first.' } })
    },
  )
  await page.goto(new URL(shot.path, base).href)
  await page.locator('h1').first().waitFor({ timeout: 30_000 })
  await page.waitForLoadState('networkidle')
  await shot.after?.(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (wide > 0) found.push(`the page is ${wide} px wider than the screen`)
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }
    return (await axe.run()).violations
  })
  for (const { id, impact, nodes } of violations) {
    found.push(
      `axe ${impact} ${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
    )
  }
  await page.screenshot({ path: join(folder, `${shot.name}-${device}-${language}.png`), fullPage: true })
  for (const fault of found) console.log(`${shot.name} ${device} ${language}: ${fault}`)
  await context.close()
  return found.length
}

interface AxeViolation {
  id: string
  impact: string
  nodes: { target: string[] }[]
}
