import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { figuresQuery } from '../api/figures.ts'
import { valueText } from '../drawing/value-text.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import { smallestPart } from '../figures/smallest-part.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { BoardProps } from './BoardPage.tsx'
import { headlineIndicators } from './headlines.ts'

/** The figures of the leader's page, each of which opens. */
export function HeadlinesPanel({ definitions, viewed }: BoardProps) {
  const { language, words } = useLanguage()
  const { place, period, asOf } = viewed
  const indicators = useMemo(() => headlineIndicators(definitions), [definitions])
  const figures = useQuery(figuresQuery({ indicators, places: [place], periods: [period.id], asOf }))
  return (
    <section className="panel" aria-labelledby="headlines">
      <h2 id="headlines">{words.board.headlines}</h2>
      <Loaded query={figures} lines={6}>
        {(table) => (
          <dl className="board-headlines">
            {indicators.map((id) => {
              const { indicator } = definitions.indicator(id)
              const value = smallestPart(indicator, table.get(id, place, period.id))
              const name = nameIn(language, indicator)
              return (
                <div key={id}>
                  <dt>
                    <Link to="/figures/$indicator" params={{ indicator: id }} search={(before) => before}>
                      {name}
                    </Link>
                  </dt>
                  <dd>
                    <OpenFigure
                      figure={{ indicator: id, place, period: period.id }}
                      name={name}
                      text={valueText(indicator, value, language)}
                    />
                  </dd>
                </div>
              )
            })}
          </dl>
        )}
      </Loaded>
    </section>
  )
}
