import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { visits } from '@shishu/pack-library'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { posterOf } from '../posting/post.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'

const SOURCE = `
  import * as kernel from '@shishu/kernel'
  import { packLibrary } from '@shishu/pack-library'
  globalThis.run = (text) => {
    const { ledger, content } = JSON.parse(text)
    const definitions = kernel.definitionsOf(packLibrary)
    const rules = { params: definitions.params, calendar: kernel.stateCouncilCalendar }
    return JSON.stringify(kernel.posterOf(definitions.ledger(ledger), rules)(content))
  }`

test('the same build runs in a browser: no process, no require, no Buffer', async () => {
  const built = await build({
    stdin: { contents: SOURCE, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  expect(built.warnings).toEqual([])
  const context = createContext({})
  expect(runInContext('[typeof process, typeof require, typeof Buffer, typeof setTimeout].join()', context)).toBe(
    'undefined,undefined,undefined,undefined',
  )
  runInContext(built.outputFiles[0]!.text, context)
  const content = { orgUnit: '341899101001', values: { heldOn: '2026-03-02', people: 12 }, track: [] }
  const run = runInContext('run', context) as (text: string) => string
  const there = JSON.parse(run(JSON.stringify({ ledger: 'visits', content }))) as unknown
  const here = posterOf(visits, { params: new Map(), calendar: stateCouncilCalendar })(content)
  expect(there).toEqual(here)
  expect(here).toContainEqual({ measure: 'visits.people', orgUnit: '341899101001', day: '2026-03-02', amount: 12 })
})
