/** A person's account. Never deleted, only disabled: what somebody booked keeps its name. */
export interface Account {
  id: string
  /** Login name: 3 to 32 lower-case letters and digits. */
  name: string
  /** Real name. */
  displayName: string
  /** Code of the unit that somebody belongs to, 12 or 15 digits. */
  orgUnit: string
  disabled: boolean
  mustChangePassword: boolean
  secondFactorRequired: boolean
  /** Whether an authenticator is set up. */
  secondFactorSetUp: boolean
  /** Null where no password was ever set: invited, or single sign-on alone. */
  passwordSetAt: Date | null
  lastSignInAt: Date | null
  createdAt: Date
}

/** The columns of an Account, of `shishu_account.account as a`. */
export const ACCOUNT_COLUMNS = `a.id, a.name, a.display_name as "displayName", a.org_unit as "orgUnit", a.disabled,
  a.must_change_password as "mustChangePassword", a.second_factor_required as "secondFactorRequired",
  a.two_factor_enabled as "secondFactorSetUp", a.password_set_at as "passwordSetAt",
  a.last_sign_in_at as "lastSignInAt", a.created_at as "createdAt"`
