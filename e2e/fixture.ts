import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { codeKey } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { orgUnits, towns } from '@shishu/pack-township/seeds'
import {
  type DemonstrationPerson,
  inviteForDemonstration,
  type RunningServer,
  readSettings,
  serve,
} from '@shishu/server/serve'
import { addOrgUnits, bookEntries, type Change, openBook, settle } from '@shishu/store'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { prepareData } from '../packages/store/test/prepared-data.ts'
import { builtWeb } from './built-web.ts'

export const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

/** The made-up town, and two of its villages. */
export const TOWN = towns[0]!.code
export const VILLAGE = towns[0]!.villages[0]!
export const OTHER_VILLAGE = towns[0]!.villages[3]!

export const PASSWORD = 'Rain-fall 2026'
export const DESK = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }

/** For `expect.poll`: a page on a busy machine. */
export const PATIENT = { timeout: 20_000 }

/** A server on a book of its own, with the application as it is built now and a browser to look at it. */
export interface Stage {
  server: RunningServer
  /** `http://localhost:…` */
  base: string
  browser: Browser
  /** Gives a made-up person an account with `PASSWORD` and a duty. */
  person(person: DemonstrationPerson): Promise<void>
  /** A browser window in which the person has signed in, at the today page; the address may be another. */
  signedIn(name: string, path?: string, viewport?: { width: number; height: number }): Promise<Page>
  /** Books changes as a past day's work, and settles. */
  book(request: string, changes: readonly Change[]): Promise<readonly { entry: string }[]>
  stop(): Promise<void>
}

/** Starts a stage. `clock` stands still where it is given, on the server and in the browser. */
export async function startStage({ clock }: { clock?: Date } = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'shishu-e2e-'))
  const webFolder = await builtWeb()
  const port = await freePort()
  const settings = readSettings({
    PORT: String(port),
    SHISHU_DATA: folder,
    SHISHU_LOG_LEVEL: 'error',
    // A journey of several people signs in more often from one address than an office does.
    SHISHU_SIGN_IN_PER_MINUTE: '1000',
  })
  await prepareData(join(folder, 'postgres'))
  const book = await openBook({
    dataDir: folder,
    pack: packTownship,
    settings: { fsync: 'off', shared_buffers: '64MB' },
    ...(clock && { clock: () => clock }),
  })
  await addOrgUnits(book, orgUnits)
  const server = await serve({ settings, pack: packTownship, book, webFolder })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    // Dates in fields are written as the browser's language has them.
    env: { ...process.env, LANGUAGE: 'zh_CN' },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--lang=zh-CN'],
  })
  const base = `http://localhost:${port}`
  return {
    server,
    base,
    browser,
    person: async (one) => {
      const [invited] = await inviteForDemonstration(server, [one])
      const token = invited!.url.slice(invited!.url.lastIndexOf('/') + 1)
      await send(`${base}/api/enrolments`, { token, password: PASSWORD })
    },
    signedIn: async (name, path = '/', viewport = DESK) => {
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
      const page = await context.newPage()
      if (clock !== undefined) await page.clock.setFixedTime(clock)
      await signIn(context, base, name)
      await page.goto(base + path)
      await page.locator('h1').first().waitFor()
      return page
    },
    book: async (request, changes) => {
      const booked = await bookEntries(book, { request, town: TOWN, by: 'e2e', changes })
      await settle(book, codeKey(TOWN), { fold: true })
      return booked.versions
    },
    stop: async () => {
      await browser.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Signs in by the API, so that a journey begins where its page begins. */
async function signIn(context: BrowserContext, base: string, name: string): Promise<void> {
  const answer = await context.request.post(`${base}/api/session`, {
    data: { name, password: PASSWORD },
    headers: { 'x-shishu': '1', origin: base },
  })
  if (!answer.ok()) throw new Error(`${name} is not in: ${answer.status()} ${await answer.text()}`)
}

async function send(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shishu': '1' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
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

interface Violation {
  id: string
  impact: string | null
  nodes: { target: unknown[] }[]
}

const axeSource = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds serious or worse on a page, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource())
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    // Every rule runs; what passes, most of the page, is not written down element by element.
    return (await axe.run({ resultTypes: ['violations'] })).violations
  })
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}

/** Keeps a picture where the environment names a folder for them (`SHOTS=shots`). */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false })
}
