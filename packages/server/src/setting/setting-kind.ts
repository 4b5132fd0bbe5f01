import ipaddr from 'ipaddr.js'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

/** How the text of a variable becomes a value, and what it may be. */
export interface SettingKind<T> {
  schema: TSchema
  /** The value, or undefined where the text cannot be one; the schema is checked afterwards. */
  parse(text: string): T | undefined
  /** What it must be, in words. */
  zh: string
  en: string
}

/** The value of a text, or undefined where it is not of the kind. */
export function readValue<T>(kind: SettingKind<T>, text: string): T | undefined {
  const value = kind.parse(text)
  return value !== undefined && Value.Check(kind.schema, value) ? value : undefined
}

function kindOf<S extends TSchema>(
  schema: S,
  parse: (text: string) => Static<S> | undefined,
  words: { zh: string; en: string },
): SettingKind<Static<S>> {
  return { schema, parse, ...words }
}

// Line breaks and other control characters have no place in a setting, and break logs and headers.
const PLAIN = '^[^\\u0000-\\u001f\\u007f]+$'

export const path = kindOf(Type.String({ pattern: PLAIN, maxLength: 1_000 }), (given) => given, {
  zh: '路径',
  en: 'a path',
})

export const text = (most: number) =>
  kindOf(Type.String({ pattern: PLAIN, maxLength: most }), (given) => given, {
    zh: `不超过 ${most} 字的文字，不含换行`,
    en: `text of at most ${most} characters, without line breaks`,
  })

export const integer = (least: number, most: number) =>
  kindOf(
    Type.Integer({ minimum: least, maximum: most }),
    (given) => (/^\d{1,15}$/.test(given) ? Number(given) : undefined),
    {
      zh: `${least} 到 ${most} 的整数`,
      en: `a whole number from ${least} to ${most}`,
    },
  )

export const flag = kindOf(Type.Boolean(), (given) => ({ true: true, false: false })[given], {
  zh: 'true 或 false',
  en: 'true or false',
})

export const choice = <const C extends readonly string[]>(choices: C): SettingKind<C[number]> => ({
  schema: Type.Union(choices.map((one) => Type.Literal(one))),
  parse: (given) => given as C[number],
  zh: `${choices.join('、')} 之一`,
  en: `one of ${choices.join(', ')}`,
})

/** An address such as `https://host`, of one of the schemes; its user and password may be in it. */
export const address = (...schemes: string[]) =>
  kindOf(
    Type.String({ pattern: PLAIN, maxLength: 2_000 }),
    (given) => (schemes.includes(URL.parse(given)?.protocol.slice(0, -1) ?? '') ? given : undefined),
    {
      zh: `以 ${schemes.map((one) => `${one}://`).join(' 或 ')} 开头的地址`,
      en: `an address of ${schemes.join(' or ')}`,
    },
  )

/** The address of a site, without a path: `https://shishu.example.gov.cn`. */
export const origin = kindOf(
  Type.String({ maxLength: 300 }),
  (given) => {
    const url = URL.parse(given)
    const plain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.username === ''
    return plain && url.search === '' && url.hash === '' ? url.origin : undefined
  },
  { zh: '网站地址，如 https://shishu.example.gov.cn，不带路径', en: 'an origin such as https://shishu.example.gov.cn' },
)

const listed = (given: string) =>
  given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** IP addresses and ranges of them, separated by commas. */
export const ranges = kindOf(
  Type.Array(Type.String(), { maxItems: 100 }),
  (given) => {
    const list = listed(given)
    return list.every((one) => ipaddr.isValidCIDR(one) || ipaddr.isValid(one)) ? list : undefined
  },
  { zh: '用逗号隔开的 IP 地址或网段，如 10.20.0.0/16', en: 'IP addresses or ranges such as 10.20.0.0/16, by commas' },
)

export const names = kindOf(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9]{0,19}$' }), { maxItems: 10 }), listed, {
  zh: '用逗号隔开的名字，小写字母开头，只含小写字母和数字',
  en: 'names of lower-case letters and digits, by commas',
})

export const placeCode = kindOf(Type.String({ pattern: '^(\\d{12}|\\d{15})$' }), (given) => given, {
  zh: '12 位组织单位代码',
  en: 'a 12-digit org unit code',
})

export const socketAddress = kindOf(
  Type.String({ pattern: '^(unix:/[^\\u0000-\\u001f]+|[^\\s/@]+:\\d{1,5})$' }),
  (given) => given,
  { zh: '主机:端口 或 unix:/路径', en: 'host:port or unix:/path' },
)
