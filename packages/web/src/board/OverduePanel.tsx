import type { Day } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '../feedback/Loaded.tsx'
import { readScope, todayInShanghai } from '../scope/scope.ts'
import { fullDay, shortDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { type BoardProps, dayOf } from './BoardPage.tsx'
import { allDueQuery } from './board-queries.ts'
import { type OfficeOverdue, overdueByOffice } from './overdue-kinds.ts'
import { PresentNote } from './PresentNote.tsx'

/** Kinds shown of each office at first: the one that waits longest; the rest are counted. */
const SHOWN = 1

/** What is over its time limit, by office, ledger and state, with the day on which the oldest fell due. */
export function OverduePanel({ definitions, viewed }: BoardProps) {
  const { words } = useLanguage()
  const day = dayOf(viewed)
  return (
    <section className="panel board-overdue-panel" aria-labelledby="overdue">
      <div className="panel-head">
        <h2 id="overdue">{words.board.overdue}</h2>
        <p>{words.board.overdueAt(fullDay(day, words))}</p>
      </div>
      <Loaded query={useQuery(allDueQuery(viewed.place, day))} lines={12}>
        {(cases) => <OverdueTable offices={overdueByOffice(cases, definitions)} day={day} />}
      </Loaded>
      <PresentNote asOf={viewed.asOf} />
    </section>
  )
}

function OverdueTable({ offices, day }: { offices: readonly OfficeOverdue[]; day: Day }) {
  const { words } = useLanguage()
  const [all, setAll] = useState(false)
  if (offices.length === 0) return <p className="quiet">{words.board.overdueNone}</p>
  return (
    <>
      <table className="table board-overdue">
        <thead>
          <tr>
            <th scope="col">{words.board.office}</th>
            <th scope="col" className="number">
              {words.explanation.amount}
            </th>
            <th scope="col" className="number">
              {words.board.oldest}
            </th>
          </tr>
        </thead>
        <tbody>
          {offices.map((office) => (
            <OfficeRow key={office.office} office={office} shown={all ? office.kinds.length : SHOWN} day={day} />
          ))}
        </tbody>
      </table>
      <button type="button" className="button no-print" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? words.board.lessKinds : words.board.allKinds}
      </button>
    </>
  )
}

interface OfficeRowProps {
  office: OfficeOverdue
  /** How many kinds are named. */
  shown: number
  /** On which they are overdue. */
  day: Day
}

function OfficeRow({ office: { name, count, kinds }, shown, day: on }: OfficeRowProps) {
  const year = on.slice(0, 4)
  const past = on === todayInShanghai() ? {} : { asOf: on }
  const { language, words } = useLanguage()
  const rest = kinds.slice(shown)
  const oldest = kinds[0]!.oldest
  return (
    <>
      <tr className="board-office">
        <th scope="row">{name}</th>
        <td className="number">{words.board.cases(count)}</td>
        <td className="number">{shortDay(oldest, words, year)}</td>
      </tr>
      <tr>
        <td colSpan={3}>
          <ul className="board-kinds">
            {kinds.slice(0, shown).map(({ ledger, state, stateId, count: cases, oldest: day, source }) => (
              <li key={`${ledger.id} ${stateId}`}>
                <Link
                  to="/loops"
                  hash={ledger.id}
                  search={({ place, period, asOf }) => ({
                    ...readScope({ place, period, asOf, ...past }),
                    state: stateId,
                    status: 'overdue' as const,
                  })}
                  title={`${words.board.basis}: ${source}`}
                >
                  {shortLedger(nameIn(language, ledger))} · {nameIn(language, state)}
                </Link>{' '}
                {words.board.cases(cases)}
                {shown > SHOWN ? <span className="quiet"> {shortDay(day, words, year)}</span> : null}
              </li>
            ))}
            {rest.length === 0 ? null : (
              <li className="quiet">
                {words.board.restOffices(
                  rest.length,
                  rest.reduce((sum, one) => sum + one.count, 0),
                )}
              </li>
            )}
          </ul>
        </td>
      </tr>
    </>
  )
}

/** A ledger’s name without the word that all of them end with. */
const shortLedger = (name: string): string => name.replace(/台账$/, '')
