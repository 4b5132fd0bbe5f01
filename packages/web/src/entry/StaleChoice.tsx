import { type FieldValue, isPersonal, type Ledger } from '@shishu/kernel'
import { useId, useState } from 'react'
import { type EntryVersion, MASKED } from '../api/entries.ts'
import { usePersonNames } from '../api/people-names.ts'
import { valueWithUnit } from '../ledgers/cell-text.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { chosenValues, staleSides } from './stale-sides.ts'

interface StaleChoiceProps {
  ledger: Ledger
  base: Readonly<Record<string, FieldValue>>
  theirs: EntryVersion
  changed: Readonly<Record<string, FieldValue>>
  working: boolean
  onUse: (values: Record<string, FieldValue>) => void
  onCancel: () => void
}

/** Both sides of a change that came too late, field by field; who made it chooses. */
export function StaleChoice({ ledger, base, theirs, changed, working, onUse, onCancel }: StaleChoiceProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const id = useId()
  const nameOf = usePersonNames([theirs.by])
  const sides = staleSides(ledger, base, theirs.values, changed)
  const [choice, setChoice] = useState<Readonly<Record<string, 'theirs' | 'mine'>>>({})
  const open = sides.some(({ field, changedBy }) => changedBy === 'both' && choice[field] === undefined)
  const show = (field: string, value: FieldValue) => {
    const definition = ledger.fields[field]!
    // What somebody typed into a personal field is theirs alone until it is booked.
    const text = isPersonal(definition) && value !== null ? MASKED : valueWithUnit(definition, value, language)
    return text === '' ? words.entry.empty : text
  }
  return (
    <section className="panel stale" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{words.stale.title}</h2>
      <p>{words.stale.help(nameOf(theirs.by), shanghaiTime(theirs.bookedAt))}</p>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.stale.field}</th>
            <th scope="col">{words.stale.before}</th>
            <th scope="col">{words.stale.theirs}</th>
            <th scope="col">{words.stale.mine}</th>
          </tr>
        </thead>
        <tbody>
          {sides.map(({ field, base: was, theirs: now, mine, changedBy }) => {
            const label = nameIn(language, ledger.fields[field]!)
            const option = (side: 'theirs' | 'mine', value: FieldValue) =>
              changedBy === 'both' ? (
                <label className="stale-option">
                  <input
                    type="radio"
                    name={`${id}${field}`}
                    checked={choice[field] === side}
                    onChange={() => setChoice({ ...choice, [field]: side })}
                  />
                  {show(field, value)}
                </label>
              ) : (
                show(field, value)
              )
            return (
              <tr key={field}>
                <th scope="row">
                  {label}
                  <span className="stale-who">
                    {changedBy === 'both'
                      ? words.stale.both
                      : changedBy === 'me'
                        ? words.stale.onlyMine
                        : words.stale.onlyTheirs}
                  </span>
                </th>
                <td data-head={words.stale.before}>{show(field, was)}</td>
                <td data-head={words.stale.theirs}>{option('theirs', now)}</td>
                <td data-head={words.stale.mine}>{option('mine', mine)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="ledger-actions">
        <button
          type="button"
          className="button button-main"
          disabled={open || working}
          onClick={() => onUse(chosenValues(sides, choice))}
        >
          {words.stale.use}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {words.stale.cancel}
        </button>
      </p>
    </section>
  )
}
