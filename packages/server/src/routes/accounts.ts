import { COUNTRY, codeRange } from '@shishu/kernel'
import {
  AccountChangeRequest,
  AccountId,
  AccountPage,
  AccountView,
  Because,
  DefinitionId,
  InvitationLink,
  NewAccountRequest,
  OrgUnitCode,
  object,
  PasswordResetAnswer,
  PasswordResetRequest,
  PersonName,
  SearchText,
  SessionView,
} from '@shishu/protocol'
import { storeError } from '@shishu/store'
import { Type } from 'typebox'
import type { Account, Invitation } from '../account/index.ts'
import { type ManagingRequest, manageableAccount } from '../people/manageable-account.ts'
import { checkPlace } from '../people/org-unit-name.ts'
import { readersOf } from '../people/readers-of.ts'
import { type Ask, type Asked, defineRoute } from '../route/route.ts'
import { sessionView } from './session.ts'

const AnAccount = object({ account: AccountId })
/** Where the account belongs is known once it is read; until then, some place must be the asker's. */
const somewhere = (act: ManagingRequest['act']) => (): Asked => ({ act, orgUnit: COUNTRY, reach: 'part' })

const ACCOUNTS_MOST = 500

const list = defineRoute({
  method: 'GET',
  url: '/api/accounts',
  tag: 'people',
  summary: { zh: '一个单位及下级的账号', en: 'Accounts of an org unit and those below it' },
  access: 'rights',
  query: object({
    org: OrgUnitCode,
    text: Type.Optional(SearchText),
    /** `next` of the page before. */
    after: Type.Optional(SearchText),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ACCOUNTS_MOST })),
  }),
  response: AccountPage,
  asks: ({ query }) => ({ act: 'accounts.manage', orgUnit: query.org }),
  handle: async ({ query: { org, limit = 100, ...more }, services }) => {
    const found = await services.accounts.findAccounts({ ...more, within: codeRange(org), limit })
    return { accounts: found.map(accountView), next: found.length < limit ? null : found.at(-1)!.name }
  },
})

const create = defineRoute({
  method: 'POST',
  url: '/api/accounts',
  tag: 'people',
  summary: { zh: '开账号；链接只显示这一次', en: 'Open an account; its link is shown this once' },
  access: 'rights',
  body: NewAccountRequest,
  response: object({ account: AccountView, invitation: InvitationLink }),
  status: 201,
  asks: ({ body }) => ({ act: 'accounts.manage', orgUnit: body.orgUnit }),
  handle: async ({ body, services, person, request }) => {
    const { accounts, book, baseUrl } = services
    checkPlace(book.orgTree, body.orgUnit)
    const asker = { account: person.account, ip: request.ip }
    const account = await accounts.createAccount(body, asker)
    const invitation = await accounts.invite(account.id, asker)
    return { account: accountView(account), invitation: invitationLink(baseUrl, invitation) }
  },
})

const change = defineRoute({
  method: 'PATCH',
  url: '/api/accounts/:account',
  tag: 'people',
  summary: { zh: '改账号的姓名、单位、是否必须用验证器', en: 'Change an account’s name, org unit, second factor' },
  access: 'rights',
  params: AnAccount,
  body: AccountChangeRequest,
  response: AccountView,
  asks: somewhere('accounts.manage'),
  handle: async (ask) => {
    const { body, services, rights, person, request } = ask
    const { id } = await managed(ask, 'accounts.manage')
    if (body.orgUnit !== undefined) {
      checkPlace(services.book.orgTree, body.orgUnit)
      if (!rights.may('accounts.manage', { orgUnit: body.orgUnit })) throw storeError('access.refused', {})
    }
    return accountView(await services.accounts.updateAccount(id, body, { account: person.account, ip: request.ip }))
  },
})

/** Something done to somebody else's account, for a reason. */
const done = (
  method: 'POST' | 'DELETE',
  path: string,
  summary: { zh: string; en: string },
  act: ManagingRequest['act'],
  work: 'disableAccount' | 'enableAccount' | 'removeTotp' | 'revokeAll',
) =>
  defineRoute({
    method,
    url: `/api/accounts/:account/${path}`,
    tag: 'people',
    summary,
    access: 'rights',
    params: AnAccount,
    body: Because,
    status: 204,
    asks: somewhere(act),
    handle: async (ask) => {
      const { body, services, person, request } = ask
      request.auditReason = body.reason
      const { id } = await managed(ask, act, work === 'removeTotp')
      await services.accounts[work](id, { account: person.account, ip: request.ip })
    },
  })

