import type { SsoProvider } from '../account/account-settings.ts'
import { address, flag, text } from './setting-kind.ts'
import type { Setting } from './setting-table.ts'

const described = (zh: string, en: string) => ({ zh, en, initial: null, secret: false })

/** The variables of one single sign-on provider; `NAME` stands for its name in capitals. */
export function ssoVariables(name = 'NAME') {
  const of = (end: string) => `SHISHU_SSO_${name.toUpperCase()}_${end}`
  return {
    discoveryUrl: {
      name: of('DISCOVERY_URL'),
      kind: address('https', 'http'),
      ...described('提供方的 …/.well-known/openid-configuration', 'its …/.well-known/openid-configuration'),
    },
    clientId: { name: of('CLIENT_ID'), kind: text(200), ...described('客户端标识', 'client id') },
    clientSecret: {
      name: of('CLIENT_SECRET'),
      kind: text(500),
      ...described('客户端密钥', 'client secret'),
      secret: true,
    },
    label: { name: of('LABEL'), kind: text(40), ...described('登录页上的名称', 'what the sign-in page calls it') },
    linkByName: {
      name: of('LINK_BY_NAME'),
      kind: flag,
      ...described('首次登录是否按登录名对上已有账号', 'whether a first sign-in is matched by login name'),
    },
    replacesSecondFactor: {
      name: of('REPLACES_SECOND_FACTOR'),
      kind: flag,
      ...described('提供方的第二因素是否代替本系统的', 'whether its second factor stands for ours'),
    },
  } satisfies Record<string, Setting>
}

/** The variables without which a provider cannot be used. */
export const SSO_NEEDED = ['discoveryUrl', 'clientId'] as const

/** A provider of the values of its variables. */
export function ssoProvider(id: string, values: Readonly<Record<string, unknown>>): SsoProvider {
  const clientSecret = values.clientSecret as string | null
  return {
    id,
    label: (values.label as string | null) ?? id,
    discoveryUrl: values.discoveryUrl as string,
    clientId: values.clientId as string,
    ...(clientSecret !== null && { clientSecret }),
    linkByName: values.linkByName === true,
    replacesSecondFactor: values.replacesSecondFactor === true,
  }
}
