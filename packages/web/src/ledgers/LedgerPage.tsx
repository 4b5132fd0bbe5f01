import { type Definitions, type Ledger, type OrgTree, type Rights, townshipOf } from '@shishu/kernel'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { download, keepFile } from '../api/download.ts'
import {
  dutiesQuery,
  type EntriesQuestion,
  type EntryView,
  entryCountQuery,
  entryGroupsQuery,
  entryPageQuery,
  questionSearch,
  rightsFrom,
} from '../api/entries.ts'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { DesignLink } from '../designer/DesignLink.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { WaitingPanel } from '../outbox/WaitingPanel.tsx'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { CORRECT } from './correct-hash.ts'
import { EntryGrid } from './EntryGrid.tsx'
import { useEntryRows } from './entry-rows.ts'
import { FieldsTable } from './FieldsTable.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { filterOf, newDraft } from './filter-draft.ts'
import {
  boundWidth,
  columnsAtFirst,
  columnsOf,
  keepChosenColumns,
  knownColumns,
  readChosenColumns,
  type ShownColumn,
  shownColumns,
} from './grid-columns.ts'
import { groupings, questionOfGroup } from './grid-groups.ts'
import type { Stretch } from './grid-rows.ts'
import {
  type LedgerView as KeptView,
  readViewHash,
  rememberTown,
  stateOf,
  useLedgerView,
  viewFrom,
} from './ledger-view.ts'
import { useLedgerWords } from './ledger-words.ts'
import { PastePanel } from './paste/PastePanel.tsx'
import { ViewsPanel } from './ViewsPanel.tsx'
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
  const [linked] = useState(() => readViewHash(ledger, window.location.hash))
  const [view, change] = useLedgerView(ledger, linked)
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
        <PageHead topic="paste" title={words.paste.title} lead={nameIn(language, ledger)} />
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
      <WaitingPanel ledger={ledger.id} />
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
          linked={linked}
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
        <DesignLink ledger={ledger.id} />
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
  /** The view of the link by which the page was opened. */
  linked: KeptView | null
  onView: ReturnType<typeof useLedgerView>[1]
}

