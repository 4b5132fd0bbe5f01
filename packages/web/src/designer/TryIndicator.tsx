import {
  type Definitions,
  type FigureCase,
  figureText,
  quantity,
  ShishuError,
  type UnitId,
  unitOf,
} from '@shishu/kernel'
import { useId, useState } from 'react'
import { readCell } from '../ledgers/read-cell.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { useLanguage } from '../words/language.ts'
import { useDesignerWords } from './designer-words.ts'
import { type ExampleInput, exampleInputs, figureOfExample } from './figure-example.ts'

interface TryIndicatorProps {
  /** With the indicator in them, its formula sound. */
  definitions: Definitions
  id: string
  /** How many examples it has. */
  cases: number
  onKeep: (example: FigureCase) => void
}

/** Numbers in, value out: what the indicator's formula makes of an example. */
export function TryIndicator({ definitions, id, cases, onKeep }: TryIndicatorProps) {
  const { indicator: words, live } = useDesignerWords()
  const { language } = useLanguage()
  const heading = useId()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const { indicator, formula } = definitions.indicator(id)
  const inputs = exampleInputs(formula)
  const read = new Map(inputs.map((input) => [input.name, readInput(input, texts[input.name] ?? '', definitions)]))
  const sums = Object.fromEntries(
    [...read].flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  )
  const whole = Object.keys(sums).length === inputs.length
  const figure = whole ? figureOfExample(definitions, id, sums) : null
  const keep = () => {
    if (figure === null) return
    onKeep({
      kind: 'figure',
      name: live.caseName(indicator.label, cases + 1),
      indicator: id,
      sums,
      value: figure.value,
    })
  }
  return (
    <section className="panel" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{words.try}</h2>
        <p>{words.tryHelp}</p>
      </div>
      <div className="form">
        {inputs.map((input) => {
          const value = read.get(input.name)
          return (
            <TextField
              key={input.name}
              label={inputLabel(input, definitions, language)}
              inputMode="decimal"
              value={texts[input.name] ?? ''}
              onValue={(text) => setTexts((before) => ({ ...before, [input.name]: text }))}
              fault={value instanceof ShishuError ? value.text(language) : undefined}
            />
          )
        })}
        <p aria-live="polite">
          {words.result}{' '}
          {figure === null ? (
            <span className="quiet">{words.fill}</span>
          ) : (
            <strong className="try-result">{figure.value === null ? words.resultNone : figureText(figure)}</strong>
          )}
        </p>
        {figure === null ? null : (
          <div>
            <button type="button" className="button" onClick={keep}>
              {words.keep}
            </button>
            <p className="small quiet">{live.keepHelp}</p>
          </div>
        )}
      </div>
    </section>
  )
}

function unitOfInput({ of }: ExampleInput, definitions: Definitions): UnitId {
  if (of === null) return 'one'
  return definitions.targets.get(of)?.unit ?? definitions.unitOf(of)
}

function inputLabel(input: ExampleInput, definitions: Definitions, language: 'zh' | 'en'): string {
  const name = input.of === null ? input.name : definitions.nameOf(input.of)
  const unit = unitOf(unitOfInput(input, definitions))
  const shown = unit.dimension === 'count' ? '' : language === 'en' ? ` (${unit.en})` : `（${unit.labels[0]}）`
  const year = input.lastYear ? (language === 'en' ? 'last year: ' : '上年同期：') : ''
  return `${year}${name}${shown}`
}

/** The amount that is typed, in the smallest part; undefined for nothing, an error for what is no number. */
function readInput(input: ExampleInput, text: string, definitions: Definitions): number | ShishuError | undefined {
  const label = input.of === null ? input.name : definitions.nameOf(input.of)
  const field = quantity({ label, gloss: label, unit: unitOfInput(input, definitions) })
  try {
    const value = readCell(field, text)
    return typeof value === 'number' ? value : undefined
  } catch (error) {
    if (error instanceof ShishuError) return error
    throw error
  }
}
