import { type Definitions, isWithin, type OrgTree, ratioOf, townshipOf, type Wording, wordFigure } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useId, useMemo, useRef, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { figuresQuery } from '../api/figures.ts'
import { draftQuery } from '../api/reports.ts'
import { sessionQuery } from '../api/session.ts'
import { smallestPart } from '../figures/smallest-part.ts'
import { periodOfReport } from '../reports/report-period.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { SelectField } from '../settings/SelectField.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { DesignFrame } from './DesignFrame.tsx'
import { nextRow, type ParagraphRow, type ReportDraft } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { problemsAt } from './draft-problems.ts'
import { Faults } from './Faults.tsx'
import { moved } from './ledger-draft.ts'
import { RowActions } from './RowActions.tsx'
import { blanksIn, draftOfReport, withFigure } from './report-draft.ts'
import type { Desk } from './use-desk.ts'
import { withDraft } from './with-draft.ts'
import '../reports/reports.css'

/** A report being changed: its paragraphs as they will be printed, each to be opened and rewritten. */
export function ReportDesignPage() {
  const { draft } = useParams({ strict: false }) as { draft: string }
  const words = useDesignerWords()
  return (
    <DesignFrame title={words.report.heading} lead={words.report.help}>
      {(desk) => {
        const report = desk.definitions.pack.reports.find(({ id }) => id === draft)
        const found =
          desk.design.reports.find(({ key }) => key === draft) ??
          (report && draftOfReport(report, desk.definitions, words.report))
        return found === undefined ? (
          <p className="notice">{words.missing}</p>
        ) : (
          <ReportDesign key={draft} desk={desk} draft={found} />
        )
      }}
    </DesignFrame>
  )
}

