import { type Period, previousPeriod } from '@shishu/kernel'
import { useId } from 'react'
import { nextPeriod, periodText, todayInShanghai } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { periodsToChoose } from './report-period.ts'

interface ReportPeriodChooserProps {
  period: Period
  onChange: (period: Period) => void
  /** Among several on a page: whose period it is; said to readers, not shown. */
  of?: string
}

/** Chooses among the periods of a report’s own kind. */
export function ReportPeriodChooser({ period, onChange, of }: ReportPeriodChooserProps) {
  const { language, words } = useLanguage()
  const id = useId()
  const today = todayInShanghai()
  const periods = periodsToChoose(period.kind, today, period)
  return (
    <div className="scope-part">
      <label htmlFor={id} className={of === undefined ? '' : 'hidden-visually'}>
        {of === undefined ? words.reports.forPeriod : `${of} ${words.reports.forPeriod}`}
      </label>
      <span className="scope-joined">
        <button type="button" aria-label={words.scope.previous} onClick={() => onChange(previousPeriod(period))}>
          ‹
        </button>
        <select
          id={id}
          className="scope-select"
          value={period.id}
          onChange={(event) => onChange(periods.find((each) => each.id === event.target.value)!)}
        >
          {periods.map((each) => (
            <option key={each.id} value={each.id}>
              {periodText(each, language)}
            </option>
          ))}
        </select>
        <button
          type="button"
          aria-label={words.scope.next}
          disabled={period.until > today}
          onClick={() => onChange(nextPeriod(period))}
        >
          ›
        </button>
      </span>
    </div>
  )
}
