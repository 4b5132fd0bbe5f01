import { readFileSync } from 'node:fs'
import type { MailSettings } from '../message/mail-channel.ts'
import type { Settings } from '../setting/settings.ts'

/** The mail server that notices go through; null where none is named. Errors: ENOENT, EACCES of the certificate. */
export function mailSettings({ smtpUrl, mailFrom, smtpTls, smtpCa }: Settings): MailSettings | null {
  if (smtpUrl === null || mailFrom === null) return null
  const ca = smtpCa === null ? {} : { ca: readFileSync(smtpCa, 'utf8') }
  return { url: smtpUrl, from: mailFrom, requireTls: smtpTls, ...ca }
}
