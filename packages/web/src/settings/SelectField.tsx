import { useId } from 'react'

interface SelectFieldProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onValue: (value: string) => void
  help?: string
  fault?: string | undefined
  /** The first line, for nothing chosen yet; without it something is always chosen. */
  empty?: string
}

/** A labelled choice with its help and its fault, both tied to it for readers. */
export function SelectField({ label, value, options, onValue, help, fault, empty }: SelectFieldProps) {
  const id = useId()
  const described = [help === undefined ? '' : `${id}help`, fault === undefined ? '' : `${id}fault`].join(' ').trim()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => onValue(event.target.value)}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {help === undefined ? null : (
        <p id={`${id}help`} className="field-help">
          {help}
        </p>
      )}
      {fault === undefined ? null : (
        <p id={`${id}fault`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  )
}
