import type { FieldValue, Values } from './field.ts'
import type { ParamRef, Test, Where } from './measure.ts'

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
  const bound = numberOf('atMost' in test ? test.atMost : test.atLeast, params)
  if ('atMost' in test) return (value) => typeof value === 'number' && value <= bound
  return (value) => typeof value === 'number' && value >= bound
}

function numberOf(comparand: number | ParamRef, params: Params): number {
  return typeof comparand === 'number' ? comparand : Number(params.get(comparand.param))
}
