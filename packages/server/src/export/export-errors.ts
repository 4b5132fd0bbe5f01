import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about lists as files. */
export const EXPORT_ERRORS = {
  'export.too-many': fault<{ count: number; most: number }>({
    zh: ({ count, most }) => `共 ${count} 条，一张表最多 ${most} 条。请缩小范围，或改用 CSV（不限条数）。`,
    en: ({ count, most }) =>
      `${count} entries; a workbook takes ${most}. Ask for fewer, or for CSV, which has no limit.`,
  }),
}

export const exportError = defineErrors(EXPORT_ERRORS)
