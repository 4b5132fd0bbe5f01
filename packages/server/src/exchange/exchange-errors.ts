import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal of the exchange with other programs. */
export const EXCHANGE_ERRORS = {
  'exchange.too-many': fault<{ found: number; most: number }>({
    zh: ({ found, most }) => `一次最多取 ${most} 个数，这次要 ${found} 个，请分次取。`,
    en: ({ found, most }) => `At most ${most} figures at once; ${found} were asked for.`,
  }),
  'exchange.which-figures': fault<Record<string, never>>({
    zh: () => '请用 indicators 写明指标，或用 report 写明报告，二者取一。',
    en: () => 'Give either indicators or a report, and not both.',
  }),
  'mcp.post-only': fault<Record<string, never>>({
    zh: () => '这个地址只接受 POST：每个请求自成一体，服务器不主动推送。',
    en: () => 'This address takes POST alone: each request stands by itself and nothing is pushed.',
  }),
  'mcp.tool-unknown': fault<{ tool: string; known: readonly string[] }>({
    zh: ({ tool, known }) => `没有“${tool}”这个工具，可用的是：${known.join('、')}。`,
    en: ({ tool, known }) => `No tool "${tool}"; known: ${known.join(', ')}.`,
  }),
}

export const exchangeError = defineErrors(EXCHANGE_ERRORS)
