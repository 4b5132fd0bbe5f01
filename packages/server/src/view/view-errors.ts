import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about kept views. */
export const VIEW_ERRORS = {
  'view.unknown': fault<{ view: string }>({
    zh: ({ view }) => `没有视图 ${view}，可能已经删除。`,
    en: ({ view }) => `No view ${view}; it may have been removed.`,
  }),
  'view.too-many': fault<{ most: number }>({
    zh: ({ most }) => `一本台账最多存 ${most} 个视图，请先删去不用的。`,
    en: ({ most }) => `At most ${most} views of a ledger; remove one first.`,
  }),
}

export const viewError = defineErrors(VIEW_ERRORS)
