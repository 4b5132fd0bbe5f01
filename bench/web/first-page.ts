import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { inviteForDemonstration, readSettings, serve } from '@shishu/server/serve'
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { builtWeb } from '../../e2e/built-web.ts'
import { packTownship } from '../../packages/pack-township/src/index.ts'
import { median } from '../measure.ts'
import { MAIN_TOWN } from '../size.ts'
import { LEDGER, openWorld } from './world.ts'

const USAGE = `npm run bench:first-page -- [--data FOLDER] [--json FILE] [--entries N] [--slow N] [--runs N] [--profile FILE]
  --data     keeps the book there, to be measured again
  --json     writes the results there
  --entries  how many the book holds; 400 otherwise
  --slow     how much the processor is slowed down; 4 otherwise
  --runs     how often each is done; 7 otherwise
  --profile  writes a profile of one first visit there, for the browser's developer tools`

/** A slow line of a village: 1.6 Mbit/s, 50 ms there and back. */
const NETWORK = { offline: false, latency: 50, downloadThroughput: 200_000, uploadThroughput: 96_000 }
const PASSWORD = 'Rain-fall 2026'

/** Milliseconds since the address was asked for. */
interface Visit {
  heading: number
  due: number
  kilobytes: number
  requests: number
}

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    entries: { type: 'string', default: '400' },
    slow: { type: 'string', default: '4' },
    runs: { type: 'string', default: '7' },
    profile: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (options.help === true) {
  console.log(USAGE)
  process.exit(0)
}

const folder = options.data ?? mkdtempSync(join(tmpdir(), 'shishu-bench-first-'))
try {
  const results = await measure(folder)
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`)
} finally {
  if (options.data === undefined) rmSync(folder, { recursive: true, force: true })
}

async function measure(place: string) {
  const webFolder = await builtWeb()
  const { book, dataDir } = await openWorld(place, Number(options.entries))
  const port = await freePort()
  const settings = readSettings({ PORT: String(port), SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'error' })
  const server = await serve({ settings, pack: packTownship, book, webFolder })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
  })
  try {
    const base = `http://localhost:${port}`
    const { office } = book.definitions.ledger(LEDGER)
    const name = `head${Date.now()}`
    const head = { name, displayName: '老李', role: 'office-head', office, orgUnit: MAIN_TOWN }
    const [invited] = await inviteForDemonstration(server, [head])
    const token = invited!.url.slice(invited!.url.lastIndexOf('/') + 1)
    const first = await browser.newContext()
    const headers = { 'x-shishu': '1', origin: base }
    await first.request.post(`${base}/api/enrolments`, { data: { token, password: PASSWORD }, headers })
    await first.request.post(`${base}/api/session`, { data: { name, password: PASSWORD }, headers })
    const signedIn = await first.storageState()
    const results: Record<string, unknown> = { date: new Date().toISOString() }
    const fresh = () =>
      browser.newContext({ storageState: signedIn, viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    const [empty, warm, opened]: [Visit[], Visit[], number[][]] = [[], [], []]
    for (let run = 0; run < Number(options.runs); run += 1) {
      const context = await fresh()
      const { page, cdp } = await slowPage(context)
      if (run === 0 && options.profile !== undefined)
        await cdp.send('Profiler.enable').then(() => cdp.send('Profiler.start'))
      empty.push(await visit(page, base))
      if (run === 0 && options.profile !== undefined) {
        writeFileSync(options.profile, JSON.stringify((await cdp.send('Profiler.stop')).profile))
      }
      // What a visit leaves behind, such as a worker that is being set up, is not part of the next.
      await page.waitForTimeout(3000)
      warm.push(await visit(page, base))
      opened.push(await explanations(page, base))
      await context.close()
    }
    const note = (title: string, found: readonly number[], unit = 'ms') => {
      const rounded = { median: Math.round(median(found)), most: Math.round(Math.max(...found)) }
      results[title] = rounded
      console.log(`${title.padEnd(44)}median ${rounded.median} ${unit}, most ${rounded.most} ${unit}`)
    }
    for (const [title, visits] of Object.entries({ 'empty cache': empty, 'warm cache': warm })) {
      note(
        `${title}: heading`,
        visits.map(({ heading }) => heading),
      )
      note(
        `${title}: list of due cases`,
        visits.map(({ due }) => due),
      )
      note(
        `${title}: over the network`,
        visits.map(({ kilobytes }) => kilobytes),
        'KB',
      )
      note(
        `${title}: requests`,
        visits.map(({ requests }) => requests),
        '',
      )
    }
    note(
      'a figure opened, pointed at before',
      opened.flatMap((each) => each.slice(1, 4)),
    )
    note(
      'a figure opened at once',
      opened.flatMap((each) => each.slice(4)),
    )
    note(
      'the first figure opened on a page',
      opened.map(([each]) => each!),
    )
    return results
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function slowPage(context: BrowserContext): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await context.newPage()
  await page.addInitScript(recordSights)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', NETWORK)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(options.slow) })
  return { page, cdp }
}

interface Sights {
  heading?: number
  due?: number
}

/** Runs in the page: notes when what is waited for was first drawn. */
function recordSights(): void {
  const sights: Sights = {}
  const look = () => {
    if (sights.heading === undefined && document.querySelector('h1') !== null) sights.heading = performance.now()
    if (sights.due === undefined && document.querySelector('.today-table tbody tr') !== null) {
      requestAnimationFrame(() => {
        sights.due = performance.now()
      })
      watch.disconnect()
    }
  }
  const watch = new MutationObserver(look)
  watch.observe(document, { childList: true, subtree: true })
  ;(window as unknown as { sights: Sights }).sights = sights
}

async function visit(page: Page, base: string): Promise<Visit> {
  await page.goto(`${base}/`, { waitUntil: 'commit' })
  await page.waitForFunction(() => (window as unknown as { sights: Sights }).sights?.due !== undefined, undefined, {
    polling: 200,
    timeout: 60_000,
  })
  return page.evaluate(() => {
    const { heading, due } = (window as unknown as { sights: Required<Sights> }).sights
    const asked = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[]
    const before = asked.filter(({ responseEnd }) => responseEnd <= due)
    return {
      heading,
      due,
      kilobytes: before.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024,
      requests: before.filter(({ transferSize }) => transferSize > 0).length,
    }
  })
}

/** Milliseconds from the click on a figure to its explanation: the first, three that were pointed at, three that were not. */
async function explanations(page: Page, base: string): Promise<number[]> {
  await page.goto(`${base}/figures`)
  const figures = page.locator('.open-figure')
  await figures.first().waitFor()
  await page.waitForTimeout(2000)
  const found: number[] = []
  for (let at = 0; at < 7; at += 1) {
    const figure = figures.nth(at)
    await figure.scrollIntoViewIfNeeded()
    if (at > 0 && at < 4) {
      await figure.hover()
      await page.waitForTimeout(400)
    }
    found.push(await figure.evaluate(openedAfter))
    await page.keyboard.press('Escape')
    await page.locator('dialog.explanation').waitFor({ state: 'detached' })
  }
  return found
}

/** Runs in the page: clicks, and waits for the frame in which the formula with its numbers is there. */
function openedAfter(figure: Element): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now()
    const look = () => {
      if (document.querySelector('.explanation-numbers') === null) return
      watch.disconnect()
      requestAnimationFrame(() => resolve(performance.now() - start))
    }
    const watch = new MutationObserver(look)
    watch.observe(document.body, { childList: true, subtree: true })
    ;(figure as HTMLElement).click()
  })
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
