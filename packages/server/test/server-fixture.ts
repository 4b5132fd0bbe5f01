import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Appointment, codeKey, type Pack } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { type AuditAct, addOrgUnits, auditRow, type OpenBook, openBook, recordAudit, settle } from '@shishu/store'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { prepareData } from '../../store/test/prepared-data.ts'
import { type AppOptions, buildApp } from '../src/app.ts'
import type { AuditSink } from '../src/audit/audit-sink.ts'
import { EVIDENCE_DEFAULTS } from '../src/evidence/evidence-settings.ts'
import { folderStore } from '../src/evidence/folder-store.ts'
import { startSettler } from '../src/job/settler.ts'
import { openTasks } from '../src/job/tasks.ts'
import { accountsOf } from '../src/serve/accounts-of.ts'
import type { Services } from '../src/services.ts'
import type { Person } from '../src/session/person.ts'
import { readSettings } from '../src/setting/settings.ts'
import { PUBLIC_ONLY } from '../src/webhook/guard-address.ts'

/** A made-up county with two towns, for tests of the server. */
export const COUNTY = '341899000000'
export const TOWN = '341899101000'
export const VILLAGE = '341899101001'
export const OTHER_VILLAGE = '341899101002'
export const SECOND_TOWN = '341899102000'
export const SECOND_TOWN_VILLAGE = '341899102001'

const UNITS = [
  { code: '340000000000', name: '安省' },
  { code: '341800000000', name: '宣市' },
  { code: COUNTY, name: '青县' },
  { code: TOWN, name: '青石镇' },
  { code: VILLAGE, name: '上村' },
  { code: OTHER_VILLAGE, name: '下村' },
  { code: SECOND_TOWN, name: '白沙镇' },
  { code: SECOND_TOWN_VILLAGE, name: '沙头村' },
]

/** A person of a test, by the name that the header `x-test-person` gives. */
export type Cast = Readonly<Record<string, Person>>

export function person(
  name: string,
  ...appointments: (Pick<Appointment, 'role' | 'orgUnit'> & Partial<Appointment>)[]
) {
  return {
    account: `account-${name}`,
    name,
    displayName: name,
    orgUnit: appointments[0]?.orgUnit ?? TOWN,
    session: `session-${name}`,
    restricted: false,
    appointments: appointments.map((one) => ({ office: null, from: '2020-01-01', until: null, ...one })),
  } satisfies Person
}

/** The people that most tests want. */
export const CAST: Cast = {
  clerk: person('clerk', { role: 'branch-clerk', orgUnit: VILLAGE }),
  neighbour: person('neighbour', { role: 'branch-clerk', orgUnit: OTHER_VILLAGE }),
  keeper: person('keeper', { role: 'keeper', orgUnit: TOWN, office: 'desk' }),
  shelves: person('shelves', { role: 'keeper', orgUnit: TOWN, office: 'shelves' }),
  librarian: person('librarian', { role: 'librarian', orgUnit: TOWN }),
  stranger: person('stranger', { role: 'librarian', orgUnit: SECOND_TOWN }),
  county: person('county', { role: 'librarian', orgUnit: COUNTY }),
  sysadmin: person('sysadmin', { role: 'system-administrator', orgUnit: COUNTY }),
  secadmin: person('secadmin', { role: 'security-administrator', orgUnit: COUNTY }),
  auditor: person('auditor', { role: 'audit-administrator', orgUnit: COUNTY }),
  idle: person('idle'),
}

export interface TestServer {
  app: FastifyInstance
  book: OpenBook
  services: Services
  /** Lines of the audit log, as they were given. */
  audited: AuditAct[]
  /** Asks as a person of the cast, with what our own pages send. */
  ask(who: string | null, method: string, url: string, body?: unknown, more?: InjectOptions): Promise<Answer>
  /** Seals and folds everything. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any
  headers: Record<string, unknown>
  text: string
  bytes: Buffer
}

/** Starts a server on a new book of the lending library; who asks is said by a header, which no real server reads. */
export async function startTestServer(
  options: AppOptions & {
    cast?: Cast
    pack?: Pack
    clock?: () => Date
    services?: (book: OpenBook) => Partial<Services>
  } = {},
): Promise<TestServer> {
  const { cast = CAST, pack = packLibrary, clock, services: more, ...appOptions } = options
  const folder = mkdtempSync(join(tmpdir(), 'shishu-server-'))
  await prepareData(join(folder, 'postgres'))
  const book = await openBook({
    dataDir: folder,
    pack,
    settings: { fsync: 'off', shared_buffers: '64MB' },
    ...(clock && { clock }),
  })
  await addOrgUnits(book, UNITS)
  const audited: AuditAct[] = []
  const settler = startSettler(book)
  const audit: AuditSink = {
    note: (act) => void audited.push(act),
    write: async (act) => void audited.push(act),
    record: async (client, act) => {
      audited.push(act)
      await recordAudit(client, [auditRow(act, new Date())])
    },
  }
  const settings = readSettings({})
  const { accounts, stop: stopAccounts } = accountsOf(book, settings, {
    baseUrl: 'http://localhost',
    secret: new Uint8Array(32).fill(7),
    audit,
  })
  const tasks = await openTasks({ pool: book.keeperPool, connection: book.connection, clock: book.clock })
  const services: Services = {
    book,
    settler,
    baseUrl: 'http://localhost',
    accounts,
    tasks,
    files: folderStore(join(folder, 'files')),
    evidence: { ...EVIDENCE_DEFAULTS, temporaryFolder: folder },
    addressRules: PUBLIC_ONLY,
    dataFolder: folder,
    identify: async (headers) => cast[String(headers['x-test-person'] ?? '')] ?? null,
    audit,
    ...more?.(book),
  }
  const app = await buildApp(services, { perMinute: 1_000_000, ...appOptions })
  await app.ready()
  return {
    app,
    book,
    services,
    audited,
    ask: async (who, method, url, body, more) => {
      const answer = await app.inject({
        method: method as 'GET',
        url,
        ...(body === undefined ? {} : { payload: body as object }),
        ...more,
        headers: { 'x-shishu': '1', ...(who === null ? {} : { 'x-test-person': who }), ...more?.headers },
      })
      const isJson = /[/+]json/.test(String(answer.headers['content-type'] ?? ''))
      return {
        status: answer.statusCode,
        body: isJson && answer.payload !== '' ? answer.json() : null,
        headers: answer.headers,
        text: answer.payload,
        bytes: answer.rawPayload,
      }
    },
    settled: async () => {
      for (const town of [TOWN, SECOND_TOWN]) await settle(book, codeKey(town), { fold: true })
    },
    stop: async () => {
      await app.close()
      await tasks.close()
      await settler.stop()
      await stopAccounts()
      await book.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
