import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { keepFile } from '../api/download.ts'
import { beginAuthenticator, confirmAuthenticator, type NewAuthenticator } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { secretGroups } from './secret-groups.ts'
import { useSignInWords } from './sign-in-words.ts'
import { PasswordField, TextField } from './TextField.tsx'
import './sign-in.css'

/** Ties an authenticator to the account: the password again, the key and the backup codes once, then a first code. */
export function SetUpAuthenticator({ onDone }: { onDone: () => unknown }) {
  const [made, setMade] = useState<NewAuthenticator | null>(null)
  return made === null ? <BeginForm onMade={setMade} /> : <NewKey made={made} onDone={onDone} />
}

function BeginForm({ onMade }: { onMade: (made: NewAuthenticator) => void }) {
  const { factor } = useSignInWords()
  const [password, setPassword] = useState('')
  const begin = useMutation({
    mutationFn: () => beginAuthenticator(password),
    onSuccess: onMade,
    onError: () => setPassword(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {begin.isError ? <ProblemNotice error={begin.error} /> : null}
      <PasswordField
        label={factor.password}
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        help={factor.passwordHelp}
      />
      <button type="submit" className="button button-main" disabled={begin.isPending}>
        {factor.begin}
      </button>
    </form>
  )
}

function NewKey({ made, onDone }: { made: NewAuthenticator; onDone: () => unknown }) {
  const { factor } = useSignInWords()
  const first = useRef<HTMLHeadingElement>(null)
  // The form that was typed in is gone: whoever reads by ear goes on at the first step.
  useEffect(() => first.current?.focus(), [])
  return (
    <div className="key-steps">
      <section>
        <h2 ref={first} tabIndex={-1}>
          {factor.step1}
        </h2>
        <p className="quiet">{factor.step1Help}</p>
      </section>
      <SecretStep {...made} />
      <BackupCodes codes={made.backupCodes} />
      <ConfirmForm onDone={onDone} />
    </div>
  )
}

function SecretStep({ uri, secret }: NewAuthenticator) {
  const { factor } = useSignInWords()
  const toast = useToast()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast({ text: factor.copied })
  }
  return (
    <section>
      <h2>{factor.step2}</h2>
      <p className="quiet">{factor.step2Help}</p>
      <p className="hidden-visually">{factor.secret}</p>
      <p className="secret">{secretGroups(secret)}</p>
      <div className="button-row">
        {/* Browsers give the clipboard to pages of a safe origin alone. */}
        {navigator.clipboard === undefined ? null : (
          <button type="button" className="button" onClick={() => void copy()}>
            {factor.copy}
          </button>
        )}
        <a className="button" href={uri}>
          {factor.open}
        </a>
      </div>
      <p className="field-help">{factor.openHelp}</p>
    </section>
  )
}

function BackupCodes({ codes }: { codes: readonly string[] }) {
  const { factor } = useSignInWords()
  const save = () =>
    keepFile({ name: factor.codesFile, blob: new Blob([`${codes.join('\r\n')}\r\n`], { type: 'text/plain' }) })
  return (
    <section>
      <h2>{factor.step3}</h2>
      <p className="quiet">{factor.step3Help}</p>
      <ol className="backup-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <button type="button" className="button" onClick={save}>
        {factor.saveCodes}
      </button>
    </section>
  )
}

const CODE = /^\d{6}$/

function ConfirmForm({ onDone }: { onDone: () => unknown }) {
  const { factor } = useSignInWords()
  const toast = useToast()
  const [code, setCode] = useState('')
  const [kept, setKept] = useState(false)
  const [tried, setTried] = useState(false)
  const confirm = useMutation({
    mutationFn: () => confirmAuthenticator(code),
    onSuccess: () => {
      toast({ text: factor.done })
      return onDone()
    },
    onError: () => setCode(''),
    meta: { signsIn: true },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = kept && CODE.test(code)
    setTried(!whole)
    if (whole) confirm.mutate()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h2>{factor.step4}</h2>
      {confirm.isError ? <ProblemNotice error={confirm.error} /> : null}
      <label className="check">
        <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
        <span>{factor.kept}</span>
      </label>
      {tried && !kept ? <p className="field-fault">{factor.needKept}</p> : null}
      <TextField
        label={factor.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        // Input methods may give full-width digits.
        onValue={(value) => setCode(value.normalize('NFKC').replace(/\D/g, ''))}
        fault={tried && !CODE.test(code) ? factor.step4 : undefined}
      />
      <button type="submit" className="button button-main" disabled={confirm.isPending}>
        {factor.confirm}
      </button>
    </form>
  )
}
