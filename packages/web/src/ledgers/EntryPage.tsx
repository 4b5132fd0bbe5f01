import { useParams } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** One entry of a ledger. */
export function EntryPage() {
  const { language, words } = useLanguage()
  const { ledger, entry } = useParams({ from: '/inside/ledgers/$ledger/$entry' })
  return (
    <div className="page">
      <Loaded query={useDefinitions()}>
        {(definitions) => (
          <>
            <PageHead title={nameIn(language, definitions.ledger(ledger))} lead={words.ledgers.entry(entry)} />
            <p className="panel quiet">{words.state.soon}</p>
          </>
        )}
      </Loaded>
    </div>
  )
}
