import type { AccountSettings } from './account-settings.ts'
import { isCommonPassword } from './common-passwords.ts'

/** A reason why a password will not do, to be joined with others. */
export interface PasswordProblem {
  zh: string
  en: string
}

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/** One spelling for what looks the same, so that a password typed on another keyboard is the same password. */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Every problem of a password; none means that it will do. Whether it was used before is for whoever knows the history.
 * Length counts characters, not bytes.
 */
export function checkPassword(
  password: string,
  name: string,
  { leastLength, mostLength, leastClasses }: AccountSettings['password'],
): PasswordProblem[] {
  const canonical = canonicalPassword(password)
  const length = [...canonical].length
  const classes = CLASSES.filter((shape) => shape.test(canonical)).length
  const problems: PasswordProblem[] = []
  if (length < leastLength) {
    problems.push({ zh: `至少要 ${leastLength} 个字符`, en: `at least ${leastLength} characters` })
  }
  if (length > mostLength) problems.push({ zh: `至多 ${mostLength} 个字符`, en: `at most ${mostLength} characters` })
  if (classes < leastClasses) {
    problems.push({
      zh: `大写字母、小写字母、数字、其他符号中至少要有 ${leastClasses} 种`,
      en: `at least ${leastClasses} of capitals, small letters, digits and other characters`,
    })
  }
  if (canonical.toLowerCase().includes(name)) {
    problems.push({ zh: '不能含有登录名', en: 'it must not contain the login name' })
  }
  if (problems.length === 0 && isCommonPassword(canonical)) {
    problems.push({ zh: '太常见，容易被猜到，请换一个', en: 'it is too common, and easily guessed' })
  }
  return problems
}