function Entries({ ledger, places, question, tools, view, linked, onView }: EntriesProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsOf(ledger, words, language), [ledger, words, language])
  const [chosen, setChosen] = useState(() => {
    const sent = knownColumns(columns, linked?.columns)
    return sent.length > 0 ? sent : readChosenColumns(ledger, columns)
  })
  const [open, setOpen] = useState<'columns' | 'views' | null>(null)
  const list = useStretches(ledger, question, view.group)
  const rows = useEntryRows(ledger.id, list.stretches)
  const shown = useMemo(() => shownColumns(columns, chosen), [columns, chosen])
  const openEntry = useCallback(
    (entry: EntryView, hash: string) => {
      rememberTown(entry.entry, townshipOf(entry.orgUnit))
      void navigate({ to: '/ledgers/$ledger/$entry', params: { ledger: ledger.id, entry: entry.entry }, hash })
    },
    [navigate, ledger.id],
  )
  const choose = (next: readonly ShownColumn[]) => {
    setChosen([...next])
    keepChosenColumns(ledger.id, next)
  }
  const resize = useRef((_column: string, _widthPx: number | undefined) => {})
  resize.current = (id, widthPx) => {
    const next = widthPx === undefined ? { id } : { id, widthPx: boundWidth(widthPx) }
    const at = chosen.findIndex((one) => one.id === id)
    choose(at < 0 ? [next, ...chosen] : chosen.with(at, next))
  }
  const onResize = useCallback((id: string, widthPx: number | undefined) => resize.current(id, widthPx), [])
  const conditions = question.filter.length + (question.states.length > 0 ? 1 : 0)
  const whole = useQuery({
    ...entryCountQuery(ledger.id, { ...question, filter: [], states: [] }),
    enabled: conditions > 0,
  })
  const count =
    conditions === 0 || whole.data === undefined
      ? words.grid.count(list.count)
      : words.grid.countFiltered(list.count, whole.data)
  const openFilter = () => {
    const own = Object.entries(ledger.fields).find(([, { type }]) => type === 'date' || type === 'month')
    const first = view.drafts.length === 0 && own !== undefined ? [newDraft(own[0], own[1])] : view.drafts
    onView({ filterOpen: !view.filterOpen, drafts: first })
  }
  const toggle = (panel: typeof open) => setOpen(open === panel ? null : panel)
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
        <label className="ledger-group">
          {words.group.label}
          <select
            className="input"
            value={view.group ?? ''}
            onChange={({ target }) => onView({ group: target.value === '' ? undefined : target.value })}
          >
            <option value="">{words.group.off}</option>
            {groupings(ledger, words, language).map(({ by, label }) => (
              <option key={by} value={by}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" aria-expanded={open === 'columns'} onClick={() => toggle('columns')}>
          {words.tools.columns}
        </button>
        <button type="button" className="button" aria-expanded={open === 'views'} onClick={() => toggle('views')}>
          {words.tools.views}
        </button>
        <ExportButtons ledger={ledger} question={question} />
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
      {open === 'columns' ? (
        <ColumnChoice
          columns={columns}
          shown={chosen}
          onChange={choose}
          onReset={() => choose(columnsAtFirst(ledger, columns).map((id) => ({ id })))}
          onDone={() => setOpen(null)}
        />
      ) : null}
      {open === 'views' ? (
        <ViewsPanel
          ledger={ledger}
          present={viewFrom(view, chosen)}
          onTake={(taken) => {
            onView(stateOf(taken))
            const sent = knownColumns(columns, taken.columns)
            if (sent.length > 0) choose(sent)
          }}
        />
      ) : null}
      {list.error !== null ? (
        <ProblemNotice error={list.error} onRetry={list.retry} />
      ) : list.stretches.length === 0 && list.waiting ? (
        <div className="panel grid-waiting">
          <Skeleton lines={10} />
        </div>
      ) : list.count === 0 ? (
        <p className="panel" role="status">
          {conditions > 0 ? words.grid.noneFiltered : `${words.grid.none} ${tools === null ? '' : words.grid.noneHelp}`}
        </p>
      ) : (
        <EntryGrid
          ledger={ledger}
          columns={shown}
          rows={rows}
          places={places}
          group={list.group}
          count={count}
          waiting={list.waiting}
          sort={view.sort}
          onSort={(sort) => onView({ sort })}
          onResize={onResize}
          onOpen={(entry) => openEntry(entry, '')}
          onCorrect={(entry) => openEntry(entry, CORRECT)}
          onGroup={list.toggle}
        />
      )}
    </>
  )
}

interface Listed {
  stretches: readonly Stretch[]
  /** What they are grouped by. */
  group: string | undefined
  count: number
}

/**
 * What a list is made of: one stretch of entries, or a stretch for each group. What was there stays until what is asked
 * for now is: the grid keeps its place and its focus.
 */
function useStretches(ledger: Ledger, question: EntriesQuestion, group: string | undefined) {
  const queries = useQueryClient()
  const [opened, setOpened] = useState<ReadonlySet<string | null>>(new Set())
  const head = useQuery({
    ...entryPageQuery(queries, ledger.id, question, 0),
    enabled: group === undefined,
    placeholderData: keepPreviousData,
  })
  const groups = useQuery({
    ...entryGroupsQuery(ledger.id, question, group ?? ''),
    enabled: group !== undefined,
    placeholderData: keepPreviousData,
  })
  const query = group === undefined ? head : groups
  const asked = JSON.stringify([question, group])
  const here = query.data !== undefined && !query.isPlaceholderData
  const found = useMemo((): Listed | null => {
    if (!here) return null
    if (group === undefined) {
      const count = head.data!.count ?? 0
      return { stretches: [{ group: null, question, count, open: true }], group, count }
    }
    const stretches = groups.data!.groups.map((one): Stretch => {
      const own = questionOfGroup(ledger, question, group, one.key)
      return { group: one, question: own ?? question, count: one.count, open: own !== null && opened.has(one.key) }
    })
    return { stretches, group, count: groups.data!.count }
  }, [here, asked, head.data, groups.data, opened, ledger])
  const last = useRef<Listed>({ stretches: [], group: undefined, count: 0 })
  if (found !== null) last.current = found
  const toggle = useCallback(
    (key: string | null) =>
      setOpened((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key])),
    [],
  )
  return {
    ...(found ?? last.current),
    waiting: found === null,
    error: query.isError && !here ? query.error : null,
    retry: () => void query.refetch(),
    toggle,
  }
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
