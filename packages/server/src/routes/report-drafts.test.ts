import { readReportSlots } from '@shishu/documents'
import { appoint } from '@shishu/store'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CAST, SECOND_TOWN, startTestServer, type TestServer, TOWN } from '../../test/server-fixture.ts'

const OF = { org: TOWN, period: '2026-H1' }
const URL = '/api/reports/half-year/writing'
const LINE = '到馆人数：同比增长5%'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({
    cast: CAST,
    clock: () => new Date('2026-07-02T01:00:00Z'),
    checksResponses: true,
  })
})
afterAll(() => on?.stop())

const read = async (who = 'keeper') => (await on.ask(who, 'GET', `${URL}?org=${TOWN}&period=2026-H1`)).body
const standing = async (who: string, orgUnit = TOWN) => {
  const { status, body } = await on.ask(who, 'GET', `/api/report-drafts?org=${orgUnit}`)
  return status === 200 ? body.drafts.find(({ period }: { period: string }) => period === OF.period) : status
}
const send = (who: string, rest: string, body: object) => on.ask(who, 'POST', `${URL}/${rest}`, { ...OF, ...body })
const mark = async (who: string, which: string, more = {}) => {
  const { marks, blocks } = await read()
  const revisions = Object.fromEntries(
    blocks.map(({ block, revision }: { block: string; revision: number }) => [block, revision]),
  )
  return send(who, 'marks', { mark: which, after: marks, revisions, ...more })
}
const issue = () => on.ask('librarian', 'POST', '/api/reports/half-year/issues', { ...OF, request: 'issue-2026-h1' })
const wordOf = async (more = '') => {
  const file = await on.ask(
    'librarian',
    'GET',
    `/api/reports/half-year/file?org=${TOWN}&period=2026-H1&format=docx${more}`,
  )
  expect(readReportSlots(file.bytes).length).toBeGreaterThan(0)
  return strFromU8(unzipSync(file.bytes)['word/document.xml']!).replace(/<[^>]+>/g, '')
}

test('where nobody reviews, whoever issues may do so at once', async () => {
  expect(await read('librarian')).toMatchObject({
    stage: 'drafting',
    reviewers: [],
    may: { write: false, comment: true, marks: [], issue: true },
  })
  const body = { org: TOWN, period: '2025-H2', request: 'issue-2025-h2' }
  expect((await on.ask('librarian', 'POST', '/api/reports/half-year/issues', body)).status).toBe(201)
})

test('a part saved over another’s is refused with both texts; proposals join what stands', async () => {
  const first = await send('keeper', 'blocks', { block: 'highlight', basedOn: 0, text: '主管写的。' })
  expect(first.status, first.text).toBe(200)
  const late = await send('shelves', 'blocks', { block: 'highlight', basedOn: 0, text: '书库写的。' })
  expect(late).toMatchObject({ status: 409, body: { code: 'draft.stale' } })
  expect(late.body.detail).toMatchObject({ block: 'highlight', revision: 1, text: '主管写的。' })
  const taken = await send('shelves', 'proposals', { block: 'highlight', line: LINE, became: 'accepted' })
  expect(taken.body.blocks[0].text).toBe(`主管写的。\n${LINE}。`)
  expect((await send('clerk', 'blocks', { block: 'next', basedOn: 0, text: '字。' })).status).toBe(403)
  expect((await send('keeper', 'blocks', { org: SECOND_TOWN, block: 'next', basedOn: 0, text: '字。' })).status).toBe(
    403,
  )
  expect((await send('keeper', 'blocks', { period: '2026-03', block: 'next', basedOn: 0, text: '字。' })).status).toBe(
    422,
  )
})

