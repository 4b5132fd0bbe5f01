import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, TOWN, VILLAGE } from '../../../store/test/book-fixture.ts'
import { days, hours, minutes, seconds } from './account-settings.ts'
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
import { openAccounts } from './open-accounts.ts'

const WRONG = 'Wrong-guess 1'
const NEXT = 'Snow-melt 2027'

let server: TestServer
let on: TestAccounts
beforeAll(async () => {
  server = await startServer()
  on = await newAccounts(server)
})
afterAll(async () => {
  await on?.close()
  await server?.stop()
})

const attempt = (name: string, password: string) => on.accounts.signIn({ name, password, ...BROWSER })
const signedIn = async (name: string, password = GOOD) => cookieOf((await attempt(name, password)).setCookies)
const present = async (cookie: string) => (await on.accounts.whoIs(cookie)) !== null

describe('the role of the accounts', () => {
  test('owns nothing, cannot delete an account, and does not see the book', async () => {
    await on.newAccount('rolecheck')
    const owned = await on.asOwner(
      `select c.relname from pg_class as c join pg_roles as r on r.oid = c.relowner where r.rolname = 'shishu_account'`,
    )
    expect(owned).toEqual([])
    for (const sql of [
      'delete from shishu_account.account',
      'truncate shishu_account.session',
      'drop table shishu_account.session',
      'create table shishu_account.other (id integer)',
      'select * from shishu.batch',
    ]) {
      expect([sql, await outcome(on.pool.query(sql))]).toEqual([sql, '42501'])
    }
  })

  test("the book's role does not see accounts", async () => {
    const [row] = await on.asOwner(
      `select has_schema_privilege('shishu_app', 'shishu_account', 'usage') as usage,
              has_table_privilege('shishu_app', 'shishu_account.session', 'select') as reading`,
    )
    expect(row).toEqual({ usage: false, reading: false })
  })
})

describe('the first start', () => {
  test('makes three administrators without a password, and a link for each that is good once', async () => {
    const { accounts, asOwner, close } = await newAccounts(server)
    const links = await accounts.firstAdministrators(TOWN)
    expect(links.map(({ name }) => name)).toEqual(['sysadmin', 'secadmin', 'auditadmin'])
    expect(await asOwner('select count(*)::integer as count from shishu_account.credential')).toEqual([{ count: 0 }])
    for (const password of ['', 'sysadmin']) {
      expect(await outcome(accounts.signIn({ name: 'sysadmin', password, ...BROWSER }))).toBe('sign-in.refused')
    }
    const { token } = links[0]!
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    const kept = await asOwner('select token_hash from shishu_account.invitation')
    expect(JSON.stringify(kept)).not.toContain(token)

    const weak = { token, password: 'sysadmin-2026-A', ip: null }
    expect(await outcome(accounts.enrol(weak))).toBe('password.unfit') // and the link is still good
    const twice = await Promise.all(
      [GOOD, NEXT].map((password) => outcome(accounts.enrol({ token, password, ip: null }))),
    )
    expect(twice.sort()).toEqual(['done', 'invitation.void'])
    const opened = [GOOD, NEXT].map((password) => outcome(accounts.signIn({ name: 'sysadmin', password, ...BROWSER })))
    expect((await Promise.all(opened)).sort()).toEqual(['done', 'sign-in.refused'])

    const again = await accounts.firstAdministrators(TOWN)
    expect(again.map(({ name }) => name)).toEqual(['secadmin', 'auditadmin'])
    const before = await outcome(accounts.enrol({ token: links[1]!.token, password: GOOD, ip: null }))
    expect(before).toBe('invitation.void') // replaced by the newer one
    await close()
  })

  test('two servers that start at once make three accounts, not six', async () => {
    const { accounts, another, close } = await newAccounts(server)
    await Promise.all([accounts, another(), another()].map((each) => each.firstAdministrators(TOWN)))
    expect((await accounts.findAccounts()).map(({ name }) => name)).toEqual(['auditadmin', 'secadmin', 'sysadmin'])
    await close()
  })

  test('a link is void after 24 hours', async () => {
    const { id } = await on.accounts.createAccount({ name: 'latecomer', displayName: '迟到', orgUnit: TOWN }, ADMIN)
    const { token } = await on.accounts.invite(id, ADMIN)
    on.pass(hours(24))
    expect(await outcome(on.accounts.enrol({ token, password: GOOD, ip: null }))).toBe('invitation.void')
  })
})

