import type { Language } from '../error/define-errors.ts'

type Names = Readonly<Record<Language, string>>

/** What may be done with a ledger's entries at a place. */
export const LEDGER_ACTS = {
  'entry.read': { zh: '查看条目', en: 'read entries' },
  'entry.write': { zh: '新增、更正条目', en: 'add and correct entries' },
  'entry.step': { zh: '办理环节', en: 'take steps' },
  'entry.withdraw': { zh: '撤销条目', en: 'withdraw entries' },
  'entry.reveal': { zh: '查看个人信息', en: 'see personal values' },
  'entry.erase': { zh: '删除个人信息', en: 'erase personal values' },
  'entry.assign': { zh: '移交、代办', en: 'hand cases over' },
} as const satisfies Record<string, Names>

/** What may be done at a place, whatever the ledger. */
export const PLACE_ACTS = {
  'figure.read': { zh: '查看指标、报告', en: 'read figures and reports' },
  'report.write': { zh: '拟写报告', en: 'write reports' },
  'report.review': { zh: '核稿', en: 'review reports' },
  'report.issue': { zh: '签发报告', en: 'issue reports' },
  'period.close': { zh: '封账', en: 'close periods' },
  'accounts.manage': { zh: '管理账号', en: 'manage accounts' },
  'definitions.manage': { zh: '定义台账、指标', en: 'define ledgers and indicators' },
  'org-units.manage': { zh: '管理组织单位', en: 'manage org units' },
  'channels.manage': { zh: '管理推送和通知渠道', en: 'manage webhooks and channels' },
  'book.operate': { zh: '核对、运行维护', en: 'check and operate the book' },
  'book.export': { zh: '导出整本账', en: 'export the whole book' },
  'appointments.manage': { zh: '管理职责', en: 'manage appointments' },
  'sessions.manage': { zh: '管理会话', en: 'manage sessions' },
  'audit.read': { zh: '查看审计', en: 'read the audit log' },
} as const satisfies Record<string, Names>

export type LedgerAct = keyof typeof LEDGER_ACTS
export type PlaceAct = keyof typeof PLACE_ACTS
export type Act = LedgerAct | PlaceAct

export function isLedgerAct(act: Act): act is LedgerAct {
  return Object.hasOwn(LEDGER_ACTS, act)
}
