import { type Definitions, type Ledger, type OrgTree, type Rights, townshipOf } from '@shishu/kernel'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { download, keepFile } from '../api/download.ts'
import {
  dutiesQuery,
  type EntriesQuestion,
  type EntryView,
  entriesQuery,
  questionSearch,
  rightsFrom,
} from '../api/entries.ts'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { EntryGrid } from './EntryGrid.tsx'
import { FieldsTable } from './FieldsTable.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { filterOf, newDraft } from './filter-draft.ts'
import { columnsAtFirst, columnsOf, keepChosenColumns, readChosenColumns } from './grid-columns.ts'
import { rememberTown, useLedgerView } from './ledger-view.ts'
import { useLedgerWords } from './ledger-words.ts'
import { PastePanel } from './paste/PastePanel.tsx'
import { writablePlaces } from './writable-places.ts'
import './ledgers.css'

/** One ledger: its entries, what can be done with them, and how it is kept. */
export function LedgerPage() {
  const { ledger } = useParams({ from: '/inside/ledgers/$ledger' })
  return (
    <div className="page ledger-page">
      <LoadedAll queries={[useDefinitions(), useQuery(orgUnitsQuery), useQuery(dutiesQuery)]} lines={12}>
        {(definitions, places, duties) => (
          <LedgerView
            key={ledger}
            definitions={definitions}
            ledger={definitions.ledger(ledger)}
            places={places}
            rights={rightsFrom(definitions, duties)}
          />
        )}
      </LoadedAll>
    </div>
  )
}

interface LedgerViewProps {
  definitions: Definitions
  ledger: Ledger
  places: OrgTree
  rights: Rights
}

function LedgerView({ definitions, ledger, places, rights }: LedgerViewProps) {
  const { language, words: all } = useLanguage()
  const words = useLedgerWords()
  const [scope] = useScope()
  const home = useQuery(sessionQuery).data?.orgUnit?.code
  const [view, change] = useLedgerView(ledger.id)
  const [pasted, setPasted] = useState<string | null>(null)
  const org = scope.place ?? home ?? ''
  const question: EntriesQuestion = {
    org,
    filter: view.drafts.flatMap((draft) => filterOf(draft, ledger.fields[draft.field]!) ?? []),
    states: view.states,
    ...(view.sort === undefined ? {} : { sort: view.sort }),
    ...(scope.asOf === undefined ? {} : { asOf: scope.asOf }),
  }
  const mayWrite = writablePlaces(ledger, places, rights).length > 0
  usePastedText(pasted === null && mayWrite, setPasted)
  const office = definitions.pack.offices[ledger.office] ?? ledger.office
  if (pasted !== null) {
    return (
      <>
        <PageHead title={words.paste.title} lead={nameIn(language, ledger)} />
        <PastePanel
          ledger={ledger}
          places={places}
          writable={writablePlaces(ledger, places, rights)}
          first={pasted}
          onDone={() => setPasted(null)}
        />
      </>
    )
  }
  return (
    <>
      <PageHead title={nameIn(language, ledger)} lead={`${office} · ${all.ledgers.kinds[ledger.kind]}`} />
      {org === '' ? (
        <Skeleton lines={10} />
      ) : (
        <Entries
          ledger={ledger}
          places={places}
          question={question}
          tools={
            mayWrite && scope.asOf === undefined ? (
              <>
                <Link
                  to="/ledgers/$ledger/$entry"
                  params={{ ledger: ledger.id, entry: 'new' }}
                  className="button button-main"
                >
                  ＋ {words.tools.add}
                </Link>
                <button type="button" className="button" onClick={() => setPasted('')}>
                  {words.tools.paste}
                </button>
              </>
            ) : null
          }
          view={view}
          onView={change}
        />
      )}
      <details className="panel ledger-about">
        <summary>{words.tools.about}</summary>
        {ledger.loop === undefined ? null : (
          <LoopPicture
            loop={ledger.loop}
            state={null}
            track={[]}
            title={all.loop.pictureOf(nameIn(language, ledger))}
          />
        )}
        <p className="quiet">
          {all.ledgers.source} {ledger.source}
        </p>
        <FieldsTable fields={ledger.fields} />
      </details>
    </>
  )
}

/** Text pasted anywhere on the page but into a field is rows to be booked. */
function usePastedText(on: boolean, onText: (text: string) => void) {
  useEffect(() => {
    if (!on) return
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '' || isEditable(event.target)) return
      event.preventDefault()
      onText(text)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [on, onText])
}

const isEditable = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

interface EntriesProps {
  ledger: Ledger
  places: OrgTree
  question: EntriesQuestion
  tools: React.ReactNode
  view: ReturnType<typeof useLedgerView>[0]
  onView: ReturnType<typeof useLedgerView>[1]
}

