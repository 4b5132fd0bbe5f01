import type { BookPool } from '@shishu/store'

/** Where a person wants notices sent; undefined for most, who want none. */
export async function mailAddressOf(pool: BookPool, person: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ address: string }>('select address from shishu.mail_address where person = $1', [
    person,
  ])
  return rows[0]?.address
}

/** Sets where a person wants notices sent, or that they want none. The caller has checked the address. */
export async function setMailAddress(pool: BookPool, person: string, address: string | null): Promise<void> {
  if (address === null) await pool.query('delete from shishu.mail_address where person = $1', [person])
  else {
    await pool.query(
      'insert into shishu.mail_address (person, address) values ($1, $2) on conflict (person) do update set address = $2',
      [person, address],
    )
  }
}
