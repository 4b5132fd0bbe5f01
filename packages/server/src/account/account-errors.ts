import { defineErrors, fault } from '@shishu/kernel'

type NoFacts = Record<string, never>

/** Every refusal about accounts and sessions. To add one, add it here: code, facts, both texts. */
export const ACCOUNT_ERRORS = {
  // One answer for an unknown name, a wrong password and a locked account: it tells nobody which accounts there are.
  'sign-in.refused': fault<{ failures: number; minutes: number }>({
    zh: ({ failures, minutes }) =>
      `登录名或密码不对，或者账号暂时锁定（连续 ${failures} 次不对，锁定 ${minutes} 分钟）。请核对后再试，或找管理员重设密码。`,
    en: ({ failures, minutes }) =>
      `Wrong name or password, or locked for ${minutes} minutes after ${failures} failures in a row. Check and try again, or ask an administrator.`,
  }),
  'sign-in.needed': fault<NoFacts>({
    zh: () => '请先登录：还没有登录，或者登录已经过期。',
    en: () => 'Sign in first: there is no session, or it has ended.',
  }),
  'account.disabled': fault<NoFacts>({
    zh: () => '这个账号已经停用，请找管理员。',
    en: () => 'This account is disabled; ask an administrator.',
  }),
  'account.unknown': fault<{ account: string }>({
    zh: ({ account }) => `没有账号“${account}”。`,
    en: ({ account }) => `No account "${account}".`,
  }),
  'account.name-taken': fault<{ name: string }>({
    zh: ({ name }) => `登录名“${name}”已有人用，请换一个。`,
    en: ({ name }) => `The name "${name}" is taken; choose another.`,
  }),
  'account.name-malformed': fault<{ name: string }>({
    zh: ({ name }) => `“${name}”不能作登录名：要 3 至 32 位小写字母或数字。`,
    en: ({ name }) => `"${name}" is no login name: 3 to 32 lower-case letters or digits.`,
  }),
  'account.display-name-malformed': fault<{ most: number }>({
    zh: ({ most }) => `姓名要填，且不超过 ${most} 字，不含控制字符。`,
    en: ({ most }) => `A real name is needed: at most ${most} characters, no control characters.`,
  }),
  'password.unfit': fault<{ problems: readonly string[]; problemsEn: readonly string[] }>({
    zh: ({ problems }) => `这个密码不能用：${problems.join('；')}。`,
    en: ({ problemsEn }) => `This password will not do: ${problemsEn.join('; ')}.`,
  }),
  'invitation.void': fault<NoFacts>({
    zh: () => '这个链接已经用过、过期或作废，请找管理员另发一个。',
    en: () => 'This link is used, expired or replaced; ask an administrator for a new one.',
  }),
  'second-factor.wrong': fault<NoFacts>({
    zh: () => '验证码不对，或者刚才已经用过。请等下一个验证码再试。',
    en: () => 'The code is wrong or was just used; wait for the next one.',
  }),
  'second-factor.not-awaited': fault<NoFacts>({
    zh: () => '没有等待验证的登录，请重新登录。',
    en: () => 'No sign-in is waiting for a code; sign in again.',
  }),
  'second-factor.set-up-already': fault<NoFacts>({
    zh: () => '这个账号已经绑定验证器；要换，请找管理员先解除。',
    en: () => 'An authenticator is set up already; ask an administrator to remove it first.',
  }),
  'second-factor.not-begun': fault<NoFacts>({
    zh: () => '还没有开始绑定验证器，请先取得二维码。',
    en: () => 'Setting up an authenticator has not begun.',
  }),
  'session.unknown': fault<{ session: string }>({
    zh: ({ session }) => `没有登录记录“${session}”，可能已经结束。`,
    en: ({ session }) => `No session "${session}"; it may have ended.`,
  }),
  'sso.provider-unknown': fault<{ provider: string }>({
    zh: ({ provider }) => `没有配置统一身份认证“${provider}”。`,
    en: ({ provider }) => `No single sign-on provider "${provider}" is configured.`,
  }),
  'sso.return-malformed': fault<NoFacts>({
    zh: () => '登录后要去的地址必须是本站的路径。',
    en: () => 'Where to go after signing in must be a path of this site.',
  }),
  'sso.refused': fault<{ provider: string; reason: string }>({
    zh: ({ provider, reason }) => `统一身份认证“${provider}”没有成功（${reason}）。请重试；若一直不行，请找管理员。`,
    en: ({ provider, reason }) =>
      `Single sign-on by "${provider}" failed (${reason}). Try again or ask an administrator.`,
  }),
  'sso.no-account': fault<{ provider: string }>({
    zh: ({ provider }) => `您在“${provider}”的身份还没有对应的账号，请找管理员开通。`,
    en: ({ provider }) => `Your identity at "${provider}" belongs to no account here; ask an administrator.`,
  }),
}

export const accountError = defineErrors(ACCOUNT_ERRORS)
