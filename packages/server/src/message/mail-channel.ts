import type { BookPool } from '@shishu/store'
import { createTransport } from 'nodemailer'
import type { Channel, Outcome } from './channel.ts'

/** A mail server, and in whose name it sends. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, `smtps://…:465`. */
  url: string
  /** `实数 <shishu@example.gov.cn>` */
  from: string
  /** Whether to send only over an encrypted connection. */
  requireTls: boolean
  /** A certificate that the mail server’s is checked against, PEM, where it is not signed by a public authority. */
  ca?: string
}

/** Where a person reads mail; undefined where they have no address or want none. */
export type AddressOf = (person: string) => Promise<string | undefined>

const TIMEOUT_MS = 15_000
const SUBJECT_LENGTH = 60
/** What a mail is, named after its delivery: a mail server that sees a second attempt knows the first. */
const MESSAGE_ID_HOST = 'shishu.invalid'

/** Sends notices by SMTP, as plain text in both languages. */
export function mailChannel(pool: BookPool, settings: MailSettings, addressOf: AddressOf): Channel {
  const transport = createTransport({
    url: settings.url,
    requireTLS: settings.requireTls,
    ...(settings.ca !== undefined && { tls: { ca: settings.ca } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A text of ours never names a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(delivery) {
      const { rows } = await pool.query<{ zh: string; en: string }>('select zh, en from shishu.notice where id = $1', [
        delivery.notice,
      ])
      const to = await addressOf(delivery.person)
      if (rows[0] === undefined || to === undefined) return { kind: 'failed', error: 'no-address', final: true }
      const { zh, en } = rows[0]
      try {
        await transport.sendMail({
          from: settings.from,
          // As an object: commas and groups in it name nobody else.
          to: { name: '', address: to },
          subject: subjectOf(zh),
          text: `${zh}\n\n${en}\n`,
          messageId: `<${delivery.id}@${MESSAGE_ID_HOST}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        })
        return { kind: 'sent' }
      } catch (error) {
        return failureOf(error)
      }
    },
    close: async () => transport.close(),
  }
}

function subjectOf(text: string): string {
  const first = [...text.split('\n')[0]!]
  return `【实数】${first.slice(0, SUBJECT_LENGTH).join('')}${first.length > SUBJECT_LENGTH ? '…' : ''}`
}

/** Codes only: a mail server's words repeat addresses. Answers from 500 on are for good, except that a login is mended. */
function failureOf(error: unknown): Outcome {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number }
  const final = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH'
  return { kind: 'failed', error: responseCode === undefined ? code : `${code} ${responseCode}`, final }
}
