import { addDays, type Definitions, type Indicator, type OrgTree, parsePeriod } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type ExplainedInput, type Explanation, explanationQuery, type FigureAddress } from '../../api/figures.ts'
import { FigureText } from '../../drawing/FigureText.tsx'
import { Loaded } from '../../feedback/Loaded.tsx'
import { todayInShanghai } from '../../scope/scope.ts'
import { useScope } from '../../scope/use-scope.ts'
import { fullDay, shortDay } from '../../words/day-words.ts'
import { useLanguage } from '../../words/language.ts'
import { placeName } from '../place-name.ts'
import { smallestPart } from '../smallest-part.ts'
import { EntryLink } from './EntryLink.tsx'
import { formulaWithNumbers } from './formula-with-numbers.ts'
import { measureText } from './measure-text.ts'
import { OthersNote } from './OthersNote.tsx'

export interface ExplanationViewProps {
  figure: FigureAddress
  definitions: Definitions
  places: OrgTree
}

/** A figure's formula with its numbers, and every entry behind it, as of any day. */
export function SourceView({ figure, definitions, places }: ExplanationViewProps) {
  const { words } = useLanguage()
  const [scope] = useScope()
  const id = useId()
  const [asOf, setAsOf] = useState(scope.asOf)
  const today = todayInShanghai()
  return (
    <>
      <div className="explanation-days">
        <label htmlFor={id}>{words.explanation.asOf}</label>
        <input
          id={id}
          type="date"
          className="input"
          max={today}
          value={asOf ?? today}
          title={words.explanation.asOfHelp}
          onChange={({ target }) => setAsOf(target.value === '' || target.value >= today ? undefined : target.value)}
        />
      </div>
      <Loaded query={useQuery(explanationQuery(figure, asOf))} lines={12}>
        {(explanation) => (
          <Source figure={figure} explanation={explanation} definitions={definitions} places={places} />
        )}
      </Loaded>
    </>
  )
}

interface SourceProps extends ExplanationViewProps {
  explanation: Explanation
}

function Source({ figure, explanation, definitions, places }: SourceProps) {
  const { language, words } = useLanguage()
  const { indicator } = definitions.indicator(figure.indicator)
  const { absent } = explanation.figure
  return (
    <>
      <FigureText indicator={indicator} value={smallestPart(indicator, explanation.figure)} large />
      {absent === null ? null : (
        <div className="notice notice-warn explanation-absent">
          <p>
            <strong>{words.explanation.absentTitle}</strong> {absent}
          </p>
          <p>{words.explanation.absentHelp}</p>
        </div>
      )}
      <dl className="facts">
        <dt>{words.explanation.formula}</dt>
        <dd>{explanation.words[language]}</dd>
        <dt>{words.explanation.withNumbers}</dt>
        <dd className="explanation-numbers">
          {formulaWithNumbers(definitions, explanation, parsePeriod(figure.period), language)}
        </dd>
        <DefinitionFacts indicator={indicator} />
      </dl>
      {explanation.inputs.map((input, index) => (
        <InputEntries
          key={`${input.measure} ${input.from} ${input.until}`}
          input={input}
          number={index + 1}
          definitions={definitions}
          places={places}
        />
      ))}
    </>
  )
}

/** An indicator's counting rule and who asks for it. */
export function DefinitionFacts({ indicator }: { indicator: Indicator }) {
  const { words } = useLanguage()
  return (
    <>
      {indicator.countingRule === undefined ? null : (
        <>
          <dt>{words.figures.rule}</dt>
          <dd>{indicator.countingRule}</dd>
        </>
      )}
      <dt>{words.figures.source}</dt>
      <dd>{indicator.source}</dd>
    </>
  )
}

/** Entries drawn at once: a screenful; the rest on demand, so that a figure opens without delay. */
const SHOWN = 12

interface InputEntriesProps {
  input: ExplainedInput
  number: number
  definitions: Definitions
  places: OrgTree
}

function InputEntries({ input, number, definitions, places }: InputEntriesProps) {
  const { language, words } = useLanguage()
  const [shown, setShown] = useState(SHOWN)
  const { contributions, count, others, measure, amount } = input
  const readable = count - others.count
  const text = typeof amount === 'number' ? measureText(definitions, measure, amount, language) : (amount ?? '—')
  const listed = contributions.slice(0, shown)
  const rest = contributions.length - listed.length
  const year = input.until?.slice(0, 4) ?? ''
  return (
    <section className="explanation-input" aria-label={`${words.explanation.input(number)} ${input.label}`}>
      <h3>
        <span>{input.label}</span>
        <span className="explanation-amount">{text}</span>
      </h3>
      <p className="quiet small">
        {spanText()} · {words.explanation.sumOf(count)}
      </p>
      {count === 0 ? <p className="quiet">{words.explanation.noEntries}</p> : null}
      <ul className="entry-list">
        {listed.map((one, index) => (
          <li key={`${one.entry} ${one.orgUnit} ${index}`}>
            <span className="entry-when">{shortDay(one.day, words, year)}</span>
            <span className="entry-where">{placeName(places, one.orgUnit)}</span>
            <span className="entry-amount">{measureText(definitions, measure, one.amount, language)}</span>
            <span className="entry-what">
              {one.entry === '' ? (
                one.summary
              ) : (
                <EntryLink {...one}>{one.summary === '' ? words.explanation.hidden : one.summary}</EntryLink>
              )}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" className="button" onClick={() => setShown(contributions.length)}>
          {words.explanation.more(rest)}
        </button>
      ) : readable > contributions.length ? (
        <p className="quiet small">{words.explanation.countOf(contributions.length, readable)}</p>
      ) : null}
      <OthersNote others={others} text={measureText(definitions, measure, others.amount, language)} />
    </section>
  )

  function spanText(): string {
    if (input.until === null) return ''
    const last = fullDay(addDays(input.until, -1), words)
    return input.from === null
      ? words.explanation.upTo(last)
      : words.explanation.between(fullDay(input.from, words), last)
  }
}
