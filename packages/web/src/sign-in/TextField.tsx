import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react'
import { useWords } from '../words/language.ts'

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string
  value: string
  onValue: (value: string) => void
  help?: ReactNode
  fault?: string | undefined
}

/** A labelled line of text with its help and its fault, both tied to it for readers. */
export function TextField({ label, value, onValue, help, fault, ...input }: TextFieldProps) {
  const id = useId()
  const described = [help === undefined ? '' : `${id}help`, fault === undefined ? '' : `${id}fault`].join(' ').trim()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className="input"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => onValue(event.target.value)}
      />
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

/** A password, which can be shown while it is typed, with a warning while caps lock is on. */
export function PasswordField({ help, ...field }: TextFieldProps) {
  const words = useWords()
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  return (
    <div className="password-field">
      <TextField
        {...field}
        type={shown ? 'text' : 'password'}
        autoCapitalize="off"
        spellCheck={false}
        onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
        help={caps ? words.signIn.capsLock : help}
      />
      <button type="button" className="password-show" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? words.signIn.hide : words.signIn.show}
      </button>
    </div>
  )
}
