import { Readable } from 'node:stream'
import {
  addDays,
  COUNTRY,
  codeFromKey,
  codeKey,
  isDay,
  levelOf,
  parseDay,
  parseInstant,
  type Rights,
} from '@shishu/kernel'
import {
  AsOfText,
  AuditOutcome,
  AuditPageView,
  AuditVerificationView,
  type AuditView,
  DefinitionId,
  EntryId,
  OrgUnitCode,
  object,
} from '@shishu/protocol'
import { type AuditQuery, type AuditReach, type AuditRow, searchAudit, verifyAudit } from '@shishu/store'
import { type Static, Type } from 'typebox'
import { contentDisposition } from '../evidence/file-name.ts'
import { type CsvColumn, csvHead, csvLines } from '../export/csv.ts'
import { type Asked, defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'

const FILTERS = {
  /** A day means from its beginning, and until its end. */
  from: Type.Optional(AsOfText),
  until: Type.Optional(AsOfText),
  /** Id of the account. */
  person: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  act: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  org: Type.Optional(OrgUnitCode),
  ledger: Type.Optional(DefinitionId),
  entry: Type.Optional(EntryId),
  outcome: Type.Optional(AuditOutcome),
}
const Filters = object(FILTERS)

/** Rows of one page of the file. */
const FILE_PAGE = 500

/** A place that is named must be the auditor's whole; where none is, what is seen is limited to the auditor's own. */
const asks = ({ query }: { query: { org?: string } }): Asked =>
  query.org === undefined ? ANYWHERE : { act: 'audit.read', orgUnit: query.org }
const ANYWHERE: Asked = { act: 'audit.read', orgUnit: COUNTRY, reach: 'part' }

const search = defineRoute({
  method: 'GET',
  url: '/api/audit',
  tag: 'audit',
  summary: { zh: '查审计日志；查阅本身也记入日志', en: 'Search the audit log; doing so is audited too' },
  access: 'rights',
  query: object({
    ...FILTERS,
    after: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  response: AuditPageView,
  asks,
  handle: async ({ query, services, rights }) => {
    const { after, limit = 100 } = query
    const reach = await reachOf(services, rights)
    const page = await searchAudit(services.book, {
      ...conditionsOf(query),
      ...reach,
      limit,
      ...(after === undefined ? {} : { after }),
    })
    return { rows: page.rows.map(auditView), next: page.next }
  },
})

const file = defineRoute({
  method: 'GET',
  url: '/api/audit.csv',
  tag: 'audit',
  summary: { zh: '审计日志存为表格', en: 'The audit log as a file' },
  access: 'rights',
  query: Filters,
  produces: ['text/csv'],
  perMinute: 30,
  asks,
  handle: async ({ query, services, rights, reply }) => {
    const asked = { ...conditionsOf(query), ...(await reachOf(services, rights)), limit: FILE_PAGE }
    // The first page is read before anything is sent: what is refused is refused in words.
    const first = await searchAudit(services.book, asked)
    async function* lines() {
      yield csvHead(COLUMNS)
      for (let page = first; ; page = await searchAudit(services.book, { ...asked, after: page.next! })) {
        yield csvLines(COLUMNS, page.rows.map(auditView))
        if (page.next === null) return
      }
    }
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', contentDisposition('attachment', '审计日志.csv'))
    return Readable.from(lines())
  },
})

const verification = defineRoute({
  method: 'POST',
  url: '/api/audit/verification',
  tag: 'audit',
  summary: { zh: '核对审计日志有无改动', en: 'Check whether the audit log is as it was sealed' },
  access: 'rights',
  response: AuditVerificationView,
  perMinute: 6,
  asks: () => ANYWHERE,
  handle: async ({ services }) => {
    const { findings, ...verified } = await verifyAudit(services.book)
    return { ...verified, findings: findings.map(({ what, seal, row }) => ({ what, seal, row })) }
  },
})

function conditionsOf({ from, until, org, ...query }: Static<typeof Filters>): Omit<AuditQuery, 'limit' | 'reach'> {
  const { person, act, ledger, entry, outcome } = query
  return {
    ...(from === undefined ? {} : { from: beginningOf(from) }),
    ...(until === undefined ? {} : { until: endOf(until) }),
    ...(org === undefined ? {} : { orgUnit: org }),
    ...(person === undefined ? {} : { person }),
    ...(act === undefined ? {} : { act }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(entry === undefined ? {} : { entry }),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

const beginningOf = (text: string) => parseInstant(isDay(text) ? `${text}T00:00` : text)
const endOf = (text: string) => (isDay(text) ? beginningOf(addDays(parseDay(text), 1)) : parseInstant(text))

/**
 * What an auditor's own places let them see. Whoever audits every township of the book sees all; whoever audits some, what
 * concerns these, and what the people of these did that concerns no place, such as signing in.
 */
async function reachOf({ book, accounts }: Services, rights: Rights): Promise<{ reach?: AuditReach }> {
  const places = rights.ranges('audit.read')
  const isSeen = (key: number) => places.some(({ from, until }) => from <= key && key < until)
  const towns = book.orgTree.all.filter(({ code }) => levelOf(code) === 'township')
  if (towns.length > 0 && towns.every(({ code }) => isSeen(codeKey(code)))) return {}
  const people: string[] = []
  for (const within of places) {
    let after: string | undefined
    do {
      const found = await accounts.findAccounts({ within, limit: 500, ...(after === undefined ? {} : { after }) })
      people.push(...found.map(({ id }) => id))
      after = found.length === 500 ? found.at(-1)!.name : undefined
    } while (after !== undefined)
  }
  return { reach: { places, people } }
}

type Line = Static<typeof AuditView>

function auditView({ town, orgUnit, ...row }: AuditRow): Line {
  const code = (key: number | null) => (key === null ? null : codeFromKey(key))
  return { ...row, town: code(town), orgUnit: code(orgUnit), details: { ...row.details } }
}

const COLUMNS: readonly CsvColumn<Line>[] = [
  { heading: '时间 at', value: ({ at }) => at },
  { heading: '账号 person', value: ({ person }) => person },
  { heading: '姓名 name', value: ({ name }) => name },
  { heading: '行为 act', value: ({ act }) => act },
  { heading: '结果 outcome', value: ({ outcome }) => outcome },
  { heading: '拒绝原因 code', value: ({ code }) => code },
  { heading: '地方 orgUnit', value: ({ orgUnit }) => orgUnit },
  { heading: '台账 ledger', value: ({ ledger }) => ledger },
  { heading: '条目 entry', value: ({ entry }) => entry },
  { heading: '理由 reason', value: ({ reason }) => reason },
  { heading: '地址 ip', value: ({ ip }) => ip },
  { heading: '会话 session', value: ({ session }) => session },
  { heading: '浏览器 userAgent', value: ({ userAgent }) => userAgent },
  { heading: '方法 method', value: ({ method }) => method },
  { heading: '路由 route', value: ({ route }) => route },
  { heading: '请求 request', value: ({ request }) => request },
  { heading: '详情 details', value: ({ details }) => JSON.stringify(details) },
  { heading: '编号 id', value: ({ id }) => id },
]

export const auditRoutes = [search, file, verification]
