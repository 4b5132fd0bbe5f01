export type AccountEventKind =
  | 'sign-in'
  | 'second-factor'
  | 'single-sign-on'
  | 'sign-out'
  | 'locked'
  | 'session-revoked'
  | 'sessions-revoked'
  | 'password-changed'
  | 'password-reset'
  | 'second-factor-set-up'
  | 'second-factor-removed'
  | 'invited'
  | 'enrolled'
  | 'account-created'
  | 'account-updated'
  | 'account-disabled'
  | 'account-enabled'

/** What an audit log records. Never a password, a code, a token, or a name that no account has: it may be a password. */
export interface AccountEvent {
  kind: AccountEventKind
  /** The account it happened to; null where the name that was given has none. */
  account: string | null
  /** Who did it: the account itself, an administrator, or null for whoever was at the console. */
  by: string | null
  ip: string | null
  outcome: 'done' | 'refused'
  /** The refusal's code, or what was changed; null where the kind says it all. */
  detail: string | null
  at: Date
}

/** Who asks for a change to an account, and from where. */
export interface Asker {
  account: string | null
  ip: string | null
}
