import {
  allowedSteps,
  defineLoop,
  type Indicator,
  type Month,
  monthFromIndex,
  monthIndex,
  type Pack,
  type TrackStep,
} from '@shishu/kernel'
import type { DueCase, MissingView } from '../src/api/today.ts'
import type { PlaceSeries } from '../src/drawing/SmallMultiples.tsx'
import type { TrendMonth } from '../src/drawing/TrendLine.tsx'
import type { PlaceMapPlace } from '../src/map/PlaceMap.tsx'

/** A loop with all that a picture must show: a detour, ends of both kinds, a way back, an extension, limits. */
export const repairLoop = defineLoop({
  opens: { on: 'foundOn', state: 'found' },
  states: {
    found: { label: '已登记', gloss: 'registered', limit: { count: 2, unit: 'working-day', source: '示例规定第3条' } },
    assigned: {
      label: '已交办',
      gloss: 'assigned',
      limit: { count: 7, unit: 'calendar-day', source: '示例规定第4条' },
    },
    repairing: {
      label: '维修中',
      gloss: 'being repaired',
      limit: { count: 30, unit: 'calendar-day', source: '示例规定第5条' },
    },
    raised: { label: '已上报', gloss: 'raised to the county' },
    repaired: {
      label: '已修复',
      gloss: 'repaired',
      limit: { count: 10, unit: 'calendar-day', source: '示例规定第7条', unconfirmed: true },
    },
    closed: { label: '已回访', gloss: 'visited', end: 'done' },
    filed: { label: '已归档', gloss: 'filed', end: 'done' },
    refused: { label: '不属本镇', gloss: 'not the town’s to repair', end: 'withdrawn' },
    withdrawn: { label: '报修人撤回', gloss: 'withdrawn by the reporter', end: 'withdrawn' },
  },
  steps: {
    assign: { label: '交办', gloss: 'assign', from: ['found'], to: 'assigned' },
    refuse: { label: '告知不受理', gloss: 'refuse', from: ['found', 'assigned'], to: 'refused' },
    start: { label: '开工', gloss: 'start', from: ['assigned'], to: 'repairing' },
    raise: { label: '上报', gloss: 'raise', from: ['repairing'], to: 'raised' },
    extend: {
      label: '延期',
      gloss: 'extend',
      from: ['repairing'],
      to: 'repairing',
      extends: { count: 15, unit: 'calendar-day', source: '示例规定第6条' },
    },
    repair: { label: '修复', gloss: 'repair', from: ['repairing', 'raised'], to: 'repaired' },
    withdraw: { label: '撤回', gloss: 'withdraw', from: ['found', 'assigned', 'repairing', 'raised'], to: 'withdrawn' },
    visit: { label: '回访', gloss: 'visit', from: ['repaired'], to: 'closed' },
    file: { label: '归档', gloss: 'file', from: ['closed', 'refused'], to: 'filed' },
    again: { label: '再次损坏', gloss: 'broken again', from: ['repaired', 'closed', 'filed'], to: 'repairing' },
  },
})
/** A loop with a pause beside the main line, a way out of it, and a way from one side state to another. */
export const permitLoop = defineLoop({
  opens: { on: 'askedOn', state: 'asked' },
  states: {
    asked: { label: '已申请', gloss: 'asked', limit: { count: 5, unit: 'working-day', source: '示例规定第9条' } },
    examining: {
      label: '审查中',
      gloss: 'being examined',
      limit: { count: 20, unit: 'working-day', source: '示例规定第10条' },
    },
    granted: { label: '已许可', gloss: 'granted', end: 'done' },
    completing: { label: '待补正', gloss: 'to be completed', pauses: 'asked' },
    hearing: { label: '听证中', gloss: 'being heard', pauses: 'examining' },
    denied: { label: '不予许可', gloss: 'denied', end: 'done' },
    appealed: { label: '复议中', gloss: 'appealed' },
  },
  steps: {
    complete: { label: '通知补正', gloss: 'ask to complete', from: ['asked'], to: 'completing' },
    completed: { label: '补正', gloss: 'complete', from: ['completing'], to: 'asked' },
    accept: { label: '受理', gloss: 'accept', from: ['asked'], to: 'examining' },
    hear: { label: '听证', gloss: 'hear', from: ['examining'], to: 'hearing' },
    heard: { label: '听证结束', gloss: 'heard', from: ['hearing'], to: 'examining' },
    grant: { label: '许可', gloss: 'grant', from: ['examining'], to: 'granted' },
    deny: { label: '不予许可', gloss: 'deny', from: ['examining', 'completing'], to: 'denied' },
    appeal: { label: '申请复议', gloss: 'appeal', from: ['denied'], to: 'appealed' },
    uphold: { label: '维持', gloss: 'uphold', from: ['appealed'], to: 'denied' },
    redo: { label: '责令重审', gloss: 'redo', from: ['appealed'], to: 'examining' },
  },
})
export const repairOpened = '2026-03-02'
export const repairTrack: TrackStep[] = [
  { step: 'assign', on: '2026-03-03', by: '周琳' },
  { step: 'start', on: '2026-03-06', by: '陈建国' },
  { step: 'raise', on: '2026-03-20', by: '陈建国' },
  { step: 'repair', on: '2026-04-08', by: '陈建国' },
  { step: 'again', on: '2026-04-15', by: '周琳' },
]

