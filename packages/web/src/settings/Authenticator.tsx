import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { authenticatorQuery, removeAuthenticator, sessionQuery } from '../api/session.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { SetUpAuthenticator } from '../sign-in/SetUpAuthenticator.tsx'
import { useSignInWords } from '../sign-in/sign-in-words.ts'
import { PasswordField, TextField } from '../sign-in/TextField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** One's second factor: whether there is one, how to set it up, and how to remove it. */
export function Authenticator() {
  const { authenticator } = useSettingsWords()
  const { factor } = useSignInWords()
  const state = useQuery(authenticatorQuery)
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    return client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{authenticator.title}</h2>
        {state.data === undefined ? null : <p>{state.data.setUp ? factor.isOn : factor.isOff}</p>}
      </div>
      <Loaded query={state} lines={2}>
        {({ setUp, required }) => (
          <>
            <p className="quiet">{required ? `${factor.required}${factor.why}` : factor.why}</p>
            {open ? (
              setUp ? (
                <RemoveForm />
              ) : (
                <SetUpAuthenticator onDone={done} />
              )
            ) : (
              <button type="button" className="button" onClick={() => setOpen(true)}>
                {setUp ? factor.remove : authenticator.begin}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Asks for both factors anew; all sessions end with it, this one too. */
function RemoveForm() {
  const { factor } = useSignInWords()
  const client = useQueryClient()
  const router = useRouter()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const remove = useMutation({
    mutationFn: () => removeAuthenticator(password, code.trim()),
    onSuccess: async () => {
      client.clear()
      await router.invalidate()
    },
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="quiet">{factor.removeHelp}</p>
      {remove.isError ? <ProblemNotice error={remove.error} /> : null}
      <PasswordField label={factor.password} autoComplete="current-password" value={password} onValue={setPassword} />
      <TextField
        label={factor.removeCode}
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onValue={(value) => setCode(value.normalize('NFKC'))}
        help={factor.lost}
      />
      <button type="submit" className="button" disabled={remove.isPending || code.trim() === ''}>
        {factor.remove}
      </button>
    </form>
  )
}
