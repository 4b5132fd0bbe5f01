import { unitOf } from '@shishu/kernel'
import { useId } from 'react'
import { valueText } from '../drawing/value-text.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { CourseEditor } from './CourseEditor.tsx'
import { useTargetsWords } from './targets-words.ts'
import { completeYear, yearsBefore } from './use-year-facts.ts'
import { amountText, type TargetRow } from './YearForm.tsx'
import type { CourseWay, TargetDraft } from './year-plan.ts'

interface TargetCardProps {
  row: TargetRow
  year: string
  maySetCourse: boolean
  onDraft: (part: TargetDraft) => void
}

/** One target: what the years before planned and reached, the amount to be set, and the course by which it is reached. */
export function TargetCard({ row, year, maySetCourse, onDraft }: TargetCardProps) {
  const { language } = useLanguage()
  const words = useTargetsWords()
  const id = useId()
  const { target, field, ledger, reading } = row
  const { labels, en, dimension } = unitOf(field.unit)
  const unit = dimension === 'count' ? '' : language === 'en' ? en : labels[0]!
  const carried = Object.entries(row.carried)
  return (
    <section className="target-card" aria-labelledby={`${id}name`}>
      <h2 id={`${id}name`}>{nameIn(language, target)}</h2>
      <YearsBefore row={row} year={year} />
      {row.maySetAmount ? (
        <TextField
          label={unit === '' ? words.amountOnly(year) : words.amount(year, unit)}
          inputMode="decimal"
          autoComplete="off"
          value={row.draft.amount ?? amountText(row)}
          onValue={(amount) => onDraft({ amount })}
          fault={reading.amountFault?.text(language)}
          help={<AmountHelp row={row} year={year} />}
        />
      ) : (
        <p>
          {words.amountOnly(year)}{' '}
          <strong>{row.standing === null ? words.before.none : valueText(target, row.standing, language)}</strong>
        </p>
      )}
      {row.maySetAmount && row.entry === undefined && carried.length > 0 ? (
        <p className="quiet small">
          {words.carried}
          {language === 'zh' ? '：' : ': '}
          {carried.map(([name, value]) => `${nameIn(language, ledger.fields[name]!)} ${value}`).join('；')}
        </p>
      ) : null}
      <CourseChoice row={row} year={year} maySetCourse={maySetCourse} onDraft={onDraft} />
    </section>
  )
}

function YearsBefore({ row, year }: { row: TargetRow; year: string }) {
  const { language } = useLanguage()
  const { before } = useTargetsWords()
  const { target } = row
  const running = todayInShanghai().slice(0, 4)
  const years = [...yearsBefore(year), ...(year <= running ? [year] : [])]
  const text = (value: number | null, none: string) => (value === null ? none : valueText(target, value, language))
  const facts = years.flatMap((one) => {
    const { target: amount, reached } = row.facts.of(one)
    const came = { name: one >= running ? before.soFar(one) : before.reached(one), text: text(reached, '—') }
    return one === year ? [came] : [{ name: before.target(one), text: text(amount, before.none) }, came]
  })
  return (
    <dl className="target-before">
      {facts.map(({ name, text: value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the typed amount is in full, and how far it is from last year's. */
function AmountHelp({ row, year }: { row: TargetRow; year: string }) {
  const { language } = useLanguage()
  const words = useTargetsWords()
  const { amount } = row.reading
  if (amount === null) return unitOf(row.field.unit).dimension === 'money' ? words.moneyHelp : words.countHelp
  const [, last] = yearsBefore(year)
  const before = row.facts.of(last).target
  const reads = words.reads(valueText(row.target, amount, language))
  if (before === null || before <= 0) return reads
  const percent = Math.round((amount / before - 1) * 1000) / 10
  const share = percent === 0 ? words.same : percent > 0 ? words.more(String(percent)) : words.less(String(-percent))
  return `${reads}${language === 'zh' ? '，' : ', '}${words.against(share, last)}`
}

const WAYS: readonly CourseWay[] = ['even', 'as-before', 'own']

function CourseChoice({ row, year, maySetCourse, onDraft }: TargetCardProps) {
  const words = useTargetsWords()
  const id = useId()
  const base = completeYear(year)
  const { way, shares } = row.reading
  const label = (one: CourseWay) => (one === 'as-before' ? words.ways['as-before'](base) : words.ways[one])
  const texts = () => shares.map((share) => (share === null ? '' : String(share)))
  return (
    <>
      <fieldset className="choices" disabled={!maySetCourse}>
        <legend>{words.course}</legend>
        {WAYS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={`${id}way`}
              checked={way === one}
              disabled={one === 'as-before' && row.facts.course === null}
              onChange={() => onDraft({ way: one, ...(one === 'own' ? { shares: texts() } : {}) })}
            />
            {label(one)}
          </label>
        ))}
        {row.facts.course === null ? <p className="quiet small">{words.noBefore(base)}</p> : null}
      </fieldset>
      <CourseEditor row={row} year={year} maySetCourse={maySetCourse} onDraft={onDraft} />
    </>
  )
}
