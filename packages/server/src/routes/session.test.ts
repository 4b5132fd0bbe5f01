import { appoint } from '@shishu/store'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, TOWN, VILLAGE } from '../../test/server-fixture.ts'
import { startProvider } from '../account/oidc-fixture.ts'
import { type Browser, GOOD, type SessionServer, startSessionServer } from './browser.fixture.ts'

const NEXT = 'Snow-melt 2027'
const MINUTE = 60_000

let on: SessionServer
beforeAll(async () => {
  on = await startSessionServer()
})
afterAll(() => on?.stop())

const signIn = (its: Browser, name: string, password = GOOD) => its.send('POST', '/api/session', { name, password })
const whoAmI = async (its: Browser) => (await its.send('GET', '/api/session')).body.person
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

describe('signing in', () => {
  test('opens a session that says who it is, and signing out ends it', async () => {
    await on.newAccount('wangli', VILLAGE)
    const its = on.browser()
    expect(await whoAmI(its)).toBeNull()
    const answer = await signIn(its, 'wangli')
    expect(answer).toMatchObject({ status: 200, body: { kind: 'signed-in' } })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(String(answer.headers['set-cookie'])).toMatch(/shishu_session=.*HttpOnly; SameSite=Lax/i)
    expect(await whoAmI(its)).toMatchObject({
      name: 'wangli',
      orgUnit: { code: VILLAGE, name: '上村' },
      appointments: [],
      acts: [],
      restricted: null,
    })
    const stolen = its.cookie()
    expect((await its.send('DELETE', '/api/session')).status).toBe(204)
    expect(its.cookie()).toBe('')
    expect((await on.browser().send('GET', '/api/session', undefined, { cookie: stolen })).body.person).toBeNull()
    expect((await on.browser().send('GET', '/api/roles', undefined, { cookie: stolen })).status).toBe(401)
  })

  test('a wrong password, an unknown name and a locked account get one answer', async () => {
    await on.newAccount('lockme', TOWN)
    const wrong = await signIn(on.browser(), 'lockme', 'Wrong-guess 1')
    const others = [
      await signIn(on.browser(), 'nobody', 'Wrong-guess 1'),
      await signIn(on.browser(), "x' or 1=1 --", 'Wrong-guess 1'),
      await signIn(on.browser(), 'lockme', ''),
    ]
    for (let guess = 0; guess < 3; guess += 1) await signIn(on.browser(), 'lockme', 'Wrong-guess 1')
    others.push(await signIn(on.browser(), 'lockme')) // the right one, while it is locked
    expect(wrong.body.code).toBe('sign-in.refused')
    for (const other of others) {
      expect(other.status).toBe(wrong.status)
      expect({ ...other.body, instance: '' }).toEqual({ ...wrong.body, instance: '' })
      expect(other.headers['set-cookie']).toBeUndefined()
    }
    on.pass(15 * MINUTE)
    expect((await signIn(on.browser(), 'lockme')).status).toBe(200)
  })

  test.each([
    [{}, 400],
    [{ name: 'wangli' }, 400],
    [{ name: 'wangli', password: ['a'] }, 400],
    [{ name: 'wangli', password: GOOD, role: 'librarian' }, 400],
    [{ name: { $ne: null }, password: GOOD }, 400],
  ])('%j is malformed', async (body, status) => {
    expect((await on.browser().send('POST', '/api/session', body)).status).toBe(status)
  })

  test('another site’s page cannot sign anybody in or out', async () => {
    const foreign = { origin: 'https://elsewhere.example' }
    const its = await on.signedIn('wangli')
    const tried = await its.send('POST', '/api/session', { name: 'wangli', password: GOOD }, foreign)
    expect(tried).toMatchObject({ status: 403, body: { code: 'request.cross-site' } })
    expect((await its.send('DELETE', '/api/session', undefined, foreign)).status).toBe(403)
    expect(await whoAmI(its)).not.toBeNull()
  })

  test('attempts from one address are counted', async () => {
    const its = on.browser()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 22; attempt += 1) {
      statuses.push((await its.send('POST', '/api/session/second-factor', { code: '000000' })).status)
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(409))
    expect(statuses.slice(20)).toEqual([429, 429])
  })

  test('a disabled account is out at once', async () => {
    const id = await on.newAccount('leaver', TOWN)
    const its = await on.signedIn('leaver')
    await on.services.accounts.disableAccount(id, { account: null, ip: null })
    expect(await whoAmI(its)).toBeNull()
    expect((await signIn(its, 'leaver')).body.code).toBe('account.disabled')
    expect((await signIn(its, 'leaver', NEXT)).body.code).toBe('sign-in.refused')
  })

  test('a session ends unused after half an hour, and in any case after twelve hours', async () => {
    await on.newAccount('idler', TOWN)
    const its = await on.signedIn('idler')
    on.pass(31 * MINUTE)
    expect(await whoAmI(its)).toBeNull()
    const busy = await on.signedIn('idler')
    for (let half = 0; half < 25; half += 1) {
      on.pass(29 * MINUTE)
      await whoAmI(busy)
    }
    expect(await whoAmI(busy)).toBeNull()
  })
})