describe('signing in', () => {
  test('gives a cookie that scripts and other sites do not get, and that says who it is', async () => {
    const account = await on.newAccount('wangli')
    const { kind, setCookies } = await attempt(' WangLi ', GOOD)
    expect(kind).toBe('signed-in')
    expect(setCookies).toHaveLength(1)
    expect(setCookies[0]).toMatch(/^shishu_session=[^;]+;.*HttpOnly/)
    expect(setCookies[0]).toMatch(/; SameSite=Lax/)
    expect(setCookies[0]).toMatch(/; Secure/)
    expect(setCookies[0]).toMatch(/; Path=\//)
    const who = await on.accounts.whoIs(cookieOf(setCookies))
    expect(who).toEqual({
      account,
      name: 'wangli',
      displayName: '王丽',
      orgUnit: TOWN,
      session: expect.any(String),
      secondFactor: false,
      mustChangePassword: false,
      mustSetUpSecondFactor: false,
    })
    expect((await on.accounts.getAccount(account)).lastSignInAt).toBeInstanceOf(Date)
  })

  test('over plain http the cookie is not Secure', async () => {
    await on.newAccount('plainhttp')
    const plain = on.another(QUICK, 'http://127.0.0.1:8080')
    const { setCookies } = await plain.signIn({ name: 'plainhttp', password: GOOD, ...BROWSER })
    expect(setCookies[0]).toMatch(/^shishu_session=/)
    expect(setCookies[0]).not.toMatch(/Secure/)
  })

  test.each([
    ['no cookie', undefined],
    ['another cookie', 'other=1'],
    ['no signature', 'shishu_session=abc'],
    [
      'a made-up signature',
      `shishu_session=${'a'.repeat(32)}.${encodeURIComponent(Buffer.alloc(32).toString('base64'))}`,
    ],
    ['garbage', 'shishu_session=%%%;;;=\u0000'],
  ])('%s is nobody', async (_, cookie) => {
    expect(await on.accounts.whoIs(cookie)).toBeNull()
  })

  test('a token that was read from the database is nothing without the signature', async () => {
    await on.newAccount('leaked')
    const cookie = await signedIn('leaked')
    const [row] = await on.asOwner(
      `select token from shishu_account.session as s join shishu_account.account as a on a.id = s.account where name = 'leaked'`,
    )
    expect(await present(cookie)).toBe(true)
    expect(await present(`shishu_session=${row!.token}`)).toBe(false)
  })

  test('an unknown name, one without a password, a wrong password and a locked account get the same answer', async () => {
    await on.newAccount('locked1')
    await on.newAccount('present1')
    await on.accounts.createAccount({ name: 'invited1', displayName: '未激活', orgUnit: TOWN }, ADMIN)
    for (let count = 0; count < 5; count += 1) await outcome(attempt('locked1', WRONG))
    const answers = []
    for (const [name, password] of [
      ['nobody1', WRONG],
      ['invited1', WRONG],
      ['present1', WRONG],
      ['locked1', WRONG],
      ['locked1', GOOD],
      ["x' or 1=1 --", WRONG],
      ['present1', 'x'.repeat(100_000)],
    ] as const) {
      answers.push(
        await attempt(name, password).catch(({ code, texts, facts }) => JSON.stringify({ code, texts, facts })),
      )
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('sign-in.refused')
  })

  test('and the answer takes as long', async () => {
    const { accounts, newAccount, close } = await newAccounts(server, {
      settings: {
        ...QUICK,
        argon2: { memoryKiB: 19_456, passes: 6, lanes: 1 },
        lockOut: { failures: 1000, minutes: 15 },
      },
    })
    await newAccount('slowcheck')
    const names = { known: 'slowcheck', unknown: 'nobodyhere', malformed: 'no such name' }
    const times: Record<string, number[]> = { known: [], unknown: [], malformed: [] }
    for (let round = 0; round < 8; round += 1) {
      for (const [kind, name] of Object.entries(names)) {
        const start = performance.now()
        await outcome(accounts.signIn({ name, password: WRONG, ...BROWSER }))
        times[kind]!.push(performance.now() - start)
      }
    }
    // The quickest of each: others on the machine only ever make it slower. Without the hashing it would be a tenth.
    const quickest = (kind: string) => Math.min(...times[kind]!)
    expect(quickest('unknown') / quickest('known')).toBeGreaterThan(0.5)
    expect(quickest('malformed') / quickest('known')).toBeGreaterThan(0.5)
    await close()
  })

  test('what is reported names no password, no token and no unknown name', async () => {
    await on.newAccount('reported')
    on.events.length = 0
    await outcome(attempt('reported', WRONG))
    await outcome(attempt('mypassword1', WRONG))
    const { setCookies } = await attempt('reported', GOOD)
    await on.accounts.signOut({ cookieHeader: cookieOf(setCookies), ip: BROWSER.ip })
    expect(on.events.map(({ kind, outcome: result, account }) => [kind, result, account !== null])).toEqual([
      ['sign-in', 'refused', true],
      ['sign-in', 'refused', false],
      ['sign-in', 'done', true],
      ['sign-out', 'done', true],
    ])
    expect(on.events.every(({ ip, at }) => ip === BROWSER.ip && at instanceof Date)).toBe(true)
    const told = JSON.stringify(on.events)
    for (const secret of [WRONG, GOOD, 'mypassword1', setCookies[0]!.slice(15, 40)]) expect(told).not.toContain(secret)
  })

  test('where an attempt cannot be recorded, nobody is signed in', async () => {
    await on.newAccount('unrecorded')
    const mute = openAccounts({
      pool: on.pool,
      settings: QUICK,
      clock: on.clock,
      baseUrl: 'https://town.example',
      secret: Buffer.alloc(32, 1),
      onEvent: () => Promise.reject(new Error('the audit log is full')),
    })
    await expect(mute.signIn({ name: 'unrecorded', password: GOOD, ...BROWSER })).rejects.toThrow('audit log')
  })
})

describe('lock-out', () => {
  test('five failures lock for 15 minutes; failures meanwhile do not make it longer', async () => {
    await on.newAccount('locked2')
    for (let count = 0; count < 4; count += 1) await outcome(attempt('locked2', WRONG))
    expect(await outcome(attempt('locked2', GOOD))).toBe('done') // four do not lock, and success forgets them
    for (let count = 0; count < 5; count += 1) await outcome(attempt('locked2', WRONG))
    expect(await outcome(attempt('locked2', GOOD))).toBe('sign-in.refused')
    on.pass(minutes(14))
    for (let count = 0; count < 3; count += 1) await outcome(attempt('locked2', WRONG))
    on.pass(minutes(1))
    expect(await outcome(attempt('locked2', GOOD))).toBe('done')
    const told = on.events.filter(({ kind }) => kind === 'locked')
    expect(told.length).toBeGreaterThan(0)
  })

  test('of 40 guesses at once at most five can succeed, and the right one after them is refused', async () => {
    await on.newAccount('locked3')
    const guesses = Array.from({ length: 40 }, (_, at) => outcome(attempt('locked3', `${WRONG}${at}`)))
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['sign-in.refused']))
    const [row] = await on.asOwner(
      `select failures, locked_until from shishu_account.sign_in_failure where name = 'locked3'`,
    )
    expect(row).toMatchObject({ failures: 40, locked_until: expect.any(Date) })
    expect(await outcome(attempt('locked3', GOOD))).toBe('sign-in.refused')
    expect(on.events.filter(({ kind, account }) => kind === 'locked' && account !== null).length).toBeGreaterThan(0)
  })

  test('40 people signing in to one account at once with the right password are not locked', async () => {
    await on.newAccount('shared1')
    const all = await Promise.all(Array.from({ length: 40 }, () => outcome(attempt('shared1', GOOD))))
    expect(new Set(all)).toEqual(new Set(['done']))
  })

  test('an unknown name is locked like any other, and forgotten after a while', async () => {
    for (let count = 0; count < 5; count += 1) await outcome(attempt('ghost1', WRONG))
    const kept = () => on.asOwner(`select failures from shishu_account.sign_in_failure where name = 'ghost1'`)
    expect(await kept()).toEqual([{ failures: 5 }])
    on.pass(minutes(16))
    await outcome(attempt('ghost2', WRONG))
    expect(await kept()).toEqual([])
  })
})

