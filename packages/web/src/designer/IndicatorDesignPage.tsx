import { ALL_UNITS, describe, type Indicator, parseFormula, unitOf } from '@shishu/kernel'
import { useParams } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { SelectField } from '../settings/SelectField.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { CaseList } from './CaseList.tsx'
import { DesignFrame } from './DesignFrame.tsx'
import type { IndicatorDraft, Reading, Template } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { problemsAt } from './draft-problems.ts'
import { Faults } from './Faults.tsx'
import { draftOfIndicator, formulaFault, formulaOfDraft, unitOfDraft } from './indicator-draft.ts'
import { MeasurePicker } from './MeasurePicker.tsx'
import { runExamples } from './run-examples.ts'
import { TryIndicator } from './TryIndicator.tsx'
import type { Desk } from './use-desk.ts'
import { withDraft } from './with-draft.ts'

/** An indicator being designed: how it is computed, read back in words, and tried with numbers. */
export function IndicatorDesignPage() {
  const { draft } = useParams({ strict: false }) as { draft: string }
  const words = useDesignerWords()
  return (
    <DesignFrame title={words.indicator.facts}>
      {(desk) => {
        const found = desk.design.indicators.find(({ key }) => key === draft)
        const inForce = desk.definitions.pack.indicators.find(({ id }) => id === draft)
        const shown = found ?? (inForce === undefined ? undefined : draftOfIndicator(inForce))
        return shown === undefined ? (
          <p className="notice">{words.missing}</p>
        ) : (
          <IndicatorDesign key={draft} desk={desk} draft={shown} />
        )
      }}
    </DesignFrame>
  )
}

type Next = (before: IndicatorDraft) => IndicatorDraft

function IndicatorDesign({ desk, draft }: { desk: Desk; draft: IndicatorDraft }) {
  const { indicator: words, common, live } = useDesignerWords()
  const { language } = useLanguage()
  const id = useId()
  const { outcome, problems } = desk
  const { definitions } = outcome
  const apply = (next: Next) => (design: Desk['design']) =>
    withDraft(design, 'indicators', next(design.indicators.find(({ key }) => key === draft.key) ?? draft))
  const change = (part: Partial<IndicatorDraft>) => desk.change(apply((before) => ({ ...before, ...part })))
  const type = (part: Partial<IndicatorDraft>) => desk.type(apply((before) => ({ ...before, ...part })))
  const faultsAt = (part: string) => problemsAt(problems, draft.key, part)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  // What nobody has come to yet is not wrong yet.
  const leave = (field: string) => {
    desk.settle()
    setLeft((before) => new Set(before).add(field))
  }
  const text = (part: 'label' | 'gloss' | 'source' | 'counter' | 'decimals') => ({
    value: draft[part],
    onValue: (value: string) => type({ [part]: value }),
    onBlur: () => leave(part),
    fault: left.has(part) || draft[part] !== '' ? faultsAt(part)[0] : undefined,
  })
  const cases = desk.design.cases.filter((one) => one.kind === 'figure' && one.indicator === draft.id)
  const formula = formulaOfDraft(draft)
  const sound = formula !== '' && formulaFault(formula) === null
  const published = definitions.pack.indicators.find((one) => one.id === draft.id && draft.id !== '')
  return (
    <div className="design-desk">
      <div className="design-column">
        <Faults texts={[...faultsAt('base'), ...faultsAt('unit')]} />
        <section className="panel" aria-labelledby={`${id}facts`}>
          <div className="panel-head">
            <h2 id={`${id}facts`}>{draft.label.trim() === '' ? words.facts : draft.label}</h2>
          </div>
          <div className="settings-form">
            <TextField label={words.label} help={words.labelHelp} maxLength={40} {...text('label')} />
            <TextField label={common.source} help={common.sourceHelp} maxLength={200} {...text('source')} />
          </div>
        </section>
        <section className="panel" aria-labelledby={`${id}formula`}>
          <div className="panel-head">
            <h2 id={`${id}formula`}>{words.formula}</h2>
          </div>
          <FormulaChoice desk={desk} draft={draft} onChange={change} onType={type} faults={faultsAt('value')} />
          <p className="formula-words">
            <span className="quiet">{words.reads}</span>{' '}
            {sound ? (
              <strong>{describe(parseFormula(formula), language, definitions.nameOf)}</strong>
            ) : (
              <span className="quiet">{words.readsNone}</span>
            )}
          </p>
        </section>
        <section className="panel" aria-label={words.unit}>
          <div className="settings-form">
            <UnitField desk={desk} draft={draft} onChange={change} />
            {unitOfDraft(draft, definitions) === 'one' ? (
              <TextField label={words.counter} help={words.counterHelp} maxLength={4} {...text('counter')} />
            ) : null}
            <TextField
              label={words.decimals}
              help={words.decimalsHelp}
              inputMode="numeric"
              maxLength={1}
              {...text('decimals')}
            />
            <SelectField
              label={words.better}
              fault={faultsAt('better')[0]}
              value={draft.better}
              options={(['up', 'down', 'neither'] as const).map((value) => ({ value, label: words.betters[value] }))}
              onValue={(better) => change({ better: better as IndicatorDraft['better'] })}
            />
            <details className="design-more">
              <summary>{common.english}</summary>
              <TextField label={common.english} help={common.englishHelp} maxLength={80} {...text('gloss')} />
            </details>
          </div>
        </section>
      </div>
      <div className="design-column">
        {sound && published !== undefined && faultsAt('value').length === 0 ? (
          <TryIndicator
            key={formula}
            definitions={definitions}
            id={draft.id}
            cases={cases.length}
            onKeep={(example) => desk.change((design) => ({ ...design, cases: [...design.cases, example] }))}
          />
        ) : null}
        <section className="panel" aria-labelledby={`${id}cases`} aria-live="polite">
          <div className="panel-head">
            <h2 id={`${id}cases`}>{live.cases}</h2>
          </div>
          <CaseList
            cases={cases}
            outcomes={runExamples(definitions, cases)}
            onRemove={(gone) =>
              desk.change((design) => ({ ...design, cases: design.cases.filter((one) => one !== gone) }))
            }
          />
        </section>
      </div>
    </div>
  )
}

