import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { assign, type EntryRecord, peopleQuery } from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface HandOverDialogProps {
  ledger: string
  record: EntryRecord & { town: string }
  onDone: () => void
  onClose: () => void
}

/** Hands a case to somebody who may read it, perhaps for a time, or back to its office. */
export function HandOverDialog({ ledger, record, onDone, onClose }: HandOverDialogProps) {
  const words = useLedgerWords()
  const id = useId()
  const people = useQuery(peopleQuery(record.orgUnit, ledger))
  const [holder, setHolder] = useState('')
  const [until, setUntil] = useState('')
  return (
    <ReasonDialog
      title={words.entry.handOverTitle}
      confirm={words.entry.confirmHandOver}
      onClose={onClose}
      onConfirm={async (reason) => {
        const to = {
          holder: holder === '' ? null : holder,
          until: holder === '' || until === '' ? null : until,
          reason,
        }
        await assign({ town: record.town, ledger, entry: record.entry }, to)
        onDone()
      }}
    >
      {people.isError ? <ProblemNotice error={people.error} /> : null}
      <div className="entry-field">
        <label htmlFor={`${id}to`} className="entry-label">
          {words.entry.handOverTo}
        </label>
        <select id={`${id}to`} className="input" value={holder} onChange={({ target }) => setHolder(target.value)}>
          <option value="">{words.entry.handOverOffice}</option>
          {(people.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {one.displayName}
            </option>
          ))}
        </select>
      </div>
      {holder === '' ? null : (
        <div className="entry-field">
          <label htmlFor={`${id}until`} className="entry-label">
            {words.entry.handOverUntil}
          </label>
          <input
            id={`${id}until`}
            type="date"
            className="input"
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
        </div>
      )}
    </ReasonDialog>
  )
}
