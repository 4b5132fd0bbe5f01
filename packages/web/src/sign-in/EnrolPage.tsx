import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { enrol, enrolmentQuery } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { useWords } from '../words/language.ts'
import { Gate } from './Gate.tsx'
import { NewPasswordFields } from './NewPasswordFields.tsx'
import { type NewPassword, passwordFaults } from './password-rule.ts'
import { TextField } from './TextField.tsx'

const GONE: readonly number[] = [404, 409, 410]

/** A person's first visit, by a link that works once: they choose their password. */
export function EnrolPage() {
  const words = useWords()
  const { token } = useParams({ from: '/enrol/$token' })
  const [done, setDone] = useState(false)
  const enrolment = useQuery({ ...enrolmentQuery(token), enabled: !done })
  return (
    <Gate title={words.enrol.title}>
      {done ? (
        <>
          <p role="status">{words.enrol.done}</p>
          <Link to="/sign-in" className="button button-main">
            {words.enrol.toSignIn}
          </Link>
        </>
      ) : enrolment.data !== undefined ? (
        <>
          <p>{words.enrol.lead(enrolment.data.name)}</p>
          <EnrolForm token={token} account={enrolment.data.account} onDone={() => setDone(true)} />
        </>
      ) : enrolment.error instanceof ApiProblem && GONE.includes(enrolment.error.status) ? (
        <p role="alert">{words.enrol.expired}</p>
      ) : enrolment.isError ? (
        <ProblemNotice error={enrolment.error} onRetry={() => void enrolment.refetch()} />
      ) : (
        <Skeleton />
      )}
    </Gate>
  )
}

interface EnrolFormProps {
  token: string
  account: string
  onDone: () => void
}

function EnrolForm({ token, account, onDone }: EnrolFormProps) {
  const words = useWords()
  const [given, setGiven] = useState<NewPassword>({ current: '', next: '', again: '' })
  const [tried, setTried] = useState(false)
  const send = useMutation({ mutationFn: () => enrol(token, given.next), onSuccess: onDone, meta: { signsIn: true } })
  const faults = passwordFaults(given, words.password, false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = Object.keys(faults).length === 0
    setTried(!sound)
    if (sound) send.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField label={words.signIn.name} autoComplete="username" readOnly value={account} onValue={() => {}} />
      <NewPasswordFields given={given} faults={tried ? faults : {}} asksCurrent={false} onChange={setGiven} />
      <button type="submit" className="button button-main" disabled={send.isPending}>
        {words.enrol.submit}
      </button>
    </form>
  )
}
