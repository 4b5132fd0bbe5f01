import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal of the audit log. */
export const AUDIT_ERRORS = {
  'audit.unwritten': fault<{ detail: string }>({
    zh: ({ detail }) => `审计日志现在写不进去（${detail}），因此不能继续。请稍后再试，并告知系统管理员。`,
    en: ({ detail }) => `The audit log cannot be written (${detail}), so this cannot go on; tell the administrator.`,
  }),
  'audit.cursor-malformed': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”不是审计日志的翻页标记，请从第一页重新查起。`,
    en: ({ text }) => `"${text}" is no cursor of the audit log; start again from the first page.`,
  }),
  'audit.term-too-short': fault<{ months: number; least: number }>({
    zh: ({ months, least }) => `审计日志至少要留 ${least} 个月（网络安全法），不能只留 ${months} 个月。`,
    en: ({ months, least }) => `The audit log is kept for ${least} months at least; ${months} is too short.`,
  }),
}

export const auditError = defineErrors(AUDIT_ERRORS)
