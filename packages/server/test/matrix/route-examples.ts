import { uuidv7 } from 'uuidv7'
import type { Reach, Right } from './who-may.ts'
import { PROVINCE, townOf, type World } from './world.ts'

/** What is sent as an example: an address with its query, and a body or a form with one file. */
export interface ExampleRequest {
  url: string
  body?: unknown
  form?: { name: string; bytes: Buffer }
  headers?: Readonly<Record<string, string>>
}

/** One way of using a route, about a place. */
export interface Example {
  /** Tells it from the route's other examples. */
  about: string
  /** Whose it is to do, in the words of who-may.ts; or whoever has signed in, or everybody. */
  right: Right | 'signed in' | 'everybody'
  /** Whether the right must reach the place whole (as by default), some part of it, or anywhere. */
  reach?: Reach
  /** The place at which the right is asked; null where the route cannot be asked about such a place. */
  at: (place: string) => string | null
  request: (world: World, place: string) => ExampleRequest | Promise<ExampleRequest>
  /** Whether it uses something up or books anew, so that what is refused must leave no row. */
  changes?: true
  /** Codes with which the state of things refuses whoever has the right. */
  orElse?: readonly string[]
  /** The right that the database goes by, where it is wider: what whoever holds it may do anyway comes to the same. */
  inDatabase?: Right
  /** Why the database does not refuse it by itself: the work is the server's own. */
  byServerAlone?: string
}

const anyPlace = (place: string) => place
const inTown = (place: string) => (townOf(place) === null ? null : place)
const onlyTown = (place: string) => (townOf(place) === place ? place : null)
const wholeBook = (place: string) => (place === PROVINCE ? PROVINCE : null)

const get = (
  about: string,
  right: Example['right'],
  at: Example['at'],
  url: (place: string, world: World) => string,
  more: Partial<Example> = {},
): Example => ({ about, right, at, request: (world, place) => ({ url: url(place, world) }), ...more })

const loanOf = (world: World, place: string) => world.seeded.get(place)!.loan
const entryUrl = (ledger: 'loans' | 'books') => (place: string, world: World) =>
  `/api/towns/${townOf(place)}/ledgers/${ledger}/entries/${world.seeded.get(place)![ledger === 'loans' ? 'loan' : 'book']}`
const loanUrl = entryUrl('loans')
const listUrl =
  (ledger: string, rest = '') =>
  (place: string) =>
    `/api/ledgers/${ledger}/entries${rest}?org=${place}`

const lists = (rest: string): readonly Example[] => [
  get('loans', 'read loans', anyPlace, listUrl('loans', rest), { reach: 'part' }),
  get('books', 'read books', anyPlace, listUrl('books', rest), { reach: 'part' }),
]
const figures = (url: (place: string) => string, more: Partial<Example> = {}) => [
  get('visitors', 'read figures', anyPlace, url, more),
]

const booking = (
  about: string,
  right: Right,
  change: (world: World, place: string) => object | Promise<object>,
  more: Partial<Example> = {},
): Example => ({
  about,
  right,
  at: inTown,
  changes: true,
  request: async (world, place) => ({
    url: `/api/towns/${townOf(place)}/bookings`,
    body: { request: uuidv7(), reason: '示例', changes: [await change(world, place)] },
  }),
  ...more,
})

const aLoan = (place: string) => ({
  ledger: 'loans',
  orgUnit: place,
  values: { slip: uuidv7().slice(-20), reader: '某人', lentOn: '2026-03-02' },
})

const NO_POLICY = {
  tasks: 'tasks are the server’s own work, kept under its own role and told apart by account',
  channels: 'webhooks and mail are the server’s own work: no member’s role may touch their tables',
  files: 'bytes of files lie outside the database; what attaches them to an entry is under its policies',
  accounts: 'accounts and sessions are the server’s own work, in a schema that no member’s role may touch',
  duties: 'a duty is passed on and taken back by the server itself, once it has seen whose it is',
  audit: 'the audit log is read under the auditor’s role, which no member has',
} as const

