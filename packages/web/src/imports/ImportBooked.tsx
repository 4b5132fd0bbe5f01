import type { Definitions } from '@shishu/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { type ImportResult, type ImportUndone, undoImport } from '../api/imports.ts'
import { mayDo, sessionQuery } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** What was booked, and how to take it back. */
export function ImportBooked({ result, definitions }: { result: ImportResult; definitions: Definitions }) {
  const { language, words } = useLanguage()
  const { booked, orgUnits, sheets } = result
  const ledgers = [...new Set(sheets.flatMap(({ ledger }) => (ledger === null ? [] : [ledger])))]
  return (
    <section className="panel import-booked" aria-labelledby="import-booked">
      <h2 id="import-booked">{words.imports.bookedTitle}</h2>
      <div role="status">
        {booked === null ? (
          <p>{words.imports.orgUnits(orgUnits)}</p>
        ) : (
          <dl className="facts">
            <dt>{words.imports.added}</dt>
            <dd>{words.imports.entries(booked.added)}</dd>
            <dt>{words.imports.corrected}</dt>
            <dd>{words.imports.entries(booked.corrected)}</dd>
            <dt>{words.imports.unchanged}</dt>
            <dd>{words.imports.entries(booked.unchanged)}</dd>
            <dt>{words.imports.postings}</dt>
            <dd>{words.imports.times(booked.postings)}</dd>
          </dl>
        )}
      </div>
      {booked === null || booked.adjusts.length === 0 ? null : (
        <p>{words.imports.adjusts(booked.adjusts.join(language === 'zh' ? '、' : ', '))}</p>
      )}
      <p className="import-acts">
        {ledgers.map((ledger) => (
          <Link key={ledger} to="/ledgers/$ledger" params={{ ledger }} className="button">
            {words.imports.toLedger} {nameIn(language, definitions.ledger(ledger))}
          </Link>
        ))}
      </p>
      {booked === null || booked.added === 0 ? null : <Undo batch={booked.batch} />}
    </section>
  )
}

function Undo({ batch }: { batch: string }) {
  const { words } = useLanguage()
  const id = useId()
  const cache = useQueryClient()
  const session = useQuery(sessionQuery).data
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const [lacking, setLacking] = useState(false)
  const undoing = useMutation({
    mutationFn: () => undoImport(batch, reason.trim()),
    onSuccess: () => void cache.invalidateQueries(),
  })
  if (undoing.data !== undefined) return <Undone undone={undoing.data} />
  if (!mayDo(session, 'entry.withdraw')) return <p className="quiet">{words.imports.undoOthers}</p>
  if (!asked) {
    return (
      <p className="import-acts">
        <button type="button" className="button" onClick={() => setAsked(true)}>
          {words.imports.undo}
        </button>
        <span className="quiet small">{words.imports.undoHelp}</span>
      </p>
    )
  }
  return (
    <form
      className="import-reason"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setLacking(reason.trim().length < 2)
        if (reason.trim().length >= 2) undoing.mutate()
      }}
    >
      <label htmlFor={id}>{words.imports.undoReason}</label>
      <input
        id={id}
        className="input"
        maxLength={500}
        value={reason}
        aria-invalid={lacking}
        aria-describedby={`${id}lacking`}
        // biome-ignore lint/a11y/noAutofocus: opened by the person’s own click in order to write
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <p id={`${id}lacking`} className="import-lacking" role="alert">
        {lacking ? words.imports.needReason : ''}
      </p>
      {undoing.isError ? <ProblemNotice error={undoing.error} /> : null}
      <p className="import-acts">
        <button type="submit" className="button button-main" disabled={undoing.isPending}>
          {undoing.isPending ? words.imports.undoing : words.imports.undoConfirm}
        </button>
        <button type="button" className="button" onClick={() => setAsked(false)}>
          {words.reports.cancel}
        </button>
      </p>
    </form>
  )
}

function Undone({ undone: { withdrawn, left, leftCount } }: { undone: ImportUndone }) {
  const { words } = useLanguage()
  return (
    <div className="notice" role="status">
      <p>{words.imports.undone(withdrawn)}</p>
      {leftCount === 0 ? null : (
        <div>
          <p>{words.imports.left(leftCount)}</p>
          <ul>
            {left.map(({ ledger, entry, why }) => (
              <li key={entry}>
                <Link to="/ledgers/$ledger/$entry" params={{ ledger, entry }}>
                  {words.imports.leftWhy[why]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
