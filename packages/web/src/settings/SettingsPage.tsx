import { useQueryClient } from '@tanstack/react-query'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { NumbersTable } from '../drawing/Drawing.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { ChangePassword } from '../sign-in/ChangePassword.tsx'
import { nameIn, useLanguage, WORDS } from '../words/language.ts'

/** The person’s own settings, and what the town has set. */
export function SettingsPage() {
  const { language, words, choose } = useLanguage()
  const client = useQueryClient()
  const toast = useToast()
  return (
    <div className="page">
      <PageHead title={words.settings.title} lead={words.settings.lead} />
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
      <section className="panel">
        <div className="panel-head">
          <h2>{words.settings.password}</h2>
        </div>
        <ChangePassword
          onDone={(session) => {
            client.setQueryData(sessionQuery.queryKey, session)
            toast({ text: words.password.saved })
          }}
        />
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{words.settings.params}</h2>
        </div>
        <Loaded query={useDefinitions()}>
          {({ pack }) => (
            <div className="table-scroll">
              <NumbersTable
                heads={[words.settings.paramName, words.settings.paramValue, words.settings.source]}
                rows={pack.params.map((param) => [nameIn(language, param), param.value, param.source])}
              />
            </div>
          )}
        </Loaded>
      </section>
    </div>
  )
}
