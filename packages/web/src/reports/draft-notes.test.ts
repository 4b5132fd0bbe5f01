import { expect, test } from 'vitest'
import { accept, drop, NO_NOTES, notesKey, offerAgain, readNotes, rewriteBlock } from './draft-notes.ts'

const LINE = '固定资产投资同比增速：同比下降7.9%'

test('an accepted proposal joins its block as a sentence and is dealt with', () => {
  const once = accept(NO_NOTES, 'difficulty', LINE)
  expect(once.blocks.difficulty).toBe(`${LINE}。`)
  expect(once.settled).toEqual({ [LINE]: 'accepted' })
  const twice = accept(once, 'difficulty', '另一句', '改写过的一句！')
  expect(twice.blocks).toEqual({ highlight: '', difficulty: `${LINE}。\n改写过的一句！`, next: '' })
  expect(twice.settled).toHaveProperty('另一句', 'accepted')
})

test('a dropped proposal writes nothing and can be offered again', () => {
  const dropped = drop(NO_NOTES, LINE)
  expect(dropped).toEqual({ blocks: NO_NOTES.blocks, settled: { [LINE]: 'dropped' } })
  expect(offerAgain(dropped, LINE)).toEqual(NO_NOTES)
})

test('what the writer wrote stays when a proposal is offered again', () => {
  const written = rewriteBlock(accept(NO_NOTES, 'highlight', LINE), 'highlight', '自己写的')
  expect(offerAgain(written, LINE)).toEqual({ blocks: { ...NO_NOTES.blocks, highlight: '自己写的' }, settled: {} })
})

test.each([
  [null, NO_NOTES],
  ['not notes', NO_NOTES],
  ['{"blocks":{"next":"做完"}}', { blocks: { ...NO_NOTES.blocks, next: '做完' }, settled: {} }],
])('notes kept as %j', (kept, notes) => {
  expect(readNotes(kept)).toEqual(notes)
})

test('notes are kept apart by report, place and period', () => {
  expect(notesKey('half-year', '341899101000', '2026-H1')).toBe('shishu.report-notes.half-year.341899101000.2026-H1')
})
