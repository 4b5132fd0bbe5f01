import { expect, test } from 'vitest'
import { ShishuError } from '../error/define-errors.ts'
import { changedUnits, checkEndings, type OrgUnitChange, stands } from './ending.ts'
import { orgTree } from './org-unit.ts'

const TOWN = '341899101000'
const [EAST, WEST, FAR] = ['341899101001', '341899101002', '341899102001'] as const
const tree = orgTree([
  { code: '341899000000', name: '示例县' },
  { code: TOWN, name: '青溪镇' },
  { code: EAST, name: '东村', since: '2020-01-01' },
  { code: `${EAST}001`, name: '一组' },
  { code: WEST, name: '西村', endsOn: '2026-01-01' },
  { code: '341899102000', name: '白石镇' },
  { code: FAR, name: '远村' },
])
const ending = (change: Partial<OrgUnitChange> & { code: string }) => {
  const units = changedUnits(tree, [{ name: tree.get(change.code).name, ...change }])
  try {
    checkEndings(tree.with(units), [change.code])
    return null
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}
const endsOn = '2026-11-01'

test('a unit is no more from the day it ends on', () => {
  expect([stands({ endsOn }, '2026-10-31'), stands({ endsOn }, endsOn), stands({}, '2999-01-01')]).toEqual([
    true,
    false,
    true,
  ])
})

test.each([
  ['a grid ends', { code: `${EAST}001`, endsOn }, null],
  ['a village with a grid that stays does not', { code: EAST, endsOn }, 'org-unit.end-below'],
  ['a town does not', { code: TOWN, endsOn }, 'org-unit.end-level'],
  ['a village is not merged into itself', { code: FAR, endsOn, mergedInto: FAR }, 'org-unit.merge-unfit'],
  ['nor into another town’s', { code: FAR, endsOn, mergedInto: EAST }, 'org-unit.merge-unfit'],
  ['nor into one that has ended', { code: `${EAST}001`, endsOn, mergedInto: WEST }, 'org-unit.merge-unfit'],
  ['a village that ended long ago was merged', { code: WEST, endsOn: '2026-01-01', mergedInto: EAST }, null],
])('%s', (_, change, refusal) => {
  expect(ending(change)).toBe(refusal)
})

test('what was right when it ended stays right: nothing new below it, and the one it was merged into stands longer', () => {
  const merged = tree.with([{ code: WEST, name: '西村', endsOn: '2026-01-01', mergedInto: EAST }])
  const refused = (unit: Parameters<typeof merged.with>[0][number]) => {
    try {
      checkEndings(merged.with([unit]), [unit.code])
      return null
    } catch (error) {
      return (error as ShishuError).code
    }
  }
  expect(refused({ code: `${WEST}001`, name: '新组' })).toBe('org-unit.end-below')
  expect(refused({ code: `${EAST}002`, name: '新组' })).toBeNull()
  const without = (endsOn: string) => ({ code: EAST, name: '东村', endsOn })
  expect(() =>
    checkEndings(orgTree([...merged.all.filter(({ code }) => code !== `${EAST}001`)]).with([without('2025-12-31')]), [
      EAST,
    ]),
  ).toThrow('西村不能并入东村')
})

test('what is not said stays; a new name has a day of its own', () => {
  expect(changedUnits(tree, [{ code: WEST, name: '西村' }])).toEqual([
    { code: WEST, name: '西村', endsOn: '2026-01-01' },
  ])
  expect(changedUnits(tree, [{ code: WEST, name: '西村', endsOn: null }])).toEqual([{ code: WEST, name: '西村' }])
  expect(changedUnits(tree, [{ code: EAST, name: '东村', shortName: '东' }])[0]?.since).toBe('2020-01-01')
  expect(changedUnits(tree, [{ code: EAST, name: '东新村' }])[0]?.since).toBeUndefined()
})
