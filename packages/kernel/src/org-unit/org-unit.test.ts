import { expect, test } from 'vitest'
import { type OrgUnit, orgTree } from './org-unit.ts'

// A made-up county with two towns.
const UNITS: OrgUnit[] = [
  { code: '341899102000', name: '石坝乡' },
  { code: '341899000000', name: '青源县' },
  { code: '341899101001', name: '新桥村' },
  { code: '341899101000', name: '云岭镇' },
  { code: '341899101002', name: '云岭社区', shortName: '街上' },
  { code: '341899101003', name: '东村' },
  { code: '341899101004', name: '东村村' },
  { code: '341899101005', name: '柳林社区居民委员会' },
  { code: '341899101006', name: '柳林村民委员会' },
  { code: '341899101001001', name: '新桥一组' },
  { code: '341899102001', name: '新桥村' },
]
const tree = orgTree(UNITS)
const codes = (units: readonly OrgUnit[]) => units.map((unit) => unit.code)

test('all units, in the order of codes', () => {
  expect(codes(tree.all)).toEqual(codes(UNITS).sort((a, b) => (a.padEnd(15, '0') < b.padEnd(15, '0') ? -1 : 1)))
})

test('a unit by its code', () => {
  expect(tree.get('341899101001').name).toBe('新桥村')
  expect(tree.find('341899101001')).toBe(tree.get('341899101001'))
  expect(tree.find('341899999000')).toBeUndefined()
  for (const read of [tree.get, tree.children, tree.subtree, (code: string) => tree.byName('新桥村', code)]) {
    expect(() => read('341899999000')).toThrow('org-unit.unknown')
  }
})

test('children are directly below, a subtree goes all the way down', () => {
  expect(codes(tree.children('341899000000'))).toEqual(['341899101000', '341899102000'])
  expect(codes(tree.children('341899101001'))).toEqual(['341899101001001'])
  expect(codes(tree.children('341899102001'))).toEqual([])
  expect(codes(tree.subtree('341899102000'))).toEqual(['341899102000', '341899102001'])
  expect(codes(tree.subtree('341899101001'))).toEqual(['341899101001', '341899101001001'])
  expect(tree.subtree('341899000000')).toEqual(tree.all)
})

test.each([
  // as written         within          found
  ['新桥村', '341899101000', '341899101001'],
  ['新桥', '341899101000', '341899101001'],
  ['新桥村委会', '341899101000', '341899101001'],
  ['新桥村民委员会', '341899101000', '341899101001'],
  [' 新 桥 ', '341899101000', '341899101001'],
  ['新桥', '341899102000', '341899102001'],
  ['新桥', '341899000000', '341899101001 341899102001'], // two towns have one: it must be asked
  ['新桥社区', '341899000000', ''], // a village is not a community
  ['云岭', '341899000000', '341899101000 341899101002'], // the town and the community
  ['云岭镇', '341899000000', '341899101000'],
  ['云岭居委会', '341899000000', '341899101002'],
  ['街上', '341899000000', '341899101002'],
  ['石坝', '341899000000', '341899102000'],
  ['东村', '341899101000', '341899101003'], // a full name goes before a dropped ending
  ['东村村', '341899101000', '341899101004'],
  ['东', '341899101000', ''], // one character is not a name
  ['东村委会', '341899101000', '341899101003'],
  ['东村村委会', '341899101000', '341899101003 341899101004'], // 东村 or 东村村: it must be asked
  ['柳林', '341899101000', '341899101005 341899101006'],
  ['柳林社区', '341899101000', '341899101005'],
  ['柳林村', '341899101000', '341899101006'],
  ['青源县', '341899101000', ''], // outside
  ['', '341899000000', ''],
])('%j within %s is: %s', (name, within, expected) => {
  expect(codes(tree.byName(name, within)).join(' ')).toBe(expected)
})

test('the highest level needs no parent, every other unit does', () => {
  const town = { code: '341899101000', name: '云岭镇' }
  expect(codes(orgTree([town, { code: '341899102000', name: '石坝乡' }]).all)).toHaveLength(2)
  expect(orgTree([]).all).toEqual([])
  expect(() => orgTree([town, { code: '341899102001', name: '新桥村' }])).toThrow('org-unit.parent-missing')
  expect(() => orgTree([town, { code: '341899101001001', name: '一组' }])).toThrow('org-unit.parent-missing')
})

test('a code that is malformed or listed twice is refused', () => {
  expect(() => orgTree([{ code: '341899', name: '青源县' }])).toThrow('org-unit.code-malformed')
  expect(() =>
    orgTree([
      { code: '341899101000', name: '云岭镇' },
      { code: '341899101000', name: '云岭' },
    ]),
  ).toThrow('org-unit.code-twice')
})
