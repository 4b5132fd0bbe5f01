import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, TOWN } from '../../../store/test/book-fixture.ts'
import type { SsoProvider } from './account-settings.ts'
import {
  ADMIN,
  BROWSER,
  cookieOf,
  GOOD,
  newAccounts,
  outcome,
  QUICK,
  startServer,
  type TestAccounts,
} from './accounts-fixture.ts'
import { startProvider, type TestProvider } from './oidc-fixture.ts'
import type { Accounts } from './open-accounts.ts'

const BASE = 'http://127.0.0.1:1'

let server: TestServer
let on: TestAccounts
let county: TestProvider
let config: SsoProvider
/** Takes names at first use. */
let byName: Accounts
/** Only knows subjects that are linked already. */
let bySubject: Accounts

beforeAll(async () => {
  server = await startServer()
  on = await newAccounts(server)
  county = await startProvider(`${BASE}/api/account/callback/county`)
  const { discoveryUrl, clientId, clientSecret } = county
  config = { id: 'county', label: '县统一认证', discoveryUrl, clientId, clientSecret }
  byName = on.another({ ...QUICK, sso: [{ ...config, linkByName: true }] }, BASE)
  bySubject = on.another({ ...QUICK, sso: [config] }, BASE)
})
afterAll(async () => {
  await county?.stop()
  await on?.close()
  await server?.stop()
})

/** A whole sign-on of a subject, perhaps with something done to the address or to what comes back. */
async function comeAs(
  accounts: Accounts,
  subject: string,
  {
    address = (url: string) => url,
    query = (given: Record<string, string>) => given,
    cookie = (own: string) => own,
  } = {},
) {
  const { redirectTo, setCookies } = await accounts.beginSso({ provider: 'county', returnTo: '/ledgers?page=2' })
  const back = await county.visit(address(redirectTo), subject)
  return accounts.finishSso({
    provider: 'county',
    query: query(back),
    cookieHeader: cookie(cookieOf(setCookies)),
    ...BROWSER,
  })
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, facts }) => [code, facts?.reason].filter(Boolean).join(' '),
  )
const accountCount = async () =>
  (await on.asOwner('select count(*)::integer as count from shishu_account.account'))[0]!.count