describe('passwords', () => {
  test('are kept as argon2id', async () => {
    await on.newAccount('hashed')
    const [row] = await on.asOwner(
      `select password from shishu_account.credential as c join shishu_account.account as a on a.id = c.account where a.name = 'hashed'`,
    )
    expect(row!.password).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/)
  })

  test('one set by an administrator must be changed first; it ends by itself; all sessions end', async () => {
    const account = await on.newAccount('recovered')
    const before = await signedIn('recovered')
    for (let count = 0; count < 5; count += 1) await outcome(attempt('recovered', WRONG))
    const given = await on.accounts.resetPassword(account, ADMIN)
    expect(await present(before)).toBe(false)
    expect(await outcome(attempt('recovered', GOOD))).toBe('sign-in.refused')
    const { kind, setCookies } = await attempt('recovered', given) // and the lock-out is lifted
    expect(kind).toBe('change-password')
    const cookie = cookieOf(setCookies)
    expect(await on.accounts.whoIs(cookie)).toMatchObject({ mustChangePassword: true })
    const changed = await on.accounts.changePassword({ cookieHeader: cookie, current: given, next: NEXT, ...BROWSER })
    expect(await present(cookie)).toBe(false) // the old token is void
    expect(await on.accounts.whoIs(cookieOf(changed))).toMatchObject({ mustChangePassword: false })
    expect((await attempt('recovered', NEXT)).kind).toBe('signed-in')

    const later = await on.accounts.resetPassword(account, ADMIN)
    on.pass(hours(24))
    expect(await outcome(attempt('recovered', later))).toBe('sign-in.refused')
  })

  test('must be changed after 180 days', async () => {
    await on.newAccount('old1')
    on.pass(days(180) - minutes(1))
    expect((await attempt('old1', GOOD)).kind).toBe('signed-in')
    on.pass(minutes(1))
    const { kind, setCookies } = await attempt('old1', GOOD)
    expect(kind).toBe('change-password')
    expect(await on.accounts.whoIs(cookieOf(setCookies))).toMatchObject({ mustChangePassword: true })
  })

  test('none of the last five can be taken again', async () => {
    await on.newAccount('repeater', 'Pass-word 000')
    let current = 'Pass-word 000'
    const change = async (next: string) => {
      const cookieHeader = await signedIn('repeater', current)
      const result = await outcome(on.accounts.changePassword({ cookieHeader, current, next, ...BROWSER }))
      if (result === 'done') current = next
      return result
    }
    for (let number = 1; number <= 4; number += 1) expect(await change(`Pass-word 00${number}`)).toBe('done')
    for (let number = 0; number <= 4; number += 1) expect(await change(`Pass-word 00${number}`)).toBe('password.unfit')
    expect(await change('Pass-word 005')).toBe('done')
    expect(await change('Pass-word 000')).toBe('done') // now the sixth back
  })

  test('changing one needs the current one, keeps the rules, and ends the other sessions', async () => {
    const account = await on.newAccount('changer')
    const [mine, other] = [await signedIn('changer'), await signedIn('changer')]
    const change = (current: string, next: string) =>
      on.accounts.changePassword({ cookieHeader: mine, current, next, ...BROWSER })
    expect(await outcome(change(WRONG, NEXT))).toBe('sign-in.refused')
    const unfit = await change(GOOD, 'changer').catch((error) => error)
    expect(unfit).toMatchObject({ code: 'password.unfit' })
    expect(unfit.facts.problems).toHaveLength(3)
    const cookie = cookieOf(await change(GOOD, NEXT))
    expect([await present(mine), await present(other), await present(cookie)]).toEqual([false, false, true])
    expect(await on.accounts.listSessions(account)).toHaveLength(1)
  })

  test('a sign-in under the old password that is under way while it is reset comes to nothing', async () => {
    const account = await on.newAccount('raced')
    const tries = Array.from({ length: 8 }, () => attempt('raced', GOOD).catch(() => undefined))
    await on.accounts.resetPassword(account, ADMIN)
    for (const made of await Promise.all(tries)) {
      if (made !== undefined) expect(await present(cookieOf(made.setCookies))).toBe(false)
    }
    expect(await on.accounts.listSessions(account)).toEqual([])
  })
})

