import { AuditWriter, type OpenBook } from '@shishu/store'
import { ADMINISTRATOR_NAMES, accountError, type Invitation } from '../account/index.ts'
import { auditSink } from '../audit/audit-sink.ts'
import type { Settings } from '../setting/settings.ts'
import { accountsOf } from './accounts-of.ts'
import { serverSecret } from './server-secret.ts'

const CONSOLE = { account: null, ip: null }

/**
 * A new link for one of the three administrators who has lost password or authenticator. Nobody can do this over HTTP, or one
 * of the three could become another; whoever stands at the console holds the book anyway. It is in the audit log.
 * Errors  account.unknown: no such administrator
 */
export async function recoverAdministrator(book: OpenBook, settings: Settings, name: string): Promise<Invitation> {
  const writer = new AuditWriter(book.keeperPool)
  const baseUrl = settings.publicUrl ?? `http://localhost:${settings.port}`
  const { accounts, stop } = accountsOf(book, settings, {
    baseUrl,
    secret: await serverSecret(book, settings.secret),
    audit: auditSink(writer, book.clock),
  })
  try {
    const account = Object.hasOwn(ADMINISTRATOR_NAMES, name) ? await accounts.findAccountByName(name) : undefined
    if (account === undefined) throw accountError('account.unknown', { account: name.slice(0, 40) })
    await accounts.revokeAll(account.id, CONSOLE)
    if (account.secondFactorSetUp) await accounts.removeTotp(account.id, CONSOLE)
    return await accounts.invite(account.id, CONSOLE)
  } finally {
    await stop()
    await writer.stop()
  }
}
