import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { changePassword } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { NewPasswordFields } from './NewPasswordFields.tsx'
import { type NewPassword, passwordFaults } from './password-rule.ts'
import './sign-in.css'

const EMPTY: NewPassword = { current: '', next: '', again: '' }

/** Changes the password of who is signed in. */
export function ChangePassword({ onDone }: { onDone: () => unknown }) {
  const words = useWords()
  const [given, setGiven] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => changePassword(given.current, given.next),
    onSuccess: () => {
      setGiven(EMPTY)
      return onDone()
    },
    meta: { signsIn: true },
  })
  const faults = passwordFaults(given, words.password, true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = Object.keys(faults).length === 0
    setTried(!sound)
    if (sound) send.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <NewPasswordFields given={given} faults={tried ? faults : {}} asksCurrent onChange={setGiven} />
      <button type="submit" className="button button-main" disabled={send.isPending}>
        {words.password.submit}
      </button>
    </form>
  )
}
