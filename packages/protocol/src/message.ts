import { Type } from 'typebox'
import { DayText, DefinitionId, EntryId, Instant, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** What a person is told. It names a case by ledger, place and state; no personal values. */
export const NoticeView = object(
  {
    id: EntryId,
    kind: Type.String({ examples: ['due-soon', 'overdue', 'escalated'] }),
    /** Null where the notice is not about one case. */
    about: Nullable(
      object({
        /** As what the person is told: officer, office-head, leader. */
        level: Type.String(),
        ledger: DefinitionId,
        entry: EntryId,
        town: OrgUnitCode,
        orgUnit: OrgUnitCode,
        state: Type.String(),
        since: DayText,
        due: DayText,
      }),
    ),
    zh: Type.String(),
    en: Type.String(),
    createdAt: Instant,
    /** Null while unread. */
    readAt: Nullable(Instant),
  },
  { title: 'Notice' },
)

/**
 * An address that mail can be sent to: plain letters, as browsers check it (HTML, valid e-mail address), with a dot in
 * the host. No name, no comment, no second address, and nothing that could end a line of the mail's head.
 */
export const MailAddress = Type.String({
  pattern:
    "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$",
  maxLength: 254,
  examples: ['zhang@example.gov.cn'],
})
