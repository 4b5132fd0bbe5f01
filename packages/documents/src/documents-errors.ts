import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal that reading and writing documents can give. To add one, add it here: code, facts, both texts. */
export const DOCUMENTS_ERRORS = {
  'workbook.not-excel': fault<Record<string, never>>({
    zh: () => '这不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 打开原表，另存为“Excel 工作簿（*.xlsx）”后再导入。',
    en: () => 'This is not an Excel workbook; save the table as .xlsx and import that.',
  }),
  'workbook.old-format': fault<{ format: string }>({
    zh: ({ format }) => `这是 ${format} 格式。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再导入。`,
    en: ({ format }) => `This file is ${format}; open it and save it as .xlsx.`,
  }),
  'workbook.encrypted': fault<Record<string, never>>({
    zh: () => '工作簿设了打开密码。请打开后取消密码（文件→信息→保护工作簿），保存后再导入。',
    en: () => 'The workbook needs a password to open; remove the password and save it again.',
  }),
  'workbook.damaged': fault<{ detail: string }>({
    zh: ({ detail }) => `工作簿已损坏，读不全（${detail}）。请用 Excel 或 WPS 打开另存一份再导入。`,
    en: ({ detail }) => `The workbook is damaged (${detail}); open it and save it again.`,
  }),
  'workbook.unsafe': fault<{ detail: string }>({
    zh: ({ detail }) => `工作簿里有不该有的内容（${detail}），为安全起见不导入。请新建工作簿，只粘贴表格内容。`,
    en: ({ detail }) => `The workbook holds what no workbook should (${detail}); paste the tables into a new one.`,
  }),
  'workbook.too-large': fault<{ size: string; limit: string }>({
    zh: ({ size, limit }) => `工作簿有 ${size}，超过 ${limit} 的上限。请去掉图片或按年份拆开后再导入。`,
    en: ({ size, limit }) => `The workbook is ${size}; the limit is ${limit}. Take out pictures, or split it by year.`,
  }),
  'workbook.too-many-sheets': fault<{ count: number; limit: number }>({
    zh: ({ count, limit }) => `工作簿有 ${count} 张工作表，超过 ${limit} 张的上限，请拆开后再导入。`,
    en: ({ count, limit }) => `The workbook has ${count} sheets; the limit is ${limit}.`,
  }),
  'workbook.no-rows': fault<{ file: string }>({
    zh: ({ file }) => `“${file}”里没有可以导入的内容：每张工作表都是空的。`,
    en: ({ file }) => `"${file}" holds nothing to import: every sheet is empty.`,
  }),
  'workbook.two-towns': fault<{ first: string; second: string }>({
    zh: ({ first, second }) => `同一个工作簿里有“${first}”和“${second}”两个乡镇，请每个乡镇一个工作簿。`,
    en: ({ first, second }) => `The workbook names two towns, "${first}" and "${second}"; keep one workbook for each.`,
  }),
  'workbook.town-unknown': fault<{ found: string }>({
    zh: ({ found }) =>
      `看不出是哪个乡镇的表${found === '' ? '' : `（现在写的是“${found}”）`}。请在标题下写明“填报单位：××镇”，名称与组织单位表一致。`,
    en: ({ found }) =>
      `Which town keeps this table? ${found === '' ? '' : `It says "${found}". `}Write 填报单位：… below the title.`,
  }),
  'sheet.too-large': fault<{ sheet: string; what: string; count: number; limit: number }>({
    zh: ({ sheet, what, count, limit }) =>
      `工作表“${sheet}”有 ${count} ${what}，超过 ${limit} ${what}的上限，请拆开后再导入。`,
    en: ({ sheet, count, limit }) => `Sheet "${sheet}" reaches to ${count}; the limit is ${limit}. Split it.`,
  }),
  'sheet.no-headings': fault<Record<string, never>>({
    zh: () => '没有找到表头。请在标题下面用一行（或两行）写明各栏名称，每栏一个。',
    en: () => 'No heading row was found; name each column in one row, or two, below the title.',
  }),
  'sheet.rows-above': fault<{ found: readonly string[] }>({
    zh: ({ found }) => `这一行（${found.join('、')}）在表头上面，看不出是什么。请删去，或移到另一张工作表。`,
    en: ({ found }) =>
      `This row (${found.join(', ')}) stands above the headings; delete it or move it to another sheet.`,
  }),
  'sheet.second-table': fault<{ headings: readonly string[] }>({
    zh: ({ headings }) =>
      `这里又开始了一张表（${headings.join('、')}）。一张工作表只放一张表，请把它移到另一张工作表。`,
    en: ({ headings }) => `Another table begins here (${headings.join(', ')}); move it to a sheet of its own.`,
  }),
  'sheet.ledger-unknown': fault<{ title: string; nearest: readonly string[] }>({
    zh: ({ title, nearest }) =>
      `看不出“${title}”是哪本台账${nearest.length > 0 ? `，是不是“${nearest.join('”或“')}”` : ''}？请把台账名称写在标题里。`,
    en: ({ title, nearest }) =>
      `"${title}" is no known ledger${nearest.length > 0 ? `; ${nearest.join(' or ')}?` : '.'}`,
  }),
  'sheet.ledger-ambiguous': fault<{ title: string; ledgers: readonly string[] }>({
    zh: ({ title, ledgers }) => `“${title}”可能是“${ledgers.join('”，也可能是“')}”。请把台账名称写在标题里。`,
    en: ({ title, ledgers }) =>
      `"${title}" may be any of: ${ledgers.join(', ')}. Write the ledger's name in the title.`,
  }),
  'sheet.heading-unknown': fault<{ heading: string; nearest: readonly string[] }>({
    zh: ({ heading, nearest }) =>
      nearest.length > 0
        ? `没有“${heading}”这一栏，是不是“${nearest.join('”或“')}”？请改正栏名；不用导入的栏请删去。`
        : `没有“${heading}”这一栏。请改成台账的栏名；不用导入的栏请删去。`,
    en: ({ heading, nearest }) => `No column "${heading}"${nearest.length > 0 ? `; ${nearest.join(' or ')}?` : '.'}`,
  }),
  'sheet.column-missing': fault<{ ledger: string; field: string }>({
    zh: ({ ledger, field }) => `${ledger}必须有“${field}”这一栏，表里没有，请加上这一栏并填好。`,
    en: ({ ledger, field }) => `${ledger} needs a column "${field}".`,
  }),
  'sheet.column-twice': fault<{ heading: string; other: string; field: string }>({
    zh: ({ heading, other, field }) => `这一栏（${heading}）和 ${other} 列都是“${field}”，请只留一栏。`,
    en: ({ heading, other, field }) => `This column (${heading}) and column ${other} are both "${field}"; keep one.`,
  }),
  'sheet.heading-unit': fault<{ heading: string; unit: string; field: string }>({
    zh: ({ heading, unit, field }) =>
      `栏名“${heading}”写的单位是“${unit}”，“${field}”不能用这个单位，请改正单位和数字。`,
    en: ({ heading, unit, field }) => `Heading "${heading}" says "${unit}", which is no unit of "${field}".`,
  }),
  'sheet.other-town': fault<{ found: string; town: string }>({
    zh: ({ found, town }) => `这一行写的是“${found}”，不是${town}，请移到它自己的工作簿。`,
    en: ({ found, town }) => `This row is of "${found}", not of ${town}; move it to that town's workbook.`,
  }),
  'cell.number-damaged': fault<{ text: string }>({
    zh: ({ text }) =>
      `“${text}”超过 15 位，Excel 按数字存放时已把后几位改成 0，无法还原。请把这一格设为“文本”格式，对照原件重新填写。`,
    en: ({ text }) =>
      `"${text}" has more than 15 digits, so Excel has already lost the last ones; enter it again as text.`,
  }),
  'cell.error': fault<{ text: string }>({
    zh: ({ text }) => `这一格的公式出错（${text}），请改正公式或直接填写。`,
    en: ({ text }) => `The formula of this cell fails (${text}).`,
  }),
  'cell.not-calculated': fault<Record<string, never>>({
    zh: () => '这一格是公式，但文件里没有算出的结果。请用 Excel 或 WPS 打开、保存一次再导入。',
    en: () => 'This cell is a formula without a stored result; open the file in Excel and save it.',
  }),
  'cell.not-a-date': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填日期，现在是“${text}”，请写成 2026-3-5 这样的年月日。`,
    en: ({ field, text }) => `"${field}" takes a date such as 2026-3-5, not "${text}".`,
  }),
  'cell.no-such-day': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”填的“${text}”没有这一天，请核对年月日。`,
    en: ({ field, text }) => `"${field}": there is no such day as "${text}".`,
  }),
  'cell.year-missing': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”填的“${text}”没有年份，标题里也看不出是哪一年，请补上年份。`,
    en: ({ field, text }) => `"${field}" says "${text}" without a year, and no title tells the year; add it.`,
  }),
  'cell.day-ambiguous': fault<{ field: string; text: string; month: string; day: string }>({
    zh: ({ field, text, month, day }) =>
      `“${field}”填的“${text}”是按数字存放的，分不清是 ${month} 月 ${day} 日还是 ${month} 月 ${day}0 日，请写成 2026-3-5 这样的年月日。`,
    en: ({ field, text }) => `"${field}": "${text}" is kept as a number, so a final 0 may be lost; write 2026-3-5.`,
  }),
  'cell.month-ambiguous': fault<{ field: string; text: string }>({
    zh: ({ field, text }) =>
      `“${field}”填的“${text}”是按数字存放的，分不清是 1 月还是 10 月，请写成 2026年1月 或 2026年10月。`,
    en: ({ field, text }) => `"${field}": "${text}" is kept as a number: January or October? Write 2026-01 or 2026-10.`,
  }),
  'cell.not-a-year': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”不是年份，请写成 2026。`,
    en: ({ text }) => `"${text}" is not a year; write 2026.`,
  }),
  'cell.not-a-month': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填月份，现在是“${text}”，请写成 2026年3月 或 2026-03。`,
    en: ({ field, text }) => `"${field}" takes a month such as 2026-03, not "${text}".`,
  }),
  'cell.not-yes-or-no': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”只能填“是”或“否”，现在是“${text}”。`,
    en: ({ field, text }) => `"${field}" takes 是 or 否, not "${text}".`,
  }),
  'cell.not-a-number': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填数字，现在是“${text}”，请只填数字。`,
    en: ({ field, text }) => `"${field}" takes a number, not "${text}".`,
  }),
  'cell.wrong-unit': fault<{ field: string; text: string; heading: string }>({
    zh: ({ field, text, heading }) =>
      `“${field}”一栏的单位是${heading}，这一格“${text}”写了别的单位，请换算后只填数字。`,
    en: ({ field, text, heading }) => `"${field}" is in ${heading}, but this cell says "${text}".`,
  }),
  'cell.place-missing': fault<{ town: string }>({
    zh: ({ town }) => `没有填是哪个村（社区）。请补上；镇本级的事请写“${town}”。`,
    en: ({ town }) => `No place is given; name the village, or "${town}" for the town's own.`,
  }),
  'cell.place-unknown': fault<{ name: string; town: string }>({
    zh: ({ name, town }) => `${town}没有“${name}”。请核对名称或代码，要与组织单位表一致。`,
    en: ({ name, town }) => `${town} has no "${name}"; check the name or code against the org units.`,
  }),
  'cell.place-ambiguous': fault<{ name: string; places: readonly string[] }>({
    zh: ({ name, places }) => `“${name}”不止一个：${places.join('、')}。请写全称或代码。`,
    en: ({ name, places }) => `"${name}" may be ${places.join(' or ')}; write the full name or the code.`,
  }),
  'org-units.column-missing': fault<{ column: string }>({
    zh: ({ column }) => `“组织单位”工作表要有“代码”和“名称”两栏，缺“${column}”。`,
    en: ({ column }) => `The sheet 组织单位 needs the columns 代码 and 名称; "${column}" is missing.`,
  }),
  'org-units.name-missing': fault<{ code: string }>({
    zh: ({ code }) => `组织单位 ${code} 没有名称，请补上。`,
    en: ({ code }) => `Org unit ${code} has no name.`,
  }),
  'org-units.code-twice': fault<{ code: string; row: number }>({
    zh: ({ code, row }) => `代码 ${code} 与第 ${row} 行重复，请核对。`,
    en: ({ code, row }) => `Code ${code} is already in row ${row}.`,
  }),
}

export const documentsError = defineErrors(DOCUMENTS_ERRORS)
