import type { ErrorText, Facts, Language } from '@shishu/kernel'
import { fault as text } from '@shishu/kernel'

/** What an import did by itself, or will ask for, and says so; nothing of it needs to be mended. To add one, add it here. */
const NOTICES = {
  'sheet-empty': text<Record<string, never>>({
    zh: () => '空表，没有导入。',
    en: () => 'Empty; nothing imported.',
  }),
  'sheet-hidden': text<Record<string, never>>({
    zh: () => '隐藏的工作表，没有导入。',
    en: () => 'Hidden; not imported.',
  }),
  'sheet-ignored': text<Record<string, never>>({
    zh: () => '上次导入时加的问题清单，没有导入。',
    en: () => 'The list of faults of an earlier import; not imported.',
  }),
  'duplicate-row': text<{ sheet: string; row: number }>({
    zh: ({ sheet, row }) => `与“${sheet}”第 ${row} 行完全相同，只记一次。`,
    en: ({ sheet, row }) => `Exactly the same as row ${row} of "${sheet}"; counted once.`,
  }),
  'subtotal-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”是合计行，没有导入。`,
    en: ({ text }) => `"${text}" is a row of sums; not imported.`,
  }),
  'note-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”是说明，没有导入。`,
    en: ({ text }) => `"${text}" is a note; not imported.`,
  }),
  'section-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”是分段标题，没有导入。`,
    en: ({ text }) => `"${text}" is the title of a section; not imported.`,
  }),
  'heading-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”一行重复了标题或表头，没有导入。`,
    en: ({ text }) => `"${text}" repeats the title or the headings; not imported.`,
  }),
  'example-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”一行是填写示例，没有导入。`,
    en: ({ text }) => `"${text}" is an example; not imported.`,
  }),
  'nothing-row': text<{ text: string }>({
    zh: ({ text }) => `“${text}”一行没有填内容，没有导入。`,
    en: ({ text }) => `"${text}": nothing filled in; not imported.`,
  }),
  'closed-period': text<{ periods: readonly string[] }>({
    zh: ({ periods }) => `记到已经封账的报告期（${periods.join('、')}），记账时要写明原因。`,
    en: ({ periods }) => `Books into a closed period (${periods.join(', ')}); booking asks for a reason.`,
  }),
} satisfies Record<string, ErrorText<never>>

export type NoticeCode = keyof typeof NOTICES

export interface Notice {
  sheet: string
  /** From 1; null for the sheet as a whole. */
  row: number | null
  code: NoticeCode
  facts: Facts
  texts: Record<Language, string>
}

export function makeNotice<C extends NoticeCode>(
  sheet: string,
  row: number | null,
  code: C,
  facts: Parameters<(typeof NOTICES)[C]['zh']>[0],
): Notice {
  const { zh, en } = NOTICES[code] as ErrorText<Facts>
  return { sheet, row, code, facts, texts: { zh: zh(facts), en: en(facts) } }
}
