import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { enrol, sessionQuery, signIn } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { Gate } from './Gate.tsx'
import { NewPasswordFields } from './NewPasswordFields.tsx'
import { type NewPassword, passwordFaults } from './password-rule.ts'
import { useSignInWords } from './sign-in-words.ts'

interface Enrolled {
  name: string
  password: string
}

/** A person's first visit, by a link that works once: they choose their password, and learn their login name. */
export function EnrolPage() {
  const words = useWords()
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null)
  return (
    <Gate title={words.enrol.title}>
      {enrolled === null ? <EnrolForm onDone={setEnrolled} /> : <EnrolledNotice {...enrolled} />}
    </Gate>
  )
}

function EnrolForm({ onDone }: { onDone: (enrolled: Enrolled) => void }) {
  const words = useWords()
  const own = useSignInWords()
  const { token } = useParams({ from: '/enrol/$token' })
  const [given, setGiven] = useState<NewPassword>({ current: '', next: '', again: '' })
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => enrol(token, given.next),
    onSuccess: ({ name }) => onDone({ name, password: given.next }),
    meta: { signsIn: true },
  })
  const faults = passwordFaults(given, words.password, false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = Object.keys(faults).length === 0
    setTried(!sound)
    if (sound) send.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p>{own.enrol.lead}</p>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <NewPasswordFields given={given} faults={tried ? faults : {}} asksCurrent={false} onChange={setGiven} />
      <button type="submit" className="button button-main" disabled={send.isPending}>
        {words.enrol.submit}
      </button>
    </form>
  )
}

/** Says the login name, and signs in with the password that was just chosen. */
function EnrolledNotice({ name, password }: Enrolled) {
  const { enrol: own } = useSignInWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const enter = useMutation({
    mutationFn: async () => {
      await signIn(name, password)
      return client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    },
    // Whatever is still asked of the person, the page for signing in asks it.
    onSuccess: (session) => navigate({ to: session?.state === 'open' ? '/' : '/sign-in' }),
    meta: { signsIn: true },
  })
  return (
    <div className="form">
      <div role="status">
        <p>{own.done}</p>
        <p className="login-name">{name}</p>
        <p className="quiet">{own.remember}</p>
      </div>
      {enter.isError ? <ProblemNotice error={enter.error} /> : null}
      <button type="button" className="button button-main" onClick={() => enter.mutate()} disabled={enter.isPending}>
        {own.enter}
      </button>
    </div>
  )
}
