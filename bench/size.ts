import type { OrgUnit } from '@shishu/kernel'

/** How much is booked. `entries` are spread evenly over towns and months. */
export interface Size {
  towns: number
  entries: number
}

export const SIZES: Readonly<Record<string, Size>> = {
  /** For trying the bench itself; its figures mean nothing. */
  tiny: { towns: 2, entries: 10_000 },
  /** A town of 15 villages over 30 months. */
  town: { towns: 1, entries: 50_000 },
  /** The same town with five times the entries: what a town of `county5` is to one of `county`. */
  town5: { towns: 1, entries: 250_000 },
  /** A county of 20 towns, 300 villages. */
  county: { towns: 20, entries: 1_000_000 },
  /** The same county, with five times the entries. */
  county5: { towns: 20, entries: 5_000_000 },
}

/** The book that growth is measured against holds this part of the entries. */
export const GROWTH = 5

const COUNTY = '341899'
const VILLAGES = 15

/** The town whose report is measured. */
export const MAIN_TOWN = `${COUNTY}101000`

export const townCodes = (towns: number): string[] =>
  Array.from({ length: towns }, (_, at) => `${COUNTY}${101 + at}000`)

export const villageCodes = (town: string): string[] =>
  Array.from({ length: VILLAGES }, (_, at) => `${town.slice(0, 9)}${201 + at}`)

/** A made-up county. */
export const orgUnitsOf = (towns: number): OrgUnit[] => [
  { code: `${COUNTY}000000`, name: '测试县' },
  ...townCodes(towns).flatMap((code, at) => [
    { code, name: `第${at + 1}镇` },
    ...villageCodes(code).map((village, index) => ({ code: village, name: `第${at + 1}镇${index + 1}村` })),
  ]),
]
