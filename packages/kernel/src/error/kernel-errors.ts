import { defineErrors, fault } from './define-errors.ts'

/** Kinds of period in words. */
const PERIOD_WORDS: Readonly<Record<string, string>> = {
  day: '日',
  week: '周',
  'half-month': '半月',
  month: '月',
  quarter: '季度',
  'half-year': '半年',
  year: '年',
}

/** What an outline can lack. */
const SHAPE_FAULTS: Readonly<Record<string, { zh: string; en: string }>> = {
  kind: { zh: '只收面（Polygon 或 MultiPolygon）', en: 'it is no Polygon or MultiPolygon' },
  empty: { zh: '里面没有边界线', en: 'it holds no ring' },
  few: { zh: '边界线少于 4 个点', en: 'a ring has fewer than 4 positions' },
  open: { zh: '边界线没有合上，末点应与首点相同', en: 'a ring is open; its last position must be its first' },
  range: {
    zh: '坐标不在我国范围内，应为经度在前、纬度在后，以度为单位（CGCS2000 或 WGS 84）',
    en: 'a position lies outside China; write degrees, longitude first (CGCS2000 or WGS 84)',
  },
  'too-many': { zh: '点太多，请先简化到 20000 个以内', en: 'it has more than 20,000 positions; simplify it first' },
}