function ReportDesign({ desk, draft }: { desk: Desk; draft: ReportDraft }) {
  const { report: words } = useDesignerWords()
  const { language } = useLanguage()
  const [open, setOpen] = useState<number | null>(draft.inForce ? null : (draft.paragraphs[0]?.row ?? null))
  const textOf = usePreviewTexts(desk.definitions, draft)
  const change = (next: (before: ReportDraft) => ReportDraft) =>
    desk.change((design) =>
      withDraft(design, 'reports', next(design.reports.find(({ key }) => key === draft.key) ?? draft)),
    )
  const edit = (row: number, part: Partial<ParagraphRow>) =>
    change((before) => ({
      ...before,
      paragraphs: before.paragraphs.map((one) => (one.row === row ? { ...one, ...part } : one)),
    }))
  /** A line that ends ends the paragraph: what follows becomes paragraphs of their own, the last of them to be written on. */
  const write = (row: number, text: string) => {
    const [first = '', ...rest] = text.split(/\r?\n/)
    const added = nextRow(draft.paragraphs)
    change((before) => {
      const at = before.paragraphs.findIndex((one) => one.row === row)
      const more = rest.map((line, index): ParagraphRow => {
        return { row: added + index, style: 'body', lead: '', text: line, base: null }
      })
      return {
        ...before,
        paragraphs: before.paragraphs
          .with(at, { ...before.paragraphs[at]!, text: first })
          .toSpliced(at + 1, 0, ...more),
      }
    })
    if (rest.length > 0) setOpen(added + rest.length - 1)
  }
  const addAfter = (row: number) => {
    const added = nextRow(draft.paragraphs)
    change((before) => {
      const at = before.paragraphs.findIndex((one) => one.row === row)
      const paragraph: ParagraphRow = { row: added, style: 'body', lead: '', text: '', base: null }
      return { ...before, paragraphs: before.paragraphs.toSpliced(at + 1, 0, paragraph) }
    })
    setOpen(added)
  }
  return (
    <section className="panel" aria-label={words.paragraphs}>
      <div className="panel-head">
        <h2>{nameIn(language, draft.base)}</h2>
        <p>{words.previewHelp}</p>
      </div>
      <Faults
        texts={desk.problems
          .filter(({ draft: of, part }) => of === draft.key && !part.startsWith('paragraphs.'))
          .map(({ text }) => text)}
      />
      <ol className="design-paragraphs">
        {draft.paragraphs.map((paragraph, index) => {
          const faults = problemsAt(desk.problems, draft.key, `paragraphs.${paragraph.row}`)
          const changed = paragraph.base === null
          return (
            <li key={paragraph.row} className={changed ? 'design-paragraph-new' : undefined}>
              {open === paragraph.row ? (
                <ParagraphEditor
                  number={index + 1}
                  paragraph={paragraph}
                  desk={desk}
                  draft={draft}
                  onDraft={change}
                  onEdit={(part) => edit(paragraph.row, part)}
                  onWrite={(text) => write(paragraph.row, text)}
                  onMove={(by) =>
                    change((before) => ({ ...before, paragraphs: moved(before.paragraphs, paragraph.row, by) }))
                  }
                  onRemove={() => {
                    setOpen(null)
                    change((before) => ({
                      ...before,
                      paragraphs: before.paragraphs.filter(({ row }) => row !== paragraph.row),
                    }))
                  }}
                  onDone={() => setOpen(null)}
                />
              ) : null}
              <Preview paragraph={paragraph} draft={draft} textOf={textOf} />
              <Faults texts={faults} />
              <span className="button-row">
                {open === paragraph.row ? null : (
                  <button
                    type="button"
                    className="button button-plain"
                    aria-label={words.editOf(index + 1)}
                    onClick={() => setOpen(paragraph.row)}
                  >
                    {words.edit}
                  </button>
                )}
                <button
                  type="button"
                  className="button button-plain"
                  aria-label={words.addAfterOf(index + 1)}
                  onClick={() => addAfter(paragraph.row)}
                >
                  {words.addAfter}
                </button>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

interface PreviewProps {
  paragraph: ParagraphRow
  draft: ReportDraft
  textOf: (name: string) => string
}

/** A paragraph as it will be printed, its figures marked. */
function Preview({ paragraph: { style, lead, text }, draft, textOf }: PreviewProps) {
  const pieces = text.split(/【([^【】]*)】/g)
  const seen = new Map<string, number>()
  return (
    <p className={`design-preview design-preview-${style}`} lang="zh-CN">
      {lead === '' ? null : <strong>{lead}</strong>}
      {pieces.map((piece, index) => {
        const count = seen.get(piece) ?? 0
        seen.set(piece, count + 1)
        if (index % 2 === 0 || !Object.hasOwn(draft.blanks, piece)) return index % 2 === 0 ? piece : `【${piece}】`
        return (
          <span key={`${piece} ${count}`} className="design-figure" title={piece}>
            {textOf(piece)}
          </span>
        )
      })}
    </p>
  )
}

const STYLES: readonly ParagraphRow['style'][] = ['body', 'heading-1', 'heading-2', 'title']

interface ParagraphEditorProps {
  number: number
  paragraph: ParagraphRow
  desk: Desk
  draft: ReportDraft
  onDraft: (next: (before: ReportDraft) => ReportDraft) => void
  onEdit: (part: Partial<ParagraphRow>) => void
  onWrite: (text: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onDone: () => void
}

function ParagraphEditor(props: ParagraphEditorProps) {
  const { number, paragraph, desk, draft, onDraft, onEdit, onWrite, onMove, onRemove, onDone } = props
  const { report: words } = useDesignerWords()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  /** Where the cursor was when a figure was asked for. */
  const [at, setAt] = useState<number | null>(null)
  const put = (indicator: string, wording: Wording) => {
    const { indicator: found } = desk.outcome.definitions.indicator(indicator)
    onDraft((before) => {
      const { draft: next, mark } = withFigure(before, found, wording)
      const place = at ?? paragraph.text.length
      return {
        ...next,
        paragraphs: next.paragraphs.map((one) =>
          one.row === paragraph.row ? { ...one, text: one.text.slice(0, place) + mark + one.text.slice(place) } : one,
        ),
      }
    })
    setAt(null)
    requestAnimationFrame(() => area.current?.focus())
  }
  return (
    <div className="design-card">
      <div className="design-card-row">
        <SelectField
          label={words.style}
          value={paragraph.style}
          options={STYLES.map((value) => ({ value, label: words.styles[value] }))}
          onValue={(style) => onEdit({ style: style as ParagraphRow['style'] })}
        />
        <TextField label={words.lead} value={paragraph.lead} maxLength={200} onValue={(lead) => onEdit({ lead })} />
        <RowActions label={words.text(number)} onMove={onMove} onRemove={onRemove} />
      </div>
      <div className="field">
        <label htmlFor={id}>{words.text(number)}</label>
        <textarea
          ref={area}
          id={id}
          className="input"
          rows={Math.min(14, Math.max(3, Math.ceil(paragraph.text.length / 45) + 1))}
          maxLength={4000}
          value={paragraph.text}
          onChange={({ target }) => onWrite(target.value)}
        />
      </div>
      {at === null ? (
        <div className="button-row">
          <button
            type="button"
            className="button"
            aria-label={words.insertInto(number)}
            onClick={() => setAt(area.current?.selectionStart ?? paragraph.text.length)}
          >
            {words.insert}
          </button>
          <button type="button" className="button button-main" onClick={onDone}>
            {words.done}
          </button>
        </div>
      ) : (
        <InsertFigure desk={desk} onPut={put} onCancel={() => setAt(null)} />
      )}
      <Wordings draft={draft} paragraph={paragraph} onDraft={onDraft} />
    </div>
  )
}

const WORDINGS: readonly Wording[] = ['plain', 'about', 'money', 'money-wan', 'percent', 'growth', 'rate', 'at-least']
const RATES: readonly Wording[] = ['percent', 'growth', 'rate', 'at-least']
const MONEY: readonly Wording[] = ['money', 'money-wan', 'plain']

/** The wordings that go with an indicator's unit, the likeliest first. */
function wordingsFor(definitions: Definitions, id: string): readonly Wording[] {
  const { indicator, formula } = definitions.indicator(id)
  if (indicator.unit === 'percent') {
    const grows = formula.kind === 'call' && ratioOf(formula) !== null
    return grows ? ['growth', 'rate', 'at-least', 'percent'] : RATES
  }
  return indicator.unit.endsWith('yuan') || indicator.unit === 'fen' ? MONEY : ['plain', 'about']
}

interface InsertFigureProps {
  desk: Desk
  onPut: (indicator: string, wording: Wording) => void
  onCancel: () => void
}

/** Picks an indicator, one's own drafts first, and how its figure reads. */
function InsertFigure({ desk, onPut, onCancel }: InsertFigureProps) {
  const { report: words, common } = useDesignerWords()
  const { language } = useLanguage()
  const { definitions, pack } = desk.outcome
  const drafted = desk.design.indicators.filter(({ id }) => id !== '')
  const [indicator, setIndicator] = useState(drafted.at(-1)?.id ?? '')
  const [wording, setWording] = useState<Wording | ''>('')
  const offered = indicator === '' ? WORDINGS : wordingsFor(definitions, indicator)
  const chosen = wording !== '' && offered.includes(wording) ? wording : offered[0]!
  const own = new Set(drafted.map(({ id }) => id))
  const all = [...pack.indicators].sort((one, other) => Number(own.has(other.id)) - Number(own.has(one.id)))
  return (
    <div className="design-insert">
      <SelectField
        label={words.which}
        value={indicator}
        empty={common.choose}
        options={all.map((one) => ({
          value: one.id,
          label: own.has(one.id) ? `${nameIn(language, one)}（${words.mine}）` : nameIn(language, one),
        }))}
        onValue={setIndicator}
      />
      <SelectField
        label={words.wording}
        value={chosen}
        options={offered.map((value) => ({ value, label: words.wordings[value] }))}
        onValue={(value) => setWording(value as Wording)}
      />
      <div className="button-row">
        <button
          type="button"
          className="button button-main"
          disabled={indicator === ''}
          onClick={() => onPut(indicator, chosen)}
        >
          {words.put}
        </button>
        <button type="button" className="button button-plain" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </div>
  )
}

interface WordingsProps {
  draft: ReportDraft
  paragraph: ParagraphRow
  onDraft: (next: (before: ReportDraft) => ReportDraft) => void
}

/** How each figure of a paragraph reads. */
function Wordings({ draft, paragraph, onDraft }: WordingsProps) {
  const { report: words } = useDesignerWords()
  const figures = blanksIn(draft, paragraph.text).flatMap(({ name, slot, value }) =>
    value.kind === 'figure' ? [{ name, slot, value }] : [],
  )
  if (figures.length === 0) return null
  return (
    <details className="design-more">
      <summary>{words.figures}</summary>
      <div className="settings-form">
        {figures.map(({ name, slot, value }) => (
          <SelectField
            key={slot}
            label={name}
            value={value.wording}
            options={WORDINGS.map((one) => ({ value: one, label: words.wordings[one] }))}
            onValue={(wording) =>
              onDraft((before) => ({
                ...before,
                blanks: { ...before.blanks, [name]: { slot, value: { ...value, wording: wording as Wording } } },
              }))
            }
          />
        ))}
      </div>
    </details>
  )
}

/** What each blank reads now, in the period being written at the person’s place: above the towns, at its first town. */
function usePreviewTexts(definitions: Definitions, draft: ReportDraft): (name: string) => string {
  const [scope] = useScope()
  const session = useQuery(sessionQuery).data
  const places = useQuery(orgUnitsQuery).data
  const org = firstTown(places, scope.place ?? session?.orgUnit.code ?? '')
  const period = periodOfReport(draft.base.periodKind, scope.period, todayInShanghai()).id
  const known = useQuery({
    ...draftQuery({ report: draft.base.id, org, period }),
    enabled: org !== '' && draft.inForce,
  })
  const existing = useMemo(() => new Set(definitions.pack.indicators.map(({ id }) => id)), [definitions])
  const added = Object.values(draft.blanks).flatMap(({ slot, value }) =>
    value.kind === 'figure' && existing.has(value.indicator) && !Object.hasOwn(draft.base.slots, slot)
      ? [value.indicator]
      : [],
  )
  const figures = useQuery({
    ...figuresQuery({ indicators: [...new Set(added)], places: [org], periods: [period], asOf: undefined }),
    enabled: org !== '' && added.length > 0,
  })
  const texts = new Map(known.data?.slots.map(({ slot, text }) => [slot, text]))
  return (name) => {
    const blank = draft.blanks[name]
    if (blank === undefined) return '—'
    const { slot, value } = blank
    const printed = Object.hasOwn(draft.base.slots, slot) ? texts.get(slot) : undefined
    if (printed !== undefined && sameWording(draft, slot, value)) return printed
    if (value.kind !== 'figure' || !existing.has(value.indicator)) return printed ?? '—'
    const { indicator } = definitions.indicator(value.indicator)
    const view =
      figures.data?.get(value.indicator, org, period) ??
      known.data?.slots.find(({ figure }) => figure?.indicator === value.indicator)?.figure
    const amount = smallestPart(indicator, view ?? undefined)
    return wordFigure({ indicator, value: amount, absent: null, numerator: null, denominator: null }, value.wording)
  }
}

/** Figures of reports are a town's: of a place above the towns, its first town's are read. */
function firstTown(places: OrgTree | undefined, place: string): string {
  if (place === '' || townshipOf(place) !== undefined) return place
  return places?.all.find(({ code }) => isWithin(code, place) && townshipOf(code) === code)?.code ?? ''
}

function sameWording({ base }: ReportDraft, slot: number, value: { kind: string }): boolean {
  const before = base.slots[slot]
  if (before?.kind !== 'figure' || value.kind !== 'figure') return true
  return before.wording === (value as typeof before).wording
}