describe('sessions', () => {
  test('end after 30 minutes unused, and after 12 hours in any case', async () => {
    await on.newAccount('idler')
    const cookie = await signedIn('idler')
    for (let round = 0; round < 23; round += 1) {
      on.pass(minutes(29))
      expect(await present(cookie)).toBe(true)
    }
    on.pass(minutes(29))
    expect(await present(cookie)).toBe(true) // 11 h 36 min
    on.pass(minutes(24))
    expect(await present(cookie)).toBe(false)

    const unused = await signedIn('idler')
    on.pass(minutes(30))
    expect(await present(unused)).toBe(false)
  })

  test('are shared by two servers on one database, and end on both', async () => {
    const account = await on.newAccount('roamer')
    const second = on.another()
    const cookie = await signedIn('roamer')
    expect(await second.whoIs(cookie)).toMatchObject({ account, name: 'roamer' })
    const setCookies = await second.signOut({ cookieHeader: cookie, ip: null })
    expect(setCookies.find((each) => each.startsWith('shishu_session=;'))).toMatch(/Max-Age=0/)
    expect(await present(cookie)).toBe(false)
    expect(await second.whoIs(cookie)).toBeNull()
  })

  test('are listed without their tokens, and can be ended one by one or all at once', async () => {
    const account = await on.newAccount('lister')
    const stranger = await on.newAccount('stranger')
    const cookies = [await signedIn('lister'), await signedIn('lister'), await signedIn('lister')]
    const listed = await on.accounts.listSessions(account)
    expect(listed).toHaveLength(3)
    expect(listed[0]).toEqual({
      id: expect.any(String),
      account,
      method: 'password',
      secondFactor: 'none',
      startedAt: expect.any(Date),
      seenAt: expect.any(Date),
      ip: BROWSER.ip,
      userAgent: BROWSER.userAgent,
    })
    const { session } = (await on.accounts.whoIs(cookies[0]))!
    expect(await outcome(on.accounts.revokeSession({ account: stranger, session }, ADMIN))).toBe('session.unknown')
    await on.accounts.revokeSession({ account, session }, ADMIN)
    expect(await Promise.all(cookies.map(present))).toEqual([false, true, true])
    await on.accounts.revokeAll(account, ADMIN)
    expect(await Promise.all(cookies.map(present))).toEqual([false, false, false])
    expect(await outcome(on.accounts.revokeAll('nobody', ADMIN))).toBe('account.unknown')
  })

  test('what has ended is swept away', async () => {
    await on.newAccount('swept')
    await signedIn('swept')
    await on.accounts.invite((await on.accounts.findAccounts({ text: 'swept' }))[0]!.id, ADMIN)
    on.pass(days(2))
    await on.accounts.sweep()
    expect(
      await on.asOwner(`select (select count(*)::integer from shishu_account.session) as sessions,
                               (select count(*)::integer from shishu_account.invitation) as invitations`),
    ).toEqual([{ sessions: 0, invitations: 0 }])
  })
})

