import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { mayDo, sessionQuery } from '../api/session.ts'
import { ownSuggestionsQuery, receivedSuggestionsQuery } from '../api/suggestions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useWords } from '../words/language.ts'
import { SuggestionForm } from './SuggestionForm.tsx'
import { SuggestionList } from './SuggestionList.tsx'
import { useSuggestionsWords } from './suggestions-words.ts'
import '../sign-in/sign-in.css'
import './suggestions.css'

/** Acts of which one makes what was said at a place the person's to answer. */
const ANSWERING = ['book.operate', 'report.issue']

/** Suggestions and complaints about the software and about repeated demands: one's own, and those one answers. */
export function SuggestionsPage() {
  const words = useWords()
  const own = useSuggestionsWords()
  const { data: session } = useSuspenseQuery(sessionQuery)
  return (
    <div className="page">
      <PageHead title={words.suggestions.title} lead={own.lead} />
      <section className="panel">
        <div className="panel-head">
          <h2>{own.title}</h2>
        </div>
        <SuggestionForm />
      </section>
      {ANSWERING.some((act) => mayDo(session, act)) ? <Received /> : null}
      <section className="panel">
        <div className="panel-head">
          <h2>{own.own}</h2>
        </div>
        <Loaded query={useQuery(ownSuggestionsQuery)} lines={3}>
          {(suggestions) => <SuggestionList suggestions={suggestions} none={own.ownNone} />}
        </Loaded>
      </section>
    </div>
  )
}

function Received() {
  const own = useSuggestionsWords()
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{own.received}</h2>
        <p>{own.receivedHelp}</p>
      </div>
      <Loaded query={useQuery(receivedSuggestionsQuery)} lines={3}>
        {(suggestions) => <SuggestionList suggestions={suggestions} none={own.receivedNone} answers />}
      </Loaded>
    </section>
  )
}