let odd = 0
test.each([
  ['POST', '/api/session', { name: 'wangli\0', password: `${GOOD}\0` }],
  ['POST', '/api/session', { name: '\ud800', password: '\ud800' }],
  ['POST', '/api/session/second-factor', { code: '\0' }],
  ['POST', '/api/enrolments', { token: '\0', password: '\0' }],
  ['POST', '/api/session/password', { current: '\0', next: '\0' }],
  ['POST', '/api/session/totp', { password: '\0' }],
  ['PUT', '/api/session/totp', { code: '\0\ud800' }],
  ['DELETE', '/api/session/totp', { password: '\0', code: '\0' }],
])('%s %s with characters that nobody types is refused', async (method, url, body) => {
  odd += 1
  await on.newAccount(`odd${odd}`, TOWN)
  const its = await on.signedIn(`odd${odd}`)
  const { status } = await its.send(method, url, body)
  expect(status >= 400 && status < 500, String(status)).toBe(true)
})

describe('the password', () => {
  test('given by an administrator opens nothing until it is changed', async () => {
    const id = await on.newAccount('forgetful', TOWN)
    const once = await on.services.accounts.resetPassword(id, { account: null, ip: null })
    const its = on.browser()
    expect((await signIn(its, 'forgetful', once)).body).toEqual({ kind: 'change-password' })
    expect(await whoAmI(its)).toMatchObject({ restricted: 'change-password', acts: [] })
    for (const [method, url] of [
      ['GET', '/api/roles'],
      ['GET', '/api/org-units'],
      ['GET', '/api/session/sessions'],
      ['GET', `/api/ledgers/loans/entries?org=${TOWN}`],
    ] as const) {
      expect((await its.send(method, url)).body.code, url).toBe('session.password-change-needed')
    }
    const weak = await its.send('POST', '/api/session/password', { current: once, next: 'short' })
    expect(weak).toMatchObject({ status: 422, body: { code: 'password.unfit' } })
    const wrong = await its.send('POST', '/api/session/password', { current: GOOD, next: NEXT })
    expect(wrong.body.code).toBe('sign-in.refused')
    expect((await its.send('POST', '/api/session/password', { current: once, next: NEXT })).status).toBe(204)
    expect((await its.send('GET', '/api/roles')).status).toBe(200)
    expect((await signIn(on.browser(), 'forgetful', once)).body.code).toBe('sign-in.refused')
    expect((await signIn(on.browser(), 'forgetful', NEXT)).body.kind).toBe('signed-in')
  })

  test('changed by its owner ends the other sessions', async () => {
    await on.newAccount('careful', TOWN)
    const [here, there] = [await on.signedIn('careful'), await on.signedIn('careful')]
    await here.send('POST', '/api/session/password', { current: GOOD, next: NEXT })
    expect([await whoAmI(here), await whoAmI(there)]).toEqual([expect.objectContaining({ name: 'careful' }), null])
  })

  test('is set once by a link', async () => {
    const { accounts } = on.services
    const asker = { account: null, ip: null }
    const { id } = await accounts.createAccount({ name: 'invited', displayName: '李', orgUnit: TOWN }, asker)
    const { token } = await accounts.invite(id, asker)
    expect((await on.enrol(token, 'weak')).body.code).toBe('password.unfit')
    expect(await on.enrol(token)).toMatchObject({ status: 201, body: { name: 'invited' } })
    expect(await on.enrol(token)).toMatchObject({ status: 410, body: { code: 'invitation.void' } })
    expect((await on.enrol('no-such-token')).body.code).toBe('invitation.void')
    expect((await signIn(on.browser(), 'invited')).body.kind).toBe('signed-in')
  })
})

