import { ledgerOfMeasure } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { missingQuery } from '../api/today.ts'
import { Mark } from '../drawing/Mark.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { placeName } from '../figures/place-name.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { BoardProps } from './BoardPage.tsx'
import { PresentNote } from './PresentNote.tsx'

/** Places named of each requirement; the rest are counted. */
const PLACES_NAMED = 3

/** Required frequencies that the book does not show, and where. */
export function MissingPanel({ definitions, tree, viewed }: BoardProps) {
  const { language, words } = useLanguage()
  const comma = language === 'zh' ? '、' : ', '
  return (
    <section className="panel" aria-labelledby="missing">
      <h2 id="missing">{words.board.missing}</h2>
      <Loaded query={useQuery(missingQuery(viewed.place, viewed.period.id))} lines={6}>
        {(requirements) => {
          const short = requirements.filter(({ missing }) => missing.length > 0)
          if (short.length === 0) return <p className="quiet">{words.board.missingNone}</p>
          return (
            <>
              <ul className="board-list">
                {short.map(({ requirement: id, missing }) => {
                  const requirement = definitions.requirements.get(id)
                  if (requirement === undefined) return null
                  const places = [...new Set(missing.map(({ place }) => placeName(tree, place)))]
                  return (
                    <li key={id}>
                      <Mark standing="warn" />
                      <span>
                        <Link
                          to="/ledgers/$ledger"
                          params={{ ledger: ledgerOfMeasure(requirement.measure) }}
                          search={(before) => before}
                        >
                          {nameIn(language, requirement)}
                        </Link>{' '}
                        {words.board.gaps(missing.length)}
                        <span className="quiet small board-places">
                          {places.slice(0, PLACES_NAMED).join(comma)}
                          {places.length > PLACES_NAMED ? ' …' : ''}
                        </span>
                      </span>
                    </li>
                  )
                })}
              </ul>
              <PresentNote asOf={viewed.asOf} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