describe('single sign-on', () => {
  test('asks with code, PKCE, state and nonce, and for the configured address only', async () => {
    const { redirectTo, setCookies } = await byName.beginSso({ provider: 'county' })
    const { origin, searchParams } = new URL(redirectTo)
    expect(origin).toBe(new URL(county.discoveryUrl).origin)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'shishu',
      redirect_uri: `${BASE}/api/account/callback/county`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^.{32}$/),
      nonce: expect.stringMatching(/^.{32}$/),
    })
    expect(searchParams.get('scope')!.split(' ').sort()).toEqual(['openid', 'profile'])
    expect(setCookies.every((each) => /HttpOnly/.test(each) && /SameSite=Lax/.test(each))).toBe(true)
  })

  test('takes somebody for the account of that name at first use, then for the subject', async () => {
    const account = await on.newAccount('wangli')
    county.names.set('s-wang', 'WangLi')
    const first = await comeAs(byName, 's-wang')
    expect(first).toMatchObject({ kind: 'signed-in', account, returnTo: '/ledgers?page=2' })
    const cookie = cookieOf(first.setCookies)
    expect(await on.accounts.whoIs(cookie)).toMatchObject({ account, name: 'wangli', secondFactor: false })
    expect(await on.accounts.listSessions(account)).toMatchObject([{ method: 'sso', ...BROWSER }])

    county.names.set('s-wang', 'somebodyelse') // renamed at the provider
    expect(await comeAs(bySubject, 's-wang')).toMatchObject({ kind: 'signed-in', account })
    const kept = await on.asOwner(
      `select subject, access_token, refresh_token, id_token from shishu_account.credential where provider = 'county'`,
    )
    expect(kept).toEqual([{ subject: 's-wang', access_token: null, refresh_token: null, id_token: null }])
    expect(on.events.filter(({ kind }) => kind === 'single-sign-on')).toMatchObject([
      { account, outcome: 'done' },
      { account, outcome: 'done' },
    ])
  })

  test('a name that the provider gives to somebody else opens nothing', async () => {
    county.names.set('s-other', 'wangli')
    expect(await refusal(comeAs(byName, 's-other'))).toBe('sso.no-account')
  })

  test('never makes an account, and takes names only where the settings say so', async () => {
    await on.newAccount('liu')
    county.names.set('s-liu', 'liu')
    county.names.set('s-new', 'newcomer')
    const before = await accountCount()
    expect(await refusal(comeAs(bySubject, 's-liu'))).toBe('sso.no-account')
    expect(await refusal(comeAs(byName, 's-new'))).toBe('sso.no-account')
    expect(await refusal(comeAs(byName, 's-nameless'))).toBe('sso.no-account')
    expect(await accountCount()).toBe(before)
  })

  test('nobody becomes an administrator by a name', async () => {
    await on.accounts.firstAdministrators(TOWN)
    county.names.set('s-admin', 'sysadmin')
    expect(await refusal(comeAs(byName, 's-admin'))).toBe('sso.no-account')
  })

  test('nor does anybody by another name who may not be found by it; a subject that is linked stays', async () => {
    const auditor = await on.newAccount('newauditor')
    county.names.set('s-auditor', 'newauditor')
    let apart = true
    const settings = { ...QUICK, sso: [{ ...config, linkByName: true }] }
    const guarded = on.another(settings, BASE, { mayLinkByName: async (account) => !(apart && account === auditor) })
    expect(await refusal(comeAs(guarded, 's-auditor'))).toBe('sso.no-account')
    apart = false
    expect(await comeAs(guarded, 's-auditor')).toMatchObject({ kind: 'signed-in', account: auditor })
    apart = true
    expect(await comeAs(guarded, 's-auditor')).toMatchObject({ kind: 'signed-in', account: auditor })
  })

  test('a disabled account stays shut, linked or not', async () => {
    const linked = await on.newAccount('linked')
    county.names.set('s-linked', 'linked')
    await comeAs(byName, 's-linked')
    await on.accounts.disableAccount(linked, ADMIN)
    expect(await refusal(comeAs(byName, 's-linked'))).toBe('account.disabled')
    const fresh = await on.newAccount('fresh')
    county.names.set('s-fresh', 'fresh')
    await on.accounts.disableAccount(fresh, ADMIN)
    expect(await refusal(comeAs(byName, 's-fresh'))).toBe('sso.no-account')
  })

  test('does without a password, and is not locked by guesses at it', async () => {
    const { id } = await on.accounts.createAccount({ name: 'nopass', displayName: '无密', orgUnit: TOWN }, ADMIN)
    county.names.set('s-nopass', 'nopass')
    for (let count = 0; count < 6; count += 1) {
      expect(await outcome(on.accounts.signIn({ name: 'nopass', password: GOOD, ...BROWSER }))).toBe('sign-in.refused')
    }
    expect(await comeAs(byName, 's-nopass')).toMatchObject({ kind: 'signed-in', account: id })
  })

  test('the second factor is asked for too, unless the provider’s own stands for it', async () => {
    const account = await on.newAccount('second')
    county.names.set('s-second', 'second')
    await on.accounts.updateAccount(account, { secondFactorRequired: true }, ADMIN)
    const first = await comeAs(byName, 's-second')
    expect(first.kind).toBe('set-up-second-factor')
    const cookieHeader = cookieOf(first.setCookies)
    const { secret } = await byName.enrolTotp({ cookieHeader, password: GOOD, ip: null })
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    await byName.confirmTotp({ cookieHeader, code: totp.generate(), ...BROWSER })

    const half = await comeAs(byName, 's-second')
    expect(half.kind).toBe('second-factor')
    expect(await byName.whoIs(cookieOf(half.setCookies))).toBeNull()
    const code = totp.generate({ timestamp: Date.now() + 30_000 })
    const whole = await byName.verifySecondFactor({ cookieHeader: cookieOf(half.setCookies), code, ip: null })
    expect(whole).toMatchObject({ kind: 'signed-in', account })

    const trusting = on.another({ ...QUICK, sso: [{ ...config, replacesSecondFactor: true }] }, BASE)
    const at = await comeAs(trusting, 's-second')
    expect(at.kind).toBe('signed-in')
    expect(await trusting.whoIs(cookieOf(at.setCookies))).toMatchObject({ secondFactor: true })
  })
})

