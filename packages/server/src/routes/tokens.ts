import { EntryId, NewTokenView, object, TokenView } from '@shishu/protocol'
import { storeError } from '@shishu/store'
import { type Static, Type } from 'typebox'
import { defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'
import type { Person } from '../session/person.ts'
import { type AccessToken, listTokens, makeToken, revokeToken, TOKEN_DAYS } from '../token/access-token.ts'

const list = defineRoute({
  method: 'GET',
  url: '/api/session/tokens',
  tag: 'session',
  summary: { zh: '本人的访问令牌', en: 'The person’s access tokens' },
  access: 'signed-in',
  response: object({ tokens: Type.Array(TokenView) }),
  handle: async ({ services, person }) => ({
    tokens: (await listTokens(services.book.keeperPool, await makerOf(services, person))).map(tokenView),
  }),
})

const make = defineRoute({
  method: 'POST',
  url: '/api/session/tokens',
  tag: 'session',
  summary: {
    zh: '新建访问令牌：供别的程序以本人身份查数，只读；只显示这一次',
    en: 'Make an access token, by which a program reads figures as the person; shown this once',
  },
  access: 'signed-in',
  body: object({
    label: Type.String({
      minLength: 1,
      maxLength: 80,
      pattern: '^[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
    }),
    days: Type.Integer({ minimum: 1, maximum: TOKEN_DAYS }),
  }),
  response: NewTokenView,
  status: 201,
  perMinute: 30,
  handle: async ({ body: { label, days }, services, person, rights }) => {
    const { book } = services
    // A token of somebody who may read no figures would be good for nothing.
    if (!rights.mayAnywhere('figure.read')) throw storeError('access.refused', {})
    const made = await makeToken(book.keeperPool, {
      ...(await makerOf(services, person)),
      label,
      days,
      now: book.clock(),
    })
    return { ...tokenView(made.record), token: made.token }
  },
})

const revoke = defineRoute({
  method: 'DELETE',
  url: '/api/session/tokens/:token',
  tag: 'session',
  summary: { zh: '作废访问令牌', en: 'Revoke an access token' },
  access: 'signed-in',
  params: object({ token: EntryId }),
  status: 204,
  handle: async ({ params, services: { book }, person }) =>
    revokeToken(book.keeperPool, person.account, params.token, book.clock()),
})

/** Whose a token is, and the generation of sessions that it ends with. */
async function makerOf({ accounts }: Services, { account }: Person) {
  return { person: account, generation: await accounts.generationOf(account) }
}

function tokenView(token: AccessToken): Static<typeof TokenView> {
  const { id, label, createdAt, expiresAt, revokedAt, lastUsedAt } = token
  return { id, label, createdAt, expiresAt, revokedAt, lastUsedAt }
}

export const tokenRoutes = [list, make, revoke]
