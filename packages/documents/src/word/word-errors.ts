import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal of Word documents, in and out. */
export const WORD_ERRORS = {
  'word.unreadable': fault<Record<string, never>>({
    zh: () => '读不了这个文件：它不是 Word 文档（.docx），或者已经损坏。请用 Word 另存为 .docx 后再试。',
    en: () => 'This is not a Word document (.docx), or it is damaged; save it again as .docx from Word.',
  }),
  'word.tag-too-long': fault<{ tag: string; max: number }>({
    zh: ({ tag, max }) => `“${tag}”超过 Word 内容控件标记的 ${max} 个字符，请缩短指标的编号。`,
    en: ({ tag, max }) =>
      `"${tag}" exceeds the ${max} characters of a Word content control's tag; shorten the indicator's id.`,
  }),
}

export const wordError = defineErrors(WORD_ERRORS)
