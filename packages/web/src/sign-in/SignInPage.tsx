import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { giveSecondFactor, type Session, sessionQuery, signIn, signOut } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { Gate } from './Gate.tsx'
import { PasswordField, TextField } from './TextField.tsx'

/** Account and password, then whatever else the server asks of the person, then the page they came for. */
export function SignInPage() {
  const words = useWords()
  const client = useQueryClient()
  const router = useRouter()
  const { back } = useSearch({ from: '/sign-in' })
  const session = useQuery(sessionQuery)
  const state = session.data?.state
  const enter = async (next: Session) => {
    client.setQueryData(sessionQuery.queryKey, next)
    if (next.state !== 'open') return
    router.history.replace(back ?? '/')
  }
  const restart = async () => {
    await signOut().catch(() => {}) // Whether or not the server heard it, the person starts anew.
    client.setQueryData(sessionQuery.queryKey, null)
  }
  if (state === 'second-factor') {
    return (
      <Gate title={words.signIn.secondTitle}>
        <SecondFactorForm onDone={enter} onRestart={restart} />
      </Gate>
    )
  }
  if (state === 'change-password') {
    return (
      <Gate title={words.password.title}>
        <p>{words.password.must}</p>
        <ChangePassword onDone={enter} />
      </Gate>
    )
  }
  return (
    <Gate title={words.signIn.title}>
      {back === undefined ? null : <p className="quiet">{words.signIn.expired}</p>}
      <AccountForm onDone={enter} />
      <p className="quiet small">{words.signIn.forgot}</p>
    </Gate>
  )
}

function AccountForm({ onDone }: { onDone: (session: Session) => void }) {
  const words = useWords()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => signIn(name.trim(), password),
    onSuccess: onDone,
    onError: () => setPassword(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '' && password !== '') {
      setTried(false)
      send.mutate()
    }
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField
        label={words.signIn.name}
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        value={name}
        onValue={setName}
        fault={tried && name.trim() === '' ? words.signIn.needName : undefined}
      />
      <PasswordField
        label={words.signIn.password}
        name="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        fault={tried && password === '' ? words.signIn.needPassword : undefined}
      />
      <button type="submit" className="button button-main" disabled={send.isPending}>
        {send.isPending ? words.signIn.working : words.signIn.submit}
      </button>
    </form>
  )
}

const CODE = /^\d{6}$/

interface SecondFactorFormProps {
  onDone: (session: Session) => void
  onRestart: () => void
}

function SecondFactorForm({ onDone, onRestart }: SecondFactorFormProps) {
  const words = useWords()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => giveSecondFactor(code),
    onSuccess: onDone,
    onError: () => setCode(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(!CODE.test(code))
    if (CODE.test(code)) send.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField
        label={words.signIn.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        // Input methods may give full-width digits.
        onValue={(value) => setCode(value.normalize('NFKC').replace(/\D/g, ''))}
        help={words.signIn.secondHelp}
        fault={tried ? words.signIn.codeShape : undefined}
      />
      <button type="submit" className="button button-main" disabled={send.isPending}>
        {words.signIn.verify}
      </button>
      <button type="button" className="button button-plain" onClick={onRestart}>
        {words.signIn.otherAccount}
      </button>
    </form>
  )
}
