import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import './entry.css'

export interface ReasonDialogProps {
  title: string
  help?: string
  confirm: string
  children?: ReactNode
  /** Does it; what it throws is shown, and the dialog stays. */
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

const SHORTEST = 2

/** Asks why before something is done that the book remembers. */
export function ReasonDialog({ title, help, confirm, children, onConfirm, onClose }: ReasonDialogProps) {
  const words = useLedgerWords()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const [short, setShort] = useState(false)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const submit = async () => {
    if (reason.trim().length < SHORTEST) {
      setShort(true)
      dialog.current?.querySelector<HTMLElement>(`[name=reason]`)?.focus()
      return
    }
    setWorking(true)
    setError(null)
    try {
      await onConfirm(reason.trim())
      onClose()
    } catch (refused) {
      setError(refused)
      setWorking(false)
    }
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}title`} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!working) void submit()
        }}
      >
        <h2 id={`${id}title`}>{title}</h2>
        {help === undefined ? null : <p className="quiet">{help}</p>}
        {children}
        <div className="entry-field">
          <label htmlFor={`${id}reason`} className="entry-label">
            {words.entry.reason}
            <span className="entry-required">{words.form.required}</span>
          </label>
          <input
            id={`${id}reason`}
            name="reason"
            className="input"
            maxLength={500}
            autoComplete="off"
            aria-required="true"
            aria-invalid={short}
            aria-describedby={short ? `${id}fault` : undefined}
            value={reason}
            onChange={({ target }) => {
              setReason(target.value)
              setShort(false)
            }}
          />
          {short ? (
            <p id={`${id}fault`} className="entry-fault">
              {words.entry.reasonShort}
            </p>
          ) : null}
        </div>
        {error === null ? null : <ProblemNotice error={error} />}
        <p className="entry-actions">
          <button type="submit" className="button button-main" disabled={working}>
            {confirm}
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {words.entry.cancel}
          </button>
        </p>
      </form>
    </dialog>
  )
}
