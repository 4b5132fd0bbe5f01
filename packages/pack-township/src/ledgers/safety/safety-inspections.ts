import { choice, count, date, defineIndicator, defineLedger, quantity, sum, text } from '@shishu/kernel'

/** 安全检查台账: one entry per inspection trip (批次), with the number of units checked on it (家). */
export const safetyInspections = defineLedger({
  id: 'safety-inspections',
  kind: 'event',
  label: '安全生产检查台账',
  gloss: 'safety inspections',
  office: 'safety',
  source: 'mission F4; 安全生产法第9条',
  key: ['number'],
  fields: {
    number: text({ label: '检查编号', gloss: 'number', headings: ['编号', '批次号'], max: 30, required: true }),
    inspectedOn: date({ label: '检查日期', gloss: 'inspected on', headings: ['日期', '检查时间'], required: true }),
    kind: choice({
      label: '检查类型',
      gloss: 'kind',
      headings: ['类型', '检查类别'],
      options: { daily: '日常检查', special: '专项检查', festival: '节前检查', joint: '联合检查', sweep: '大排查' },
    }),
    field: choice({
      label: '检查领域',
      gloss: 'field',
      headings: ['行业领域', '领域'],
      options: {
        mine: '矿山',
        factory: '工贸企业',
        fire: '消防',
        road: '道路交通',
        site: '建筑施工',
        gas: '燃气',
        school: '学校',
        shop: '商铺餐饮',
      },
    }),
    units: quantity({
      label: '检查家数',
      gloss: 'units checked',
      unit: 'one',
      headings: ['检查单位数', '家数'],
      required: true,
    }),
    hazards: quantity({ label: '发现隐患数', gloss: 'hazards found', unit: 'one', headings: ['隐患数'] }),
    fixed: quantity({ label: '当场整改数', gloss: 'mended on the spot', unit: 'one', headings: ['现场整改数'] }),
    inspectors: text({ label: '检查单位', gloss: 'inspecting office', headings: ['检查组', '组织单位'] }),
    handling: choice({
      label: '现场处置',
      gloss: 'handling on site',
      options: { fixed: '当场纠正', dated: '限期整改', passed: '移交县部门', none: '未发现问题' },
    }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    batches: count({ label: '安全检查批次', gloss: 'inspection trips', on: 'inspectedOn', by: 'kind' }),
    units: sum({ label: '安全检查家数', gloss: 'units checked, counted on each trip', on: 'inspectedOn', of: 'units' }),
    hazards: sum({ label: '检查发现隐患', gloss: 'hazards found', on: 'inspectedOn', of: 'hazards' }),
  },
})

export const safetyInspectionIndicators = [
  defineIndicator({
    id: 'inspection-batches',
    label: '安全检查批次',
    gloss: 'inspection trips',
    unit: 'one',
    counter: '批次',
    value: 'flow(safety-inspections.batches)',
    better: 'neither',
    source: 'mission F4 空70',
  }),
  defineIndicator({
    id: 'units-inspected',
    label: '安全检查家次',
    gloss: 'units checked',
    unit: 'one',
    counter: '家次',
    value: 'flow(safety-inspections.units)',
    better: 'neither',
    source: 'mission F4 空71',
    countingRule: '逐批次相加，同一单位多次受检按次计',
  }),
]