describe('the second factor', () => {
  test('is set up, asked for, counts once, and is removed with both factors', async () => {
    await on.newAccount('twofold', TOWN)
    const its = await on.signedIn('twofold')
    expect((await its.send('PUT', '/api/session/totp', { code: '123456' })).body.code).toBe('second-factor.not-begun')
    expect((await its.send('POST', '/api/session/totp', { password: NEXT })).body.code).toBe('sign-in.refused')
    const { uri, secret, backupCodes } = (await its.send('POST', '/api/session/totp', { password: GOOD })).body
    expect(uri).toContain(`secret=${secret}`)
    expect(backupCodes).toHaveLength(10)
    expect((await its.send('PUT', '/api/session/totp', { code: '000000' })).body.code).toBe('second-factor.wrong')
    expect((await its.send('PUT', '/api/session/totp', { code: codeOf(secret) })).status).toBe(204)
    expect((await its.send('GET', '/api/session/totp')).body).toEqual({ setUp: true, required: false })

    const other = on.browser()
    expect((await signIn(other, 'twofold')).body).toEqual({ kind: 'second-factor' })
    expect(await whoAmI(other)).toBeNull()
    expect((await other.send('GET', '/api/roles')).status).toBe(401)
    const again = await other.send('POST', '/api/session/second-factor', { code: codeOf(secret) })
    expect(again.body.code).toBe('second-factor.wrong') // it set the authenticator up
    const given = await other.send('POST', '/api/session/second-factor', { code: codeOf(secret, 1) })
    expect(given.body).toEqual({ kind: 'signed-in' })
    expect(await whoAmI(other)).toMatchObject({ name: 'twofold' })

    const attempts = [
      { password: NEXT, code: backupCodes[0] },
      { password: GOOD, code: '000000' },
    ]
    for (const body of attempts) expect((await other.send('DELETE', '/api/session/totp', body)).status).toBe(403)
    const removed = await other.send('DELETE', '/api/session/totp', { password: GOOD, code: backupCodes[0] })
    expect(removed.status).toBe(204)
    expect([await whoAmI(other), await whoAmI(its)]).toEqual([null, null])
    expect((await signIn(other, 'twofold')).body).toEqual({ kind: 'signed-in' })
  })

  test('where it is required, nothing opens before it is set up', async () => {
    const id = await on.newAccount('required', TOWN)
    await on.services.accounts.updateAccount(id, { secondFactorRequired: true }, { account: null, ip: null })
    const its = on.browser()
    expect((await signIn(its, 'required')).body).toEqual({ kind: 'set-up-second-factor' })
    expect((await its.send('GET', '/api/roles')).body.code).toBe('session.second-factor-needed')
    const { secret } = (await its.send('POST', '/api/session/totp', { password: GOOD })).body
    expect((await its.send('PUT', '/api/session/totp', { code: codeOf(secret) })).status).toBe(204)
    expect((await its.send('GET', '/api/roles')).status).toBe(200)
  })
})

describe('one’s own sessions', () => {
  test('are listed and ended; somebody else’s are not', async () => {
    await on.newAccount('roamer', TOWN)
    const [here, there] = [await on.signedIn('roamer'), await on.signedIn('roamer')]
    const { sessions } = (await here.send('GET', '/api/session/sessions')).body
    expect(sessions.map(({ current }: { current: boolean }) => current).sort()).toEqual([false, true])
    const other = sessions.find(({ current }: { current: boolean }) => !current)
    const stranger = await on.signedIn('wangli')
    expect((await stranger.send('DELETE', `/api/session/sessions/${other.id}`)).status).toBe(404)
    expect((await here.send('DELETE', `/api/session/sessions/${other.id}`)).status).toBe(204)
    expect(await whoAmI(there)).toBeNull()
    expect((await here.send('DELETE', `/api/session/sessions/${other.id}`)).status).toBe(404)
  })

  test.each([
    ['POST', '/api/session/password', { current: GOOD, next: NEXT }],
    ['GET', '/api/session/totp', undefined],
    ['POST', '/api/session/totp', { password: GOOD }],
    ['PUT', '/api/session/totp', { code: '123456' }],
    ['DELETE', '/api/session/totp', { password: GOOD, code: '123456' }],
    ['GET', '/api/session/sessions', undefined],
    ['DELETE', '/api/session/sessions/some-id', undefined],
  ])('%s %s needs a session', async (method, url, body) => {
    expect(await on.browser().send(method, url, body)).toMatchObject({ status: 401, body: { code: 'session.needed' } })
  })
})

