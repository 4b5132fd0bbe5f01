import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies'

/** What a new session is made of. */
export interface NewSession {
  account: string
  method: 'password' | 'sso'
  secondFactor: 'none' | 'awaited' | 'given'
  generation: number
  startedAt: Date
  seenAt: Date
  ip: string | null
  userAgent: string | null
}

/** The library's sessions and signed cookie under our rules. Called from here only; none of them is a route. */
export function sessionEndpoints() {
  return {
    id: 'shishu-session',
    endpoints: {
      /** Begins a session and sets its cookie. */
      beginSession: createAuthEndpoint.serverOnly(
        { method: 'POST', metadata: { $Infer: { body: {} as NewSession } } },
        async (ctx) => {
          const { account, ip, userAgent, ...fields } = ctx.body as NewSession
          const session = await ctx.context.internalAdapter.createSession(account, false, {
            ...fields,
            ipAddress: ip ?? '',
            userAgent: userAgent ?? '',
          })
          const user = await ctx.context.internalAdapter.findUserById(account)
          await setSessionCookie(ctx, { session, user: user! })
          return session.id
        },
      ),
      /** The token in the request's cookie, where its signature is ours. */
      readSessionToken: createAuthEndpoint.serverOnly({ method: 'GET' }, async (ctx) => {
        const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret)
        return token || null
      }),
      /** Takes the cookie back. */
      dropSessionCookie: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
        deleteSessionCookie(ctx)
        return null
      }),
    },
  } satisfies BetterAuthPlugin
}
