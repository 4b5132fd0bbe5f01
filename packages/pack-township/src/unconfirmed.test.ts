import { expect, test } from 'vitest'
import { packTownship } from './index.ts'

/** Words of a source that leave the time to the town, the county or the parties. */
const LEFT_OPEN = /由镇定|由县定|未确认|约定/

test('a time that its own source leaves open is marked unconfirmed', () => {
  const unmarked = packTownship.ledgers.flatMap(({ id, loop }) => {
    if (loop === undefined) return []
    const states = Object.entries(loop.states).flatMap(([state, { limit, atLeast }]) =>
      [limit, atLeast].map((time) => [state, time] as const),
    )
    const steps = Object.entries(loop.steps).map(([step, { extends: longer }]) => [step, longer] as const)
    return [...states, ...steps]
      .filter(([, time]) => time !== undefined && LEFT_OPEN.test(time.source) && time.unconfirmed !== true)
      .map(([at]) => `${id}.${at}`)
  })
  expect(unmarked).toEqual([])
})
