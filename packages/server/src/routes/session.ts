import { type Act, LEDGER_ACTS, PLACE_ACTS, ShishuError } from '@shishu/kernel'
import {
  Enrolment,
  NewAuthenticator,
  object,
  PasswordText,
  SessionId,
  SessionView,
  SignInState,
  WhoAmI,
} from '@shishu/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ACCOUNT_PATH } from '../account/index.ts'
import { namedOrgUnit } from '../people/org-unit-name.ts'
import { defineRoute } from '../route/route.ts'
import { rolesOf } from '../session/person.ts'

/** From where somebody asks, as accounts and their audit lines have it. */
export function browserOf({ ip, headers }: FastifyRequest) {
  return { ip, userAgent: headers['user-agent']?.slice(0, 400) ?? null, cookieHeader: headers.cookie }
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  reply.header('set-cookie', [...cookies])
}

const Code = Type.String({ maxLength: 100 })

const signIn = defineRoute({
  method: 'POST',
  url: '/api/session',
  tag: 'session',
  summary: { zh: '登录', en: 'Sign in' },
  access: 'public',
  perMinute: 'sign-in',
  body: object({ name: Type.String({ maxLength: 200 }), password: PasswordText }),
  response: SignInState,
  handle: async ({ body, services, request, reply }) => {
    const { ip, userAgent, cookieHeader } = browserOf(request)
    const { kind, setCookies: cookies } = await services.accounts.signIn({ ...body, ip, userAgent })
    // Who signs in anew leaves the session that this browser had: no cookie opens it any more (ASVS 7.2.4).
    await services.accounts.signOut({ cookieHeader, ip })
    setCookies(reply, cookies)
    return { kind }
  },
})

const secondFactor = defineRoute({
  method: 'POST',
  url: '/api/session/second-factor',
  tag: 'session',
  summary: { zh: '登录的第二步：验证码', en: 'Second step of signing in: the code' },
  access: 'public',
  perMinute: 'sign-in',
  body: object({ code: Code }),
  response: SignInState,
  handle: async ({ body, services, request, reply }) => {
    const { ip, cookieHeader } = browserOf(request)
    const { kind, setCookies: cookies } = await services.accounts.verifySecondFactor({ ...body, cookieHeader, ip })
    setCookies(reply, cookies)
    return { kind }
  },
})

/** Open to everybody: also a session that has ended takes its cookie along. */
const signOut = defineRoute({
  method: 'DELETE',
  url: '/api/session',
  tag: 'session',
  summary: { zh: '退出登录', en: 'Sign out' },
  access: 'public',
  status: 204,
  handle: async ({ services, request, reply }) => {
    const { ip, cookieHeader } = browserOf(request)
    setCookies(reply, await services.accounts.signOut({ cookieHeader, ip }))
  },
})

const ACTS = [...Object.keys(LEDGER_ACTS), ...Object.keys(PLACE_ACTS)] as Act[]

const whoAmI = defineRoute({
  method: 'GET',
  url: '/api/session',
  tag: 'session',
  summary: { zh: '现在是谁登录、有哪些职责', en: 'Who is signed in, with which duties' },
  access: 'public',
  response: WhoAmI,
  handle: async ({ services: { book }, request, rights }) => {
    const { person } = request
    if (person === null) return { person: null }
    const { account: id, name, displayName, orgUnit, restricted } = person
    const roles = new Map(rolesOf(book.definitions).map((role) => [role.id, role.label]))
    const { offices } = book.definitions.pack
    const appointments = person.appointments.map((one) => ({
      ...(one.id === undefined ? {} : { id: one.id }),
      role: one.role,
      roleLabel: roles.get(one.role) ?? one.role,
      orgUnit: namedOrgUnit(book.orgTree, one.orgUnit),
      office: one.office,
      officeLabel: one.office === null ? null : (offices[one.office] ?? one.office),
      from: one.from,
      until: one.until,
    }))
    const acts = ACTS.filter((act) => rights.mayAnywhere(act))
    const place = namedOrgUnit(book.orgTree, orgUnit)
    return { person: { id, name, displayName, orgUnit: place, appointments, acts, restricted: restricted || null } }
  },
})

