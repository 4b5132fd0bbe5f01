import type { FieldValue, Values } from './field.ts'
import type { Comparand, Test, Where } from './measure.ts'

/** Parameters in force, by id. */
export type Params = ReadonlyMap<string, string | number>

/** Turns a measure's condition into a test of an entry's values; parameters are read once. */
export function meets(where: Where | undefined, params: Params): (values: Values) => boolean {
  const tests = Object.entries(where ?? {}).map(([field, test]) => {
    const holds = testOf(test, params)
    return (values: Values) => holds(values[field] ?? null)
  })
  return (values) => tests.every((test) => test(values))
}

function testOf(test: Test, params: Params): (value: FieldValue) => boolean {
  if (test === null || typeof test !== 'object') return (value) => value === test
  if ('in' in test) return (value) => value !== null && typeof value !== 'boolean' && test.in.includes(value)
  if ('not' in test) return (value) => value !== test.not
  if ('filled' in test) return (value) => (value !== null) === test.filled
  const bound = boundOf('atMost' in test ? test.atMost : test.atLeast, params)
  // Numbers are compared with numbers, days with days (as text); what cannot be compared does not count.
  const comparable = (value: FieldValue): value is number | string => value !== null && typeof value === typeof bound
  if ('atMost' in test) return (value) => comparable(value) && value <= bound
  return (value) => comparable(value) && value >= bound
}

function boundOf(comparand: Comparand, params: Params): number | string {
  return typeof comparand === 'object' ? (params.get(comparand.param) ?? Number.NaN) : comparand
}