describe('accounts', () => {
  test.each([
    ['ab', '王', 'account.name-malformed'],
    ['wang li', '王', 'account.name-malformed'],
    ['okname', ' ', 'account.display-name-malformed'],
    ['okname', '王\u0007丽', 'account.display-name-malformed'],
    ['okname', '王丽', 'done'],
    ['OKNAME', '王丽', 'account.name-taken'],
  ])('making %j for %j: %s', async (name, displayName, expected) => {
    expect(await outcome(on.accounts.createAccount({ name, displayName, orgUnit: TOWN }, ADMIN))).toBe(expected)
  })

  test('an account belongs to an org unit', async () => {
    const make = on.accounts.createAccount({ name: 'placeless', displayName: '王丽', orgUnit: '上村' }, ADMIN)
    expect(await outcome(make)).toBe('org-unit.code-malformed')
    expect(await on.accounts.findAccountByName('placeless')).toBeUndefined()
  })

  test('one name made twice at once is one account', async () => {
    const make = () => outcome(on.accounts.createAccount({ name: 'twin', displayName: '双', orgUnit: TOWN }, ADMIN))
    expect((await Promise.all([make(), make(), make()])).sort()).toEqual([
      'account.name-taken',
      'account.name-taken',
      'done',
    ])
  })

  test('a disabled one ends at once, tells so only to the right password, and can be opened again', async () => {
    const account = await on.newAccount('gone')
    const cookie = await signedIn('gone')
    await on.accounts.disableAccount(account, ADMIN)
    expect(await present(cookie)).toBe(false)
    expect(await outcome(attempt('gone', WRONG))).toBe('sign-in.refused')
    expect(await outcome(attempt('gone', GOOD))).toBe('account.disabled')
    expect(await outcome(on.accounts.invite(account, ADMIN))).toBe('account.disabled')
    expect((await on.accounts.getAccount(account)).disabled).toBe(true)
    await on.accounts.enableAccount(account, ADMIN)
    expect(await present(cookie)).toBe(false)
    expect(await outcome(attempt('gone', GOOD))).toBe('done')
    expect(await outcome(on.accounts.disableAccount('nobody', ADMIN))).toBe('account.unknown')
  })

  test('are changed and found by name, place and state', async () => {
    const { accounts, close } = await newAccounts(server)
    for (const [name, displayName, orgUnit] of [
      ['chen', '陈一', TOWN],
      ['liu', '刘二', VILLAGE],
      ['zhao', '赵%三', '341899102000'],
    ] as const) {
      await accounts.createAccount({ name, displayName, orgUnit }, ADMIN)
    }
    const names = async (query: Parameters<typeof accounts.findAccounts>[0]) =>
      (await accounts.findAccounts(query)).map(({ name }) => name)
    expect(await names({})).toEqual(['chen', 'liu', 'zhao'])
    expect(await names({ text: '刘' })).toEqual(['liu'])
    expect(await names({ text: '%' })).toEqual(['zhao'])
    expect(await names({ within: { from: 341899101000000, until: 341899102000000 } })).toEqual(['chen', 'liu'])
    expect(await names({ after: 'chen', limit: 1 })).toEqual(['liu'])
    const [liu] = await accounts.findAccounts({ text: 'liu' })
    const changed = await accounts.updateAccount(liu!.id, { orgUnit: TOWN, secondFactorRequired: true }, ADMIN)
    expect(changed).toMatchObject({ name: 'liu', displayName: '刘二', orgUnit: TOWN, secondFactorRequired: true })
    await accounts.disableAccount(liu!.id, ADMIN)
    expect(await names({ disabled: false })).toEqual(['chen', 'zhao'])
    await close()
  })
})