const changePassword = defineRoute({
  method: 'POST',
  url: '/api/session/password',
  tag: 'session',
  summary: { zh: '修改自己的密码；其他登录随之结束', en: 'Change one’s password; other sessions end' },
  access: 'signed-in',
  whileRestricted: true,
  perMinute: 'sign-in',
  body: object({ current: PasswordText, next: PasswordText }),
  status: 204,
  handle: async ({ body, services, request, reply }) => {
    setCookies(reply, await services.accounts.changePassword({ ...body, ...browserOf(request) }))
  },
})

const totpState = defineRoute({
  method: 'GET',
  url: '/api/session/totp',
  tag: 'session',
  summary: { zh: '自己的验证器：是否已绑定、是否必须', en: 'One’s authenticator: whether set up, whether required' },
  access: 'signed-in',
  whileRestricted: true,
  response: object({ setUp: Type.Boolean(), required: Type.Boolean() }),
  handle: async ({ services, person }) => {
    const { secondFactorSetUp, secondFactorRequired } = await services.accounts.getAccount(person.account)
    return { setUp: secondFactorSetUp, required: secondFactorRequired }
  },
})

const beginTotp = defineRoute({
  method: 'POST',
  url: '/api/session/totp',
  tag: 'session',
  summary: { zh: '开始绑定验证器', en: 'Begin to set up an authenticator' },
  access: 'signed-in',
  whileRestricted: true,
  perMinute: 'sign-in',
  /** One's password again; empty for whoever comes by single sign-on alone. */
  body: object({ password: PasswordText }),
  response: NewAuthenticator,
  handle: async ({ body, services, request }) => {
    const { ip, cookieHeader } = browserOf(request)
    const made = await services.accounts.enrolTotp({ ...body, cookieHeader, ip })
    return { ...made, backupCodes: [...made.backupCodes] }
  },
})

const confirmTotp = defineRoute({
  method: 'PUT',
  url: '/api/session/totp',
  tag: 'session',
  summary: { zh: '用第一个验证码完成绑定', en: 'Set it up by its first code' },
  access: 'signed-in',
  whileRestricted: true,
  perMinute: 'sign-in',
  body: object({ code: Code }),
  status: 204,
  handle: async ({ body, services, request, reply }) => {
    setCookies(reply, await services.accounts.confirmTotp({ ...body, ...browserOf(request) }))
  },
})

/** Asks for both factors anew, as signing in does and counted as it is: an open browser alone must not be enough. */
const removeTotp = defineRoute({
  method: 'DELETE',
  url: '/api/session/totp',
  tag: 'session',
  summary: { zh: '解除自己的验证器；所有登录结束', en: 'Remove one’s authenticator; all sessions end' },
  access: 'signed-in',
  perMinute: 'sign-in',
  body: object({ password: PasswordText, code: Code }),
  status: 204,
  handle: async ({ body: { password, code }, services: { accounts }, person, request, reply }) => {
    const { ip, userAgent } = browserOf(request)
    const { setCookies: cookies, kind } = await accounts.signIn({ name: person.name, password, ip, userAgent })
    const cookieHeader = cookies.map((cookie) => cookie.split(';')[0]).join('; ')
    if (kind === 'second-factor') await accounts.verifySecondFactor({ cookieHeader, code, ip })
    await accounts.removeTotp(person.account, { account: person.account, ip })
    setCookies(reply, await accounts.signOut({ cookieHeader: undefined, ip }))
  },
})

const enrol = defineRoute({
  method: 'POST',
  url: '/api/enrolments',
  tag: 'session',
  summary: { zh: '用一次性链接设置密码', en: 'Set a password by a one-time link' },
  access: 'public',
  perMinute: 'sign-in',
  body: Enrolment,
  response: object({ name: Type.String() }),
  status: 201,
  handle: async ({ body, services, request }) => {
    const { name } = await services.accounts.enrol({ ...body, ip: request.ip })
    return { name }
  },
})

const ownSessions = defineRoute({
  method: 'GET',
  url: '/api/session/sessions',
  tag: 'session',
  summary: { zh: '自己的各处登录', en: 'One’s own sessions' },
  access: 'signed-in',
  response: object({ sessions: Type.Array(SessionView) }),
  handle: async ({ services, person }) => {
    const sessions = await services.accounts.listSessions(person.account)
    return { sessions: sessions.map((session) => sessionView(session, person.session)) }
  },
})

