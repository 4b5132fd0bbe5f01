import { addDays, parseDay } from '@shishu/kernel'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { delegateDuty, delegatesQuery } from '../api/people.ts'
import type { Duty } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** As the server has it. */
const LONGEST_DAYS = 60

interface DelegateFormProps {
  duty: Duty
  onDone: () => unknown
  onCancel: () => void
}

/** Passes a duty on to a colleague until a day, for a reason. */
export function DelegateForm({ duty, onDone, onCancel }: DelegateFormProps) {
  const { duties: words, common } = useSettingsWords()
  const [text, setText] = useState('')
  const [person, setPerson] = useState('')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const found = useQuery(delegatesQuery(text.trim())).data
  const people = found ?? []
  const today = todayInShanghai()
  const send = useMutation({
    mutationFn: () => delegateDuty({ appointment: duty.id!, person, until, reason: reason.trim() }),
    onSuccess: onDone,
  })
  const reasonSound = reason.trim().length >= 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = person !== '' && until !== '' && reasonSound
    setTried(!sound)
    if (sound) send.mutate()
  }
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={words.delegateOf(duty.roleLabel)}>
      <div className="whole">
        <h3>{words.delegateOf(duty.roleLabel)}</h3>
        <p className="quiet">{words.delegateHelp}</p>
      </div>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField
        label={words.find}
        maxLength={60}
        autoComplete="off"
        value={text}
        onValue={setText}
        help={found?.length === 0 ? words.noPerson : undefined}
      />
      <SelectField
        label={words.person}
        value={person}
        empty={words.choose}
        options={people.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        onValue={setPerson}
        fault={tried && person === '' ? words.needPerson : undefined}
      />
      <TextField
        label={words.until}
        type="date"
        min={today}
        max={addDays(parseDay(today), LONGEST_DAYS)}
        value={until}
        onValue={setUntil}
        fault={tried && until === '' ? words.needUntil : undefined}
      />
      <TextField
        label={words.reason}
        maxLength={500}
        value={reason}
        onValue={setReason}
        help={words.reasonHelp}
        fault={tried && !reasonSound ? words.needReason : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={send.isPending}>
          {words.confirm}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {common.cancel}
        </button>
      </div>
    </form>
  )
}
