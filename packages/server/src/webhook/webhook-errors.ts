import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about addresses outside and the requests sent to them. */
export const WEBHOOK_ERRORS = {
  'address.malformed': fault<{ url: string }>({
    zh: ({ url }) => `“${url}”不是可用的网址：须以 https:// 开头，不带用户名和密码。`,
    en: ({ url }) => `"${url}" cannot be used: it must be an https:// address without user and password.`,
  }),
  'address.refused': fault<{ host: string }>({
    zh: ({ host }) => `不能访问“${host}”：它在本机或内部网络上。确需访问的，请技术人员把它的地址段加入允许清单。`,
    en: ({ host }) =>
      `"${host}" lies on this machine or an internal network; its range must be allowed in the settings.`,
  }),
  'address.unresolved': fault<{ host: string }>({
    zh: ({ host }) => `找不到“${host}”，请核对网址。`,
    en: ({ host }) => `"${host}" could not be resolved.`,
  }),
  'webhook.unknown': fault<{ webhook: string }>({
    zh: ({ webhook }) => `没有推送订阅 ${webhook}。`,
    en: ({ webhook }) => `No webhook ${webhook}.`,
  }),
  'webhook.event-unknown': fault<{ event: string; known: readonly string[] }>({
    zh: ({ event, known }) => `没有“${event}”这种事件，可订阅的是：${known.join('、')}。`,
    en: ({ event, known }) => `No event "${event}"; known: ${known.join(', ')}.`,
  }),
}

export const webhookError = defineErrors(WEBHOOK_ERRORS)
