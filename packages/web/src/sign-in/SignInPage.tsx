import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { type SignInStep, sessionQuery, signOut } from '../api/session.ts'
import { useWords } from '../words/language.ts'
import { AccountForm } from './AccountForm.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { Gate } from './Gate.tsx'
import { SecondFactorForm } from './SecondFactorForm.tsx'
import { SetUpAuthenticator } from './SetUpAuthenticator.tsx'
import { SsoLinks, SsoRefusal } from './SsoLinks.tsx'
import { useSignInWords } from './sign-in-words.ts'

/** Account and password, then whatever else the server asks of the person, then the page they came for. */
export function SignInPage() {
  const words = useWords()
  const own = useSignInWords()
  const client = useQueryClient()
  const { back, refused } = useSearch({ from: '/sign-in' })
  const state = useQuery(sessionQuery).data?.state
  const [awaitsCode, setAwaitsCode] = useState(false)
  useEnter(state === 'open', back)
  const goOn = async (step: SignInStep) => {
    setAwaitsCode(step === 'second-factor')
    if (step !== 'second-factor') await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  }
  const askAgain = () => client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  const restart = async () => {
    await signOut().catch(() => {}) // Whether or not the server heard it, the person starts anew.
    setAwaitsCode(false)
    client.setQueryData(sessionQuery.queryKey, null)
  }
  if (awaitsCode) {
    return (
      <Gate title={words.signIn.secondTitle}>
        <SecondFactorForm onDone={goOn} onRestart={restart} />
      </Gate>
    )
  }
  if (state === 'change-password') {
    return (
      <Gate title={words.password.title}>
        <p>{words.password.must}</p>
        <ChangePassword onDone={askAgain} />
        <OtherAccount onRestart={restart} />
      </Gate>
    )
  }
  if (state === 'set-up-second-factor') {
    return (
      <Gate title={own.factor.title}>
        <p>{own.factor.must}</p>
        <SetUpAuthenticator onDone={askAgain} />
        <OtherAccount onRestart={restart} />
      </Gate>
    )
  }
  return (
    <Gate title={words.signIn.title}>
      {refused === undefined ? null : <SsoRefusal code={refused} />}
      {back === undefined ? null : <p className="quiet">{words.signIn.expired}</p>}
      <AccountForm onDone={goOn} />
      <SsoLinks back={back ?? '/'} />
      <p className="quiet small">{words.signIn.forgot}</p>
    </Gate>
  )
}

/** Leads to the page that the person came for, once they are in. */
function useEnter(isOpen: boolean, back: string | undefined): void {
  const { history } = useRouter()
  const enter = useCallback(() => history.replace(back ?? '/'), [history, back])
  useEffect(() => {
    if (isOpen) enter()
  }, [isOpen, enter])
}

function OtherAccount({ onRestart }: { onRestart: () => void }) {
  const words = useWords()
  return (
    <button type="button" className="button button-plain" onClick={onRestart}>
      {words.signIn.otherAccount}
    </button>
  )
}
