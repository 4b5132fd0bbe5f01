import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type SignInStep, signIn } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { PasswordField, TextField } from './TextField.tsx'

/** Login name and password. */
export function AccountForm({ onDone }: { onDone: (step: SignInStep) => Promise<void> }) {
  const words = useWords()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: async () => onDone(await signIn(name.trim(), password)),
    onError: () => setPassword(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = name.trim() !== '' && password !== ''
    setTried(!whole)
    if (whole) send.mutate()
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
