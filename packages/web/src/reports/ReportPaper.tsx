import { type BlockTexts, withBlocks } from '@shishu/kernel'
import { Fragment, type ReactNode } from 'react'
import type { DraftComment } from '../api/report-drafts.ts'
import type { ReportDraft } from '../api/reports.ts'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import { useLanguage } from '../words/language.ts'
import { absentFigures } from './compare-drafts.ts'
import { useDraftWords } from './draft-words.ts'
import { glueRuns, type Piece } from './glue-runs.ts'

/** What the paper needs to show and take comments beside its paragraphs. */
export interface PaperComments {
  comments: readonly DraftComment[]
  /** The paragraph whose comments are open; null: none. */
  open: string | null
  onOpen: (anchor: string | null) => void
  /** The comments on a paragraph, with the field for one more. */
  thread: (anchor: string, quote: string) => ReactNode
}

interface ReportPaperProps {
  draft: ReportDraft
  /** What people wrote. */
  texts: BlockTexts
  /** 发文机关署名、成文日期. */
  signed: { issuer: string; date: string }
  /** Null: nobody is to comment. */
  comments: PaperComments | null
}

/** Characters of a paragraph by which a comment on it is known. */
const QUOTED = 20

/** The draft as it will read on paper (GB/T 9704); each figure opens where it comes from. */
export function ReportPaper({ draft, texts, signed, comments }: ReportPaperProps) {
  const { words } = useLanguage()
  const slots = new Map(draft.slots.map((slot) => [slot.slot, slot]))
  const absent = absentFigures(draft)
  const noteOf = new Map(absent.map(({ indicator }, index) => [indicator, index + 1]))
  const numbers = new Map(draft.paragraphs.map((paragraph, index) => [paragraph, index]))
  const paragraphs = keyed(withBlocks(draft.paragraphs, texts) as ReportDraft['paragraphs'])
  return (
    <article className="report-paper" lang="zh-CN" aria-label={draft.title}>
      <h2 className="report-title">{draft.title}</h2>
      {paragraphs.map(({ key, value: paragraph }) => {
        const { style, lead, runs } = paragraph
        const content = glueRuns(runs).map((piece, index) => {
          const slot = piece.slot === null ? undefined : slots.get(piece.slot)
          if (slot === undefined || slot.figure === null) return `${piece.before}${piece.text}${piece.after}`
          return (
            <ProseFigure
              key={`${index} ${slot.slot}`}
              piece={piece}
              figure={slot.figure}
              note={noteOf.get(slot.figure.indicator)}
            />
          )
        })
        if (style === 'heading-1') return <h3 key={key}>{content}</h3>
        if (style === 'title') {
          return (
            <h3 key={key} className="report-title">
              {content}
            </h3>
          )
        }
        if (style === 'heading-2') return <h4 key={key}>{content}</h4>
        const number = numbers.get(paragraph)
        const text = `${lead ?? ''}${runs.map((run) => run.text).join('')}`
        return (
          <Fragment key={key}>
            <p className={number === undefined ? 'report-by-hand' : ''}>
              {lead === null ? null : <strong>{lead}</strong>}
              {content}
              {number === undefined || comments === null ? null : (
                <CommentButton anchor={`paragraph-${number}`} quote={text.slice(0, QUOTED)} comments={comments} />
              )}
            </p>
            {number !== undefined && comments?.open === `paragraph-${number}`
              ? comments.thread(comments.open, text.slice(0, QUOTED))
              : null}
          </Fragment>
        )
      })}
      <p className="report-signed">
        {signed.issuer}
        <br />
        {signed.date}
      </p>
      {absent.length === 0 ? null : (
        <section className="report-absent no-print" lang={words.language.tag}>
          <h3>{words.reports.absentTitle(absent.length)}</h3>
          <ol>
            {absent.map(({ indicator, label, reason }) => (
              <li key={indicator}>
                {label}
                {words.language.tag === 'en' ? ': ' : '：'}
                {reason}
              </li>
            ))}
          </ol>
        </section>
      )}
    </article>
  )
}

interface CommentButtonProps {
  anchor: string
  quote: string
  comments: PaperComments
}

function CommentButton({ anchor, quote, comments: { comments, open, onOpen } }: CommentButtonProps) {
  const { words } = useLanguage()
  const draft = useDraftWords()
  const count = comments.filter((one) => one.anchor === anchor && one.resolved === null).length
  return (
    <button
      type="button"
      id={`comment-${anchor}`}
      className={count === 0 ? 'comment-button no-print' : 'comment-button comment-button-some no-print'}
      lang={words.language.tag}
      aria-expanded={open === anchor}
      title={draft.commentOn(quote)}
      onClick={() => onOpen(open === anchor ? null : anchor)}
    >
      <span aria-hidden="true">{count === 0 ? draft.note : `${draft.note} ${count}`}</span>
      <span className="hidden-visually">
        {draft.commentOn(quote)} {count === 0 ? '' : draft.commentCount(count)}
      </span>
    </button>
  )
}

interface ProseFigureProps {
  piece: Piece
  figure: NonNullable<ReportDraft['slots'][number]['figure']>
  /** Number of the note that says why there is no value. */
  note: number | undefined
}

function ProseFigure({ piece: { slot, before, text, after }, figure, note }: ProseFigureProps) {
  const { words } = useLanguage()
  const { indicator, orgUnit, period, label, absent } = figure
  const address = { indicator, place: orgUnit, period }
  return (
    <span className="report-glued" data-slot={slot}>
      {before}
      {absent === null ? (
        <OpenFigure figure={address} name={label} text={text} className="report-figure" />
      ) : (
        <OpenFigure figure={address} name={label} text={text} className="report-figure report-figure-absent">
          {text}
          <sup aria-hidden="true">［{note}］</sup>
          <span className="hidden-visually">{words.reports.absentFigure(label, absent)}</span>
        </OpenFigure>
      )}
      {after}
    </span>
  )
}

/** Paragraphs may repeat; each is known by its words and how often they came before. */
function keyed<T extends ReportDraft['paragraphs'][number]>(values: readonly T[]): { key: string; value: T }[] {
  const seen = new Map<string, number>()
  return values.map((value) => {
    const text = `${value.style}${value.lead ?? ''}${value.runs.map((run) => run.slot ?? run.text).join('')}`
    const count = seen.get(text) ?? 0
    seen.set(text, count + 1)
    return { key: `${text}${count}`, value }
  })
}
