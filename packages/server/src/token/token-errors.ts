import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about access tokens. */
export const TOKEN_ERRORS = {
  'token.unknown': fault<{ token: string }>({
    zh: ({ token }) => `没有访问令牌 ${token}，或者它已经作废。`,
    en: ({ token }) => `No access token ${token}, or it is no longer valid.`,
  }),
  'token.too-many': fault<{ most: number }>({
    zh: ({ most }) => `一个人最多有 ${most} 个有效的访问令牌，请先作废不用的。`,
    en: ({ most }) => `At most ${most} access tokens are valid at once; revoke one first.`,
  }),
}

export const tokenError = defineErrors(TOKEN_ERRORS)
