import { type Definitions, describe } from '@shishu/kernel'
import { useParams } from '@tanstack/react-router'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { indicatorUnit } from './indicator-words.ts'

/** One indicator: what it counts, how, and who asks for it. */
export function IndicatorPage() {
  const { indicator } = useParams({ from: '/inside/figures/$indicator' })
  return (
    <div className="page">
      <Loaded query={useDefinitions()} lines={6}>
        {(definitions) => <IndicatorView definitions={definitions} id={indicator} />}
      </Loaded>
    </div>
  )
}

function IndicatorView({ definitions, id }: { definitions: Definitions; id: string }) {
  const { language, words } = useLanguage()
  const { indicator, formula } = definitions.indicator(id)
  return (
    <>
      <PageHead title={nameIn(language, indicator)} lead={indicatorUnit(indicator, language, words)} />
      <section className="panel">
        <dl className="facts">
          <dt>{words.figures.formula}</dt>
          <dd>{describe(formula, language, (name) => definitions.nameOf(name))}</dd>
          {indicator.countingRule === undefined ? null : (
            <>
              <dt>{words.figures.rule}</dt>
              <dd>{indicator.countingRule}</dd>
            </>
          )}
          <dt>{words.figures.direction}</dt>
          <dd>{words.figures.better[indicator.better]}</dd>
          <dt>{words.figures.source}</dt>
          <dd>{indicator.source}</dd>
        </dl>
      </section>
    </>
  )
}
