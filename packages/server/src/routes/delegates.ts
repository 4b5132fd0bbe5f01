import { codeKey, codeRange, parentCode } from '@shishu/kernel'
import { object, PersonName, SearchText } from '@shishu/protocol'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'

const MOST = 100

/** Nobody is listed: whoever asks must know the full name, and learns no more than whether the person is there. */
const people = defineRoute({
  method: 'GET',
  url: '/api/delegations/people',
  tag: 'people',
  summary: {
    zh: '可以请谁代理：按全名或登录名找本单位及上下级单位的人',
    en: 'Who can take a duty on: by full name, of one’s own org unit, below or above',
  },
  access: 'signed-in',
  query: object({ text: SearchText }),
  response: object({ people: Type.Array(PersonName) }),
  handle: async ({ query, services: { accounts }, person }) => {
    const text = query.text.trim()
    const ranges = [codeRange(person.orgUnit), ...ancestorsOf(person.orgUnit).map(alone)]
    const found = await Promise.all(
      ranges.map((within) => accounts.findAccounts({ text, within, disabled: false, limit: MOST })),
    )
    const named = found
      .flat()
      .filter(({ id, name, displayName }) => id !== person.account && (name === text || displayName === text))
    return { people: named.map(({ id, displayName }) => ({ id, displayName })) }
  },
})

function ancestorsOf(code: string): string[] {
  const above: string[] = []
  for (let up = parentCode(code); up !== undefined; up = parentCode(up)) above.push(up)
  return above
}

/** The range of keys that holds a unit and nothing below it. */
const alone = (code: string) => ({ from: codeKey(code), until: codeKey(code) + 1 })

export const delegateRoutes = [people]
