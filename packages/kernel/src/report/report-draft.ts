import type { RenderedParagraph } from './render-report.ts'

/** The parts of a report that people write (补写), in the order of its proposals; all else is prose with live figures. */
export const REPORT_BLOCKS = ['highlight', 'difficulty', 'next'] as const
export type ReportBlock = (typeof REPORT_BLOCKS)[number]

/** Texts of the blocks; a new line begins a paragraph. One that is absent or blank is not printed. */
export type BlockTexts = Readonly<Partial<Record<ReportBlock, string>>>

/** What heads a block in a report whose paragraphs give it no place (`ReportParagraph.followedBy`). */
const HEADINGS: Readonly<Record<ReportBlock, string>> = {
  highlight: '工作亮点',
  difficulty: '难点和短板',
  next: '下一步打算',
}

/** A block that is longer is refused; about ten printed pages. */
export const LONGEST_BLOCK = 6000

/**
 * The paragraphs of a report with what people wrote: each block after the paragraph that gives it its place, otherwise at
 * the end under a heading of its own, numbered on from the report's.
 * @returns all paragraphs in the order of print; written ones carry their block
 */
export function withBlocks<P extends RenderedParagraph>(
  paragraphs: readonly P[],
  texts: BlockTexts,
): (P | RenderedParagraph)[] {
  const placed = new Set<ReportBlock>()
  const all: (P | RenderedParagraph)[] = []
  for (const paragraph of paragraphs) {
    all.push(paragraph)
    const { followedBy } = paragraph
    if (followedBy === undefined || placed.has(followedBy)) continue
    placed.add(followedBy)
    all.push(...written(followedBy, texts))
  }
  let number = paragraphs.findLast(({ style, runs }) => style === 'heading-1' && orderOf(textOf(runs)) > 0)
  for (const block of REPORT_BLOCKS) {
    const own = placed.has(block) ? [] : written(block, texts)
    if (own.length === 0) continue
    const order = number === undefined ? 0 : orderOf(textOf(number.runs)) + 1
    const heading: RenderedParagraph = {
      style: 'heading-1',
      lead: null,
      runs: [{ slot: null, text: `${order === 0 ? '' : `${ORDERS[order - 1] ?? order}、`}${HEADINGS[block]}` }],
      block,
    }
    if (order > 0) number = heading as P
    all.push(heading, ...own)
  }
  return all
}

function written(block: ReportBlock, texts: BlockTexts): RenderedParagraph[] {
  return (texts[block] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ style: 'body', lead: null, runs: [{ slot: null, text: line }], block }))
}

const ORDERS = [...'一二三四五六七八九十', ...[...'一二三四五六七八九'].map((digit) => `十${digit}`), '二十']
const textOf = (runs: RenderedParagraph['runs']) => runs.map(({ text }) => text).join('')
/** The number before a heading, 0 where it has none: 三、 is 3. */
const orderOf = (heading: string) => ORDERS.indexOf(/^([一二三四五六七八九十]+)、/.exec(heading)?.[1] ?? '') + 1

/** A proposal as a sentence: it ends as one. */
export function asSentence(words: string): string {
  const text = words.trim()
  return /[。！？；]$/.test(text) ? text : `${text}。`
}

/** A block's text with a sentence more, on a line of its own. */
export function withSentence(text: string, sentence: string): string {
  const before = text.trimEnd()
  return before === '' ? sentence : `${before}\n${sentence}`
}

/** A block's text without a sentence, where that still stands on a line of its own; otherwise as it is. */
export function withoutSentence(text: string, sentence: string): string {
  const lines = text.split('\n')
  const at = lines.lastIndexOf(sentence)
  return at < 0 ? text : lines.toSpliced(at, 1).join('\n')
}

/**
 * Marks of sign-off: submitted by a writer (拟稿提交), sent back with a reason (退回), reviewed (核稿), taken up again by a
 * writer (重新修改).
 */
export const DRAFT_MARKS = ['submit', 'return', 'review', 'reopen'] as const
export type DraftMark = (typeof DRAFT_MARKS)[number]

/** How far a draft is: 拟稿, 待核稿, 已核稿, 已签发. */
export type DraftStage = 'drafting' | 'submitted' | 'reviewed' | 'issued'

const STAGE_AFTER: Readonly<Record<DraftMark, DraftStage>> = {
  submit: 'submitted',
  return: 'drafting',
  review: 'reviewed',
  reopen: 'drafting',
}

/** The marks that a draft can be given at each stage. */
export const MARKS_AT: Readonly<Record<DraftStage, readonly DraftMark[]>> = {
  drafting: ['submit'],
  submitted: ['return', 'review', 'reopen'],
  reviewed: ['return', 'reopen'],
  issued: ['reopen'],
}

/**
 * How far a draft is by its marks.
 * @param issuedAfter  how many of them it had when it was last issued; null: it never was
 */
export function draftStage(marks: readonly { mark: DraftMark }[], issuedAfter: number | null): DraftStage {
  if (issuedAfter === marks.length) return 'issued'
  const last = marks.at(-1)
  return last === undefined ? 'drafting' : STAGE_AFTER[last.mark]
}

/** Who submitted what stands: of all people they alone do not review it. Null where nothing is submitted. */
export function submitterOf<M extends { mark: DraftMark; by: string }>(marks: readonly M[]): string | null {
  return marks.findLast(({ mark }) => mark === 'submit')?.by ?? null
}
