import type { Ledger } from '@shishu/kernel'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { removeView, saveView, viewsQuery } from '../api/views.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { type LedgerView, readView, writeViewHash } from './ledger-view.ts'
import { useLedgerWords } from './ledger-words.ts'

interface ViewsPanelProps {
  ledger: Ledger
  /** The list as it is looked at now. */
  present: LedgerView
  onTake: (view: LedgerView) => void
}

const LONGEST_NAME = 40

/** The views that the person keeps of a ledger: taken up with one click; the present one kept, or sent as a link. */
export function ViewsPanel({ ledger, present, onTake }: ViewsPanelProps) {
  const words = useLedgerWords()
  const toast = useToast()
  const queries = useQueryClient()
  const id = useId()
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    setError(null)
    try {
      await work()
      await queries.invalidateQueries({ queryKey: ['views', ledger.id] })
      toast({ text: done })
    } catch (refused) {
      setError(refused)
    }
  }
  const link = `${window.location.origin}/ledgers/${ledger.id}${window.location.search}${writeViewHash(present)}`
  return (
    <section className="panel views" aria-label={words.views.title}>
      <Loaded query={useQuery(viewsQuery(ledger.id))} lines={2}>
        {(views) =>
          views.length === 0 ? (
            <p className="quiet">{words.views.none}</p>
          ) : (
            <ul className="view-list" aria-label={words.views.title}>
              {views.map((one) => (
                <li key={one.id}>
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      const view = readView(ledger, one.view)
                      if (view !== null) onTake(view)
                    }}
                  >
                    {one.name}
                  </button>
                  <button
                    type="button"
                    className="button button-plain"
                    aria-label={words.views.remove(one.name)}
                    onClick={() => void attempt(() => removeView(ledger.id, one.id), words.views.removed(one.name))}
                  >
                    ✕
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <form
        className="view-save"
        onSubmit={(event) => {
          event.preventDefault()
          const given = name.trim()
          if (given === '') return
          void attempt(() => saveView(ledger.id, given, present), words.views.saved(given)).then(() => setName(''))
        }}
      >
        <label htmlFor={`${id}name`}>{words.views.name}</label>
        <input
          id={`${id}name`}
          className="input"
          maxLength={LONGEST_NAME}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <button type="submit" className="button" disabled={name.trim() === ''}>
          {words.views.save}
        </button>
      </form>
      {error === null ? null : <ProblemNotice error={error} />}
      <div className="view-save">
        <label htmlFor={`${id}link`}>{words.views.link}</label>
        <input
          id={`${id}link`}
          className="input"
          readOnly
          value={link}
          onFocus={({ target }) => target.select()}
          aria-describedby={`${id}help`}
        />
        <span id={`${id}help`} className="quiet">
          {words.views.linkHelp}
        </span>
      </div>
    </section>
  )
}