describe('a sign-on that was tampered with', () => {
  beforeAll(async () => {
    await on.newAccount('victim')
    county.names.set('s-victim', 'victim')
  })
  const put = (name: string, value: string) => (url: string) => {
    const changed = new URL(url)
    changed.searchParams.set(name, value)
    return changed.href
  }

  test.each<[string, Parameters<typeof comeAs>[2], string]>([
    ['another state', { query: (given) => ({ ...given, state: 'x'.repeat(32) }) }, 'state_mismatch'],
    ['no state', { query: ({ state: _, ...given }) => given }, 'state_not_found'],
    ['another browser', { cookie: () => '' }, 'state_mismatch'],
    ['a made-up state cookie', { cookie: (own) => own.replace(/=.{8}/, '=aaaaaaaa') }, 'state_mismatch'],
    ['another code', { query: (given) => ({ ...given, code: 'x'.repeat(43) }) }, 'invalid_code'],
    ['another nonce', { address: put('nonce', 'y'.repeat(32)) }, 'unable_to_get_user_info'],
    [
      'another code challenge',
      { address: put('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM') },
      'invalid_code',
    ],
    ['another issuer', { query: (given) => ({ ...given, iss: 'https://evil.example' }) }, 'issuer_mismatch'],
    ['an error in it', { query: ({ code: _, ...given }) => ({ ...given, error: '<b>no</b>' }) }, 'other'],
  ])('%s is refused', async (_, change, reason) => {
    expect(await refusal(comeAs(byName, 's-victim', change))).toBe(`sso.refused ${reason}`)
    expect((await on.asOwner(`select subject from shishu_account.credential where subject = 's-victim'`)).length).toBe(
      0,
    )
  })

  test('coming back twice with the same answer is refused', async () => {
    const { redirectTo, setCookies } = await byName.beginSso({ provider: 'county' })
    const query = await county.visit(redirectTo, 's-victim')
    const finish = () => byName.finishSso({ provider: 'county', query, cookieHeader: cookieOf(setCookies), ...BROWSER })
    expect((await finish()).kind).toBe('signed-in')
    expect(await refusal(finish())).toBe('sso.refused state_mismatch')
  })

  test('somebody who says no at the provider is not signed in', async () => {
    const { redirectTo, setCookies } = await byName.beginSso({ provider: 'county' })
    const query = await county.abort(redirectTo)
    const finish = byName.finishSso({ provider: 'county', query, cookieHeader: cookieOf(setCookies), ...BROWSER })
    expect(await refusal(finish)).toBe('sso.refused access_denied')
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb', ''])(
    'nobody is sent on to %j',
    async (returnTo) => {
      expect(await outcome(byName.beginSso({ provider: 'county', returnTo }))).toBe('sso.return-malformed')
    },
  )

  test.each(['other', 'google', '__proto__', '../county', 'http://169.254.169.254/'])(
    'the provider %j is not asked',
    async (provider) => {
      expect(await outcome(byName.beginSso({ provider }))).toBe('sso.provider-unknown')
      const back = { provider, query: {}, cookieHeader: undefined, ...BROWSER }
      expect(await outcome(byName.finishSso(back))).toBe('sso.provider-unknown')
    },
  )
})

test('a provider that is down keeps nobody else waiting, and is asked again later', async () => {
  const late = await startProvider(`${BASE}/api/account/callback/county`)
  const { discoveryUrl } = late
  await late.stop()
  const accounts = on.another({ ...QUICK, sso: [{ ...config, discoveryUrl }] }, BASE)
  await on.newAccount('patient')
  expect((await accounts.signIn({ name: 'patient', password: GOOD, ...BROWSER })).kind).toBe('signed-in')
  expect(await outcome(accounts.beginSso({ provider: 'county' }))).toBe('sso.refused')
  expect(accounts.ssoProviders).toEqual([{ id: 'county', label: '县统一认证' }])
  const back = await startProvider(`${BASE}/api/account/callback/county`, Number(new URL(discoveryUrl).port))
  expect((await accounts.beginSso({ provider: 'county' })).redirectTo).toContain(new URL(discoveryUrl).origin)
  await back.stop()
})
