import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { giveSecondFactor, type SignInStep } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { useSignInWords } from './sign-in-words.ts'
import { TextField } from './TextField.tsx'

interface SecondFactorFormProps {
  onDone: (step: SignInStep) => Promise<void>
  onRestart: () => void
}

/** The authenticator's code, or a backup code. */
export function SecondFactorForm({ onDone, onRestart }: SecondFactorFormProps) {
  const words = useWords()
  const own = useSignInWords()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // The field that was typed in is gone with the step before.
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const send = useMutation({
    mutationFn: async () => onDone(await giveSecondFactor(code.trim())),
    onError: () => setCode(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(code.trim() === '')
    if (code.trim() !== '') send.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate ref={form}>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField
        label={words.signIn.code}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        value={code}
        // Input methods may give full-width digits.
        onValue={(value) => setCode(value.normalize('NFKC'))}
        help={own.signIn.secondHelp}
        fault={tried ? own.signIn.codeNeeded : undefined}
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
