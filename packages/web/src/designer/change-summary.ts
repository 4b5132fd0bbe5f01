import {
  canonicalJson,
  type Definitions,
  describe,
  type Ledger,
  parseFormula,
  type Report,
  ShishuError,
} from '@shishu/kernel'
import type { DesignerWords } from './designer-words.ts'
import type { DesignOutcome } from './draft-changes.ts'

/** One changed definition in words: what becomes of it, and the particulars. */
export interface ChangeLine {
  title: string
  details: readonly string[]
}

/** What changes, in words, against the definitions in force. */
export function summaryOf(
  { changes, definitions: after }: DesignOutcome,
  before: Definitions,
  language: 'zh' | 'en',
  words: DesignerWords['publish'],
): ChangeLine[] {
  return changes.flatMap((change): ChangeLine[] => {
    switch (change.kind) {
      case 'ledger':
        return [
          ledgerLine(
            change.body,
            before.pack.ledgers.find(({ id }) => id === change.body.id),
            words,
          ),
        ]
      case 'indicator': {
        const { id, label, value } = change.body
        const known = before.pack.indicators.some((one) => one.id === id)
        const text = formulaWords(value, after, language)
        return [{ title: known ? words.changedIndicator(label, text) : words.newIndicator(label, text), details: [] }]
      }
      case 'report':
        return [
          reportLine(
            change.body,
            before.pack.reports.find(({ id }) => id === change.body.id),
            after,
            words,
          ),
        ]
      default:
        return []
    }
  })
}

function formulaWords(value: string, definitions: Definitions, language: 'zh' | 'en'): string {
  try {
    return describe(parseFormula(value), language, definitions.nameOf)
  } catch (error) {
    if (error instanceof ShishuError) return value
    throw error
  }
}

const differ = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) !== canonicalJson(other ?? null)

function ledgerLine(ledger: Ledger, former: Ledger | undefined, words: DesignerWords['publish']): ChangeLine {
  const fields = Object.entries(ledger.fields)
  const measures = Object.entries(ledger.measures)
  if (former === undefined) {
    return {
      title: words.newLedger(ledger.label, fields.length),
      details: [...fields, ...measures].map(([, { label }]) => label),
    }
  }
  const { fields: _fields, measures: _measures, loop, key, ...facts } = ledger
  const { fields: _f, measures: _m, loop: formerLoop, key: formerKey, ...formerFacts } = former
  const details = [
    ...(differ(facts, formerFacts) ? [words.changedFacts] : []),
    ...fields.flatMap(([id, field]) => {
      const was = former.fields[id]
      if (was === undefined) return [words.addedField(field.label)]
      return differ(field, was) ? [words.changedField(field.label)] : []
    }),
    ...(differ(key, formerKey) ? [words.changedKey] : []),
    ...measures.flatMap(([id, measure]) => {
      const was = former.measures[id]
      if (was === undefined) return [words.addedMeasure(measure.label)]
      return differ(measure, was) ? [words.changedMeasure(measure.label)] : []
    }),
    ...(differ(loop, formerLoop) ? [words.changedLoop] : []),
  ]
  return { title: words.changedLedger(ledger.label), details: details.length === 0 ? [words.unchanged] : details }
}

function reportLine(
  report: Report,
  former: Report | undefined,
  after: Definitions,
  words: DesignerWords['publish'],
): ChangeLine {
  const now = new Set(report.paragraphs.map(({ text }) => text))
  const was = new Set(former?.paragraphs.map(({ text }) => text))
  const fresh = [...now].filter((text) => !was.has(text)).length
  const gone = [...was].filter((text) => !now.has(text)).length
  const changed = Math.min(fresh, gone)
  const figures = Object.entries(report.slots).flatMap(([slot, value]) =>
    value.kind === 'figure' && former?.slots[Number(slot)] === undefined
      ? [after.indicator(value.indicator).indicator.label]
      : [],
  )
  const details = [
    ...(fresh > changed ? [words.addedParagraphs(fresh - changed)] : []),
    ...(changed > 0 ? [words.changedParagraphs(changed)] : []),
    ...(gone > changed ? [words.removedParagraphs(gone - changed)] : []),
    ...(figures.length > 0 ? [words.addedFigures([...new Set(figures)].join('、'))] : []),
  ]
  const title = former === undefined ? words.newReport(report.label) : words.changedReport(report.label)
  return { title, details: details.length === 0 ? [words.unchanged] : details }
}
