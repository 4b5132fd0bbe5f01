import {
  type OrgTree,
  type OrgUnit,
  type Period,
  parentCode,
  parsePeriod,
  periodOf,
  previousPeriod,
} from '@shishu/kernel'
import { useId } from 'react'
import { useLanguage } from '../words/language.ts'
import { nextPeriod, offeredPeriods, periodText, type Scope } from './scope.ts'

interface ScopeControlsProps {
  scope: Scope
  /** The places that the person may see; undefined until they are read. */
  places: OrgTree | undefined
  /** The person's own place, shown where the address names none. */
  home: OrgUnit
  today: string
  onChange: (scope: Scope) => void
}

/** Chooses the place, the period and the day as of which every page is shown. */
export function ScopeControls({ scope, places, home, today, onChange }: ScopeControlsProps) {
  const { words } = useLanguage()
  const period = scope.period === undefined ? periodOf('month', today) : parsePeriod(scope.period)
  const { asOf: _, ...present } = scope
  return (
    <fieldset className="scope">
      <legend className="hidden-visually">{words.scope.label}</legend>
      <PlaceChooser
        code={scope.place ?? home.code}
        home={home}
        places={places}
        onChange={(place) => onChange({ ...scope, place })}
      />
      <PeriodChooser period={period} today={today} onChange={(next) => onChange({ ...scope, period: next.id })} />
      <AsOfChooser
        asOf={scope.asOf}
        today={today}
        onChange={(asOf) => onChange(asOf === undefined ? present : { ...scope, asOf })}
      />
    </fieldset>
  )
}

interface PlaceChooserProps {
  code: string
  home: OrgUnit
  places: OrgTree | undefined
  onChange: (code: string) => void
}

function PlaceChooser({ code, home, places, onChange }: PlaceChooserProps) {
  const { words } = useLanguage()
  const id = useId()
  const units = places?.all ?? [home]
  const known = units.some((unit) => unit.code === code)
  return (
    <div className="scope-part">
      <label htmlFor={id}>{words.scope.place}</label>
      <select
        id={id}
        className="scope-select"
        value={known ? code : home.code}
        onChange={(event) => onChange(event.target.value)}
      >
        {units.map((unit) => (
          <option key={unit.code} value={unit.code}>
            {`${'　'.repeat(depthIn(units, unit.code))}${unit.shortName ?? unit.name}`}
          </option>
        ))}
      </select>
    </div>
  )
}

/** How many of a unit's ancestors are in the list. */
function depthIn(units: readonly { code: string }[], code: string): number {
  const codes = new Set(units.map((unit) => unit.code))
  let depth = 0
  for (let up = parentCode(code); up !== undefined && codes.has(up); up = parentCode(up)) depth += 1
  return depth
}

interface PeriodChooserProps {
  period: Period
  today: string
  onChange: (period: Period) => void
}

function PeriodChooser({ period, today, onChange }: PeriodChooserProps) {
  const { language, words } = useLanguage()
  const id = useId()
  const names = {
    month: words.scope.months,
    quarter: words.scope.quarters,
    'half-year': words.scope.halves,
    year: words.scope.years,
  } as Partial<Record<Period['kind'], string>>
  const offered = offeredPeriods(today, period)
  const listed = offered.some(({ periods }) => periods.some((each) => each.id === period.id))
  const after = nextPeriod(period)
  return (
    <div className="scope-part">
      <label htmlFor={id}>{words.scope.period}</label>
      <span className="scope-joined">
        <button
          type="button"
          title={words.scope.previous}
          aria-label={words.scope.previous}
          onClick={() => onChange(previousPeriod(period))}
        >
          ‹
        </button>
        <select
          id={id}
          className="scope-select"
          value={period.id}
          onChange={(event) => onChange(parsePeriod(event.target.value))}
        >
          {listed ? null : <option value={period.id}>{periodText(period, language)}</option>}
          {offered.map(({ kind, periods }) => (
            <optgroup key={kind} label={names[kind] ?? kind}>
              {periods.map((each) => (
                <option key={each.id} value={each.id}>
                  {periodText(each, language)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <button
          type="button"
          title={words.scope.next}
          aria-label={words.scope.next}
          disabled={after.from > today}
          onClick={() => onChange(after)}
        >
          ›
        </button>
      </span>
    </div>
  )
}

interface AsOfChooserProps {
  asOf: string | undefined
  today: string
  onChange: (day: string | undefined) => void
}

function AsOfChooser({ asOf, today, onChange }: AsOfChooserProps) {
  const { words } = useLanguage()
  const id = useId()
  return (
    <div className="scope-part">
      <label htmlFor={id}>{words.scope.asOf}</label>
      <input
        id={id}
        type="date"
        className="scope-select"
        title={words.scope.asOfHelp}
        max={today}
        value={asOf ?? today}
        onChange={({ target }) => onChange(target.value === '' || target.value >= today ? undefined : target.value)}
      />
    </div>
  )
}
