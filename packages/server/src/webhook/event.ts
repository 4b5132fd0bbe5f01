/** What a subscription can ask to be told of, with what it means. */
export const EVENT_TYPES = {
  'batch.booked': { zh: '有新的记账', en: 'work was booked in a town' },
  'report.issued': { zh: '签发了报告', en: 'a report was issued' },
  'period.closed': { zh: '封了账', en: 'a period was closed' },
  notice: { zh: '有到期、超期的事项', en: 'a case falls due, is overdue or escalated' },
} as const

export type EventType = keyof typeof EVENT_TYPES

/** One thing that happened. It holds ids, labels and figures; personal values never. */
export interface BookEvent {
  /** The same for the same happening, whoever finds it: it is told once to each subscription. */
  id: string
  type: EventType
  /** Where: 12 digits. */
  orgUnit: string
  /** ISO 8601. */
  at: string
  data: Record<string, unknown>
}
