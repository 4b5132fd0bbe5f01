import { EntryId, MailAddress, NoticeView, object } from '@shishu/protocol'
import { type Static, Type } from 'typebox'
import { listNotices, markRead } from '../message/list-notices.ts'
import { mailAddressOf, setMailAddress } from '../message/mail-address.ts'
import type { Notice } from '../message/notice.ts'
import { defineRoute } from '../route/route.ts'

const messages = defineRoute({
  method: 'GET',
  url: '/api/messages',
  tag: 'messages',
  summary: { zh: '本人的消息，最近的在前', en: 'What the person has been told, the latest first' },
  access: 'signed-in',
  query: object({
    unread: Type.Optional(Type.Boolean()),
    /** Id of the last message of the page before. */
    before: Type.Optional(EntryId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: object({ messages: Type.Array(NoticeView) }),
  handle: async ({ query, services, person }) => ({
    messages: (await listNotices(services.book.keeperPool, person.account, query)).map(noticeView),
  }),
})

const read = defineRoute({
  method: 'POST',
  url: '/api/messages/read',
  tag: 'messages',
  summary: { zh: '把消息标为已读；不列出的即全部', en: 'Mark messages as read; null for all' },
  access: 'signed-in',
  body: object({ ids: Type.Union([Type.Array(EntryId, { maxItems: 500 }), Type.Null()]) }),
  status: 204,
  handle: async ({ body, services: { book }, person }) =>
    markRead(book.keeperPool, person.account, body.ids, book.clock()),
})

/** Null for none: whoever has none is told in the application alone. */
const Address = object({ address: Type.Union([MailAddress, Type.Null()]) })

const mailAddress = defineRoute({
  method: 'GET',
  url: '/api/session/mail-address',
  tag: 'messages',
  summary: { zh: '本人接收通知的邮箱', en: 'Where the person is told by mail' },
  access: 'signed-in',
  response: Address,
  handle: async ({ services, person }) => ({
    address: (await mailAddressOf(services.book.keeperPool, person.account)) ?? null,
  }),
})

const putMailAddress = defineRoute({
  method: 'PUT',
  url: '/api/session/mail-address',
  tag: 'messages',
  summary: { zh: '设定本人接收通知的邮箱；空则不发', en: 'Set where the person is told by mail; null for nowhere' },
  access: 'signed-in',
  body: Address,
  response: Address,
  perMinute: 20,
  handle: async ({ body, services, person }) => {
    await setMailAddress(services.book.keeperPool, person.account, body.address)
    return { address: body.address }
  },
})

function noticeView({ id, kind, about, zh, en, createdAt, readAt }: Notice): Static<typeof NoticeView> {
  return { id, kind, about, zh, en, createdAt, readAt }
}

export const messageRoutes = [messages, read, mailAddress, putMailAddress]
