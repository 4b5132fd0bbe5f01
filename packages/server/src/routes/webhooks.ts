import { COUNTRY, type Rights } from '@shishu/kernel'
import { DeliveryView, EntryId, NewWebhookView, OrgUnitCode, object, PingView, WebhookView } from '@shishu/protocol'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { allows } from '../route/authorise.ts'
import { type Asked, defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'
import { EVENT_TYPES } from '../webhook/event.ts'
import { listDeliveries } from '../webhook/list-deliveries.ts'
import { pingWebhook } from '../webhook/ping-webhook.ts'
import {
  addWebhook,
  disableWebhook,
  enableWebhook,
  getWebhook,
  listWebhooks,
  removeWebhook,
  type Webhook,
} from '../webhook/webhook.ts'
import { webhookError } from '../webhook/webhook-errors.ts'

const Params = object({ webhook: EntryId })
const WEBHOOK_URL = '/api/webhooks/:webhook'

/** Where a subscription lies is known once it is read; until then, some place must be the asker's. */
const somewhere = (): Asked => ({ act: 'channels.manage', orgUnit: COUNTRY, reach: 'part' })

const list = defineRoute({
  method: 'GET',
  url: '/api/webhooks',
  tag: 'messages',
  summary: { zh: '推送订阅', en: 'Webhooks' },
  access: 'rights',
  query: object({ org: OrgUnitCode }),
  response: object({
    webhooks: Type.Array(WebhookView),
    /** What can be subscribed to. */
    events: Type.Array(object({ type: Type.String(), zh: Type.String(), en: Type.String() })),
  }),
  asks: ({ query }) => ({ act: 'channels.manage', orgUnit: query.org }),
  handle: async ({ query, services }) => ({
    webhooks: (await listWebhooks(services.book.keeperPool, query.org)).map(webhookView),
    events: Object.entries(EVENT_TYPES).map(([type, words]) => ({ type, ...words })),
  }),
})

const create = defineRoute({
  method: 'POST',
  url: '/api/webhooks',
  tag: 'messages',
  summary: { zh: '新增推送订阅；密钥只显示这一次', en: 'Add a webhook; its secret is shown this once' },
  access: 'rights',
  body: object({
    org: OrgUnitCode,
    url: Type.String({ minLength: 1, maxLength: 2000 }),
    events: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 20, uniqueItems: true }),
  }),
  response: NewWebhookView,
  status: 201,
  perMinute: 60,
  asks: ({ body }) => ({ act: 'channels.manage', orgUnit: body.org }),
  handle: async ({ body: { org: orgUnit, url, events }, services: { book, addressRules: rules }, person }) => {
    book.orgTree.get(orgUnit)
    const asked = { person: person.account, orgUnit, url, events }
    const made = await addWebhook(book.keeperPool, asked, { rules, now: book.clock() })
    return { ...webhookView(made), secret: made.secret }
  },
})

const change = defineRoute({
  method: 'PATCH',
  url: WEBHOOK_URL,
  tag: 'messages',
  summary: { zh: '停用、启用推送订阅', en: 'Put a webhook in or out of force' },
  access: 'rights',
  params: Params,
  body: object({ enabled: Type.Boolean() }),
  response: WebhookView,
  asks: somewhere,
  handle: async ({ params, body, services, rights, request }) => {
    const { keeperPool: pool, clock } = services.book
    const { id } = await ownWebhook(services, rights, request, params.webhook)
    await (body.enabled ? enableWebhook : disableWebhook)(pool, id, clock())
    return webhookView(await getWebhook(pool, id))
  },
})

const remove = defineRoute({
  method: 'DELETE',
  url: WEBHOOK_URL,
  tag: 'messages',
  summary: { zh: '删除推送订阅', en: 'Remove a webhook' },
  access: 'rights',
  params: Params,
  status: 204,
  asks: somewhere,
  handle: async ({ params, services, rights, request }) => {
    const { id } = await ownWebhook(services, rights, request, params.webhook)
    await removeWebhook(services.book.keeperPool, id)
  },
})

const ping = defineRoute({
  method: 'POST',
  url: `${WEBHOOK_URL}/test`,
  tag: 'messages',
  summary: { zh: '试发一次，看对方如何应答', en: 'Send a request to see what comes back' },
  access: 'rights',
  params: Params,
  response: PingView,
  perMinute: 10,
  asks: somewhere,
  handle: async ({ params, services, rights, request }) => {
    const { book, addressRules: rules } = services
    const { id } = await ownWebhook(services, rights, request, params.webhook)
    return { ...(await pingWebhook(book.keeperPool, id, { rules, clock: book.clock })) }
  },
})

const deliveries = defineRoute({
  method: 'GET',
  url: `${WEBHOOK_URL}/deliveries`,
  tag: 'messages',
  summary: { zh: '最近的推送及其结果', en: 'Recent deliveries and how they went' },
  access: 'rights',
  params: Params,
  query: object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
  response: object({ deliveries: Type.Array(DeliveryView) }),
  asks: somewhere,
  handle: async ({ params, query, services, rights, request }) => {
    const { id } = await ownWebhook(services, rights, request, params.webhook)
    return { deliveries: await listDeliveries(services.book.keeperPool, id, query.limit ?? 50) }
  },
})

/** A subscription at a place that is the asker's; one elsewhere is not told from one that is not there. Errors: webhook.unknown. */
async function ownWebhook(services: Services, rights: Rights, request: FastifyRequest, id: string): Promise<Webhook> {
  const found = await getWebhook(services.book.keeperPool, id)
  const asked: Asked = { act: 'channels.manage', orgUnit: found.orgUnit }
  if (!allows(rights, asked)) throw webhookError('webhook.unknown', { webhook: id })
  request.asked = asked
  return found
}

function webhookView(webhook: Webhook): Static<typeof WebhookView> {
  const { id, person, orgUnit, url, events, createdAt, disabledAt } = webhook
  return { id, person, orgUnit, url, events: [...events], createdAt, disabledAt }
}

export const webhookRoutes = [list, create, change, remove, ping, deliveries]
