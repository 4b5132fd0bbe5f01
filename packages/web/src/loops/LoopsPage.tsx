import type { Day, Definitions, OrgTree } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { sessionQuery } from '../api/session.ts'
import type { DueCase } from '../api/today.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { CaseBoard } from './CaseBoard.tsx'
import { CaseTable } from './CaseTable.tsx'
import { type CaseFilter, caseRows, NO_FILTER, stateCounts } from './case-rows.ts'
import { casesQuery } from './cases-query.ts'
import { LoopStates } from './LoopStates.tsx'
import { STATUSES, type Status } from './statuses.ts'
import './loops.css'

/** Every case of one’s places across ledgers, by how its clock stands. */
export function LoopsPage() {
  const { words } = useLanguage()
  const [scope] = useScope()
  const session = useQuery(sessionQuery).data
  const definitions = useDefinitions()
  const places = useQuery(orgUnitsQuery)
  const org = scope.place ?? session?.orgUnit.code ?? ''
  const cases = useQuery({ ...casesQuery(org, scope.asOf), enabled: org !== '' })
  return (
    <div className="page">
      <PageHead title={words.loops.title} lead={words.loops.lead} />
      <LoadedAll queries={[cases, definitions, places]} lines={14}>
        {(found, pack, tree) => <Cases cases={found.cases} today={found.on} definitions={pack} places={tree} />}
      </LoadedAll>
    </div>
  )
}

type View = 'board' | 'table'
const KEPT_UNDER = 'shishu.loops.view'

function readView(): View {
  try {
    return localStorage.getItem(KEPT_UNDER) === 'table' ? 'table' : 'board'
  } catch {
    return 'board' // Storage forbidden: the choice lasts as long as the page.
  }
}

interface CasesProps {
  cases: readonly DueCase[]
  today: Day
  definitions: Definitions
  places: OrgTree
}

function Cases({ cases, today, definitions, places }: CasesProps) {
  const { words } = useLanguage()
  const [chosen, chooseLedger] = useChosenLedger(definitions)
  const { state = '', status = '' } = useSearch({ from: '/inside/loops' })
  // What a link asks for is where one begins; afterwards it is the page's own.
  const [others, setOthers] = useState<Omit<CaseFilter, 'ledger'>>({ ...NO_FILTER, state, status })
  const [view, setView] = useState(readView)
  const filter = { ...others, ledger: chosen }
  const rows = caseRows(cases, filter, definitions, places)
  const ledger = definitions.pack.ledgers.find(({ id }) => id === chosen)
  const change = (next: CaseFilter) => {
    setOthers({ ...next, state: next.ledger === chosen ? next.state : '' })
    if (next.ledger !== chosen) chooseLedger(next.ledger)
  }
  const changeView = (next: View) => {
    setView(next)
    try {
      localStorage.setItem(KEPT_UNDER, next)
    } catch {
      // As in readView.
    }
  }
  return (
    <>
      <Filters
        filter={filter}
        cases={cases}
        definitions={definitions}
        view={view}
        onChange={change}
        onView={changeView}
      />
      {ledger === undefined ? (
        <p className="quiet">{words.loops.chooseLedger}</p>
      ) : (
        <LoopStates
          ledger={ledger}
          counts={stateCounts(cases, chosen, filter.mine, filter.status)}
          chosen={filter.state}
          onChoose={(state) => change({ ...filter, state })}
        />
      )}
      <p role="status">{rows.length === 0 ? words.loops.nothing : words.loops.count(rows.length)}</p>
      {rows.length === 0 ? null : view === 'board' ? (
        <CaseBoard rows={rows} today={today} />
      ) : (
        <CaseTable rows={rows} today={today} />
      )}
    </>
  )
}

/** The ledger that the address names after its #, as links of the search do. */
function useChosenLedger({ pack }: Definitions): [string, (ledger: string) => void] {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const known = pack.ledgers.some(({ id, loop }) => id === hash && loop !== undefined)
  return [
    known ? hash : '',
    (ledger) => void navigate({ to: '.', hash: ledger, search: true, replace: true, resetScroll: false }),
  ]
}

interface FiltersProps {
  filter: CaseFilter
  cases: readonly DueCase[]
  definitions: Definitions
  view: View
  onChange: (filter: CaseFilter) => void
  onView: (view: View) => void
}

function Filters({ filter, cases, definitions, view, onChange, onView }: FiltersProps) {
  const { language, words } = useLanguage()
  const id = useId()
  const { offices } = definitions.pack
  const withLoop = definitions.pack.ledgers.filter(({ loop }) => loop !== undefined)
  const ledgers = withLoop.filter(({ office }) => filter.office === '' || office === filter.office)
  const count = new Map<string, number>()
  for (const { ledger } of cases) count.set(ledger, (count.get(ledger) ?? 0) + 1)
  return (
    <section className="panel loop-filters" aria-label={words.loops.filters}>
      <div className="loop-filter">
        <label htmlFor={`${id}office`}>{words.loops.office}</label>
        <select
          id={`${id}office`}
          className="input"
          value={filter.office}
          onChange={(event) => onChange({ ...filter, office: event.target.value, ledger: '' })}
        >
          <option value="">{words.loops.allOffices}</option>
          {Object.entries(offices)
            .filter(([office]) => withLoop.some((each) => each.office === office))
            .map(([office, name]) => (
              <option key={office} value={office}>
                {name}
              </option>
            ))}
        </select>
      </div>
      <div className="loop-filter">
        <label htmlFor={`${id}ledger`}>{words.loops.ledger}</label>
        <select
          id={`${id}ledger`}
          className="input"
          value={filter.ledger}
          onChange={(event) => onChange({ ...filter, ledger: event.target.value })}
        >
          <option value="">{words.loops.allLedgers}</option>
          {ledgers.map((ledger) => (
            <option key={ledger.id} value={ledger.id}>
              {words.loops.stateCount(nameIn(language, ledger), count.get(ledger.id) ?? 0)}
            </option>
          ))}
        </select>
      </div>
      <div className="loop-filter">
        <label htmlFor={`${id}clock`}>{words.loops.clock}</label>
        <select
          id={`${id}clock`}
          className="input"
          value={filter.status}
          onChange={(event) => onChange({ ...filter, status: event.target.value as Status | '' })}
        >
          <option value="">{words.loops.everyClock}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {words.loops.columns[status]}
            </option>
          ))}
        </select>
      </div>
      <label className="loop-mine">
        <input
          type="checkbox"
          checked={filter.mine}
          onChange={(event) => onChange({ ...filter, mine: event.target.checked })}
        />
        {words.loops.mine}
      </label>
      <fieldset className="loop-views">
        <legend className="hidden-visually">{words.loops.view}</legend>
        {(['board', 'table'] as const).map((each) => (
          <button key={each} type="button" className="button" aria-pressed={view === each} onClick={() => onView(each)}>
            {words.loops.views[each]}
          </button>
        ))}
      </fieldset>
    </section>
  )
}
