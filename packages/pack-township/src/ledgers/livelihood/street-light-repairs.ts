import { choice, date, defineIndicator, defineLedger, defineLoop, text, yesNo } from '@shishu/kernel'

/** 报修 → 派修 → 修复 → 村里核实. Whoever repaired a lamp does not confirm it. */
const repairLoop = defineLoop({
  opens: { on: 'reportedOn', state: 'reported' },
  states: {
    reported: {
      label: '已报修',
      gloss: 'reported',
      limit: { count: 3, unit: 'working-day', source: '镇里约定：3个工作日内修复', unconfirmed: true },
    },
    repaired: { label: '已修复', gloss: 'repaired' },
    confirmed: { label: '已核实', gloss: 'confirmed', end: 'done' },
    mistaken: { label: '误报', gloss: 'reported by mistake', end: 'withdrawn' },
  },
  steps: {
    repair: {
      label: '修复',
      gloss: 'repair',
      from: ['reported'],
      to: 'repaired',
      day: 'repairedOn',
      needs: ['repairer'],
    },
    dismiss: { label: '误报销号', gloss: 'dismiss', from: ['reported'], to: 'mistaken', day: 'dismissedOn' },
    confirm: {
      label: '核实',
      gloss: 'confirm',
      from: ['repaired'],
      to: 'confirmed',
      day: 'confirmedOn',
      notBy: ['repair'],
    },
    again: { label: '又不亮', gloss: 'dark again', from: ['repaired'], to: 'reported' },
  },
})

/** 路灯报修台账: one entry per lamp reported dark. */
export const streetLightRepairs = defineLedger({
  id: 'street-light-repairs',
  kind: 'case',
  label: '路灯报修台账',
  gloss: 'street lights repaired',
  office: 'livelihood',
  source: '职责D9; 农村公路设施管护由镇村负责，时限由镇定',
  key: ['lamp', 'reportedOn'],
  loop: repairLoop,
  local: true,
  fields: {
    lamp: text({ label: '灯杆编号', gloss: 'lamp post', headings: ['编号'], max: 30, required: true }),
    road: text({ label: '路段', gloss: 'road', max: 60 }),
    fault: choice({
      label: '故障',
      gloss: 'fault',
      options: { dark: '不亮', flicker: '闪烁', pole: '灯杆倾斜', wire: '线路裸露' },
    }),
    dangerous: yesNo({ label: '是否有危险', gloss: 'dangerous' }),
    reportedOn: date({ label: '报修日期', gloss: 'reported on', required: true }),
    repairer: text({ label: '维修单位', gloss: 'repaired by', max: 60 }),
    repairedOn: date({ label: '修复日期', gloss: 'repaired on', notBefore: 'reportedOn' }),
    dismissedOn: date({ label: '误报销号日期', gloss: 'dismissed on', notBefore: 'reportedOn' }),
    confirmedOn: date({ label: '核实日期', gloss: 'confirmed on', notBefore: 'repairedOn' }),
  },
  measures: {},
})

export const streetLightIndicators = [
  defineIndicator({
    id: 'street-lights-repaired',
    label: '修复路灯数',
    gloss: 'street lights repaired',
    unit: 'one',
    counter: '盏',
    value: 'flow(street-light-repairs.entered[repaired])',
    better: 'neither',
    source: '职责D9',
  }),
  defineIndicator({
    id: 'street-lights-repaired-in-time-share',
    label: '路灯按时修复率',
    gloss: 'share of street lights repaired within the limit',
    unit: 'percent',
    decimals: 1,
    value:
      'flow(street-light-repairs.withinLimit[reported]) / ' +
      '(flow(street-light-repairs.withinLimit[reported]) + flow(street-light-repairs.pastLimit[reported]))',
    better: 'up',
    source: '职责D9',
    countingRule: '误报销号的也算离开；仍未修复的不在分母',
  }),
]
