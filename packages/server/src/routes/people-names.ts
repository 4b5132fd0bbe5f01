import { object } from '@shishu/protocol'
import { Type } from 'typebox'
import { MOST_LOGINS, namesOfLogins } from '../people/names-of-logins.ts'
import { defineRoute } from '../route/route.ts'

const names = defineRoute({
  method: 'GET',
  url: '/api/people/names',
  tag: 'people',
  summary: {
    zh: '登录名对应的姓名：本乡镇、上级和任职单位的人',
    en: 'What people are called, by login name: those nearby',
  },
  access: 'signed-in',
  /** Login names, with commas. */
  query: object({ of: Type.String({ minLength: 1, maxLength: 6500 }) }),
  response: object({ names: Type.Record(Type.String(), Type.String()) }),
  handle: async ({ query, services: { accounts }, person }) => {
    const logins = [...new Set(query.of.split(','))].slice(0, MOST_LOGINS)
    return { names: await namesOfLogins(accounts, person, logins) }
  },
})

export const peopleNameRoutes = [names]
