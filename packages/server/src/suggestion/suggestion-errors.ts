import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about suggestions. */
export const SUGGESTION_ERRORS = {
  'suggestion.unknown': fault<{ suggestion: string }>({
    zh: ({ suggestion }) => `没有建议 ${suggestion}，或者它不归您答复。`,
    en: ({ suggestion }) => `No suggestion ${suggestion}, or it is not yours to answer.`,
  }),
  'suggestion.too-many': fault<{ most: number }>({
    zh: ({ most }) => `一天最多提 ${most} 条，请明天再提，或合并成一条。`,
    en: ({ most }) => `At most ${most} a day; go on tomorrow, or put them together.`,
  }),
}

export const suggestionError = defineErrors(SUGGESTION_ERRORS)
