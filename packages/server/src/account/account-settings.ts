/** A provider of single sign-on (OpenID Connect). Its addresses come from here and from its own discovery document. */
export interface SsoProvider {
  /** In the callback's path: lower-case letters, digits and hyphens. */
  id: string
  /** What the sign-in page calls it. */
  label: string
  /** `https://…/.well-known/openid-configuration`. */
  discoveryUrl: string
  clientId: string
  clientSecret?: string
  /** How the secret is shown to the provider; `client_secret_basic` where it is not said, as OpenID Connect has it. */
  clientAuthentication?: 'client_secret_basic' | 'client_secret_post'
  /** Beyond `openid profile`. */
  scopes?: readonly string[]
  /**
   * Whether somebody who comes for the first time is taken for the account that the claim `preferred_username` names.
   * Only where the provider's names are given by the same office as the accounts here.
   */
  linkByName?: boolean
  /** Whether the provider's own second factor stands for ours. */
  replacesSecondFactor?: boolean
}

/** Every threshold of accounts and sessions. GB/T 22239 asks for the rules and leaves the numbers to the unit. */
export interface AccountSettings {
  password: {
    leastLength: number
    mostLength: number
    /** Of lower case, upper case, digits and others. */
    leastClasses: number
    /** Passwords before, the present one included, that cannot be taken again. */
    remembered: number
    /** After this a password must be changed. */
    ageDays: number
    /** After this a password given by an administrator no longer opens anything. */
    oneTimeHours: number
  }
  /** argon2id; the defaults are the first choice of OWASP's Password Storage Cheat Sheet. */
  argon2: { memoryKiB: number; passes: number; lanes: number }
  lockOut: { failures: number; minutes: number }
  session: {
    idleMinutes: number
    absoluteHours: number
    /** Use is noted this often, so a session may end this much early, and never late. */
    noteEverySeconds: number
    /** Time to give the second factor after the password. */
    secondFactorMinutes: number
  }
  invitationHours: number
  secondFactor: {
    /** The product's name in the authenticator. */
    issuer: string
    backupCodes: number
  }
  sso: readonly SsoProvider[]
}

export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  password: { leastLength: 10, mostLength: 128, leastClasses: 3, remembered: 5, ageDays: 180, oneTimeHours: 24 },
  argon2: { memoryKiB: 19_456, passes: 2, lanes: 1 },
  lockOut: { failures: 5, minutes: 15 },
  session: { idleMinutes: 30, absoluteHours: 12, noteEverySeconds: 60, secondFactorMinutes: 10 },
  invitationHours: 24,
  secondFactor: { issuer: '实数', backupCodes: 10 },
  sso: [],
}

/** Durations in milliseconds. */
export const seconds = (count: number) => count * 1000
export const minutes = (count: number) => seconds(count * 60)
export const hours = (count: number) => minutes(count * 60)
export const days = (count: number) => hours(count * 24)