describe('single sign-on', () => {
  test('goes to the provider and comes back signed in, or with the reason why not', async () => {
    const county = await startProvider('http://localhost/api/account/callback/county')
    const { discoveryUrl, clientId, clientSecret } = county
    const sso = [{ id: 'county', label: '县统一认证', discoveryUrl, clientId, clientSecret, linkByName: true }]
    const server = await startSessionServer({ sso })
    await server.newAccount('wanghong', TOWN)
    county.names.set('subject-1', 'wanghong').set('subject-2', 'nobodyhere').set('subject-3', 'sysadmin')
    // A successor of one of the three, under a name of their own.
    const successor = await server.newAccount('newauditor', TOWN)
    const duty = { role: 'audit-administrator', orgUnit: COUNTY, office: null, from: '2026-01-01', until: null }
    await appoint(server.book, { person: successor, ...duty, by: 'secadmin', reason: '任职文件' })
    county.names.set('subject-4', 'newauditor')
    const comeAs = async (subject: string, its: Browser) => {
      const begun = await its.send('GET', '/api/sso/county/begin?returnTo=/ledgers')
      expect(begun.status, begun.text).toBe(302)
      const query = new URLSearchParams(await county.visit(String(begun.headers.location), subject))
      return its.send('GET', `/api/account/callback/county?${query}`)
    }
    const its = server.browser()
    expect((await its.send('GET', '/api/sso')).body).toEqual({ providers: [{ id: 'county', label: '县统一认证' }] })
    const back = await comeAs('subject-1', its)
    expect([back.status, back.headers.location]).toEqual([302, '/ledgers'])
    expect(await whoAmI(its)).toMatchObject({ name: 'wanghong' })
    for (const subject of ['subject-2', 'subject-3', 'subject-4']) {
      const other = server.browser()
      expect((await comeAs(subject, other)).headers.location).toBe('/sign-in?refused=sso.no-account')
      expect(await whoAmI(other)).toBeNull()
    }
    const forged = await server.browser().send('GET', '/api/account/callback/county?code=x&state=y')
    expect(forged.headers.location).toBe('/sign-in?refused=sso.refused')
    for (const query of ['error=%3Cscript%3E', 'code=x', '']) {
      const odd = await server.browser().send('GET', `/api/account/callback/county?${query}`)
      expect([query, odd.status, odd.headers.location]).toEqual([query, 302, '/sign-in?refused=sso.refused'])
    }
    const elsewhere = await its.send('GET', '/api/sso/county/begin?returnTo=//evil.example')
    expect(elsewhere.headers.location).toBe('/sign-in?refused=sso.return-malformed')
    await server.stop()
    await county.stop()
  })

  test('an unknown provider leads back to the page for signing in', async () => {
    expect((await on.browser().send('GET', '/api/sso')).body).toEqual({ providers: [] })
    for (const url of ['/api/sso/nowhere/begin', '/api/account/callback/nowhere?code=x&state=y']) {
      const answer = await on.browser().send('GET', url)
      expect([answer.status, answer.headers.location]).toEqual([302, '/sign-in?refused=sso.provider-unknown'])
    }
  })
})

test('nothing that was typed as a password is in the audit log', () => {
  const log = JSON.stringify(on.audited)
  for (const word of [GOOD, NEXT, 'Wrong-guess 1']) expect(log).not.toContain(word)
  expect(on.audited.some(({ act, outcome }) => act === 'account.sign-in' && outcome === 'refused')).toBe(true)
})