const own = (about: string, request: Example['request'], more: Partial<Example> = {}): Example => ({
  about,
  right: 'signed in',
  at: wholeBook,
  request,
  ...more,
})

const task = (right: Right, url: string): Example => ({
  about: 'the whole book',
  right,
  at: wholeBook,
  changes: true,
  byServerAlone: NO_POLICY.tasks,
  request: () => ({ url }),
})

/** A task of somebody else: unknown to everybody. */
const othersTask = (rest: string, more: Partial<Example> = {}): Example =>
  own('somebody else’s', (world) => ({ url: `/api/${rest.replace(':task', world.othersTask)}` }), {
    orElse: ['task.unknown'],
    ...more,
  })

/** Definitions are the whole book's: the right reaches every town of it. */
const defining = (about: string, url: string, body: () => object): Example => ({
  about,
  right: 'change definitions',
  at: wholeBook,
  changes: true,
  request: () => ({ url, body: body() }),
})
const aParam = () => ({
  changes: [
    {
      kind: 'param',
      body: { id: `own-${uuidv7()}`, label: '示例', gloss: 'example', value: 1, source: '示例' },
    },
  ],
  cases: [],
})

const webhook = (url: string, more: Omit<Partial<Example>, 'request'> & { body?: object } = {}): Example => {
  const { body, ...rest } = more
  return {
    about: 'one of a place',
    right: 'keep webhooks',
    at: (place) => inTown(place),
    byServerAlone: NO_POLICY.channels,
    request: (world, place) => ({
      url: url.replace(':webhook', world.seeded.get(place)!.webhook),
      ...(body === undefined ? {} : { body }),
    }),
    ...rest,
  }
}

const MCP_HEADERS = { accept: 'application/json, text/event-stream' }

/** Something done to the account of a place. */
const account = (right: Right, url: string, body?: object): Example => ({
  about: 'one of a place',
  right,
  at: inTown,
  changes: true,
  byServerAlone: NO_POLICY.accounts,
  orElse: ['account.of-administrator'],
  request: (world, place) => ({
    url: url.replace(':account', world.seeded.get(place)!.account),
    ...(body === undefined ? {} : { body }),
  }),
})

const BECAUSE = { reason: '示例' }

/** What anybody may try; nobody here has what it takes. */
const attempt = (url: string, orElse: readonly string[], body?: object, right: Example['right'] = 'everybody') => [
  own('without what it takes', () => ({ url, ...(body === undefined ? {} : { body }) }), {
    right,
    orElse,
    changes: true,
    byServerAlone: NO_POLICY.accounts,
  }),
]

let outlined = 0
/** A triangle that no place has yet: giving the same one again changes nothing. */
const anOutline = (code: string) => {
  const east = 118 + (outlined++ % 10_000) / 10_000
  const ring = [
    [east, 30],
    [east + 0.1, 30],
    [east, 30.1],
    [east, 30],
  ]
  const geometry = { type: 'Polygon', coordinates: [ring] }
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code }, geometry }] }
}

const UNSEEN = { after: 0, revisions: { highlight: 0, difficulty: 0, next: 0 } }

/** Something done to the draft of a place's report. */
const writing = (
  rest: string,
  right: Right,
  period: string,
  body: object,
  orElse: readonly string[] = [],
): Example => ({
  about: `${right} (${rest.replace(/[0-9a-f-]{36}/, 'unknown')})`,
  right,
  at: anyPlace,
  changes: true,
  orElse,
  request: (_, place) => ({ url: `/api/reports/half-year/writing/${rest}`, body: { org: place, period, ...body } }),
})

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) })

