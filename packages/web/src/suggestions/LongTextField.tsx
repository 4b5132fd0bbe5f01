import { useId } from 'react'
import { useSuggestionsWords } from './suggestions-words.ts'

/** As the server has it. */
const MOST = 2000

interface LongTextFieldProps {
  label: string
  value: string
  onValue: (value: string) => void
  help?: string
  fault?: string | undefined
}

/** A labelled text of several lines, with its help, its fault and how much still fits. */
export function LongTextField({ label, value, onValue, help, fault }: LongTextFieldProps) {
  const words = useSuggestionsWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input"
        rows={5}
        maxLength={MOST}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}help`}
        onChange={(event) => onValue(event.target.value)}
      />
      <p id={`${id}help`} className="field-help">
        {fault === undefined ? null : <span className="field-fault">{fault} </span>}
        {help} {value.length > MOST / 2 ? words.left(MOST - value.length) : ''}
      </p>
    </div>
  )
}
