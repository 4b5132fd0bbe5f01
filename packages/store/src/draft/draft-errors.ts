import { type DraftStage, defineErrors, fault, type Language } from '@shishu/kernel'

const STAGES: Readonly<Record<DraftStage, Readonly<Record<Language, string>>>> = {
  drafting: { zh: '正在拟稿', en: 'being written' },
  submitted: { zh: '已提交、等核稿', en: 'submitted for review' },
  reviewed: { zh: '已核稿', en: 'reviewed' },
  issued: { zh: '已签发', en: 'issued' },
}

/** Every refusal about drafts of reports. */
export const DRAFT_ERRORS = {
  'draft.stale': fault<{ block: string; expected: number; current: number }>({
    zh: () => '您写的时候，别人改了同一段。两边的文字都在，请对照着选定。',
    en: () => 'Somebody else changed this part while you wrote. Both texts are here; choose between them.',
  }),
  'draft.closed': fault<{ stage: DraftStage }>({
    zh: ({ stage }) => `这份报告${STAGES[stage].zh}，文字不能改。要改，请先点“重新修改”。`,
    en: ({ stage }) => `This report is ${STAGES[stage].en}; take it up again before changing its text.`,
  }),
  'draft.moved': fault<Record<string, never>>({
    zh: () => '您看的这会儿，别人改了文字或办了一步。页面上已是最新的，请看过再办。',
    en: () => 'Somebody changed the text or took a step meanwhile. Look at the draft as it is now, then go on.',
  }),
  'draft.mark-unfit': fault<{ mark: string; stage: DraftStage }>({
    zh: ({ stage }) => `这份报告${STAGES[stage].zh}，现在不能办这一步。`,
    en: ({ stage }) => `This report is ${STAGES[stage].en}; that step is not next.`,
  }),
  'draft.own-review': fault<Record<string, never>>({
    zh: () => '这份稿子是您提交的，请另一位核稿人来核。',
    en: () => 'You submitted this draft; somebody else must review it.',
  }),
  'draft.too-long': fault<{ most: number }>({
    zh: ({ most }) => `这一段太长，最多 ${most} 字。请删减一些。`,
    en: ({ most }) => `This part is too long; at most ${most} characters.`,
  }),
  'draft.comment-unknown': fault<{ comment: string }>({
    zh: ({ comment }) => `没有批注 ${comment}。`,
    en: ({ comment }) => `No comment ${comment}.`,
  }),
}

export const draftError = defineErrors(DRAFT_ERRORS)
