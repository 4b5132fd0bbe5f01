import { orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { readShapesFile } from './read-shapes-file.ts'

const TOWN = '341899101000'
const [ONE, OTHER] = ['341899101201', '341899101202'] as const
const tree = orgTree([
  { code: TOWN, name: '青河镇' },
  { code: ONE, name: '东岭村村民委员会', shortName: '东岭村' },
  { code: OTHER, name: '西河村村民委员会', shortName: '西河村' },
])
const ring = [
  [118, 30],
  [118.1, 30],
  [118, 30.1],
  [118, 30],
]
const shape = (properties: object | null, coordinates: unknown = [ring]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates },
})
const read = (...features: object[]) => {
  const file = readShapesFile(`\uFEFF${JSON.stringify({ type: 'FeatureCollection', features })}`, tree, TOWN)
  return file && { ...file, places: file.places.map(({ unit, refusal }) => [unit.code, refusal?.facts.what ?? null]) }
}

test('a shape is known by a code, a longer code or a name among its properties', () => {
  const found = { places: [[ONE, null]], unknown: [], twice: [] }
  expect(read(shape({ id: 1, XZQDM: ONE }))).toEqual(found)
  expect(read(shape({ ZLDWDM: `${ONE}0000000` }))).toEqual(found)
  expect(read(shape({ name: '东岭村' }))).toEqual(found)
  expect(read(shape({ code: Number(OTHER) }), shape({ code: ONE }))?.places).toEqual([
    [ONE, null],
    [OTHER, null],
  ])
})

test('what cannot be used is said', () => {
  expect(read(shape(null), shape({ code: ONE }, [ring.slice(1)]))).toEqual({
    places: [[ONE, 'few']],
    unknown: [1],
    twice: [],
  })
  expect(read(shape({ code: ONE }), shape({ name: '东岭村' }))).toMatchObject({ places: [], twice: [{ code: ONE }] })
  expect(readShapesFile('PK', tree, TOWN)).toBeUndefined()
  expect(readShapesFile('{"features":[]}', tree, TOWN)).toBeUndefined()
})