function Entries({ ledger, places, question, tools, view, onView }: EntriesProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsOf(ledger, words, language), [ledger, words, language])
  const [chosen, setChosen] = useState(() => readChosenColumns(ledger, columns))
  const [choosing, setChoosing] = useState(false)
  // What was there stays until what is asked for now is: the grid keeps its place and its focus.
  const query = useInfiniteQuery({ ...entriesQuery(ledger.id, question), placeholderData: keepPreviousData })
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const count = data?.pages[0]?.count ?? entries.length
  const shown = useMemo(() => columns.filter(({ id }, index) => index === 0 || chosen.includes(id)), [columns, chosen])
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const onOpen = useCallback(
    (entry: EntryView) => {
      rememberTown(entry.entry, townshipOf(entry.orgUnit))
      void navigate({ to: '/ledgers/$ledger/$entry', params: { ledger: ledger.id, entry: entry.entry } })
    },
    [navigate, ledger.id],
  )
  const choose = (ids: readonly string[]) => {
    setChosen([...ids])
    keepChosenColumns(ledger.id, ids)
  }
  const conditions = question.filter.length + (question.states.length > 0 ? 1 : 0)
  const openFilter = () => {
    const own = Object.entries(ledger.fields).find(([, { type }]) => type === 'date' || type === 'month')
    const first = view.drafts.length === 0 && own !== undefined ? [newDraft(own[0], own[1])] : view.drafts
    onView({ filterOpen: !view.filterOpen, drafts: first })
  }
  return (
    <>
      <div className="ledger-tools" role="toolbar" aria-label={words.tools.label}>
        {tools}
        <button type="button" className="button" aria-expanded={view.filterOpen} onClick={openFilter}>
          {conditions === 0 ? words.tools.filter : words.tools.filterOn(conditions)}
        </button>
        {conditions === 0 ? null : (
          <button type="button" className="button button-plain" onClick={() => onView({ drafts: [], states: [] })}>
            {words.tools.clear}
          </button>
        )}
        <button type="button" className="button" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          {words.tools.columns}
        </button>
        <ExportButtons ledger={ledger} question={question} />
        <span className="ledger-count" role="status">
          {data === undefined ? '' : words.grid.count(entries.length, count)}
        </span>
      </div>
      {view.filterOpen ? (
        <FilterPanel
          ledger={ledger}
          drafts={view.drafts}
          states={view.states}
          onDrafts={(drafts) => onView({ drafts })}
          onStates={(states) => onView({ states })}
        />
      ) : null}
      {choosing ? (
        <ColumnChoice
          columns={columns}
          shown={chosen}
          onChange={choose}
          onReset={() => choose(columnsAtFirst(ledger, columns))}
          onDone={() => setChoosing(false)}
        />
      ) : null}
      {query.isError && data === undefined ? (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : data === undefined ? (
        <div className="panel grid-waiting">
          <Skeleton lines={10} />
        </div>
      ) : entries.length === 0 ? (
        <p className="panel">
          {conditions > 0 ? words.grid.noneFiltered : `${words.grid.none} ${tools === null ? '' : words.grid.noneHelp}`}
        </p>
      ) : (
        <EntryGrid
          key={shown.map(({ id }) => id).join()}
          ledger={ledger}
          columns={shown}
          entries={entries}
          places={places}
          count={count}
          waiting={query.isPlaceholderData}
          sort={view.sort}
          onSort={(sort) => onView({ sort })}
          onOpen={onOpen}
          onNearEnd={onNearEnd}
        />
      )}
    </>
  )
}

function ExportButtons({ ledger, question }: { ledger: Ledger; question: EntriesQuestion }) {
  const words = useLedgerWords()
  const [error, setError] = useState<unknown>(null)
  const [working, setWorking] = useState(false)
  const fetchFile = async (extension: 'xlsx' | 'csv') => {
    setWorking(true)
    setError(null)
    try {
      const path = `/api/ledgers/${ledger.id}/entries.${extension}?${questionSearch(question)}`
      keepFile(await download(path, `${ledger.label}.${extension}`))
    } catch (refused) {
      setError(refused)
    } finally {
      setWorking(false)
    }
  }
  return (
    <>
      <button type="button" className="button" disabled={working} onClick={() => void fetchFile('xlsx')}>
        {words.tools.exportXlsx}
      </button>
      <button type="button" className="button" disabled={working} onClick={() => void fetchFile('csv')}>
        {words.tools.exportCsv}
      </button>
      {error === null ? null : <ProblemNotice error={error} />}
    </>
  )
}
