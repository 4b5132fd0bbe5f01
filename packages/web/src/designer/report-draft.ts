import type { Definitions, FigureSlot, LabelSlot, Report, ReportParagraph, Slot, Wording } from '@shishu/kernel'
import type { ParagraphRow, ReportDraft } from './design.ts'

/** What a blank of a report is called in its text, where it is no figure. */
export interface BlankNames {
  place: string
  year: string
  month: string
  day: string
}

const BLANK = /【([^【】]*)】/g
const SLOT = /\{(\d+)\}/g

/** A report that is in force, to be changed: each `{12}` of its text is shown by name. */
export function draftOfReport(report: Report, definitions: Definitions, names: BlankNames): ReportDraft {
  const blanks: Record<string, { slot: number; value: Slot }> = {}
  const nameOf = new Map<number, string>()
  for (const [number, value] of Object.entries(report.slots)) {
    const slot = Number(number)
    const name = freeName(wordsOf(value, definitions, names), blanks)
    blanks[name] = { slot, value }
    nameOf.set(slot, name)
  }
  return {
    key: report.id,
    inForce: true,
    base: report,
    blanks,
    paragraphs: report.paragraphs.map((base, index) => ({
      row: index + 1,
      base,
      style: base.style,
      lead: base.lead ?? '',
      text: base.text.replace(SLOT, (mark, slot: string) =>
        nameOf.has(Number(slot)) ? `【${nameOf.get(Number(slot))}】` : mark,
      ),
    })),
  }
}

function wordsOf(value: Slot, definitions: Definitions, names: BlankNames): string {
  if (value.kind === 'figure') return plainName(definitions.indicator(value.indicator).indicator.label)
  return plainName(labelWords(value, definitions, names))
}

function labelWords({ value }: LabelSlot, definitions: Definitions, names: BlankNames): string {
  switch (value.from) {
    case 'org-unit':
      return names.place
    case 'year':
      return names.year
    case 'param':
      return definitions.nameOf(value.param)
    case 'day':
      return value.part === 'month' ? names.month : names.day
  }
}

/** A name in which nothing looks like the end of a blank. */
const plainName = (name: string): string => name.replace(/[【】{}]/g, '')

function freeName(wanted: string, taken: Readonly<Record<string, unknown>>): string {
  let name = wanted
  for (let number = 2; Object.hasOwn(taken, name); number += 1) name = `${wanted}${number}`
  return name
}

/** Adds a blank for an indicator. Shape  the draft, and the name that goes into the text: 【走访次数】. */
export function withFigure(
  draft: ReportDraft,
  indicator: { id: string; label: string },
  wording: Wording,
): { draft: ReportDraft; mark: string } {
  const name = freeName(plainName(indicator.label), draft.blanks)
  const slot = Math.max(0, ...Object.keys(draft.base.slots).map(Number), ...slotsOf(draft)) + 1
  const value: FigureSlot = { kind: 'figure', indicator: indicator.id, wording }
  return { draft: { ...draft, blanks: { ...draft.blanks, [name]: { slot, value } } }, mark: `【${name}】` }
}

const slotsOf = ({ blanks }: ReportDraft): number[] => Object.values(blanks).map(({ slot }) => slot)

/** The names in a paragraph's text that are no blank of the report: mistyped, or brackets that the text has of its own. */
export function unknownBlanks({ blanks }: ReportDraft, { text }: Pick<ParagraphRow, 'text'>): string[] {
  return [...text.matchAll(BLANK)].map(([, name]) => name!).filter((name) => !Object.hasOwn(blanks, name))
}

/** The blanks in a text, in order. */
export function blanksIn({ blanks }: ReportDraft, text: string): { name: string; slot: number; value: Slot }[] {
  return [...text.matchAll(BLANK)].flatMap(([, name]) => {
    const blank = Object.hasOwn(blanks, name!) ? blanks[name!] : undefined
    return blank === undefined ? [] : [{ name: name!, ...blank }]
  })
}

/** The report that a draft describes: blanks that stand in no text any more are gone, paragraphs without text too. */
export function reportOfDraft(draft: ReportDraft): Report {
  const { blanks, base } = draft
  const used = new Map<number, Slot>()
  const paragraphs = draft.paragraphs
    .filter(({ text, lead }) => text.trim() !== '' || lead.trim() !== '')
    .map(({ style, lead, text, base: former }): ReportParagraph => {
      const marked = text.replace(BLANK, (whole, name: string) => {
        const blank = Object.hasOwn(blanks, name) ? blanks[name] : undefined
        if (blank === undefined) return whole
        used.set(blank.slot, blank.value)
        return `{${blank.slot}}`
      })
      const { lead: _lead, ...kept } = former ?? {}
      return { ...kept, style, text: marked, ...(lead.trim() === '' ? {} : { lead }) }
    })
  const slots = Object.fromEntries([...used].sort(([one], [other]) => one - other))
  return { ...base, paragraphs, slots }
}
