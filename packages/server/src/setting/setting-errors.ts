import { defineErrors, fault } from '@shishu/kernel'

/** Why the program does not start: every problem of its settings at once. */
export const SETTING_ERRORS = {
  'setting.refused': fault<{ problems: readonly string[]; problemsEn: readonly string[] }>({
    zh: ({ problems }) => `配置有误，没有启动：\n${problems.join('\n')}`,
    en: ({ problemsEn }) => `Not started, because of its settings:\n${problemsEn.join('\n')}`,
  }),
}

export const settingError = defineErrors(SETTING_ERRORS)

/** One problem, in both languages. It never quotes a value: that may be a secret. */
export interface SettingProblem {
  name: string
  zh: string
  en: string
}
