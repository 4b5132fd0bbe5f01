import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { type GenericOAuthConfig, genericOAuth, twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { uuidv7 } from 'uuidv7'
import { type AccountSettings, hours } from './account-settings.ts'
import type { PasswordHasher } from './password-hash.ts'
import { sessionEndpoints } from './session-endpoints.ts'

/** Where everything about accounts is answered; a provider returns to `/api/account/callback/<provider>`. */
export const ACCOUNT_PATH = '/api/account'
export const SESSION_COOKIE = 'shishu_session'

export interface AuthConfig {
  pool: Pool
  settings: AccountSettings
  clock: () => Date
  baseUrl: string
  secret: Uint8Array
  hasher: PasswordHasher
  /** Providers of single sign-on; none where the instance only keeps sessions. */
  providers: readonly GenericOAuthConfig[]
}

/**
 * The library, which carries: sessions and their signed cookie, authenticators and backup codes, and OpenID Connect. It
 * serves no request by itself. Its own sign-in by name is not used: it answers sooner for a name that cannot be, or that
 * has no password yet, and so tells which accounts there are.
 */
export function makeAuth({ pool, settings, clock, baseUrl, secret, hasher, providers }: AuthConfig) {
  const database = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  return betterAuth({
    appName: settings.secondFactor.issuer,
    baseURL: baseUrl,
    basePath: ACCOUNT_PATH,
    // Numbered, so that a later one can take over; and said here, so that no environment variable can.
    secrets: [{ version: 1, value: Buffer.from(secret).toString('base64url') }],
    database: { db: database, type: 'postgres', schemaName: 'shishu_account', transaction: true },
    // Its log names people and repeats what they typed; what went wrong reaches the caller as an error.
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: false,
      password: { hash: hasher.hash, verify: ({ hash, password }) => hasher.verify(hash, password) },
    },
    user: {
      modelName: 'account',
      fields: {
        name: 'display_name',
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      // Never written by the library, which makes no accounts; named so that it knows who fills them.
      additionalFields: {
        loginName: { type: 'string', required: true, input: false, fieldName: 'name' },
        orgUnit: { type: 'string', required: true, input: false, fieldName: 'org_unit' },
      },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'account',
        accountId: 'subject',
        providerId: 'provider',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: providers.map(({ providerId }) => providerId) },
    },
    session: {
      modelName: 'session',
      fields: {
        userId: 'account',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      additionalFields: {
        method: { type: 'string', required: false, input: false },
        secondFactor: { type: 'string', required: false, input: false, fieldName: 'second_factor' },
        generation: { type: 'number', required: false, input: false },
        startedAt: { type: 'date', required: false, input: false, fieldName: 'started_at' },
        seenAt: { type: 'date', required: false, input: false, fieldName: 'seen_at' },
      },
      expiresIn: hours(settings.session.absoluteHours) / 1000,
      disableSessionRefresh: true,
      // A session that has ended must have ended everywhere: every request asks the database.
      cookieCache: { enabled: false },
    },
    verification: {
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: 'shishu',
      cookies: { session_token: { name: SESSION_COOKIE } },
      useSecureCookies: false, // this would only change the cookie's name; the attribute is set below
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: baseUrl.startsWith('https:') },
      database: { generateId: () => uuidv7() },
    },
    databaseHooks: {
      session: {
        create: {
          // Every session begins here, whichever way somebody came.
          before: async (session) => {
            if (typeof session.method === 'string') return
            const { rows } = await pool.query<{ disabled: boolean; enabled: boolean; generation: number }>(
              `select disabled, two_factor_enabled as enabled, generation from shishu_account.account where id = $1`,
              [session.userId],
            )
            const account = rows[0]
            if (account === undefined || account.disabled) {
              throw new APIError('FORBIDDEN', { code: 'account_disabled', message: 'account disabled' })
            }
            const now = clock()
            const secondFactor = account.enabled ? 'awaited' : 'none'
            return {
              data: { method: 'sso', secondFactor, generation: account.generation, startedAt: now, seenAt: now },
            }
          },
        },
      },
      account: {
        create: {
          // The provider has said who it is; its tokens are of no further use, so they are not kept to be stolen.
          before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    plugins: [
      sessionEndpoints(),
      twoFactor({
        issuer: settings.secondFactor.issuer,
        allowPasswordless: true, // whoever comes by single sign-on alone
        accountLockout: { enabled: false }, // both factors count together: see lock-out.ts
        backupCodeOptions: { amount: settings.secondFactor.backupCodes, storeBackupCodes: 'encrypted' },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              userId: 'account',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      ...(providers.length > 0 ? [genericOAuth({ config: [...providers] })] : []),
    ],
  })
}

export type Auth = ReturnType<typeof makeAuth>

/** The code of the library's refusal; undefined where something else went wrong. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof APIError) || error.statusCode >= 500) return undefined
  const { code } = (error.body ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : String(error.status)
}
