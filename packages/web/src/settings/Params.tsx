import { useDefinitions } from '../api/use-definitions.ts'
import { NumbersTable } from '../drawing/Drawing.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** The parameters in force, with their sources. */
export function Params() {
  const { language, words } = useLanguage()
  return (
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
  )
}
