import { addDays, type Day, dayOfInstant } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { type Difference, type DifferenceLine, differenceQuery, explanationQuery } from '../../api/figures.ts'
import { usePersonNames } from '../../api/people-names.ts'
import { valueText } from '../../drawing/value-text.ts'
import { Loaded } from '../../feedback/Loaded.tsx'
import { todayInShanghai } from '../../scope/scope.ts'
import { useScope } from '../../scope/use-scope.ts'
import { fullDay, shortDay } from '../../words/day-words.ts'
import { useLanguage } from '../../words/language.ts'
import { placeName } from '../place-name.ts'
import { smallestPart } from '../smallest-part.ts'
import { EntryLink } from './EntryLink.tsx'
import { measureText, signedText } from './measure-text.ts'
import { OthersNote } from './OthersNote.tsx'
import type { ExplanationViewProps } from './SourceView.tsx'

/** Spans that people ask about, in days before the later day. */
const SPANS = { day: 1, week: 7, month: 30 } as const

/** Why a figure changed between two days: what was booked in between, when, by whom and why. */
export function DifferenceView({ figure, definitions, places }: ExplanationViewProps) {
  const { words } = useLanguage()
  const [{ asOf }] = useScope()
  const today = todayInShanghai()
  const [to, setTo] = useState<Day>(asOf ?? today)
  const [from, setFrom] = useState<Day>(addDays(asOf ?? today, -SPANS.week))
  const ordered = from < to
  const difference = useQuery({ ...differenceQuery(figure, from, to), enabled: ordered })
  return (
    <>
      <div className="explanation-days">
        <DayField label={words.explanation.fromDay} value={from} max={today} onChange={setFrom} />
        <DayField label={words.explanation.toDay} value={to} max={today} onChange={setTo} />
        <fieldset className="explanation-spans">
          <legend className="hidden-visually">{words.explanation.fromDay}</legend>
          {Object.entries(SPANS).map(([span, days]) => (
            <button
              key={span}
              type="button"
              className="button"
              aria-pressed={from === addDays(to, -days)}
              onClick={() => setFrom(addDays(to, -days))}
            >
              {words.explanation.spans[span as keyof typeof SPANS]}
            </button>
          ))}
        </fieldset>
      </div>
      {ordered ? (
        <Loaded query={difference} lines={10}>
          {(found) => (
            <DifferenceLines
              figure={figure}
              difference={found}
              definitions={definitions}
              places={places}
              from={from}
              to={to}
            />
          )}
        </Loaded>
      ) : (
        <p className="notice notice-warn" role="alert">
          {words.explanation.wrongOrder}
        </p>
      )}
    </>
  )
}

interface DayFieldProps {
  label: string
  value: Day
  max: Day
  onChange: (day: Day) => void
}

function DayField({ label, value, max, onChange }: DayFieldProps) {
  const id = useId()
  return (
    <span className="day-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="input"
        max={max}
        value={value}
        onChange={({ target }) => {
          if (target.value !== '') onChange(target.value)
        }}
      />
    </span>
  )
}

interface DifferenceLinesProps extends ExplanationViewProps {
  difference: Difference
  from: Day
  to: Day
}

function DifferenceLines({ figure, difference, definitions, places, from, to }: DifferenceLinesProps) {
  const { language, words } = useLanguage()
  const { indicator } = definitions.indicator(figure.indicator)
  // The later day's explanation says what the entries are about.
  const summaries = useSummaries(figure, to)
  const nameOf = usePersonNames(difference.inputs.flatMap(({ lines }) => lines.map(({ by }) => by)))
  const [was, is] = [difference.before, difference.after].map((one) => smallestPart(indicator, one))
  const moved = was !== null && is !== null ? rounded(is! - was!) : null
  const inputs = difference.inputs.filter(({ count }) => count > 0)
  return (
    <div aria-live="polite">
      <div className="difference-sides">
        <Side day={from} text={valueText(indicator, was!, language)} />
        <span className="difference-arrow" aria-hidden="true">
          →
        </span>
        <Side day={to} text={valueText(indicator, is!, language)} />
        {moved === null || moved === 0 ? null : (
          <p className="difference-moved">
            {words.explanation.changed}{' '}
            <strong>
              {indicator.unit === 'percent'
                ? (moved > 0 ? '+' : '−') + Math.abs(moved)
                : signedText(valueText(indicator, moved, language))}
            </strong>
          </p>
        )}
      </div>
      {inputs.length === 0 ? <p className="notice">{words.explanation.unchanged}</p> : null}
      {inputs.map(({ measure, label, before, after, count, lines, others }) => (
        <section key={measure} className="explanation-input" aria-label={label}>
          <h3>
            <span>{label}</span>
            <span className="explanation-amount">
              {typeof before === 'number' && typeof after === 'number'
                ? signedText(measureText(definitions, measure, after - before, language))
                : ''}
            </span>
          </h3>
          <p className="quiet small">
            {words.explanation.wasIs(amountText(measure, before), amountText(measure, after))} ·{' '}
            {words.explanation.lines(count)}
          </p>
          <ul className="entry-list difference-list">
            {lines.map((line) => (
              <li key={`${line.entry} ${line.version} ${line.day} ${line.bookedAt}`}>{lineOf(line, measure)}</li>
            ))}
          </ul>
          {count - others.count > lines.length ? (
            <p className="quiet small">{words.explanation.linesOf(lines.length, count - others.count)}</p>
          ) : null}
          <OthersNote others={others} text={signedText(measureText(definitions, measure, others.amount, language))} />
        </section>
      ))}
    </div>
  )

  function amountText(measure: string, amount: number | Day | null): string {
    return typeof amount === 'number' ? measureText(definitions, measure, amount, language) : (amount ?? '—')
  }

  function lineOf(line: DifferenceLine, measure: string): ReactNode {
    const kind = line.version === 1 ? words.explanation.newEntry : words.explanation.correction(line.version)
    return (
      <>
        <span className="entry-amount">{signedText(measureText(definitions, measure, line.amount, language))}</span>
        <span className="entry-what">
          <EntryLink {...line}>{summaries.get(line.entry) || words.explanation.openEntry}</EntryLink>
        </span>
        <span className="difference-facts">
          <strong>{kind}</strong>
          {` · ${words.explanation.why}${language === 'zh' ? '：' : ': '}${line.reason ?? words.explanation.noReason}`}
        </span>
        <span className="difference-facts quiet">
          {`${bookedText(line.bookedAt)} · ${words.explanation.by} ${nameOf(line.by)} · ${placeName(places, line.orgUnit)} · ${words.explanation.day} ${shortDay(line.day, words)}`}
        </span>
      </>
    )
  }

  function bookedText(instant: string): string {
    return `${fullDay(dayOfInstant(instant), words)} ${timeInShanghai(instant)}`
  }
}

function Side({ day, text }: { day: Day; text: string }) {
  const { words } = useLanguage()
  return (
    <p className="difference-side">
      <span className="quiet small">{fullDay(day, words)}</span>
      <strong>{text}</strong>
    </p>
  )
}

function useSummaries(figure: DifferenceLinesProps['figure'], to: Day): ReadonlyMap<string, string> {
  const asOf = to === todayInShanghai() ? undefined : to
  const { data } = useQuery(explanationQuery(figure, asOf))
  return new Map(data?.inputs.flatMap(({ contributions }) => contributions.map((one) => [one.entry, one.summary])))
}

/** The time of day in Shanghai: 18:05. */
const timeInShanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
