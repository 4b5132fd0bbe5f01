import { rightsOf } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, handClock, SECOND_TOWN, type TestServer, TOWN, VILLAGE } from '../../test/book-fixture.ts'
import { scopeOf } from '../access/scope.ts'
import { bookFor } from '../access/scoped-pool.ts'
import type { Book } from '../book/book.ts'
import { issuedTextsKept, issueReport, readIssued } from '../journal/issue-report.ts'
import type { DraftKey } from './draft-key.ts'
import { draftTexts, readDraft, revisionsOf, textsOf } from './read-draft.ts'
import { addComment, markDraft, resolveComment, saveBlock, settleProposal } from './write-draft.ts'

const KEY: DraftKey = { report: 'half-year', orgUnit: TOWN, period: '2026-H1' }
const LINE = '到馆人数同比增长5%'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('a draft', () => {
    let server: TestServer
    let book: Book
    const clock = handClock('2026-07-01T01:00:00Z')
    beforeAll(async () => {
      server = await start()
      book = (await server.newBook({ clock: clock.now })).book
    })
    afterAll(() => server?.stop())

    const save = (text: string, basedOn: number, by = '甲') =>
      saveBlock(book, KEY, { block: 'highlight', basedOn, text, by })
    const mark = async (which: 'submit' | 'return' | 'review' | 'reopen', by: string, more = {}) => {
      const { marks, blocks } = await readDraft(book, KEY)
      return markDraft(book, KEY, { mark: which, after: marks.length, revisions: revisionsOf(blocks), by, ...more })
    }

    test('keeps every wording; one that rests on an old one is refused and changes nothing', async () => {
      expect(await readDraft(book, KEY)).toMatchObject({ stage: 'drafting', marks: [], comments: [], settled: [] })
      await save('甲的话。', 0)
      const written = clock.now().toISOString()
      clock.tick()
      expect(await codeOf(save('乙的话。', 0, '乙'))).toBe('draft.stale')
      await save('甲的话，改过。', 1)
      await save('甲的话，改过。', 0)
      const at = await Promise.all([
        save('同时一。', 2).then(() => 1, codeFrom),
        save('同时二。', 2).then(() => 1, codeFrom),
      ])
      expect(at.sort()).toEqual([1, 'draft.stale'])
      expect((await readDraft(book, KEY)).blocks[0]).toMatchObject({ revision: 3, by: '甲' })
      expect(await draftTexts(book, KEY, written)).toMatchObject({ highlight: '甲的话。' })
      expect(await codeOf(save('长'.repeat(6001), 3))).toBe('draft.too-long')
      expect(await codeOf(save('坏\u0000', 3))).toBe('text.malformed')
    })

    test('takes a proposal up whatever stands, and takes its sentence out again where it was left alone', async () => {
      const before = textsOf((await readDraft(book, KEY)).blocks).highlight
      const decide = (became: 'accepted' | 'dropped' | 'offered', words?: string) =>
        settleProposal(book, KEY, { block: 'highlight', line: LINE, became, by: '甲', ...(words && { words }) })
      await decide('accepted', '到馆的人多了')
      await decide('accepted')
      const taken = await readDraft(book, KEY)
      expect(taken.settled).toEqual([
        { block: 'highlight', line: LINE, became: 'accepted', sentence: '到馆的人多了。' },
      ])
      expect(taken.blocks[0]!.text).toBe(`${before}\n到馆的人多了。`)
      await decide('offered')
      expect((await readDraft(book, KEY)).blocks[0]!.text).toBe(before)
      await decide('dropped')
      expect((await readDraft(book, KEY)).settled).toMatchObject([{ became: 'dropped', sentence: null }])
    })

    test('is commented on, and a comment is dealt with once', async () => {
      const id = await addComment(book, KEY, { anchor: 'paragraph-0', quote: '读者服务。', text: '写具体些', by: '丙' })
      await resolveComment(book, KEY, { id, by: '甲' })
      await resolveComment(book, KEY, { id, by: '乙' })
      expect((await readDraft(book, KEY)).comments).toMatchObject([{ id, text: '写具体些', resolved: { by: '甲' } }])
      expect(await codeOf(resolveComment(book, { ...KEY, period: '2025-H2' }, { id, by: '甲' }))).toBe(
        'draft.comment-unknown',
      )
    })

    test('is signed off as it was seen, by another than who submitted it; the issue keeps its words', async () => {
      await mark('submit', '甲')
      expect(await codeOf(save('趁乱改。', 5))).toBe('draft.closed')
      expect(await codeOf(mark('review', '甲'))).toBe('draft.own-review')
      expect(await codeOf(mark('return', '丙'))).toBe('reason.needed')
      await mark('return', '丙', { reason: '第二句不通' })
      expect((await readDraft(book, KEY)).stage).toBe('drafting')
      const { blocks } = await readDraft(book, KEY)
      await save('定稿。', blocks[0]!.revision)
      const stale = { mark: 'submit', after: 2, revisions: revisionsOf(blocks), by: '甲' } as const
      expect(await codeOf(markDraft(book, KEY, stale))).toBe('draft.moved')
      await mark('submit', '甲')
      await mark('review', '丙')
      const { marks } = await readDraft(book, KEY)
      const seen = { marks: marks.length, revisions: marks.at(-1)!.revisions }
      const report = book.definitions.report('half-year')
      const before = { ...seen, marks: seen.marks - 1 }
      const unseen = issueReport(book, { report, orgUnit: TOWN, period: '2026-H1', by: '王', seen: before })
      expect(await codeOf(unseen)).toBe('draft.moved')
      const issued = await issueReport(book, { report, orgUnit: TOWN, period: '2026-H1', by: '王', seen })
      expect(issued.draft).toMatchObject({ marks: 4, blocks: [{ block: 'highlight', text: '定稿。' }, {}, {}] })
      expect((await readDraft(book, KEY)).stage).toBe('issued')

      await mark('reopen', '甲')
      await save('下一稿。', issued.draft!.blocks[0]!.revision)
      expect((await readDraft(book, KEY)).stage).toBe('drafting')
      expect(await readIssued(book, issued.id)).toEqual(issued)
      expect(await issuedTextsKept(book, issued)).toBe(true)
      const altered = { ...issued.draft!, blocks: [{ ...issued.draft!.blocks[0]!, text: '别的。' }] }
      expect(await issuedTextsKept(book, { ...issued, draft: altered })).toBe(false)
    })

    test('invariant 8: the database lets nobody write or see a draft outside their places and duties', async () => {
      const scoped = (role: string, orgUnit: string, office: string | null) => {
        const held = [{ role, orgUnit, office, from: '2026-01-01', until: null }]
        const rights = rightsOf(packLibrary.roles, held, '2026-07-01')
        return bookFor(book, scopeOf(book.definitions, rights, '丁'))
      }
      const key = { ...KEY, period: '2025-H2' }
      const write = (as: Book, by = '丁') => saveBlock(as, key, { block: 'next', basedOn: 0, text: '字。', by })
      const keeper = scoped('keeper', TOWN, 'desk')
      const librarian = scoped('librarian', TOWN, null)
      const stranger = scoped('keeper', SECOND_TOWN, 'desk')
      expect(await codeOf(write(librarian))).toBe('access.refused')
      expect(await codeOf(write(stranger))).toBe('access.refused')
      expect(await codeOf(write(keeper, '别人'))).toBe('access.refused')
      await write(keeper)
      expect(textsOf((await readDraft(librarian, key)).blocks).next).toBe('字。')
      expect(textsOf((await readDraft(stranger, key)).blocks).next).toBe('')
      const submit = {
        mark: 'submit',
        after: 0,
        revisions: { highlight: 0, difficulty: 0, next: 1 },
        by: '丁',
      } as const
      expect(await codeOf(markDraft(librarian, key, submit))).toBe('access.refused')
      await markDraft(keeper, key, submit)

      const ofVillage = { ...key, orgUnit: VILLAGE }
      const said = { anchor: 'next', quote: '', text: '写具体些', by: '丁' }
      await saveBlock(keeper, ofVillage, { block: 'next', basedOn: 0, text: '字。', by: '丁' })
      await settleProposal(keeper, ofVillage, { block: 'next', line: LINE, became: 'dropped', by: '丁' })
      await addComment(keeper, ofVillage, said)
      const clerk = scoped('branch-clerk', VILLAGE, null)
      expect(await readDraft(keeper, ofVillage)).toMatchObject({ comments: [{}], settled: [{}] })
      expect(await readDraft(clerk, ofVillage)).toMatchObject({
        blocks: [{}, {}, { text: '字。' }],
        comments: [],
        settled: [],
      })
      expect(await codeOf(addComment(clerk, ofVillage, said))).toBe('access.refused')
    })
  })
})

const codeFrom = (error: { code?: string }) => error.code
