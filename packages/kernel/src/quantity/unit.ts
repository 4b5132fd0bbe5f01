import { kernelError } from '../error/kernel-errors.ts'

/** What is measured. Amounts of one dimension are booked in the same smallest part and can be added up. */
export type Dimension = 'money' | 'land-area' | 'floor-area' | 'length' | 'count' | 'share' | 'days'

interface UnitRule {
  dimension: Dimension
  /** How many smallest parts the unit has: always a power of ten, so that every booked amount prints exactly. */
  factor: number
  /** As officers write it; the first is printed. */
  labels: readonly string[]
  en: string
}

const UNITS = {
  fen: { dimension: 'money', factor: 1, labels: ['分'], en: 'fen' },
  yuan: { dimension: 'money', factor: 100, labels: ['元', '圆', '人民币元'], en: 'yuan' },
  'thousand-yuan': { dimension: 'money', factor: 100_000, labels: ['千元'], en: 'thousand yuan' },
  'wan-yuan': { dimension: 'money', factor: 1_000_000, labels: ['万元', '万', '万圆'], en: 'ten thousand yuan' },
  'yi-yuan': { dimension: 'money', factor: 10_000_000_000, labels: ['亿元', '亿', '亿圆'], en: 'hundred million yuan' },

  li: { dimension: 'land-area', factor: 1, labels: ['厘'], en: 'hundredth of a mu' },
  mu: { dimension: 'land-area', factor: 100, labels: ['亩', '市亩'], en: 'mu' },

  // A square decimetre is 0.01 m²: two decimals of floor area, exactly.
  'square-decimetre': { dimension: 'floor-area', factor: 1, labels: ['平方分米', 'dm²'], en: 'square decimetres' },
  'square-metre': {
    dimension: 'floor-area',
    factor: 100,
    labels: ['平方米', '㎡', 'm²', '平米', '平方'],
    en: 'square metres',
  },

  metre: { dimension: 'length', factor: 1, labels: ['米', 'm'], en: 'metres' },
  kilometre: { dimension: 'length', factor: 1000, labels: ['公里', '千米', 'km'], en: 'kilometres' },

  one: {
    dimension: 'count',
    factor: 1,
    // biome-ignore format: one list of counting words
    labels: ['个', '户', '人', '次', '场', '件', '条', '处', '台', '份', '例', '名', '家', '批次', '场次', '人次', '张'],
    en: '',
  },

  'basis-point': { dimension: 'share', factor: 1, labels: ['基点'], en: 'basis points' },
  percent: { dimension: 'share', factor: 100, labels: ['%', '个百分点', '百分点'], en: '%' },

  day: { dimension: 'days', factor: 1, labels: ['天', '日'], en: 'days' },
} as const satisfies Record<string, UnitRule>

export type UnitId = keyof typeof UNITS

/** A unit in which amounts are written. What is booked is an integer of its dimension's smallest part. */
export interface Unit extends UnitRule {
  id: UnitId
}

export const ALL_UNITS: readonly Unit[] = Object.entries(UNITS).map(([id, rule]) => ({ id: id as UnitId, ...rule }))

const byId: ReadonlyMap<string, Unit> = new Map(ALL_UNITS.map((unit) => [unit.id, unit]))
const byLabel: ReadonlyMap<string, Unit> = new Map(
  ALL_UNITS.flatMap((unit) => unit.labels.map((label) => [sameSpelling(label), unit])),
)

/** One spelling for all forms of a label: ㎡, m² and m2 are the same, as are ％ and %, KM and km. */
function sameSpelling(label: string): string {
  return label.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/**
 * The unit with this id.
 *
 * Errors  quantity.unit-unknown
 */
export function unitOf(id: string): Unit {
  const unit = byId.get(id)
  if (!unit) throw kernelError('quantity.unit-unknown', { unit: id })
  return unit
}

/** The unit that officers write this way (万元, ㎡, 公里), whatever the width or case of its letters. */
export function findUnit(label: string): Unit | undefined {
  return byLabel.get(sameSpelling(label))
}
