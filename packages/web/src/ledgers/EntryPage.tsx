import { type Definitions, type OrgTree, type Rights, townshipOf } from '@shishu/kernel'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { book, type Change, dutiesQuery, entryQuery, forgetEntries, newRequestId, rightsFrom } from '../api/entries.ts'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { EntryForm } from '../entry/EntryForm.tsx'
import { EntryView, entryTitle } from '../entry/EntryView.tsx'
import { Loaded, LoadedAll } from '../feedback/Loaded.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { useOutboxWords } from '../outbox/outbox-words.ts'
import { useMending } from '../outbox/use-mending.ts'
import { useScope } from '../scope/use-scope.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { CORRECT } from './correct-hash.ts'
import { knownTown } from './ledger-view.ts'
import { useLedgerWords } from './ledger-words.ts'
import { writablePlaces } from './writable-places.ts'
import './ledgers.css'

/** The word in an address where an entry's id would stand, for one that is not booked yet. */
const NEW = 'new'

/** One entry of a ledger, or the form of a new one. */
export function EntryPage() {
  const { ledger, entry } = useParams({ from: '/inside/ledgers/$ledger/$entry' })
  return (
    <div className="page">
      <LoadedAll queries={[useDefinitions(), useQuery(orgUnitsQuery), useQuery(dutiesQuery)]} lines={12}>
        {(definitions, places, duties) => {
          const parts = { definitions, places, ledger, person: duties.id, rights: rightsFrom(definitions, duties) }
          return entry === NEW ? (
            <NewEntry key={ledger} {...parts} />
          ) : (
            <OldEntry key={entry} {...parts} entry={entry} />
          )
        }}
      </LoadedAll>
    </div>
  )
}

interface PartsProps {
  definitions: Definitions
  places: OrgTree
  ledger: string
  person: string
  rights: Rights
}

function NewEntry({ definitions, places, ledger: id, person, rights }: PartsProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const navigate = useNavigate()
  const toast = useToast()
  const queries = useQueryClient()
  const mending = useMending()
  const { kept } = useOutboxWords()
  const [scope] = useScope()
  const ledger = definitions.ledger(id)
  const writable = writablePlaces(ledger, places, rights)
  const toLedger = () => void navigate({ to: '/ledgers/$ledger', params: { ledger: id } })
  /** Takes back what was just booked. */
  const undo = async (town: string, entry: string) => {
    try {
      const change: Change = { kind: 'withdraw', ledger: id, entry, expected: 1 }
      await book(town, { request: newRequestId(), reason: words.form.withdrawn, changes: [change] })
      toast({ text: words.form.withdrawn })
      await forgetEntries(queries, id)
    } catch (error) {
      toast({ tone: 'bad', text: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <>
      <PageHead title={words.form.add(nameIn(language, ledger))} />
      {writable.length === 0 ? (
        <p className="panel">{words.form.notYours}</p>
      ) : (
        <EntryForm
          key={mending?.id}
          ledger={ledger}
          places={places}
          writable={writable}
          person={person}
          place={scope.place}
          base={null}
          mending={mending}
          onCancel={toLedger}
          onKept={(goOn) => {
            toast({ text: kept })
            if (!goOn) toLedger()
          }}
          onBooked={(booked, change, goOn) => {
            const entry = booked.versions[0]?.entry
            const orgUnit = change.kind === 'add' ? change.orgUnit : ''
            const may = rights.may('entry.withdraw', { orgUnit, ledger })
            toast({
              text: words.form.saved,
              ...(may && entry !== undefined ? { undo: () => void undo(townshipOf(orgUnit)!, entry) } : {}),
            })
            if (!goOn) toLedger()
          }}
        />
      )}
    </>
  )
}

function OldEntry({ definitions, places, ledger: id, person, rights, entry }: PartsProps & { entry: string }) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const [scope] = useScope()
  const home = useQuery(sessionQuery).data?.orgUnit?.code
  const mending = useMending()
  const { kept } = useOutboxWords()
  const [correcting, setCorrecting] = useState(() => window.location.hash === `#${CORRECT}`)
  const mended = mending?.id
  useEffect(() => {
    if (mended !== undefined) setCorrecting(true)
  }, [mended])
  const ledger = definitions.ledger(id)
  const towns = likelyTowns([knownTown(entry), scope.place, home], places)
  return (
    <Loaded query={useQuery(entryQuery(towns, id, entry, scope.asOf))} lines={14}>
      {(record) =>
        correcting && record.may.correct && !record.withdrawn && scope.asOf === undefined ? (
          <>
            <PageHead
              title={words.form.correcting(entryTitle(ledger, places, record, language))}
              lead={nameIn(language, ledger)}
            />
            <EntryForm
              ledger={ledger}
              places={places}
              writable={writablePlaces(ledger, places, rights, record.orgUnit).filter(
                (code) => townshipOf(code) === record.town,
              )}
              person={person}
              place={record.orgUnit}
              base={record}
              mending={mending}
              onCancel={() => setCorrecting(false)}
              onKept={() => {
                toast({ text: kept })
                setCorrecting(false)
              }}
              onBooked={() => {
                toast({ text: words.form.corrected })
                setCorrecting(false)
              }}
            />
          </>
        ) : (
          <EntryView
            definitions={definitions}
            ledger={ledger}
            places={places}
            record={record}
            present={scope.asOf === undefined}
            onCorrect={() => setCorrecting(true)}
          />
        )
      }
    </Loaded>
  )
}

/** Where an entry may be kept, the likeliest first: its address says only the ledger. */
function likelyTowns(hints: readonly (string | undefined)[], places: OrgTree): string[] {
  const likely = hints.flatMap((code) => (code === undefined ? [] : (townshipOf(code) ?? [])))
  const all = places.all.flatMap(({ code }) => (townshipOf(code) === code ? code : []))
  return [...new Set([...likely, ...all])]
}