const disable = done(
  'POST',
  'disable',
  { zh: '停用账号；其登录随之结束', en: 'Disable an account; its sessions end' },
  'accounts.manage',
  'disableAccount',
)
const enable = done(
  'POST',
  'enable',
  { zh: '恢复账号', en: 'Enable an account again' },
  'accounts.manage',
  'enableAccount',
)
const removeSecondFactor = done(
  'DELETE',
  'second-factor',
  { zh: '解除验证器（丢失时）', en: 'Remove an authenticator that was lost' },
  'accounts.manage',
  'removeTotp',
)
const endSessions = done(
  'DELETE',
  'sessions',
  { zh: '结束某人的所有登录', en: 'End all sessions of a person' },
  'sessions.manage',
  'revokeAll',
)

const resetPassword = defineRoute({
  method: 'POST',
  url: '/api/accounts/:account/password-reset',
  tag: 'people',
  summary: { zh: '重设密码：一次性密码或链接，只显示这一次', en: 'Reset a password: shown this once' },
  access: 'rights',
  params: AnAccount,
  body: PasswordResetRequest,
  response: PasswordResetAnswer,
  asks: somewhere('accounts.manage'),
  handle: async (ask) => {
    const { body, services, person, request } = ask
    request.auditReason = body.reason
    const { id } = await managed(ask, 'accounts.manage', true)
    const asker = { account: person.account, ip: request.ip }
    if (body.how === 'one-time-password') return { password: await services.accounts.resetPassword(id, asker) }
    return { invitation: invitationLink(services.baseUrl, await services.accounts.invite(id, asker)) }
  },
})

const sessions = defineRoute({
  method: 'GET',
  url: '/api/accounts/:account/sessions',
  tag: 'people',
  summary: { zh: '某人的各处登录', en: 'A person’s sessions' },
  access: 'rights',
  params: AnAccount,
  response: object({ sessions: Type.Array(SessionView) }),
  asks: somewhere('sessions.manage'),
  handle: async (ask) => {
    const { id } = await managed(ask, 'sessions.manage')
    const listed = await ask.services.accounts.listSessions(id)
    return { sessions: listed.map((session) => sessionView(session, ask.person.session)) }
  },
})

const people = defineRoute({
  method: 'GET',
  url: '/api/people',
  tag: 'people',
  summary: { zh: '案件可以移交给谁', en: 'To whom a case can be handed' },
  access: 'rights',
  query: object({ org: OrgUnitCode, ledger: DefinitionId }),
  response: object({ people: Type.Array(PersonName) }),
  asks: ({ query }, { book }) => ({
    act: 'entry.assign',
    orgUnit: query.org,
    ledger: book.definitions.ledger(query.ledger),
    reach: 'part',
  }),
  handle: async ({ query, services: { book, accounts } }) => {
    book.orgTree.get(query.org)
    const ledger = book.definitions.ledger(query.ledger)
    return { people: await readersOf(book, accounts, { ledger, orgUnit: query.org }) }
  },
})

/** The account that the request is about, where it is the asker's to manage; the audit log then has its place. */
async function managed(
  { params, services, person, rights, request }: Ask<typeof AnAccount, undefined, never>,
  act: ManagingRequest['act'],
  credentials = false,
): Promise<Account> {
  const account = await manageableAccount(services, { act, account: params.account, person, rights, credentials })
  request.asked = { act, orgUnit: account.orgUnit }
  return account
}

function accountView({ passwordSetAt, lastSignInAt, createdAt, ...account }: Account) {
  return {
    ...account,
    passwordSetAt: passwordSetAt?.toISOString() ?? null,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

function invitationLink(baseUrl: string, { token, expiresAt }: Invitation) {
  return { url: `${baseUrl}/enrol/${token}`, expiresAt: expiresAt.toISOString() }
}

export const accountRoutes = [
  list,
  create,
  change,
  disable,
  enable,
  resetPassword,
  removeSecondFactor,
  sessions,
  endSessions,
  people,
]
