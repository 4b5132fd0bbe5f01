import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { inviteForDemonstration, readSettings, serve } from '@shishu/server/serve'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { builtWeb } from '../../e2e/built-web.ts'
import { packTownship } from '../../packages/pack-township/src/index.ts'
import { median } from '../measure.ts'
import { MAIN_TOWN } from '../size.ts'
import { type FrameReport, recordFrames, turnWheel } from './frames.ts'
import { LEDGER, openWorld } from './world.ts'

const USAGE = `npm run bench:web -- [--data FOLDER] [--json FILE] [--entries N] [--slow N] [--profile FILE]
  --data     keeps the book there, to be measured again
  --json     writes the results there
  --entries  how many the list holds; 100,000 otherwise
  --slow     how much the processor is slowed down; 4 otherwise
  --profile  writes a profile of the scrolling there, for the browser's developer tools`

/** A slow mobile network, as it is commonly simulated. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 96_000 }
const PASSWORD = 'Rain-fall 2026'
const JUMPS = 12

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    entries: { type: 'string', default: '100000' },
    slow: { type: 'string', default: '4' },
    profile: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (options.help === true) {
  console.log(USAGE)
  process.exit(0)
}

const folder = options.data ?? mkdtempSync(join(tmpdir(), 'shishu-bench-web-'))
try {
  const results = await measure(folder, Number(options.entries), Number(options.slow))
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`)
} finally {
  if (options.data === undefined) rmSync(folder, { recursive: true, force: true })
}

async function measure(place: string, entries: number, slow: number) {
  const webFolder = await builtWeb()
  const { book, dataDir } = await openWorld(place, entries)
  const port = await freePort()
  const settings = readSettings({ PORT: String(port), SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'error' })
  const server = await serve({ settings, pack: packTownship, book, webFolder })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
  })
  try {
    const base = `http://localhost:${port}`
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    const name = `reader${Date.now()}`
    const reader = { name, displayName: '周镇长', role: 'principal', office: null, orgUnit: MAIN_TOWN }
    const [invited] = await inviteForDemonstration(server, [reader])
    const token = invited!.url.slice(invited!.url.lastIndexOf('/') + 1)
    const headers = { 'x-shishu': '1', origin: base }
    await context.request.post(`${base}/api/enrolments`, { data: { token, password: PASSWORD }, headers })
    await context.request.post(`${base}/api/session`, { data: { name, password: PASSWORD }, headers })
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await page.goto(`${base}/ledgers/${LEDGER}`)
    await firstRows(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', NETWORK)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow })
    return await measurePage(page, cdp, base)
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function measurePage(page: Page, cdp: CDPSession, base: string) {
  const results: Record<string, unknown> = { date: new Date().toISOString() }
  const note = (title: string, found: unknown) => {
    results[title] = found
    console.log(`${title.padEnd(40)}${typeof found === 'string' ? found : line(found as FrameReport)}`)
  }
  const start = performance.now()
  await page.goto(`${base}/ledgers/${LEDGER}`)
  await firstRows(page)
  note('list opened, application cached', `${Math.round(performance.now() - start)} ms`)
  await page.waitForTimeout(2000)
  if (options.profile !== undefined) await cdp.send('Profiler.enable').then(() => cdp.send('Profiler.start'))
  note('nothing done, 3 s', await recordFrames(cdp, page, () => page.waitForTimeout(3000)))
  note('wheel down, 1,200 px/s', await recordFrames(cdp, page, () => turnWheel(cdp, page, 9_600, 1200)))
  note('wheel down, 3,000 px/s', await recordFrames(cdp, page, () => turnWheel(cdp, page, 24_000, 3000)))
  note('wheel back up, 3,000 px/s', await recordFrames(cdp, page, () => turnWheel(cdp, page, -24_000, 3000)))
  if (options.profile !== undefined) {
    writeFileSync(options.profile, JSON.stringify((await cdp.send('Profiler.stop')).profile))
  }
  await jumpTo(page, 0)
  note('scroll bar drawn from top to end in 4 s', await recordFrames(cdp, page, () => drawBar(page)))
  const jumps: number[] = []
  for (let jump = 1; jump <= JUMPS; jump += 1) jumps.push(await jumpTo(page, (jump * 0.618) % 1))
  note(
    'jump into the middle, until rows are there',
    `median ${Math.round(median(jumps))} ms, most ${Math.round(Math.max(...jumps))} ms`,
  )
  return results
}

function firstRows(page: Page): Promise<void> {
  return page.locator('.grid-body > [aria-rowindex="2"]:not(.grid-row-waiting)').waitFor()
}

/** Sets the scroll bar to a share of its way; milliseconds until every row in sight is there. */
function jumpTo(page: Page, share: number): Promise<number> {
  return page.evaluate(async (part) => {
    const grid = document.querySelector<HTMLElement>('.grid')!
    const start = performance.now()
    grid.scrollTop = Math.round((grid.scrollHeight - grid.clientHeight) * part)
    const first = Math.floor(grid.scrollTop / 38)
    const last = first + Math.floor((grid.clientHeight - 42) / 38) - 1
    const there = (row: number) =>
      grid.querySelector(`.grid-body > [aria-rowindex="${row + 2}"]:not(.grid-row-waiting)`) !== null
    while (!(there(first) && there(last)) && performance.now() - start < 30_000) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return performance.now() - start
  }, share)
}

/** Draws the scroll bar through the whole list, and lets go at the end. */
function drawBar(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const grid = document.querySelector<HTMLElement>('.grid')!
    const way = grid.scrollHeight - grid.clientHeight
    const start = performance.now()
    for (let share = 0; share < 1; ) {
      share = Math.min(1, (performance.now() - start) / 4000)
      grid.scrollTop = Math.round(way * share)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
}

function line({ medianMs, p95Ms, worstMs, dropped, due, blank, waiting, busyMs }: FrameReport): string {
  const ms = (value: number) => value.toFixed(1)
  const { all, script, style, layout } = busyMs
  return [
    `frames: median ${ms(medianMs)}, p95 ${ms(p95Ms)}, worst ${ms(worstMs)} ms`,
    `${dropped} of ${due} dropped, ${blank} with a blank row, ${waiting} with one being read`,
    `processor a frame: ${ms(all)} ms (script ${ms(script)}, style ${ms(style)}, layout ${ms(layout)})`,
  ].join('; ')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