const indicator = (part: Partial<Indicator>): Indicator => ({
  id: 'sample',
  label: '示例指标',
  gloss: 'a sample figure',
  unit: 'one',
  value: '0',
  better: 'up',
  source: 'sample',
  ...part,
})
export const investment = indicator({ id: 'investment', label: '固定资产投资', gloss: 'fixed investment', unit: 'fen' })
export const repairs = indicator({ id: 'repairs', label: '修复路灯', gloss: 'street lights repaired', counter: '盏' })
export const overdue = indicator({
  id: 'overdue',
  label: '逾期未修',
  gloss: 'repairs overdue',
  counter: '件',
  better: 'down',
})
export const reports = indicator({
  id: 'reports',
  label: '报修件数',
  gloss: 'repairs reported',
  counter: '件',
  better: 'neither',
})
export const rate = indicator({
  id: 'rate',
  label: '按期修复率',
  gloss: 'repaired in time',
  unit: 'percent',
  decimals: 1,
})

export const months = (first: Month, count: number): Month[] =>
  Array.from({ length: count }, (_, index) => monthFromIndex(monthIndex(first) + index))

/** A year and a half of investment, with two months not reported. */
export const trend: TrendMonth[] = months('2025-01', 18).map((month, index) => ({
  month,
  value: index === 7 || index > 15 ? null : Math.round((3.1 + Math.sin(index / 2) * 0.9 + index * 0.08) * 1e10),
  lastYear: Math.round((2.8 + Math.sin(index / 2 + 0.4) * 0.7 + index * 0.05) * 1e10),
}))
export const rateTrend: TrendMonth[] = months('2025-07', 12).map((month, index) => ({
  month,
  value: [88, 91.2, 90.4, 93.1, 94, 92.2, 95.6, 96, 93.8, 97.1, 96.4, 98][index]!,
  lastYear: [81, 84, 83.2, 86, 85.5, 88, 87.1, 89, 90.2, 88.4, 90, 91][index]!,
}))

export const places: PlaceSeries[] = [
  '东岭村',
  '西河村',
  '白云社区',
  '石桥村',
  '梅林村',
  '新安村',
  '高塘村',
  '柳湾村',
].map((name, place) => ({
  code: `34189910100${place + 1}`,
  name,
  values: months('2025-07', 12).map((_, index) =>
    place === 5 && index < 4 ? null : Math.max(0, Math.round(6 + 5 * Math.sin(index / 2 + place) + (place % 3) * 3)),
  ),
}))

/** One case of each kind of clock, in the first loops of a pack. */
export function sampleDue(pack: Pack, orgUnit: string): DueCase[] {
  const clocks = [
    ['overdue', '2026-04-30'],
    ['soon', '2026-05-08'],
    ['in-time', '2026-05-19'],
    ['suspended', null],
  ] as const
  const ledgers = pack.ledgers.filter(({ loop }) => loop !== undefined)
  return clocks.map(([status, due], index) => {
    const { id, loop } = ledgers[index % ledgers.length]!
    const state = loop!.opens.state
    const next = allowedSteps(loop!, state)
    const entry = `0199a000-0000-7000-8000-00000000000${index}`
    const summary = `2026-030${index} 示例事项`
    return {
      ledger: id,
      entry,
      orgUnit,
      state,
      since: '2026-03-02',
      due,
      status,
      source: '示例',
      next,
      mine: next,
      summary,
    }
  })
}

export function sampleMissing(pack: Pack, place: string): MissingView[] {
  return pack.requirements
    .slice(0, 2)
    .map(({ id }) => ({ requirement: id, missing: [{ place, period: '2026-04', happened: 0 }] }))
}

/** Eight places side by side, two rows of four, with their latest values. */
export const mapPlaces: PlaceMapPlace[] = places.map(({ code, name, values }, index) => {
  const [x, y] = [118 + (index % 4) * 0.014, 30 + Math.floor(index / 4) * 0.01]
  const corners = [
    [x, y],
    [x + 0.014, y + 0.001],
    [x + 0.014, y + 0.011],
    [x + 0.006, y + 0.009],
    [x, y + 0.01],
    [x, y],
  ] as const
  return { code, name, value: values.at(-1) ?? null, geometry: { type: 'Polygon', coordinates: [corners] } }
})