describe('the second factor', () => {
  const codeAt = (secret: string, steps: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + seconds(30 * steps) })

  /** An account with an authenticator; the present code is used up. */
  async function withAuthenticator(name: string) {
    const account = await on.newAccount(name)
    const cookieHeader = await signedIn(name)
    const made = await on.accounts.enrolTotp({ cookieHeader, password: GOOD, ip: null })
    const code = codeAt(made.secret, 0)
    const setCookies = await on.accounts.confirmTotp({ cookieHeader, code, ...BROWSER })
    return { account, ...made, cookie: cookieOf(setCookies), before: cookieHeader, used: code }
  }

  test('is set up with the password and a first code, and then asked for', async () => {
    const account = await on.newAccount('second1')
    const cookieHeader = await signedIn('second1')
    const ip = BROWSER.ip
    expect(await outcome(on.accounts.confirmTotp({ cookieHeader, code: '123456', ...BROWSER }))).toBe(
      'second-factor.not-begun',
    )
    expect(await outcome(on.accounts.enrolTotp({ cookieHeader, password: WRONG, ip }))).toBe('sign-in.refused')
    const { uri, secret, backupCodes } = await on.accounts.enrolTotp({ cookieHeader, password: GOOD, ip })
    expect(uri).toMatch(/^otpauth:\/\/totp\/%E5%AE%9E%E6%95%B0:second1\?secret=[A-Z2-7]+&issuer=/)
    expect(new Set(backupCodes).size).toBe(10)
    const [kept] = await on.asOwner('select secret, backup_codes from shishu_account.two_factor where account = $1', [
      account,
    ])
    for (const shown of [secret, ...backupCodes]) expect(JSON.stringify(kept)).not.toContain(shown)

    expect((await attempt('second1', GOOD)).kind).toBe('signed-in') // not confirmed: nothing has changed
    expect(await outcome(on.accounts.confirmTotp({ cookieHeader, code: '000000', ...BROWSER }))).toBe(
      'second-factor.wrong',
    )
    const setCookies = await on.accounts.confirmTotp({ cookieHeader, code: codeAt(secret, 0), ...BROWSER })
    expect(await present(cookieHeader)).toBe(false)
    expect(await on.accounts.whoIs(cookieOf(setCookies))).toMatchObject({ secondFactor: true })
    expect(await on.accounts.listSessions(account)).toHaveLength(1)

    const half = await attempt('second1', GOOD)
    expect(half.kind).toBe('second-factor')
    const cookie = cookieOf(half.setCookies)
    expect(await on.accounts.whoIs(cookie)).toBeNull()
    for (const work of [
      () => on.accounts.changePassword({ cookieHeader: cookie, current: GOOD, next: NEXT, ...BROWSER }),
      () => on.accounts.enrolTotp({ cookieHeader: cookie, password: GOOD, ip }),
      () => on.accounts.confirmTotp({ cookieHeader: cookie, code: codeAt(secret, 1), ...BROWSER }),
    ]) {
      expect(await outcome(work())).toBe('sign-in.needed')
    }
    const whole = await on.accounts.verifySecondFactor({ cookieHeader: cookie, code: codeAt(secret, 1), ip })
    expect(whole.kind).toBe('signed-in')
    expect(await on.accounts.whoIs(cookieOf(whole.setCookies))).toMatchObject({ account, secondFactor: true })
    expect(await on.accounts.whoIs(cookie)).toBeNull() // the half session's token is void
    expect(await outcome(on.accounts.verifySecondFactor({ cookieHeader: cookie, code: codeAt(secret, -1), ip }))).toBe(
      'second-factor.not-awaited',
    )
  })

  test('takes a code once, also twice at the same moment', async () => {
    const { secret, used } = await withAuthenticator('second2')
    const [one, two] = [await signedIn('second2'), await signedIn('second2')]
    const verify = (cookieHeader: string, code: string) =>
      outcome(on.accounts.verifySecondFactor({ cookieHeader, code, ip: null }))
    expect(await verify(one, used)).toBe('second-factor.wrong')
    const code = codeAt(secret, 1)
    expect((await Promise.all([verify(one, code), verify(two, code)])).sort()).toEqual(['done', 'second-factor.wrong'])
  })

  test('takes a backup code once', async () => {
    const { backupCodes } = await withAuthenticator('second3')
    const verify = async (code: string) => {
      const cookieHeader = await signedIn('second3')
      return outcome(on.accounts.verifySecondFactor({ cookieHeader, code, ip: null }))
    }
    expect(await verify(backupCodes[0]!)).toBe('done')
    expect(await verify(backupCodes[0]!)).toBe('second-factor.wrong')
    expect(await verify(backupCodes[1]!)).toBe('done')
  })

  test('wrong codes lock like wrong passwords; the right password does not begin the count anew', async () => {
    const { secret } = await withAuthenticator('second4')
    const results = []
    for (let count = 0; count < 5; count += 1) {
      const cookieHeader = await signedIn('second4')
      results.push(await outcome(on.accounts.verifySecondFactor({ cookieHeader, code: '000000', ip: null })))
    }
    expect(results).toEqual([...Array(4).fill('second-factor.wrong'), 'sign-in.refused'])
    expect(await outcome(attempt('second4', GOOD))).toBe('sign-in.refused')
    on.pass(minutes(15))
    const cookieHeader = await signedIn('second4')
    expect(await outcome(on.accounts.verifySecondFactor({ cookieHeader, code: codeAt(secret, 1), ip: null }))).toBe(
      'done',
    )
  })

  test('is not awaited for ever', async () => {
    const { secret } = await withAuthenticator('second5')
    const cookieHeader = await signedIn('second5')
    on.pass(minutes(10))
    expect(await outcome(on.accounts.verifySecondFactor({ cookieHeader, code: codeAt(secret, 1), ip: null }))).toBe(
      'second-factor.not-awaited',
    )
  })

  test('where it is required, nothing else is open until it is set up', async () => {
    const account = await on.newAccount('second6')
    const before = await signedIn('second6')
    await on.accounts.updateAccount(account, { secondFactorRequired: true }, ADMIN)
    expect(await on.accounts.whoIs(before)).toMatchObject({ mustSetUpSecondFactor: true })
    const { kind, setCookies } = await attempt('second6', GOOD)
    expect(kind).toBe('set-up-second-factor')
    const cookieHeader = cookieOf(setCookies)
    const { secret } = await on.accounts.enrolTotp({ cookieHeader, password: GOOD, ip: null })
    const done = await on.accounts.confirmTotp({ cookieHeader, code: codeAt(secret, 0), ...BROWSER })
    expect(await on.accounts.whoIs(cookieOf(done))).toMatchObject({ mustSetUpSecondFactor: false, secondFactor: true })
  })

  test('one that is lost is taken away by an administrator; all sessions end', async () => {
    const { account, cookie } = await withAuthenticator('second7')
    expect(await outcome(on.accounts.enrolTotp({ cookieHeader: cookie, password: GOOD, ip: null }))).toBe(
      'second-factor.set-up-already',
    )
    await on.accounts.removeTotp(account, ADMIN)
    expect(await present(cookie)).toBe(false)
    expect((await attempt('second7', GOOD)).kind).toBe('signed-in')
  })
})
