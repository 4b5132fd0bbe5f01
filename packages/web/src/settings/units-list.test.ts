import { orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { readUnitsList } from './units-list.ts'

const TOWN = '341899101000'
const tree = orgTree([
  { code: TOWN, name: '青溪镇' },
  { code: '341899101001', name: '东村', shortName: '东' },
  { code: '341899101002', name: '西村' },
])

test('a pasted list says what each row does, or what is wrong with it', () => {
  const rows = [
    ['区划代码', '名称'],
    ['341899101001', '东新村'],
    ['３４１８９９１０１００２', '西村'],
    ['341899101003', '南村', '南'],
    ['341899101003001', '南村一组'],
    ['341899101009001', '无主一组'],
    ['3.41899E+11', '北村'],
    ['341899101004', ''],
    ['341899101003', '又一个南村'],
    ['341899102001', '远村'],
  ]
  const read = readUnitsList(rows.map((row) => row.join('\t')).join('\r\n'), tree, TOWN)
  expect(read.map(({ unit, does, fault }) => [unit.name, fault ?? does])).toEqual([
    ['东新村', 'renames'],
    ['西村', 'nothing'],
    ['南村', 'adds'],
    ['南村一组', 'adds'],
    ['无主一组', 'parent'],
    ['北村', 'code'],
    ['', 'name'],
    ['又一个南村', 'twice'],
    ['远村', 'outside'],
  ])
  expect(read[0]?.unit.shortName).toBe('东')
  expect(read[2]?.unit).toEqual({ code: '341899101003', name: '南村', shortName: '南' })
})
