import type { Pool } from 'pg'
import type { AccountEvent } from './account-event.ts'
import type { AccountSettings } from './account-settings.ts'
import type { Auth } from './better-auth.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What everything about accounts works with. */
export interface AccountContext {
  /** Connections in the role `shishu_account`. */
  pool: Pool
  settings: AccountSettings
  clock: () => Date
  secret: Uint8Array
  auth: Auth
  hasher: PasswordHasher
  /** Tells the audit log, and waits until it knows: what cannot be recorded is not done. */
  report(event: Omit<AccountEvent, 'at'>): Promise<void>
}
