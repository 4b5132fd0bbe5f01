import type { ReportDraft } from '../api/reports.ts'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import { useLanguage } from '../words/language.ts'
import { absentFigures } from './compare-drafts.ts'
import { glueRuns, type Piece } from './glue-runs.ts'

interface ReportPaperProps {
  draft: ReportDraft
}

/** The draft as it will read on paper (GB/T 9704); each figure opens where it comes from. */
export function ReportPaper({ draft }: ReportPaperProps) {
  const { words } = useLanguage()
  const slots = new Map(draft.slots.map((slot) => [slot.slot, slot]))
  const absent = absentFigures(draft)
  const noteOf = new Map(absent.map(({ indicator }, index) => [indicator, index + 1]))
  const paragraphs = keyed(draft.paragraphs)
  return (
    <article className="report-paper" lang="zh-CN" aria-label={draft.title}>
      <h2 className="report-title">{draft.title}</h2>
      {paragraphs.map(({ key, value: { style, lead, runs } }) => {
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
        return (
          <p key={key}>
            {lead === null ? null : <strong>{lead}</strong>}
            {content}
          </p>
        )
      })}
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