const TEMPLATES: readonly Template[] = ['sum', 'ratio', 'growth', 'progress', 'own']
const READINGS: readonly Reading[] = ['flow', 'cumulative', 'stock']

interface FormulaChoiceProps {
  desk: Desk
  draft: IndicatorDraft
  onChange: (part: Partial<IndicatorDraft>) => void
  onType: (part: Partial<IndicatorDraft>) => void
  faults: readonly string[]
}

/** A formula by choosing, or typed by whoever can. */
function FormulaChoice({ desk, draft, onChange, onType, faults }: FormulaChoiceProps) {
  const { indicator: words, common } = useDesignerWords()
  const { language } = useLanguage()
  const { definitions } = desk.outcome
  const drafted = desk.design.ledgers.findLast(({ id }) => id !== '')?.id ?? ''
  const choose = (template: Template) =>
    onChange({ template, ...(template === 'own' ? { formula: formulaOfDraft(draft) } : {}) })
  const measure = (part: 'measure' | 'divisor', label: string) => (
    <MeasurePicker
      label={label}
      definitions={definitions}
      value={draft[part]}
      first={drafted}
      onValue={(value) => onChange({ [part]: value, ...(part === 'measure' ? readingFor(value) : {}) })}
    />
  )
  /** What stands at the period's end cannot be added up over it. */
  const readingFor = (value: string): { reading?: Reading } => {
    const [key] = definitions.measureKeys(value)
    const kind = key === undefined ? undefined : definitions.measures.get(key)?.kind
    if (kind === undefined) return {}
    return { reading: kind === 'stock' ? 'stock' : draft.reading === 'stock' ? 'flow' : draft.reading }
  }
  return (
    <>
      <fieldset className="choices design-kinds">
        <legend className="hidden-visually">{words.formula}</legend>
        {TEMPLATES.map((template) => (
          <label key={template}>
            <input
              type="radio"
              name="template"
              checked={draft.template === template}
              onChange={() => choose(template)}
            />
            <span>
              {words.templates[template]}
              <span className="small quiet"> {words.templateHelps[template]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.template === 'own' ? (
        <OwnFormula desk={desk} draft={draft} onType={onType} drafted={drafted} />
      ) : (
        <>
          {measure('measure', words.measureOf)}
          {draft.template === 'ratio' ? measure('divisor', words.divisorOf) : null}
          <div className="settings-form">
            <SelectField
              label={words.reading}
              value={draft.reading}
              options={READINGS.map((value) => ({ value, label: words.readings[value] }))}
              onValue={(reading) => onChange({ reading: reading as Reading })}
            />
            {draft.template === 'progress' ? (
              <SelectField
                label={words.target}
                value={draft.target}
                empty={common.choose}
                options={definitions.pack.targets.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
                onValue={(target) => onChange({ target })}
              />
            ) : null}
          </div>
        </>
      )}
      <Faults texts={draft.template === 'own' && formulaFault(draft.formula.trim()) !== null ? [] : faults} />
    </>
  )
}

interface OwnFormulaProps {
  desk: Desk
  draft: IndicatorDraft
  onType: (part: Partial<IndicatorDraft>) => void
  /** The ledger that is being drafted, or none. */
  drafted: string
}

function OwnFormula({ desk, draft, onType, drafted }: OwnFormulaProps) {
  const { indicator: words } = useDesignerWords()
  const { language } = useLanguage()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [measure, setMeasure] = useState('')
  const fault = formulaFault(draft.formula.trim())
  const insert = () => {
    const at = area.current?.selectionStart ?? draft.formula.length
    const until = area.current?.selectionEnd ?? at
    onType({ formula: draft.formula.slice(0, at) + measure + draft.formula.slice(until) })
    area.current?.focus()
  }
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{words.own}</label>
        <textarea
          ref={area}
          id={id}
          className="input formula-text"
          rows={3}
          spellCheck={false}
          value={draft.formula}
          aria-invalid={fault !== null}
          aria-describedby={`${id}help ${id}fault`}
          onChange={({ target }) => onType({ formula: target.value })}
          onBlur={desk.settle}
        />
        <p id={`${id}help`} className="field-help">
          {words.ownHelp}
        </p>
        <div id={`${id}fault`} className="field-fault">
          {fault === null ? null : (
            <>
              {fault.error.text(language)}
              {fault.column === null || draft.formula.includes('\n') ? null : (
                <code className="formula-at">
                  {draft.formula.trimStart().slice(0, fault.column - 1)}
                  <mark>{draft.formula.trimStart().slice(fault.column - 1, fault.column) || '␣'}</mark>
                  {draft.formula.trimStart().slice(fault.column)}
                </code>
              )}
            </>
          )}
        </div>
      </div>
      <MeasurePicker
        label={words.insert}
        definitions={desk.outcome.definitions}
        value={measure}
        first={drafted}
        onValue={setMeasure}
      />
      <button type="button" className="button" disabled={measure === ''} onClick={insert}>
        {words.insert}
      </button>
    </>
  )
}

/** Units that an indicator is shown in. */
const SHOWN_UNITS = ALL_UNITS.filter(
  ({ id }) => !['li', 'square-decimetre', 'basis-point', 'percent', 'thousand-yuan'].includes(id),
)

interface UnitFieldProps {
  desk: Desk
  draft: IndicatorDraft
  onChange: (part: Partial<IndicatorDraft>) => void
}

function UnitField({ desk, draft, onChange }: UnitFieldProps) {
  const { indicator: words } = useDesignerWords()
  const { language } = useLanguage()
  const nameOf = (unit: Indicator['unit']): string => {
    if (unit === 'number') return words.number
    if (unit === 'percent') return words.percent
    if (unit === 'one') return words.count
    const known = unitOf(unit)
    return language === 'en' ? known.en : known.labels[0]!
  }
  const automatic = unitOfDraft({ ...draft, unit: '' }, desk.outcome.definitions)
  return (
    <SelectField
      label={words.unit}
      value={draft.unit}
      empty={words.auto(nameOf(automatic))}
      options={[
        { value: 'percent', label: words.percent },
        { value: 'number', label: words.number },
        ...SHOWN_UNITS.map(({ id }) => ({ value: id, label: nameOf(id) })),
      ]}
      onValue={(unit) => onChange({ unit: unit as IndicatorDraft['unit'] })}
    />
  )
}
