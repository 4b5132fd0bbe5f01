import { type Definitions, type Indicator, parseFormula, ShishuError } from '@shishu/kernel'
import type { IndicatorDraft } from './design.ts'

export const newIndicator = (key: string): IndicatorDraft => ({
  key,
  id: '',
  inForce: false,
  label: '',
  gloss: '',
  template: 'sum',
  reading: 'flow',
  measure: '',
  divisor: '',
  target: '',
  formula: '',
  unit: '',
  counter: '',
  decimals: '',
  better: 'neither',
  source: '',
  base: null,
})

/** An indicator that is in force, to be changed: its formula stands as it is written. */
export function draftOfIndicator(indicator: Indicator): IndicatorDraft {
  const { id, label, gloss, unit, counter = '', decimals, better, source, value } = indicator
  return {
    ...newIndicator(id),
    id,
    inForce: true,
    label,
    gloss: gloss === label ? '' : gloss,
    template: 'own',
    formula: value,
    unit,
    counter,
    decimals: decimals === undefined ? '' : String(decimals),
    better,
    source,
    base: indicator,
  }
}

/** The formula that a draft's choices come to; empty while something is not chosen. */
export function formulaOfDraft({ template, reading, measure, divisor, target, formula }: IndicatorDraft): string {
  switch (template) {
    case 'sum':
      return measure === '' ? '' : `${reading}(${measure})`
    case 'ratio':
      return measure === '' || divisor === '' ? '' : `${reading}(${measure}) / ${reading}(${divisor})`
    case 'growth':
      return measure === '' ? '' : `growth(${reading}(${measure}), lastYear(${reading}(${measure})))`
    case 'progress':
      return measure === '' || target === '' ? '' : `${reading}(${measure}) / target(${target})`
    case 'own':
      return formula.trim()
  }
}

/** The unit that a draft's choices ask for, where none is chosen: a share for rates, else the measure's own. */
export function unitOfDraft(draft: IndicatorDraft, definitions: Definitions): Indicator['unit'] {
  if (draft.unit !== '') return draft.unit
  if (draft.template === 'sum') return draft.measure === '' ? 'one' : definitions.unitOf(draft.measure)
  return draft.template === 'own' ? 'number' : 'percent'
}

/** The indicator that a draft describes. */
export function indicatorOfDraft(draft: IndicatorDraft, definitions: Definitions): Indicator {
  const { id, label, gloss, counter, decimals, better, source } = draft
  const unit = unitOfDraft(draft, definitions)
  const places = decimals.trim() === '' ? null : Number(decimals)
  const { counter: _counter, decimals: _decimals, ...base } = draft.base ?? ({} as Partial<Indicator>)
  return {
    ...base,
    id,
    label: label.trim(),
    gloss: gloss.trim() === '' ? label.trim() : gloss.trim(),
    unit,
    ...(unit === 'one' && counter.trim() !== '' ? { counter: counter.trim() } : {}),
    ...(places === null ? {} : { decimals: places }),
    value: formulaOfDraft(draft),
    better,
    source: source.trim(),
  }
}

/** Where a formula cannot be read: what is wrong, and its column; null where it can, or is empty. */
export function formulaFault(formula: string): { error: ShishuError; column: number | null } | null {
  if (formula === '') return null
  try {
    parseFormula(formula)
    return null
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    const { column } = error.facts as { column?: unknown }
    return { error, column: typeof column === 'number' ? column : null }
  }
}
