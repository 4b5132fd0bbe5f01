import type { Session } from '../api/session.ts'
import { mayDo } from '../api/session.ts'
import { useToast } from '../feedback/toasts.tsx'
import { ChangePassword } from '../sign-in/ChangePassword.tsx'
import { useLanguage, WORDS } from '../words/language.ts'
import { AccessTokens } from './AccessTokens.tsx'
import { Authenticator } from './Authenticator.tsx'
import { MailAddress } from './MailAddress.tsx'
import { OwnSessions } from './OwnSessions.tsx'

/** What everybody has of their own: language, password, authenticator, sessions, mail, tokens. */
export function OwnAccount({ session }: { session: Session }) {
  const { words } = useLanguage()
  const toast = useToast()
  return (
    <>
      <Display />
      <section className="panel">
        <div className="panel-head">
          <h2>{words.settings.password}</h2>
        </div>
        <ChangePassword onDone={() => toast({ text: words.password.saved })} />
      </section>
      <Authenticator />
      <OwnSessions />
      <MailAddress />
      {mayDo(session, 'figure.read') ? <AccessTokens /> : null}
    </>
  )
}

function Display() {
  const { language, words, choose } = useLanguage()
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words.settings.display}</h2>
      </div>
      <fieldset className="choices">
        <legend>{words.settings.languageLabel}</legend>
        {(['zh', 'en'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="language" checked={language === each} onChange={() => choose(each)} />
            <span lang={WORDS[each].language.tag}>{WORDS[each].language.name}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}
