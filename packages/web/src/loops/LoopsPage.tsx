import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** Every loop as its definition has it. */
export function LoopsPage() {
  const { language, words } = useLanguage()
  return (
    <div className="page">
      <PageHead title={words.loops.title} lead={words.loops.lead} />
      <Loaded query={useDefinitions()} lines={12}>
        {({ pack }) =>
          pack.ledgers.map((ledger) =>
            ledger.loop === undefined ? null : (
              <section key={ledger.id} id={ledger.id} className="panel loop-panel">
                <LoopPicture loop={ledger.loop} state={null} track={[]} title={nameIn(language, ledger)} />
              </section>
            ),
          )
        }
      </Loaded>
    </div>
  )
}