/** Every refusal that the kernel can give. To add one, add it here: code, facts, both texts. */
export const KERNEL_ERRORS = {
  'day.malformed': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”不是有效日期，请写成 2026-03-05 这样的年月日。`,
    en: ({ text }) => `"${text}" is not a date; write it as 2026-03-05.`,
  }),
  'instant.malformed': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”不是时刻，请写成 2026-03-05 或 2026-03-05T18:00（北京时间）。`,
    en: ({ text }) => `"${text}" is not an instant; write 2026-03-05 or 2026-03-05T18:00 (Beijing time).`,
  }),
  'period.malformed': fault<{ text: string }>({
    zh: ({ text }) =>
      `“${text}”不是报告期，请写成 2026-03、2026-Q1、2026-H1、2026、2026-03-A（上半月）、2026-W10（第10周）或 2026-03-05。`,
    en: ({ text }) =>
      `"${text}" is not a period; write 2026-03, 2026-Q1, 2026-H1, 2026, 2026-03-A, 2026-W10 or 2026-03-05.`,
  }),
  'calendar.year-unknown': fault<{ year: number }>({
    zh: ({ year }) => `还没有 ${year} 年的节假日安排，算不出工作日。请先载入国务院办公厅的放假通知。`,
    en: ({ year }) => `The State Council's holidays of ${year} are not loaded, so working days cannot be counted.`,
  }),
  'org-unit.code-malformed': fault<{ code: string }>({
    zh: ({ code }) => `“${code}”不是组织单位代码，应为 12 位数字（网格为 15 位）。`,
    en: ({ code }) => `"${code}" is not an org unit code: 12 digits, or 15 for a grid.`,
  }),
  'place-shape.malformed': fault<{ code: string; what: string }>({
    zh: ({ code, what }) => `${code} 的边界不能用：${(SHAPE_FAULTS[what] ?? SHAPE_FAULTS.kind!).zh}。`,
    en: ({ code, what }) => `The outline of ${code} cannot be used: ${(SHAPE_FAULTS[what] ?? SHAPE_FAULTS.kind!).en}.`,
  }),
  'org-unit.code-twice': fault<{ code: string }>({
    zh: ({ code }) => `组织单位代码 ${code} 出现了两次，请删去一个。`,
    en: ({ code }) => `Org unit code ${code} is listed twice.`,
  }),
  'org-unit.unknown': fault<{ code: string }>({
    zh: ({ code }) => `组织单位表里没有“${code}”。请核对代码或名称，或先导入组织单位表。`,
    en: ({ code }) => `No org unit "${code}" in the tree; check it, or import the org units first.`,
  }),
  'org-unit.ended': fault<{ name: string; day: string; into: string }>({
    zh: ({ name, day, into }) =>
      `${name}已于 ${day} 撤并，不能再记新的${into === '' ? '，请改记到现在的单位' : `，请记到${into}`}。`,
    en: ({ name, day, into }) =>
      `${name} ended on ${day}: nothing new is booked there${into === '' ? '' : `; book it at ${into}`}.`,
  }),
  'org-unit.end-level': fault<{ name: string }>({
    zh: ({ name }) => `只有村（社区）和网格能在这里撤并，${name}不能。`,
    en: ({ name }) => `Only villages and grids end here; ${name} does not.`,
  }),
  'org-unit.end-below': fault<{ name: string; below: string }>({
    zh: ({ name, below }) => `${name}下面还有${below}，请先把它撤并。`,
    en: ({ name, below }) => `${below} below ${name} still stands; let it end first.`,
  }),
  'org-unit.merge-unfit': fault<{ name: string; into: string }>({
    zh: ({ name, into }) => `${name}不能并入${into}：要是同一乡镇、同一级、到那天还在的另一个单位。`,
    en: ({ name, into }) =>
      `${name} cannot be merged into ${into}: it takes another unit of the town and level that still stands.`,
  }),
  'org-unit.no-town': fault<{ code: string }>({
    zh: ({ code }) => `${code} 不在哪个乡镇之内；这里要填乡镇、村或网格的代码。`,
    en: ({ code }) => `${code} lies in no township; give the code of a township, village or grid.`,
  }),
  'org-unit.parent-missing': fault<{ code: string; parent: string }>({
    zh: ({ code, parent }) => `组织单位 ${code} 的上级 ${parent} 不在表中，请把上级一并导入。`,
    en: ({ code, parent }) => `Org unit ${code}: its parent ${parent} is missing; import it too.`,
  }),
  'quantity.malformed': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”不是数字，请只填数字（可带单位）。`,
    en: ({ text }) => `"${text}" is not a number.`,
  }),
  'quantity.unit-unknown': fault<{ unit: string }>({
    zh: ({ unit }) => `单位“${unit}”用不上，请改成本列的单位。`,
    en: ({ unit }) => `The unit "${unit}" does not fit here; use this column's unit.`,
  }),
  'quantity.too-precise': fault<{ text: string; unit: string }>({
    zh: ({ text, unit }) => `“${text}”小数位太多，请填到${unit}的最小单位。`,
    en: ({ text, unit }) => `"${text}" has more decimals than the smallest unit of ${unit}.`,
  }),
  'quantity.too-large': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”太大，请核对单位是否写错。`,
    en: ({ text }) => `"${text}" is too large; check its unit.`,
  }),
  'field.required': fault<{ field: string }>({
    zh: ({ field }) => `“${field}”必填，请补上。`,
    en: ({ field }) => `"${field}" is required.`,
  }),
  'field.unknown': fault<{ field: string }>({
    zh: ({ field }) => `台账里没有“${field}”这一栏。`,
    en: ({ field }) => `The ledger has no field "${field}".`,
  }),
  'field.derived': fault<{ field: string; stated: string; computed: string }>({
    zh: ({ field, stated, computed }) => `“${field}”填的是 ${stated}，按日期算应为 ${computed}，请核对日期。`,
    en: ({ field, stated, computed }) => `"${field}" says ${stated} but its dates give ${computed}.`,
  }),
  'field.wrong-type': fault<{ field: string; expected: string; found: string }>({
    zh: ({ field, expected, found }) => `“${field}”应填${expected}，现在是“${found}”。`,
    en: ({ field, expected, found }) => `"${field}" takes ${expected}, not "${found}".`,
  }),
  'field.choice-unknown': fault<{ field: string; found: string; allowed: readonly string[] }>({
    zh: ({ field, found, allowed }) => `“${field}”没有“${found}”这一项，可选：${allowed.join('、')}。`,
    en: ({ field, found, allowed }) => `"${field}" has no choice "${found}"; choose one of ${allowed.join(', ')}.`,
  }),
  'field.too-long': fault<{ field: string; max: number }>({
    zh: ({ field, max }) => `“${field}”超过 ${max} 字，请缩短。`,
    en: ({ field, max }) => `"${field}" is longer than ${max} characters.`,
  }),
  'field.out-of-range': fault<{ field: string; found: string; least: string; most: string }>({
    zh: ({ field, found, least, most }) => `“${field}”是 ${found}，应在 ${least} 到 ${most} 之间。`,
    en: ({ field, found, least, most }) => `"${field}" is ${found}; it must lie between ${least} and ${most}.`,
  }),
  'field.out-of-order': fault<{ earlier: string; later: string }>({
    zh: ({ earlier, later }) => `“${later}”早于“${earlier}”，请核对日期。`,
    en: ({ earlier, later }) => `"${later}" is before "${earlier}".`,
  }),
  'statement.no-january': fault<{ ledger: string }>({
    zh: ({ ledger }) => `${ledger}没有 1 月报告期：1—2 月合并填报，请填 2 月。`,
    en: ({ ledger }) => `${ledger} has no January: January and February are reported together as February.`,
  }),
  'loop.step-unknown': fault<{ step: string; loop: string }>({
    zh: ({ step, loop }) => `${loop}没有“${step}”这一环节。`,
    en: ({ step, loop }) => `${loop} has no step "${step}".`,
  }),
  'loop.step-not-allowed': fault<{ step: string; at: string; allowed: readonly string[] }>({
    zh: ({ step, at, allowed }) =>
      allowed.length > 0
        ? `现在是“${at}”，不能“${step}”；可以办的是：${allowed.join('、')}。`
        : `现在是“${at}”，已经办结，不能再“${step}”。`,
    en: ({ step, at, allowed }) => `"${step}" cannot be taken at "${at}"; possible: ${allowed.join(', ') || 'none'}.`,
  }),
  'loop.step-too-early': fault<{ step: string; on: string; last: string }>({
    zh: ({ step, on, last }) => `“${step}”的日期 ${on} 早于上一环节的 ${last}，请核对。`,
    en: ({ step, on, last }) => `"${step}" on ${on} is before the step before it, ${last}.`,
  }),
  'loop.step-too-soon': fault<{ step: string; at: string; earliest: string; source: string }>({
    zh: ({ step, at, earliest, source }) => `“${at}”的时间还不够，最早 ${earliest} 才能“${step}”（${source}）。`,
    en: ({ step, at, earliest, source }) => `"${at}" must last longer: "${step}" from ${earliest} on (${source}).`,
  }),
  'loop.step-needs': fault<{ step: string; fields: readonly string[] }>({
    zh: ({ step, fields }) => `办“${step}”前要先填：${fields.join('、')}。`,
    en: ({ step, fields }) => `"${step}" needs ${fields.join(', ')} first.`,
  }),
  'loop.step-condition': fault<{ step: string; fields: readonly string[] }>({
    zh: ({ step, fields }) => `“${fields.join('、')}”不符合条件，不能“${step}”。`,
    en: ({ step, fields }) => `"${step}" cannot be taken: ${fields.join(', ')} does not allow it.`,
  }),
  'loop.day-differs': fault<{ field: string; said: string; step: string; on: string }>({
    zh: ({ field, said, step, on }) =>
      `“${field}”是“${said}”，而“${step}”记在“${on}”，两处应当一致；改日期请改“${field}”。`,
    en: ({ field, said, step, on }) => `"${field}" says "${said}" but "${step}" was taken on "${on}".`,
  }),
  'loop.same-person': fault<{ step: string; other: string; by: string }>({
    zh: ({ step, other, by }) => `${by}办了“${other}”，不能再由本人“${step}”，请换一位。`,
    en: ({ step, other, by }) => `${by} took "${other}" and cannot also take "${step}".`,
  }),
  'ledger.unknown': fault<{ ledger: string }>({
    zh: ({ ledger }) => `没有“${ledger}”这本台账。用 shishu ledgers 查看全部台账。`,
    en: ({ ledger }) => `No ledger "${ledger}"; see shishu ledgers.`,
  }),
  'ledger.not-a-case': fault<{ ledger: string }>({
    zh: ({ ledger }) => `${ledger}没有闭环，不能办环节。`,
    en: ({ ledger }) => `${ledger} has no loop, so no step can be taken.`,
  }),
  'measure.unknown': fault<{ measure: string }>({
    zh: ({ measure }) => `没有科目“${measure}”。`,
    en: ({ measure }) => `No measure "${measure}".`,
  }),
  'indicator.unknown': fault<{ indicator: string }>({
    zh: ({ indicator }) => `没有指标“${indicator}”。用 shishu indicators 查看全部指标。`,
    en: ({ indicator }) => `No indicator "${indicator}"; see shishu indicators.`,
  }),
  'report.unknown': fault<{ report: string; known: readonly string[] }>({
    zh: ({ report, known }) => `没有报告“${report}”，现有：${known.join('、')}。`,
    en: ({ report, known }) => `No report "${report}"; known: ${known.join(', ')}.`,
  }),
  'report.period-kind': fault<{ report: string; period: string; kind: string }>({
    zh: ({ report, period, kind }) => `${report}要按${PERIOD_WORDS[kind] ?? kind}出，${period} 不是。`,
    en: ({ report, period, kind }) => `${report} is made for a ${kind}; ${period} is not one.`,
  }),
  'formula.syntax': fault<{ line: number; column: number; found: string; expected: string }>({
    zh: ({ line, column, found, expected }) => `公式第 ${line} 行第 ${column} 列：遇到“${found}”，应为${expected}。`,
    en: ({ line, column, found, expected }) =>
      `Formula, line ${line}, column ${column}: found "${found}", expected ${expected}.`,
  }),
  'formula.name-unknown': fault<{ line: number; column: number; name: string }>({
    zh: ({ line, column, name }) => `公式第 ${line} 行第 ${column} 列：没有“${name}”这个函数。`,
    en: ({ line, column, name }) => `Formula, line ${line}, column ${column}: no function "${name}".`,
  }),
  'formula.type': fault<{ line: number; column: number; expected: string; found: string }>({
    zh: ({ line, column, expected, found }) => `公式第 ${line} 行第 ${column} 列：应为${expected}，现在是${found}。`,
    en: ({ line, column, expected, found }) =>
      `Formula, line ${line}, column ${column}: expected ${expected}, found ${found}.`,
  }),
  'formula.arguments': fault<{ line: number; column: number; name: string; expected: number; found: number }>({
    zh: ({ line, column, name, expected, found }) =>
      `公式第 ${line} 行第 ${column} 列：${name} 要 ${expected} 个参数，现在有 ${found} 个。`,
    en: ({ line, column, name, expected, found }) =>
      `Formula, line ${line}, column ${column}: ${name} takes ${expected} arguments, not ${found}.`,
  }),
  'pack.broken': fault<{ problems: readonly string[] }>({
    zh: ({ problems }) => `定义有 ${problems.length} 处错误：\n${problems.join('\n')}`,
    en: ({ problems }) => `The definitions have ${problems.length} faults:\n${problems.join('\n')}`,
  }),
}

export const kernelError = defineErrors(KERNEL_ERRORS)
