import { useQuery } from '@tanstack/react-query'
import { Mark } from '../drawing/Mark.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { OpenFigure } from '../figures/explanation/OpenFigure.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import type { BoardProps } from './BoardPage.tsx'
import { type Proposal, proposalsQuery } from './board-queries.ts'
import { PresentNote } from './PresentNote.tsx'

/** Sentences shown of each kind: what matters most comes first. */
const SHOWN = { difficulty: 6, highlight: 3 } as const

/** What lags, and what runs ahead, in sentences that each open the figure they rest on. */
export function LaggingPanel({ definitions, viewed }: BoardProps) {
  const { language, words } = useLanguage()
  const { place, period, asOf } = viewed
  const list = (sentences: readonly Proposal[], section: Proposal['section']) => (
    <ul className="board-list">
      {sentences
        .filter((one) => one.section === section)
        .slice(0, SHOWN[section])
        .map((one) => (
          <li key={one.indicator}>
            <Mark standing={section === 'difficulty' ? 'bad' : 'good'} />
            <OpenFigure
              figure={{ indicator: one.indicator, place, period: period.id }}
              name={nameIn(language, definitions.indicator(one.indicator).indicator)}
              text={one[language]}
              className="open-sentence"
            />
          </li>
        ))}
    </ul>
  )
  return (
    <section className="panel" aria-labelledby="lagging">
      <h2 id="lagging">{words.board.lagging}</h2>
      <Loaded query={useQuery(proposalsQuery(place, period.id))} lines={7}>
        {(all) => {
          // Cases over their limit and missing frequencies have panels of their own.
          const sentences = all.filter(({ indicator }) => indicator !== '')
          return (
            <>
              {sentences.some(({ section }) => section === 'difficulty') ? (
                list(sentences, 'difficulty')
              ) : (
                <p className="quiet">{words.board.laggingNone}</p>
              )}
              {sentences.some(({ section }) => section === 'highlight') ? (
                <>
                  <h3>{words.board.ahead}</h3>
                  {list(sentences, 'highlight')}
                </>
              ) : null}
              <PresentNote asOf={asOf} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
