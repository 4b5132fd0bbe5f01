import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../src/account/better-auth.ts'
import { GOOD, type SessionServer, startSessionServer } from '../../src/routes/browser.fixture.ts'
import { accountsOf } from '../../src/serve/accounts-of.ts'
import { readSettings } from '../../src/setting/settings.ts'
import { TOWN } from '../server-fixture.ts'

let on: SessionServer
beforeAll(async () => {
  on = await startSessionServer()
  await on.newAccount('cunli', TOWN)
})
afterAll(() => on?.stop())

/** Whether a cookie header opens what is for whoever is signed in. */
const opens = async (cookie: string) =>
  (await on.browser().send('GET', '/api/roles', undefined, { cookie })).status === 200

describe('a session', () => {
  test('is not one that somebody planted: signing in gives a new one, and the planted one stays worthless', async () => {
    const thief = await on.signedIn('cunli')
    const unsigned = `${SESSION_COOKIE}=${'a'.repeat(32)}`
    const its = on.browser()
    for (const planted of [unsigned, thief.cookie()]) {
      const body = { name: 'cunli', password: GOOD }
      const { headers } = await its.send('POST', '/api/session', body, { cookie: planted })
      expect(String(headers['set-cookie'])).toContain(`${SESSION_COOKIE}=`)
      expect(its.cookie()).not.toBe(planted)
      expect(await opens(its.cookie())).toBe(true)
    }
    expect(await opens(unsigned)).toBe(false)
  })

  test('that a browser had is over once somebody signs in there', async () => {
    const its = await on.signedIn('cunli')
    const before = its.cookie()
    await its.send('POST', '/api/session', { name: 'cunli', password: GOOD }, { cookie: before })
    expect(await opens(its.cookie())).toBe(true)
    expect(await opens(before)).toBe(false)
  })

  test('that was signed out opens nothing when its cookie is sent again', async () => {
    const its = await on.signedIn('cunli')
    const kept = its.cookie()
    expect(await opens(kept)).toBe(true)
    expect((await its.send('DELETE', '/api/session')).status).toBe(204)
    expect(await opens(kept)).toBe(false)
    expect((await on.browser().send('DELETE', '/api/session', undefined, { cookie: kept })).status).toBe(204)
    expect(await opens(kept)).toBe(false)
  })

  test('is over after half an hour unused, whatever the cookie says', async () => {
    const its = await on.signedIn('cunli')
    const kept = its.cookie()
    on.pass(31 * 60_000)
    expect(await opens(kept)).toBe(false)
    expect(await opens(kept.replace(/$/, '; Max-Age=999999'))).toBe(false)
  })

  test('is nothing with another signature, another token or the signature of another server', async () => {
    const its = await on.signedIn('cunli')
    const [token, signature] = its
      .cookie()
      .slice(SESSION_COOKIE.length + 1)
      .split('.')
    const other = token!.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))
    const stranger = accountsOf(on.book, readSettings({}), {
      baseUrl: 'http://localhost',
      secret: new Uint8Array(32).fill(8),
      audit: on.services.audit,
    })
    const foreign = await stranger.accounts.signIn({ name: 'cunli', password: GOOD, ip: null, userAgent: null })
    await stranger.stop()
    for (const forged of [
      token!,
      `${token}.`,
      `${other}.${signature}`,
      `${token}.${encodeURIComponent(Buffer.alloc(32).toString('base64'))}`,
      `${token}.${signature}x`,
      foreign.setCookies[0]!.split(';')[0]!.slice(SESSION_COOKIE.length + 1),
      `' or true --.${signature}`,
      '__proto__',
      '',
    ]) {
      expect(await opens(`${SESSION_COOKIE}=${forged}`), forged).toBe(false)
    }
    expect(await opens(its.cookie())).toBe(true)
  })

  test('is looked for in its cookie alone', async () => {
    const its = await on.signedIn('cunli')
    const value = its.cookie().slice(SESSION_COOKIE.length + 1)
    const query = `?${SESSION_COOKIE}=${value}&token=${value}`
    expect((await on.browser().send('GET', `/api/roles${query}`)).status).not.toBe(200)
    const headers = { authorization: `Bearer ${value}`, 'x-session': value, 'x-test-person': 'librarian' }
    expect((await on.browser().send('GET', '/api/roles', undefined, headers)).status).toBe(401)
  })

  test('is not in any answer but the cookie', async () => {
    const its = await on.signedIn('cunli')
    const token = its
      .cookie()
      .slice(SESSION_COOKIE.length + 1)
      .split('.')[0]!
    for (const url of ['/api/session', '/api/session/sessions']) {
      expect((await its.send('GET', url)).text).not.toContain(token)
    }
  })
})

test.each(['https://town.example', 'http://town.example'])('cookies of %s', async (baseUrl) => {
  const { accounts, stop } = accountsOf(on.book, readSettings({}), {
    baseUrl,
    secret: new Uint8Array(32).fill(9),
    audit: on.services.audit,
  })
  const { setCookies } = await accounts.signIn({ name: 'cunli', password: GOOD, ip: null, userAgent: null })
  await stop()
  const attributes = setCookies.map((each) => each.split('; ').slice(1))
  for (const of of attributes) {
    expect(of).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']))
    expect(of.includes('Secure')).toBe(baseUrl.startsWith('https:'))
    expect(of.filter((one) => one.startsWith('Domain='))).toEqual([])
  }
})

test('a name with a space, a capital or full width letters is no second chance to guess', async () => {
  await on.newAccount('lockout', TOWN)
  const guess = (name: string) => on.browser().send('POST', '/api/session', { name, password: 'Wrong-guess 1' })
  for (const name of ['lockout', ' lockout', 'LOCKOUT', 'Lockout ', 'lockout\t']) await guess(name)
  const right = await on.browser().send('POST', '/api/session', { name: 'lockout', password: GOOD })
  expect(right.body.code).toBe('sign-in.refused')
})
