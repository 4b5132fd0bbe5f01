import type { NoticeKind } from './notice.ts'

/** How a county or a town wants its people told. */
export interface MessageSettings {
  /** Outside the application nothing is sent from `from` to `until` (`HH:MM`, Beijing time), nor on days off. */
  quiet: { from: string; until: string; daysOff: boolean }
  digest: {
    /** Hour of the day, 0–23, Beijing time. */
    hour: number
    /** Whether it is left out on days off. */
    workingDaysOnly: boolean
  }
  /** What is sent by e-mail on its own, where e-mail is configured; the rest is in the application and the digest. */
  mailed: readonly NoticeKind[]
}

export const DEFAULT_MESSAGE_SETTINGS: MessageSettings = {
  quiet: { from: '20:00', until: '08:00', daysOff: true },
  digest: { hour: 8, workingDaysOnly: true },
  mailed: ['escalated', 'digest', 'webhook-disabled'],
}