type ListedSession = { id: string; startedAt: Date; seenAt: Date } & {
  method: 'password' | 'sso'
  secondFactor: 'none' | 'awaited' | 'given'
  ip: string | null
  userAgent: string | null
}

export function sessionView(
  { id, method, secondFactor, startedAt, seenAt, ip, userAgent }: ListedSession,
  own: string,
) {
  const times = { startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString() }
  return { id, method, secondFactor, ...times, ip, userAgent, current: id === own }
}

const endOwnSession = defineRoute({
  method: 'DELETE',
  url: '/api/session/sessions/:session',
  tag: 'session',
  summary: { zh: '结束自己的一处登录', en: 'End one of one’s own sessions' },
  access: 'signed-in',
  params: object({ session: SessionId }),
  status: 204,
  handle: async ({ params: { session }, services, person: { account }, request }) => {
    await services.accounts.revokeSession({ account, session }, { account, ip: request.ip })
  },
})

const providers = defineRoute({
  method: 'GET',
  url: '/api/sso',
  tag: 'session',
  summary: { zh: '可用的统一身份认证', en: 'Providers of single sign-on' },
  access: 'public',
  response: object({ providers: Type.Array(object({ id: Type.String(), label: Type.String() })) }),
  handle: async ({ services }) => ({
    providers: services.accounts.ssoProviders.map(({ id, label }) => ({ id, label })),
  }),
})

const Provider = object({ provider: Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 60 }) })

const beginSso = defineRoute({
  method: 'GET',
  url: '/api/sso/:provider/begin',
  tag: 'session',
  summary: { zh: '去统一身份认证登录', en: 'Go to single sign-on' },
  access: 'public',
  perMinute: 'sign-in',
  params: Provider,
  query: object({ returnTo: Type.Optional(Type.String({ maxLength: 500 })) }),
  status: 302,
  handle: async ({ params, query, services, request, reply }) =>
    navigate(request, reply, async () => {
      const { redirectTo, setCookies: cookies } = await services.accounts.beginSso({ ...params, ...query })
      return { cookies, to: redirectTo }
    }),
})

const Returned = Type.String({ maxLength: 4096 })

const finishSso = defineRoute({
  method: 'GET',
  url: `${ACCOUNT_PATH}/callback/:provider`,
  tag: 'session',
  summary: { zh: '从统一身份认证回来', en: 'Back from single sign-on' },
  access: 'public',
  perMinute: 'sign-in',
  params: Provider,
  // A provider may send more than it was asked for.
  query: Type.Object(
    {
      code: Type.Optional(Returned),
      state: Type.Optional(Returned),
      error: Type.Optional(Returned),
      error_description: Type.Optional(Returned),
    },
    { additionalProperties: Returned },
  ),
  status: 302,
  handle: async ({ params, query, services, request, reply }) =>
    navigate(request, reply, async () => {
      const { cookieHeader, ip } = browserOf(request)
      const done = await services.accounts.finishSso({ ...params, query, ...browserOf(request) })
      await services.accounts.signOut({ cookieHeader, ip })
      return { cookies: done.setCookies, to: done.returnTo }
    }),
})

/** Sends a browser on; where that is refused, to the page for signing in, which tells the code of the refusal. */
async function navigate(
  request: FastifyRequest,
  reply: FastifyReply,
  to: () => Promise<{ cookies: readonly string[]; to: string }>,
): Promise<void> {
  try {
    const next = await to()
    setCookies(reply, next.cookies)
    await reply.redirect(next.to, 302)
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    request.problem = error.code
    await reply.redirect(`/sign-in?refused=${encodeURIComponent(error.code)}`, 302)
  }
}

export const sessionRoutes = [
  signIn,
  secondFactor,
  signOut,
  whoAmI,
  changePassword,
  totpState,
  beginTotp,
  confirmTotp,
  removeTotp,
  enrol,
  ownSessions,
  endOwnSession,
  providers,
  beginSso,
  finishSso,
]
