import { expect, test } from 'vitest'
import { placeOptions } from './place-options.ts'

const UNITS = [
  { code: '341899000000', name: '皖岭县' },
  { code: '341899101000', name: '青溪镇' },
  { code: '341899101201', name: '新桥村' },
  { code: '341899102000', name: '石湾镇' },
]

test.each([
  ['the county', UNITS[0]!, ['皖岭县', '　青溪镇', '　　新桥村', '　石湾镇']],
  ['a town', UNITS[1]!, ['青溪镇', '　新桥村']],
  [
    'the country, which is not listed',
    { code: '000000000000', name: '全国' },
    ['全国', '　皖岭县', '　　青溪镇', '　　　新桥村', '　　石湾镇'],
  ],
])('places of %s', (_, home, labels) => {
  expect(placeOptions(UNITS, home, '2026-07-01', '（已撤并）').map(({ label }) => label)).toEqual(labels)
})

test('a place that has ended says so, from the day it ends on', () => {
  const units = UNITS.map((unit) => (unit.name === '新桥村' ? { ...unit, endsOn: '2026-07-01' } : unit))
  const lastOf = (today: string) => placeOptions(units, UNITS[1]!, today, '（已撤并）').at(-1)?.label
  expect(lastOf('2026-06-30')).toBe('　新桥村')
  expect(lastOf('2026-07-01')).toBe('　新桥村（已撤并）')
})
