import { choice, date, defineLedger, text } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { readView, readViewHash, writeViewHash } from './ledger-view.ts'

const said = (label: string) => ({ label, gloss: label })
const ledger = defineLedger({
  id: 'visits',
  kind: 'event',
  office: 'party',
  source: 'test',
  ...said('走访台账'),
  fields: {
    heldOn: date({ ...said('日期'), required: true }),
    kind: choice({ ...said('类型'), options: { plain: '一般', grave: '重大' } }),
    note: text(said('备注')),
  },
  key: [],
  measures: {},
})
const view = {
  drafts: [{ field: 'note', test: 'contains' as const, values: ['防汛'], from: '', until: '' }],
  states: [],
  sort: '-heldOn',
  group: 'kind',
  columns: [{ id: 'heldOn' }, { id: 'note', widthPx: 300 }],
}

test('a view goes into a link and comes out of it the same', () => {
  const hash = writeViewHash(view)
  expect(hash).toMatch(/^#view=[\w-]+$/)
  expect(readViewHash(ledger, hash)).toEqual(view)
})

test('what the ledger does not have any more is left out, and nonsense is no view', () => {
  const before = {
    ...view,
    drafts: [{ ...view.drafts[0]!, field: 'gone' }],
    sort: 'gone',
    group: 'gone',
    states: ['x'],
  }
  expect(readView(ledger, before)).toEqual({ drafts: [], states: [], columns: view.columns })
  expect(readViewHash(ledger, '#view=%%')).toBeNull()
  expect(readViewHash(ledger, '#correct')).toBeNull()
})
