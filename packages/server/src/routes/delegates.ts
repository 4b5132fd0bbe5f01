import { codeKey, codeRange, parentCode } from '@shishu/kernel'
import { object, PersonName, SearchText } from '@shishu/protocol'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'

const MOST = 100

const people = defineRoute({
  method: 'GET',
  url: '/api/delegations/people',
  tag: 'people',
  summary: {
    zh: '可以请谁代理：本单位及上下级单位的人',
    en: 'Who can take a duty on: of one’s own org unit, below or above',
  },
  access: 'signed-in',
  query: object({ text: Type.Optional(SearchText) }),
  response: object({ people: Type.Array(PersonName) }),
  handle: async ({ query, services: { accounts }, person }) => {
    const ranges = [codeRange(person.orgUnit), ...ancestorsOf(person.orgUnit).map(alone)]
    const found = await Promise.all(
      ranges.map((within) => accounts.findAccounts({ ...query, within, disabled: false, limit: MOST })),
    )
    const others = found.flat().filter(({ id }) => id !== person.account)
    return { people: others.slice(0, MOST).map(({ id, displayName }) => ({ id, displayName })) }
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
