import { HANDLER, type Language, type Role } from '@shishu/kernel'
import { nameIn } from '../words/language.ts'

/** The duties by which a loop's step names who takes it, each told by the roles that have it. */
export function dutyOptions(roles: readonly Role[], language: Language): { value: string; label: string }[] {
  const byDuty = new Map<string, string[]>()
  for (const role of roles) {
    for (const duty of role.duties) {
      if (duty !== HANDLER) byDuty.set(duty, [...(byDuty.get(duty) ?? []), nameIn(language, role)])
    }
  }
  const seen = new Map<string, string>()
  for (const [duty, names] of byDuty) {
    const label = names.join(language === 'zh' ? '、' : ', ')
    // Several duties of the same people are one choice to whoever designs.
    if (!seen.has(label)) seen.set(label, duty)
  }
  return [...seen].map(([label, value]) => ({ value, label }))
}