/** Every route of the API with examples of it. A route that is missing here fails the tests that are made from this. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'GET /api/definitions': [own('all', () => ({ url: '/api/definitions' }))],
  'GET /api/search': [own('by a number', () => ({ url: '/api/search?q=S-' }))],
  'GET /api/org-units': [own('all', () => ({ url: '/api/org-units' }))],
  'GET /api/definition-changes': [own('all', () => ({ url: '/api/definition-changes' }))],
  'POST /api/definition-changes/check': [defining('a parameter', '/api/definition-changes/check', aParam)],
  'POST /api/definition-changes': [
    defining('a parameter', '/api/definition-changes', () => ({
      request: uuidv7(),
      from: '2026-04-05',
      reason: '示例',
      ...aParam(),
    })),
  ],
  'POST /api/definition-changes/:change/withdrawal': [
    {
      ...defining('one that is not there', '', () => ({ reason: '示例' })),
      request: () => ({ url: `/api/definition-changes/${uuidv7()}/withdrawal`, body: { reason: '示例' } }),
      orElse: ['definition.change-unknown'],
    },
  ],

  'POST /api/towns/:town/bookings': [
    booking('add a loan', 'write loans', (_, place) => ({ kind: 'add', ...aLoan(place) })),
    booking('put a loan', 'write loans', (_, place) => ({ kind: 'put', ...aLoan(place) })),
    booking('add a book', 'write books', (_, place) => ({
      kind: 'add',
      ledger: 'books',
      orgUnit: place,
      values: { number: uuidv7().slice(-20), title: '无题', subject: 'novel', boughtOn: '2026-03-02' },
    })),
    booking('correct a loan', 'write loans', (world, place) => ({
      kind: 'correct',
      ledger: 'loans',
      entry: loanOf(world, place),
      values: { lostOn: null },
    })),
    booking('take a step', 'take steps of loans', async (world, place) => ({
      kind: 'step',
      ledger: 'loans',
      entry: await world.freshLoan(place),
      step: 'renew',
      on: '2026-03-21',
    })),
    booking(
      'withdraw a loan',
      'withdraw loans',
      async (world, place) => ({ kind: 'withdraw', ledger: 'loans', entry: await world.freshLoan(place) }),
      // A version is a row, whatever it says: the database knows who writes a ledger at a place.
      { inDatabase: 'write loans' },
    ),
  ],

  'GET /api/ledgers/:ledger/entries': lists(''),
  'GET /api/ledgers/:ledger/groups': [
    get('loans', 'read loans', anyPlace, (place) => `/api/ledgers/loans/groups?org=${place}&by=orgUnit`, {
      reach: 'part',
    }),
  ],
  'GET /api/ledgers/:ledger/entries.xlsx': lists('.xlsx'),
  'GET /api/ledgers/:ledger/entries.csv': lists('.csv'),
  'GET /api/ledgers/:ledger/entries.ndjson': lists('.ndjson'),
  'GET /api/towns/:town/ledgers/:ledger/entries/:entry': [
    get('a loan', 'read loans', inTown, loanUrl),
    get('a book', 'read books', inTown, entryUrl('books')),
  ],
  'GET /api/towns/:town/ledgers/:ledger/entries/:entry/history': [
    get('a loan', 'read loans', inTown, (place, world) => `${loanUrl(place, world)}/history`),
    get('a book', 'read books', inTown, (place, world) => `${entryUrl('books')(place, world)}/history`),
  ],
  'POST /api/towns/:town/ledgers/:ledger/entries/:entry/personal': [
    {
      about: 'a reader',
      right: 'see readers',
      at: inTown,
      request: (world, place) => ({
        url: `${loanUrl(place, world)}/personal`,
        body: { fields: ['reader'], reason: '电话回访' },
      }),
    },
  ],
  'DELETE /api/towns/:town/ledgers/:ledger/entries/:entry/personal': [
    {
      about: 'a reader',
      right: 'erase readers',
      at: inTown,
      changes: true,
      request: async (world, place) => ({
        url: `/api/towns/${townOf(place)}/ledgers/loans/entries/${await world.freshLoan(place)}/personal`,
        body: { reason: '本人要求' },
      }),
    },
  ],
  'POST /api/towns/:town/ledgers/:ledger/entries/:entry/assignments': [
    {
      about: 'a loan',
      right: 'hand loans over',
      at: inTown,
      changes: true,
      request: (world, place) => ({
        url: `${loanUrl(place, world)}/assignments`,
        body: { holder: null, until: null, reason: '交回' },
      }),
      // Several hand the same case over at the same moment.
      orElse: ['assignment.raced'],
    },
  ],

  'GET /api/figures': figures((place) => `/api/figures?indicators=visitors,loans-out&org=${place}&period=2026-02`),
  'GET /api/figures/:indicator/explanation': figures(
    (place) => `/api/figures/visitors/explanation?org=${place}&period=2026-02`,
  ),
  'GET /api/figures/:indicator/difference': figures(
    (place) => `/api/figures/visitors/difference?org=${place}&period=2026-02&from=2026-01-01&to=2026-04-05`,
  ),
  'GET /api/exchange/figures.json': figures(
    (place) => `/api/exchange/figures.json?indicators=visitors&org=${place}&period=2026-02`,
  ),
  'GET /api/exchange/figures.csv': figures(
    (place) => `/api/exchange/figures.csv?indicators=visitors&org=${place}&period=2026-02`,
  ),
  'GET /api/exchange/indicators.json': [own('all', () => ({ url: '/api/exchange/indicators.json' }))],
  'POST /mcp': [
    own('initialize', () => ({
      url: '/mcp',
      body: {
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
      },
      headers: MCP_HEADERS,
    })),
    own(
      'figures of a place',
      (_, place) => ({
        url: '/mcp',
        body: {
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'read_figures', arguments: { indicators: ['visitors'], org: place, period: '2026-02' } },
        },
        headers: MCP_HEADERS,
      }),
      { at: anyPlace },
    ),
  ],
  'GET /mcp': [own('not offered', () => ({ url: '/mcp' }), { orElse: ['mcp.post-only'] })],
  'DELETE /mcp': [own('not offered', () => ({ url: '/mcp' }), { orElse: ['mcp.post-only'] })],

  'GET /api/reports/:report/draft': figures((place) => `/api/reports/half-year/draft?org=${place}&period=2026-H1`),
  'GET /api/reports/:report/file': figures(
    (place) => `/api/reports/half-year/file?org=${place}&period=2026-H1&format=html`,
  ),
  'POST /api/reports/:report/issues': [
    {
      about: 'the half year',
      right: 'issue reports',
      at: onlyTown,
      changes: true,
      request: (_, place) => ({
        url: '/api/reports/half-year/issues',
        body: { request: uuidv7(), org: place, period: '2026-H1' },
      }),
    },
  ],
  'GET /api/report-drafts': figures((place) => `/api/report-drafts?org=${place}`),
  'GET /api/reports/:report/writing': figures((place) => `/api/reports/half-year/writing?org=${place}&period=2026-H1`),
  'POST /api/reports/:report/writing/blocks': [
    writing('blocks', 'write reports', '2025-H2', { block: 'next', basedOn: 0, text: '示例' }, ['draft.stale']),
  ],
  'POST /api/reports/:report/writing/proposals': [
    writing('proposals', 'write reports', '2025-H1', { block: 'next', line: '示例', became: 'dropped' }),
  ],
  'POST /api/reports/:report/writing/comments': [
    writing('comments', 'speak of reports', '2024-H2', { anchor: 'next', quote: '', text: '示例' }),
  ],
  'POST /api/reports/:report/writing/comments/:comment/resolution': [
    writing(`comments/${uuidv7()}/resolution`, 'speak of reports', '2024-H2', {}, ['draft.comment-unknown']),
  ],
  'POST /api/reports/:report/writing/marks': [
    writing('marks', 'write reports', '2024-H1', { mark: 'submit', ...UNSEEN }, ['draft.moved']),
    writing('marks', 'review reports', '2023-H2', { mark: 'review', ...UNSEEN }, ['draft.mark-unfit']),
    writing('marks', 'speak of reports', '2023-H1', { mark: 'return', ...UNSEEN, reason: '示例' }, [
      'draft.mark-unfit',
    ]),
  ],
  'GET /api/issues': figures((place) => `/api/issues?org=${place}`),
  'GET /api/issues/:issue/recomputation': [
    get(
      'a town’s',
      'read figures',
      onlyTown,
      (place, world) => `/api/issues/${world.issued.get(place)}/recomputation?org=${place}`,
    ),
  ],

  'GET /api/due': figures((place) => `/api/due?org=${place}&on=2026-04-05`),
  'GET /api/missing': figures((place) => `/api/missing?org=${place}&period=2026-02`),
  'GET /api/proposals': figures((place) => `/api/proposals?org=${place}&period=2026-H1`),
  'GET /api/ledgers/:ledger/sample': [
    get(
      'loans',
      'read loans',
      inTown,
      (place) => `/api/ledgers/loans/sample?org=${place}&state=lent&on=2026-04-05&share=1`,
    ),
  ],

  'GET /api/towns/:town/closings': [
    get('a town', 'read figures', onlyTown, (place) => `/api/towns/${place}/closings`, { reach: 'part' }),
  ],
  'POST /api/towns/:town/closings': [
    {
      about: 'a year past',
      right: 'close periods',
      at: onlyTown,
      changes: true,
      orElse: ['closing.twice'],
      request: (_, place) => ({ url: `/api/towns/${place}/closings`, body: { period: '2024' } }),
    },
  ],
  'GET /api/towns/:town/closings/:period/adjustments': [
    get('a town', 'read figures', onlyTown, (place) => `/api/towns/${place}/closings/2024/adjustments`),
  ],
  'GET /api/towns/:town/journal': [
    get('a town', 'read figures', onlyTown, (place) => `/api/towns/${place}/journal`, { reach: 'part' }),
  ],

  'POST /api/evidence': [
    {
      about: 'a note',
      right: 'write anything',
      reach: 'anywhere',
      at: wholeBook,
      changes: true,
      byServerAlone: NO_POLICY.files,
      request: () => ({ url: '/api/evidence', form: file('便条.txt', 'a note') }),
    },
  ],
  'GET /api/towns/:town/ledgers/:ledger/entries/:entry/evidence/:sha256': [
    get('a note', 'read loans', inTown, (place, world) => {
      return `${loanUrl(place, world)}/evidence/${world.seeded.get(place)!.sha256}`
    }),
  ],
  'GET /api/towns/:town/ledgers/:ledger/entries/:entry/evidence/:sha256/thumbnail': [
    get(
      'of a note, which has none',
      'read loans',
      inTown,
      (place, world) => `${loanUrl(place, world)}/evidence/${world.seeded.get(place)!.sha256}/thumbnail`,
      { orElse: ['file.not-kept'] },
    ),
  ],

  'POST /api/imports': [
    {
      about: 'what is no workbook',
      right: 'import workbooks',
      reach: 'anywhere',
      at: wholeBook,
      changes: true,
      orElse: ['import.not-a-workbook', 'file.type-refused', 'file.content-refused'],
      request: () => ({ url: '/api/imports?preview=true', form: file('a.xlsx', 'no workbook') }),
    },
  ],
  'GET /api/imports/:task/marked': [othersTask('imports/:task/marked')],
  'POST /api/imports/:batch/undo': [
    {
      about: 'an import that is not there',
      right: 'withdraw anything',
      reach: 'anywhere',
      at: wholeBook,
      changes: true,
      orElse: ['import.unknown'],
      request: () => ({ url: `/api/imports/${uuidv7()}/undo`, body: { reason: '导错了' } }),
    },
  ],
  'POST /api/ledgers/:ledger/check': [
    {
      about: 'a loan',
      right: 'write loans',
      at: inTown,
      request: (_, place) => ({
        url: '/api/ledgers/loans/check',
        body: { orgUnit: place, rows: [aLoan(place).values] },
      }),
    },
  ],
  'POST /api/exports': [task('export the book', '/api/exports')],
  'GET /api/exports/:task/file': [
    {
      about: 'somebody else’s',
      right: 'export the book',
      at: wholeBook,
      orElse: ['task.unknown'],
      request: (world) => ({ url: `/api/exports/${world.othersTask}/file` }),
    },
  ],
  'POST /api/checks': [task('operate the book', '/api/checks')],
  'POST /api/verifications': [task('operate the book', '/api/verifications')],
  'GET /api/tasks': [own('one’s own', () => ({ url: '/api/tasks' }))],
  'GET /api/tasks/:task': [othersTask('tasks/:task')],
  'POST /api/tasks/:task/stop': [othersTask('tasks/:task/stop')],
  'GET /api/tasks/:task/events': [othersTask('tasks/:task/events')],

  'GET /api/messages': [own('one’s own', () => ({ url: '/api/messages' }))],
  'POST /api/messages/read': [own('none', () => ({ url: '/api/messages/read', body: { ids: [uuidv7()] } }))],
  'GET /api/session/mail-address': [own('one’s own', () => ({ url: '/api/session/mail-address' }))],
  'PUT /api/session/mail-address': [own('none', () => ({ url: '/api/session/mail-address', body: { address: null } }))],
  'GET /api/webhooks': [
    get('of a place', 'keep webhooks', anyPlace, (place) => `/api/webhooks?org=${place}`, {
      byServerAlone: NO_POLICY.channels,
    }),
  ],
  'POST /api/webhooks': [
    {
      about: 'at a place',
      right: 'keep webhooks',
      at: anyPlace,
      changes: true,
      byServerAlone: NO_POLICY.channels,
      request: (_, place) => ({
        url: '/api/webhooks',
        body: { org: place, url: 'https://hooks.example.gov.cn/', events: ['batch.booked'] },
      }),
    },
  ],
  'PATCH /api/webhooks/:webhook': [webhook('/api/webhooks/:webhook', { body: { enabled: false }, changes: true })],
  'DELETE /api/webhooks/:webhook': [webhook('/api/webhooks/:webhook', { changes: true, orElse: ['webhook.unknown'] })],
  'POST /api/webhooks/:webhook/test': [webhook('/api/webhooks/:webhook/test', { orElse: ['webhook.unknown'] })],
  'GET /api/webhooks/:webhook/deliveries': [
    webhook('/api/webhooks/:webhook/deliveries', { orElse: ['webhook.unknown'] }),
  ],

  'GET /api/audit': [
    get('of a place', 'read the audit log', anyPlace, (place) => `/api/audit?org=${place}`, {
      byServerAlone: NO_POLICY.audit,
    }),
  ],
  'GET /api/audit.csv': [
    get('of a place', 'read the audit log', anyPlace, (place) => `/api/audit.csv?org=${place}`, {
      byServerAlone: NO_POLICY.audit,
    }),
  ],
  'POST /api/audit/verification': [
    {
      about: 'all',
      right: 'read the audit log',
      reach: 'part',
      at: wholeBook,
      byServerAlone: NO_POLICY.audit,
      request: () => ({ url: '/api/audit/verification' }),
    },
  ],

  'POST /api/session': attempt('/api/session', ['sign-in.refused'], { name: 'nobody', password: 'Rain-fall 2026' }),
  'POST /api/session/second-factor': attempt('/api/session/second-factor', ['second-factor.not-awaited'], {
    code: '000000',
  }),
  'DELETE /api/session': [own('none open', () => ({ url: '/api/session' }), { right: 'everybody' })],
  'GET /api/session': [own('one’s own', () => ({ url: '/api/session' }), { right: 'everybody' })],
  'POST /api/session/password': attempt(
    '/api/session/password',
    ['sign-in.needed'],
    { current: 'Rain-fall 2026', next: 'Rain-fall 2027' },
    'signed in',
  ),
  'GET /api/session/totp': attempt('/api/session/totp', ['account.unknown'], undefined, 'signed in'),
  'POST /api/session/totp': attempt(
    '/api/session/totp',
    ['sign-in.needed'],
    { password: 'Rain-fall 2026' },
    'signed in',
  ),
  'PUT /api/session/totp': attempt('/api/session/totp', ['sign-in.needed'], { code: '000000' }, 'signed in'),
  'DELETE /api/session/totp': attempt(
    '/api/session/totp',
    ['sign-in.refused'],
    { password: 'Rain-fall 2026', code: '000000' },
    'signed in',
  ),
  'POST /api/enrolments': attempt('/api/enrolments', ['invitation.void'], {
    token: 'none',
    password: 'Rain-fall 2026',
  }),
  'GET /api/session/sessions': [own('one’s own', () => ({ url: '/api/session/sessions' }))],
  'DELETE /api/session/sessions/:session': [
    own('not one’s own', () => ({ url: '/api/session/sessions/none' }), { orElse: ['session.unknown'] }),
  ],
  'GET /api/session/tokens': [own('one’s own', () => ({ url: '/api/session/tokens' }))],
  'POST /api/session/tokens': [
    {
      about: 'for a day',
      right: 'read figures',
      reach: 'anywhere',
      at: wholeBook,
      changes: true,
      byServerAlone: NO_POLICY.accounts,
      request: () => ({ url: '/api/session/tokens', body: { label: '取数', days: 1 } }),
    },
  ],
  'DELETE /api/session/tokens/:token': [
    own('not one’s own', () => ({ url: `/api/session/tokens/${uuidv7()}` }), { orElse: ['token.unknown'] }),
  ],
  'GET /api/delegations/people': [own('of one’s own places', () => ({ url: '/api/delegations/people?text=zq' }))],
  'GET /api/people/names': [own('of one’s own places', () => ({ url: '/api/people/names?of=nobody' }))],
  'GET /api/ledgers/:ledger/views': [own('one’s own', () => ({ url: '/api/ledgers/loans/views' }))],
  'PUT /api/ledgers/:ledger/views': [
    own(
      'one’s own',
      () => ({ url: '/api/ledgers/loans/views', body: { name: '示例', view: { drafts: [], states: [] } } }),
      { changes: true },
    ),
  ],
  'DELETE /api/ledgers/:ledger/views/:view': [
    own('not one’s own', () => ({ url: `/api/ledgers/loans/views/${uuidv7()}` }), { orElse: ['view.unknown'] }),
  ],
  'GET /api/suggestions': [own('one’s own', () => ({ url: '/api/suggestions' }))],
  'POST /api/suggestions': [
    own('one’s own', () => ({ url: '/api/suggestions', body: { kind: 'other', text: '示例' } }), { changes: true }),
  ],
  'GET /api/suggestions/received': [own('at one’s own places', () => ({ url: '/api/suggestions/received' }))],
  'PUT /api/suggestions/:suggestion/answer': [
    own('not one’s to answer', () => ({ url: `/api/suggestions/${uuidv7()}/answer`, body: { answer: '示例' } }), {
      orElse: ['suggestion.unknown'],
    }),
  ],
  'GET /api/sso': [own('none', () => ({ url: '/api/sso' }), { right: 'everybody' })],
  'GET /api/sso/:provider/begin': attempt('/api/sso/none/begin', []),
  'GET /api/account/callback/:provider': attempt('/api/account/callback/none', []),

  'GET /api/accounts': [
    get('of a place', 'keep accounts', anyPlace, (place) => `/api/accounts?org=${place}`, {
      byServerAlone: NO_POLICY.accounts,
    }),
  ],
  'POST /api/accounts': [
    {
      about: 'at a place',
      right: 'keep accounts',
      at: anyPlace,
      changes: true,
      byServerAlone: NO_POLICY.accounts,
      request: (_, place) => ({
        url: '/api/accounts',
        body: { name: `a${uuidv7().slice(-12)}`, displayName: '某人', orgUnit: place },
      }),
    },
  ],
  'PATCH /api/accounts/:account': [account('keep accounts', '/api/accounts/:account', { secondFactorRequired: false })],
  'POST /api/accounts/:account/disable': [account('keep accounts', '/api/accounts/:account/disable', BECAUSE)],
  'POST /api/accounts/:account/enable': [account('keep accounts', '/api/accounts/:account/enable', BECAUSE)],
  'POST /api/accounts/:account/password-reset': [
    account('keep accounts', '/api/accounts/:account/password-reset', { how: 'invitation', ...BECAUSE }),
  ],
  'DELETE /api/accounts/:account/second-factor': [
    account('keep accounts', '/api/accounts/:account/second-factor', BECAUSE),
  ],
  'GET /api/accounts/:account/sessions': [account('keep sessions', '/api/accounts/:account/sessions')],
  'DELETE /api/accounts/:account/sessions': [account('keep sessions', '/api/accounts/:account/sessions', BECAUSE)],
  'GET /api/people': [
    get('who can take a loan', 'hand loans over', anyPlace, (place) => `/api/people?org=${place}&ledger=loans`, {
      reach: 'part',
      byServerAlone: NO_POLICY.accounts,
    }),
  ],

  'GET /api/appointments': [get('of a place', 'appoint', anyPlace, (place) => `/api/appointments?org=${place}`)],
  'GET /api/appointments/people': [
    get('of a place', 'appoint', anyPlace, (place) => `/api/appointments/people?org=${place}`, {
      byServerAlone: NO_POLICY.accounts,
    }),
  ],
  'POST /api/appointments': [
    {
      about: 'at a place',
      right: 'appoint',
      at: inTown,
      changes: true,
      request: (world, place) => ({
        url: '/api/appointments',
        body: {
          person: world.seeded.get(place)!.account,
          role: onlyTown(place) === null ? 'branch-clerk' : 'librarian',
          orgUnit: place,
          office: null,
          from: '2026-04-05',
          until: null,
          reason: '示例',
        },
      }),
    },
  ],
  'DELETE /api/appointments/:appointment': [
    {
      about: 'one of a place',
      right: 'appoint',
      at: inTown,
      changes: true,
      request: async (world, place) => ({
        url: `/api/appointments/${await world.freshAppointment(place)}`,
        body: BECAUSE,
      }),
    },
  ],
  'GET /api/delegations': [own('one’s own', () => ({ url: '/api/delegations' }))],
  'POST /api/delegations': [
    {
      about: 'somebody else’s duty',
      right: 'signed in',
      at: inTown,
      changes: true,
      orElse: ['appointment.unknown', 'access.refused'],
      byServerAlone: NO_POLICY.duties,
      request: (world, place) => {
        const { account: person, appointment } = world.seeded.get(place)!
        return { url: '/api/delegations', body: { appointment, person, until: '2026-05-01', reason: '出差' } }
      },
    },
  ],
  'DELETE /api/delegations/:delegation': [
    {
      about: 'somebody else’s',
      right: 'signed in',
      at: inTown,
      changes: true,
      orElse: ['appointment.unknown'],
      byServerAlone: NO_POLICY.duties,
      request: (world, place) => ({
        url: `/api/delegations/${world.seeded.get(place)!.appointment}`,
        body: BECAUSE,
      }),
    },
  ],
  'GET /api/roles': [own('all', () => ({ url: '/api/roles' }))],

  'GET /api/org-units/shapes': [own('all', () => ({ url: `/api/org-units/shapes?org=${PROVINCE}` }))],
  'PUT /api/org-units/shapes': [
    {
      about: 'outline a place',
      right: 'keep org units',
      at: anyPlace,
      changes: true,
      request: (_, place) => ({ url: '/api/org-units/shapes', body: anOutline(place) }),
    },
  ],
  'POST /api/org-units': [
    {
      about: 'rename a place',
      right: 'keep org units',
      at: anyPlace,
      changes: true,
      request: (world, place) => ({
        url: '/api/org-units',
        body: { units: [{ code: place, name: world.book.orgTree.get(place).name }] },
      }),
    },
  ],
}
