import { type Field, formatMoney, isPersonal, type ShishuError, unitOf } from '@shishu/kernel'
import { type ReactNode, useId } from 'react'
import { unitText } from '../ledgers/cell-text.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { readCell } from '../ledgers/read-cell.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import './entry.css'

export interface FieldInputProps {
  id: string
  field: Field
  text: string
  fault?: ShishuError | undefined
  required?: boolean
  /** A personal value that is there already: left empty, it stays. */
  keeps?: boolean
  onText: (text: string) => void
  onLeave?: () => void
}

/** A field to fill in, as its definition says: label, unit, help and fault are tied to it for readers. */
export function FieldInput(props: FieldInputProps) {
  const { id: field, field: definition, text, fault, keeps = false, onText, onLeave } = props
  const { language } = useLanguage()
  const words = useLedgerWords()
  const id = useId()
  const required = props.required ?? definition.required === true
  const personal = isPersonal(definition)
  const unit = unitText(definition, language)
  const help = [
    definition.help ?? '',
    personal ? words.form.personalHelp : '',
    language === 'zh' ? amountInWords(definition, text, words.form.amount) : '',
  ]
    .filter((part) => part !== '')
    .join(language === 'zh' ? '' : ' ')
  const described = [help === '' ? '' : `${id}help`, fault === undefined ? '' : `${id}fault`].join(' ').trim()
  const shared = {
    id,
    name: field,
    className: 'input',
    'aria-invalid': fault !== undefined,
    'aria-required': required,
    'aria-describedby': described === '' ? undefined : described,
    onBlur: onLeave,
  }
  return (
    <div className={`entry-field entry-field-${definition.type}`} data-field={field}>
      <FieldLabel htmlFor={definition.type === 'boolean' ? undefined : id} id={`${id}label`}>
        {nameIn(language, definition)}
        {required ? <span className="entry-required">{words.form.required}</span> : null}
        {personal ? <span className="entry-personal">{words.form.personal}</span> : null}
      </FieldLabel>
      {definition.type === 'choice' ? (
        <select {...shared} value={text} onChange={({ target }) => onText(target.value)}>
          <option value="">{required ? words.form.choose : ''}</option>
          {Object.entries(definition.options).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      ) : definition.type === 'boolean' ? (
        <YesNo labelledBy={`${id}label`} described={shared['aria-describedby']} text={text} onText={onText} />
      ) : definition.type === 'text' && definition.max > 200 ? (
        <textarea {...shared} rows={3} value={text} onChange={({ target }) => onText(target.value)} />
      ) : (
        <span className={unit === '' ? undefined : 'entry-with-unit'}>
          <input
            {...shared}
            type={definition.type === 'date' || definition.type === 'month' ? definition.type : 'text'}
            inputMode={definition.type === 'quantity' ? 'decimal' : undefined}
            placeholder={keeps ? words.form.keepPersonal : undefined}
            autoComplete="off"
            value={text}
            onChange={({ target }) => onText(target.value)}
          />
          {unit === '' ? null : <span className="entry-unit">{unit}</span>}
        </span>
      )}
      {help === '' ? null : (
        <p id={`${id}help`} className="entry-help">
          {help}
        </p>
      )}
      {fault === undefined ? null : (
        <p id={`${id}fault`} className="entry-fault">
          {fault.text(language)}
        </p>
      )}
    </div>
  )
}

function FieldLabel({ htmlFor, id, children }: { htmlFor: string | undefined; id: string; children: ReactNode }) {
  return htmlFor === undefined ? (
    <span id={id} className="entry-label">
      {children}
    </span>
  ) : (
    <label id={id} htmlFor={htmlFor} className="entry-label">
      {children}
    </label>
  )
}

interface YesNoProps {
  labelledBy: string
  described: string | undefined
  text: string
  onText: (text: string) => void
}

function YesNo({ labelledBy, described, text, onText }: YesNoProps) {
  const words = useLedgerWords()
  const name = useId()
  const options = [
    ['true', words.form.yes],
    ['false', words.form.no],
  ] as const
  return (
    <span className="entry-yes-no" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={described}>
      {options.map(([value, label]) => (
        <label key={value}>
          <input type="radio" name={name} checked={text === value} onChange={() => onText(value)} />
          {label}
        </label>
      ))}
    </span>
  )
}

/** From ten thousand yuan an amount is repeated in words: a misplaced zero shows. */
function amountInWords(field: Field, text: string, say: (text: string) => string): string {
  if (field.type !== 'quantity' || unitOf(field.unit).dimension !== 'money' || text.trim() === '') return ''
  try {
    const fen = readCell(field, text)
    return typeof fen === 'number' && Math.abs(fen) >= 1_000_000 ? say(formatMoney(fen)) : ''
  } catch {
    return '' // The fault says it.
  }
}
