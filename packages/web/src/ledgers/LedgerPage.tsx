import type { Definitions } from '@shishu/kernel'
import { useParams } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { FieldsTable } from './FieldsTable.tsx'

/** One ledger: what is written in it, and the loop that its cases go round. */
export function LedgerPage() {
  const { ledger } = useParams({ from: '/inside/ledgers/$ledger' })
  return (
    <div className="page">
      <Loaded query={useDefinitions()} lines={12}>
        {(definitions) => <LedgerView definitions={definitions} id={ledger} />}
      </Loaded>
    </div>
  )
}

function LedgerView({ definitions, id }: { definitions: Definitions; id: string }) {
  const { language, words } = useLanguage()
  const ledger = definitions.ledger(id)
  const office = definitions.pack.offices[ledger.office] ?? ledger.office
  return (
    <>
      <PageHead title={nameIn(language, ledger)} lead={`${office} · ${words.ledgers.kinds[ledger.kind]}`} />
      {ledger.loop === undefined ? null : (
        <section className="panel">
          <LoopPicture
            loop={ledger.loop}
            state={null}
            track={[]}
            title={words.loop.pictureOf(nameIn(language, ledger))}
          />
        </section>
      )}
      <section className="panel">
        <div className="panel-head">
          <h2>{words.ledgers.fields}</h2>
          <p>
            {words.ledgers.source} {ledger.source}
          </p>
        </div>
        <FieldsTable fields={ledger.fields} />
      </section>
    </>
  )
}
