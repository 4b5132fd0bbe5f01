import { defineErrors, fault } from '@shishu/kernel'

type None = Record<string, never>

/** Every refusal about an import over HTTP. To add one, add it here: code, facts, both texts. */
export const IMPORT_ERRORS = {
  'import.not-a-workbook': fault<None>({
    zh: () => '导入只收 Excel 工作簿（xlsx）。请用 Excel 或 WPS 另存为 xlsx 后再导入。',
    en: () => 'Only Excel workbooks (xlsx) are imported; save it as xlsx and import that.',
  }),
  'import.row-refused': fault<{ ledger: string; place: string }>({
    zh: ({ ledger, place }) => `您不能记${place}的${ledger}。请删去这一行，交给管这里的同事导入。`,
    en: ({ ledger, place }) =>
      `${ledger} of ${place} is not yours to book; delete the row and leave it to whose it is.`,
  }),
  'import.step-refused': fault<{ ledger: string }>({
    zh: ({ ledger }) => `这一行在${ledger}里办了不归您的环节，或动了别处的条目。请删去这一行，交给该办的岗位。`,
    en: ({ ledger }) =>
      `The row takes a step of ${ledger} that is not yours, or changes an entry elsewhere; leave it to whose it is.`,
  }),
  'import.org-units-refused': fault<{ place: string }>({
    zh: ({ place }) => `您不能新增或改名组织单位（${place}）。请删去“组织单位”这张表，交给系统管理员导入。`,
    en: ({ place }) => `Org units (${place}) are not yours to add or rename; leave the sheet to the administrator.`,
  }),
  'import.masked-value': fault<{ field: string }>({
    zh: ({ field }) => `“${field}”是导出时遮盖的个人信息，不能导入。请填写真实内容，或留空（留空不改已有的）。`,
    en: ({ field }) => `${field} was masked when it was exported; fill it in, or leave it empty to change nothing.`,
  }),
  'import.unknown': fault<{ batch: string }>({
    zh: ({ batch }) => `没有编号为 ${batch} 的导入，或者它不在您的职责范围内。`,
    en: ({ batch }) => `No import ${batch}, or it is not yours to see.`,
  }),
}

export const importError = defineErrors(IMPORT_ERRORS)
