import { useQuery } from '@tanstack/react-query'
import { providersQuery, ssoAddress } from '../api/session.ts'
import { useWords } from '../words/language.ts'
import { useSignInWords } from './sign-in-words.ts'

/** The ways in by single sign-on; nothing where there are none. */
export function SsoLinks({ back }: { back: string }) {
  const { signIn } = useSignInWords()
  const providers = useQuery(providersQuery).data ?? []
  if (providers.length === 0) return null
  return (
    <div className="sso-links">
      <p className="quiet small">{signIn.or}</p>
      {providers.map(({ id, label }) => (
        <a key={id} className="button" href={ssoAddress(id, back)}>
          {signIn.sso(label)}
        </a>
      ))}
    </div>
  )
}

/** Why single sign-on brought somebody back here: the address tells the code alone. */
export function SsoRefusal({ code }: { code: string }) {
  const words = useWords()
  const { ssoRefused, refused } = useSignInWords().signIn
  return (
    <div className="notice notice-bad" role="alert">
      <p>{code in refused ? refused[code as keyof typeof refused] : ssoRefused}</p>
      <p className="small quiet">
        {words.state.code} {code}
      </p>
    </div>
  )
}
