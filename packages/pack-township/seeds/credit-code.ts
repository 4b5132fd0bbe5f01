const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const SUBJECT_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A made-up credit code with valid check characters, of the region 341899, which does not exist.
 *
 * Source  GB 32100-2015, GB 11714
 */
export function creditCode(kind: '91' | '92', serial: number): string {
  const subject = `MA9${String(serial).padStart(5, '0')}`
  const sum = [...subject].reduce((total, one, at) => total + Number.parseInt(one, 36) * SUBJECT_WEIGHTS[at]!, 0)
  const subjectCheck = '0123456789X0'[(11 - (sum % 11)) % 11]!
  const body = `${kind}341899${subject}${subjectCheck}`
  let weight = 1
  let total = 0
  for (const one of body) {
    total += CHARACTERS.indexOf(one) * weight
    weight = (weight * 3) % 31
  }
  return body + CHARACTERS[(31 - (total % 31)) % 31]
}
