import type { Day } from '@shishu/kernel'

/** What people are told of. To add one, add it here and to the check in the schema. */
export const NOTICE_KINDS = ['due-soon', 'due-today', 'overdue', 'escalated', 'digest', 'webhook-disabled'] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What one person is told, not yet stored. It names a case by ledger, place and state; no personal values. */
export interface NewNotice {
  person: string
  /** What happened, in one word for all time: the same person is told of one occasion once. */
  occasion: string
  kind: NoticeKind
  about: NoticeCase | null
  zh: string
  en: string
}

/** The case that a notice is about, and as what the person is told. */
export interface NoticeCase {
  level: string
  ledger: string
  entry: string
  /** 12 digits each. */
  town: string
  orgUnit: string
  state: string
  since: Day
  due: Day
}

/** A stored notice. */
export interface Notice {
  id: string
  person: string
  kind: NoticeKind
  /** Null where the notice is not about one case: a digest, a webhook. */
  about: NoticeCase | null
  zh: string
  en: string
  createdAt: string
  /** Null while unread. */
  readAt: string | null
}
