import { orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { auditPlace } from './audit-place.ts'

const units = [
  { code: '340000000000', name: '安省' },
  { code: '341800000000', name: '宣市' },
  { code: '341899000000', name: '青县' },
  { code: '341899102000', name: '白沙镇' },
  { code: '341899101000', name: '青石镇' },
  { code: '341899101001', name: '上村' },
]

test.each([
  ['341899000000', units, '341899000000'],
  [null, units, '341899101000'],
  [null, units.slice(0, 3), '000000000000'],
  [null, [], '000000000000'],
])('set to %s: %#', (set, all, place) => {
  expect(auditPlace(set, orgTree(all))).toBe(place)
})