test('a draft is reviewed by another than who submitted it, then issued with its words', async () => {
  const names = { name: 'heli', displayName: '何丽', orgUnit: TOWN }
  const { id } = await on.services.accounts.createAccount(names, { account: null, ip: '127.0.0.1' })
  await appoint(on.book, {
    person: id,
    role: 'keeper',
    orgUnit: TOWN,
    office: 'shelves',
    from: '2026-01-01',
    until: null,
    by: 'test',
    reason: '示例',
  })
  const early = await issue()
  expect(early).toMatchObject({ status: 409, body: { code: 'report.not-reviewed', facts: { reviewers: ['何丽'] } } })
  expect((await mark('keeper', 'submit')).body.stage).toBe('submitted')
  expect((await read('keeper')).may).toEqual({ write: false, comment: true, marks: ['return', 'reopen'], issue: false })
  expect((await mark('keeper', 'review')).body.code).toBe('draft.own-review')
  expect(await standing('keeper')).toMatchObject({ stage: 'submitted', waits: null, last: { mark: 'submit' } })
  expect(await standing('shelves')).toMatchObject({ report: 'half-year', orgUnit: TOWN, waits: 'review' })
  expect(await standing('librarian')).toMatchObject({ waits: null })
  expect(await standing('clerk')).toBe(403)
  expect((await mark('shelves', 'return', { reason: '第二句不通' })).status).toBe(200)
  expect(await standing('keeper')).toMatchObject({ stage: 'drafting', waits: 'mend', last: { reason: '第二句不通' } })
  expect((await mark('keeper', 'submit')).status).toBe(200)
  expect((await mark('clerk', 'return', { reason: '重写' })).status).toBe(403)
  const said = await send('shelves', 'comments', { anchor: 'paragraph-0', quote: '读者服务。', text: '核过，很好' })
  const [{ id: comment }] = said.body.comments
  expect((await send('keeper', `comments/${comment}/resolution`, {})).body.comments[0].resolved).not.toBeNull()
  expect((await issue()).status).toBe(409)
  expect((await on.ask('clerk', 'GET', `${URL}?org=${TOWN}&period=2026-H1`)).status).toBe(403)
  expect((await mark('shelves', 'review')).body.stage).toBe('reviewed')
  expect(await standing('librarian')).toMatchObject({ stage: 'reviewed', waits: 'issue' })
  const { blocks } = await read()
  const revisions = { highlight: blocks[0].revision, difficulty: 0, next: 0 }
  const unseen = { ...OF, request: 'issue-unseen', draft: { after: 1, revisions } }
  const refused = await on.ask('librarian', 'POST', '/api/reports/half-year/issues', unseen)
  expect(refused).toMatchObject({ status: 409, body: { code: 'draft.moved' } })
  const issued = await issue()
  expect(issued.status, issued.text).toBe(201)
  expect(issued.body.written[0]).toEqual({ block: 'highlight', revision: 2, text: `主管写的。\n${LINE}。` })
  expect((await issue()).body).toEqual(issued.body)
  const steps = ['submit', 'return', 'submit', 'review', 'issue']
  expect((await read()).steps.map(({ step }: { step: string }) => step)).toEqual(steps)
  expect(await standing('librarian')).toMatchObject({ stage: 'issued', waits: null })

  expect((await mark('keeper', 'reopen')).body.stage).toBe('drafting')
  await send('keeper', 'blocks', { block: 'highlight', basedOn: 2, text: '改过的。' })
  const [now, then] = [await wordOf(), await wordOf(`&issued=${issued.body.id}`)]
  expect(now).toContain('工作亮点改过的。')
  expect(then).toContain(`工作亮点主管写的。${LINE}。`)
  const elsewhen = `/api/reports/half-year/file?org=${TOWN}&period=2025-H2&format=json&issued=${issued.body.id}`
  expect((await on.ask('librarian', 'GET', elsewhen)).body.code).toBe('issue.unknown')
  const again = await on.ask('librarian', 'GET', `/api/issues/${issued.body.id}/recomputation?org=${TOWN}`)
  expect(again.body).toMatchObject({ same: true })
})
