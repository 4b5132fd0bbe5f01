import type { Definitions, OrgTree } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { type Contribution, type Explanation, explanationQuery } from '../../api/figures.ts'
import { FigureText } from '../../drawing/FigureText.tsx'
import { valueText } from '../../drawing/value-text.ts'
import { LoadedAll } from '../../feedback/Loaded.tsx'
import { useScope } from '../../scope/use-scope.ts'
import { shortDay } from '../../words/day-words.ts'
import { nameIn, useLanguage } from '../../words/language.ts'
import { placeName } from '../place-name.ts'
import { smallestPart } from '../smallest-part.ts'
import { compareEntries, nearIndicators } from './compare-entries.ts'
import { EntryLink } from './EntryLink.tsx'
import { DefinitionFacts, type ExplanationViewProps } from './SourceView.tsx'

/** Two counting rules side by side, and the entries that only one of them uses. */
export function ComparisonView({ figure, definitions, places }: ExplanationViewProps) {
  const { language, words } = useLanguage()
  const id = useId()
  const [{ asOf }] = useScope()
  const near = useMemo(() => nearIndicators(definitions, figure.indicator), [definitions, figure.indicator])
  const [other, setOther] = useState(near[0])
  const others = definitions.pack.indicators.filter((one) => one.id !== figure.indicator && !near.includes(one.id))
  const option = (indicator: { id: string; label: string; gloss: string }) => (
    <option key={indicator.id} value={indicator.id}>
      {nameIn(language, indicator)}
    </option>
  )
  return (
    <>
      <div className="explanation-days">
        <label htmlFor={id}>{words.explanation.compareWith}</label>
        <select id={id} className="input" value={other ?? ''} onChange={({ target }) => setOther(target.value)}>
          {other === undefined ? <option value="">{words.explanation.choose}</option> : null}
          <optgroup label={words.explanation.near}>
            {near.map((each) => option(definitions.indicator(each).indicator))}
          </optgroup>
          <optgroup label={words.explanation.all}>{others.map(option)}</optgroup>
        </select>
      </div>
      {other === undefined ? null : (
        <Compared figure={figure} other={other} asOf={asOf} definitions={definitions} places={places} />
      )}
    </>
  )
}

interface ComparedProps extends ExplanationViewProps {
  other: string
  asOf: string | undefined
}

function Compared({ figure, other, asOf, definitions, places }: ComparedProps) {
  const { language, words } = useLanguage()
  const first = useQuery(explanationQuery(figure, asOf))
  const second = useQuery(explanationQuery({ ...figure, indicator: other }, asOf))
  const year = figure.period.slice(0, 4)
  const nameOf = (one: Explanation) => nameIn(language, definitions.indicator(one.figure.indicator).indicator)
  return (
    <LoadedAll queries={[first, second]} lines={10}>
      {(one, two) => {
        const compared = compareEntries(one, two)
        return (
          <>
            <div className="comparison-sides">
              <Rule explanation={one} definitions={definitions} />
              <Rule explanation={two} definitions={definitions} />
            </div>
            <p className="comparison-differ">{differText(one, two)}</p>
            {compared === null ? (
              <p className="quiet">{words.explanation.tooMany}</p>
            ) : (
              <>
                <p>{words.explanation.both(compared.both)}</p>
                <OnlyHere name={nameOf(one)} entries={compared.onlyFirst} places={places} year={year} />
                <OnlyHere name={nameOf(two)} entries={compared.onlySecond} places={places} year={year} />
                {compared.outside === 0 ? null : (
                  <p className="quiet small">{words.explanation.notCompared(compared.outside)}</p>
                )}
              </>
            )}
          </>
        )
      }}
    </LoadedAll>
  )

  function differText(one: Explanation, two: Explanation): string {
    const [a, b] = [one, two].map(({ figure: { indicator } }) => definitions.indicator(indicator).indicator)
    if (a!.unit !== b!.unit || a!.counter !== b!.counter) return ''
    const [x, y] = [smallestPart(a!, one.figure), smallestPart(b!, two.figure)]
    if (x === null || y === null) return ''
    const apart = Math.round(Math.abs(x - y) * 1e6) / 1e6
    return words.explanation.sameUnit(valueText(a!, apart, language))
  }
}

interface OnlyHereProps {
  /** The figure's name. */
  name: string
  entries: readonly Contribution[]
  places: OrgTree
  year: string
}

function OnlyHere({ name, entries, places, year }: OnlyHereProps) {
  const { words } = useLanguage()
  if (entries.length === 0) return null
  return (
    <details className="comparison-only">
      <summary>{words.explanation.onlyHere(name, entries.length)}</summary>
      <ul className="entry-list">
        {entries.map((one) => (
          <li key={one.entry}>
            <span className="entry-when">{shortDay(one.day, words, year)}</span>
            <span className="entry-where">{placeName(places, one.orgUnit)}</span>
            <span className="entry-what">
              <EntryLink {...one}>{one.summary === '' ? words.explanation.hidden : one.summary}</EntryLink>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Rule({ explanation, definitions }: { explanation: Explanation; definitions: Definitions }) {
  const { language, words } = useLanguage()
  const { indicator } = definitions.indicator(explanation.figure.indicator)
  return (
    <section className="comparison-side">
      <h3>{nameIn(language, indicator)}</h3>
      <FigureText indicator={indicator} value={smallestPart(indicator, explanation.figure)} large />
      {explanation.figure.absent === null ? null : <p className="quiet small">{explanation.figure.absent}</p>}
      <dl className="facts">
        <dt>{words.explanation.formula}</dt>
        <dd>{explanation.words[language]}</dd>
        <DefinitionFacts indicator={indicator} />
      </dl>
    </section>
  )
}
