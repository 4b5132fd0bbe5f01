import {
  type Definitions,
  isPersonal,
  type Ledger,
  type OrgTree,
  stateCouncilCalendar,
  storedFields,
  walkTrack,
} from '@shishu/kernel'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  type AttachedFile,
  book,
  type EntryRecord,
  forgetEntries,
  newRequestId,
  peopleQuery,
  revealPersonal,
} from '../api/entries.ts'
import { usePersonNames } from '../api/people-names.ts'
import { PageHead } from '../app/PageHead.tsx'
import { CaseClock } from '../drawing/CaseClock.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { Timeline } from '../drawing/Timeline.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { isMasked, valueWithUnit } from '../ledgers/cell-text.ts'
import { placeName } from '../ledgers/entry-cell.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { fullDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { FileList } from './FileList.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { HistoryList } from './HistoryList.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { StepPanel } from './StepPanel.tsx'
import './entry.css'

export interface EntryViewProps {
  definitions: Definitions
  ledger: Ledger
  places: OrgTree
  record: EntryRecord & { town: string }
  /** False while the past is looked at: nothing can be done there. */
  present: boolean
  onCorrect: () => void
}

/** One entry: what it says, where it stands, what can be done with it, and how it came to be. */
export function EntryView({ definitions, ledger, places, record, present, onCorrect }: EntryViewProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [detaching, setDetaching] = useState<AttachedFile | null>(null)
  const address = { town: record.town, ledger: ledger.id, entry: record.entry }
  const detach = async (file: AttachedFile, request: string, reason: string) => {
    const { entry, version: expected } = record
    const change = { kind: 'correct', ledger: ledger.id, entry, expected, values: {}, detach: [file.sha256] } as const
    await book(record.town, { request, reason, changes: [change] })
    toast({ text: words.entry.detached })
    await queries.invalidateQueries({ queryKey: ['entry', ledger.id, entry] })
    void forgetEntries(queries, ledger.id)
  }
  return (
    <>
      <Head ledger={ledger} places={places} record={record} present={present} onCorrect={onCorrect} />
      {record.withdrawn ? (
        <p className="notice notice-bad">{words.entry.withdrawn}</p>
      ) : ledger.loop === undefined ? null : (
        <CaseStanding ledger={ledger} record={record} present={present} />
      )}
      <section className="panel" aria-labelledby="values">
        <div className="panel-head">
          <h2 id="values">{words.entry.values}</h2>
        </div>
        <ValueList ledger={ledger} record={record} />
      </section>
      <section className="panel" aria-labelledby="files">
        <div className="panel-head">
          <h2 id="files">{words.entry.files}</h2>
        </div>
        <FileList
          address={address}
          files={record.evidence}
          onDetach={present && !record.withdrawn && record.may.correct ? setDetaching : null}
          ledgerName={(id) => nameIn(language, definitions.ledger(id))}
        />
      </section>
      {detaching === null ? null : (
        <DetachDialog file={detaching} onDetach={detach} onClose={() => setDetaching(null)} />
      )}
      {record.withdrawn || ledger.loop === undefined ? null : <CaseCourse ledger={ledger} record={record} />}
      <section className="panel" aria-labelledby="history">
        <div className="panel-head">
          <h2 id="history">{words.entry.history}</h2>
        </div>
        <HistoryList ledger={ledger} places={places} address={address} />
      </section>
    </>
  )
}

interface DetachDialogProps {
  file: AttachedFile
  onDetach: (file: AttachedFile, request: string, reason: string) => Promise<void>
  onClose: () => void
}

/** Takes a file off an entry by a new version; versions before it keep the file. */
function DetachDialog({ file, onDetach, onClose }: DetachDialogProps) {
  const words = useLedgerWords()
  // Tried again it is the same request, and booked once.
  const [request] = useState(newRequestId)
  return (
    <ReasonDialog
      title={words.entry.detachTitle(file.described ?? file.name)}
      help={words.entry.detachHelp}
      confirm={words.entry.confirmDetach}
      onConfirm={(reason) => onDetach(file, request, reason)}
      onClose={onClose}
    />
  )
}

type HeadProps = Omit<EntryViewProps, 'definitions'>

/** What tells the entry apart from others, as its heading; nothing of a person is in it. */
export function entryTitle(ledger: Ledger, places: OrgTree, record: EntryRecord, language: 'zh' | 'en'): string {
  const parts = ledger.key.flatMap((id) => {
    if (id === 'orgUnit') return placeName(places, record.orgUnit)
    const field = ledger.fields[id]!
    return isPersonal(field) ? [] : valueWithUnit(field, record.values[id], language)
  })
  return parts.filter((part) => part !== '').join(' ') || nameIn(language, ledger)
}

function Head({ ledger, places, record, present, onCorrect }: HeadProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const queries = useQueryClient()
  const nameOf = usePersonNames([record.by])
  const [asking, setAsking] = useState<'withdraw' | 'hand-over' | null>(null)
  const { may, withdrawn } = record
  const place = placeName(places, record.orgUnit)
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['entry', ledger.id, record.entry] })
    void forgetEntries(queries, ledger.id)
    void queries.invalidateQueries({ queryKey: ['due'] })
  }
  const acts = present && !withdrawn
  return (
    <>
      <p className="entry-back">
        <Link to="/ledgers/$ledger" params={{ ledger: ledger.id }}>
          ‹ {words.entry.back(nameIn(language, ledger))}
        </Link>
      </p>
      <PageHead
        title={entryTitle(ledger, places, record, language)}
        lead={`${place} · ${words.entry.version(record.version, nameOf(record.by), shanghaiTime(record.bookedAt))}`}
      />
      {acts && (may.correct || may.withdraw || may.assign) ? (
        <div className="ledger-tools">
          {may.correct ? (
            <button type="button" className="button" onClick={onCorrect}>
              {words.entry.correct}
            </button>
          ) : null}
          {may.assign && ledger.loop !== undefined ? (
            <button type="button" className="button" onClick={() => setAsking('hand-over')}>
              {words.entry.handOver}
            </button>
          ) : null}
          {may.withdraw ? (
            <button type="button" className="button" onClick={() => setAsking('withdraw')}>
              {words.entry.withdraw}
            </button>
          ) : null}
        </div>
      ) : null}
      {asking === 'withdraw' ? (
        <ReasonDialog
          title={words.entry.withdrawTitle}
          help={words.entry.withdrawHelp}
          confirm={words.entry.confirmWithdraw}
          onClose={() => setAsking(null)}
          onConfirm={async (reason) => {
            const change = {
              kind: 'withdraw',
              ledger: ledger.id,
              entry: record.entry,
              expected: record.version,
            } as const
            await book(record.town, { request: newRequestId(), reason, changes: [change] })
            toast({ text: words.form.withdrawn })
            refresh()
          }}
        />
      ) : null}
      {asking === 'hand-over' ? (
        <HandOverDialog
          ledger={ledger.id}
          record={record}
          onClose={() => setAsking(null)}
          onDone={() => {
            toast({ text: words.entry.handedOver })
            refresh()
          }}
        />
      ) : null}
    </>
  )
}

interface CasePartsProps {
  ledger: Ledger
  record: EntryRecord & { town: string }
  present: boolean
}

/** What the loop's functions ask of a case: its steps, the day it opened, and its present stay. */
function courseOf(ledger: Ledger, { values, timeline }: EntryRecord) {
  const loop = ledger.loop!
  const track = timeline.steps.flatMap(({ step, on, by }) => (step === null ? [] : [{ step, on, by }]))
  const day = values[loop.opens.on]
  const stay = walkTrack(loop, values, track, stateCouncilCalendar).at(-1)
  return { loop, track, opened: typeof day === 'string' ? day : null, stay }
}

/** Where a case stands: its clock, who has it, and its next steps. */
function CaseStanding({ ledger, record, present }: CasePartsProps) {
  const { language, words: all } = useLanguage()
  const words = useLedgerWords()
  const { loop, stay } = courseOf(ledger, record)
  const state = record.state === null ? undefined : loop.states[record.state]
  return (
    <div className="entry-case">
      <section className="panel" aria-labelledby="clock">
        <div className="panel-head">
          <h2 id="clock">{state === undefined ? all.loop.notOpened : all.loop.stands(nameIn(language, state))}</h2>
        </div>
        {stay === undefined || state === undefined ? null : (
          <CaseClock stay={stay} state={state} today={todayInShanghai()} />
        )}
        <Holder ledger={ledger} record={record} />
      </section>
      <section className="panel" aria-labelledby="steps">
        <div className="panel-head">
          <h2 id="steps">{words.entry.steps}</h2>
        </div>
        {present ? <StepPanel ledger={ledger} record={record} /> : null}
      </section>
    </div>
  )
}

/** The way of a case: what was done, and where it stands in the picture of its loop. */
function CaseCourse({ ledger, record }: Omit<CasePartsProps, 'present'>) {
  const { language, words: all } = useLanguage()
  const words = useLedgerWords()
  const { loop, track, opened } = courseOf(ledger, record)
  const nameOf = usePersonNames(track.flatMap(({ by }) => by ?? []))
  return (
    <>
      <section className="panel" aria-labelledby="timeline">
        <div className="panel-head">
          <h2 id="timeline">{words.entry.timeline}</h2>
        </div>
        <Timeline loop={loop} opened={opened} track={track} nameOf={nameOf} />
      </section>
      <section className="panel" aria-labelledby="loop">
        <div className="panel-head">
          <h2 id="loop">{words.entry.loop}</h2>
        </div>
        <LoopPicture
          loop={loop}
          state={record.state}
          track={track}
          opened={opened}
          title={all.loop.pictureOf(nameIn(language, ledger))}
        />
      </section>
    </>
  )
}

function Holder({ ledger, record }: Omit<CasePartsProps, 'present'>) {
  const { words: all } = useLanguage()
  const words = useLedgerWords()
  const { holder } = record
  // Names are known to those who may hand cases over; others see that somebody has it.
  const people = useQuery({
    ...peopleQuery(record.orgUnit, ledger.id),
    enabled: holder !== null && record.may.assign,
  })
  const name =
    holder === null ? words.entry.holderOffice : people.data?.find(({ id }) => id === holder.person)?.displayName
  return (
    <dl className="facts entry-holder">
      <dt>{words.entry.holder}</dt>
      <dd>
        {name ?? (record.may.assign ? '…' : words.entry.holderSomebody)}
        {holder?.until == null ? '' : ` ${words.entry.holderUntil(fullDay(holder.until, all))}`}
      </dd>
    </dl>
  )
}

function ValueList({ ledger, record }: { ledger: Ledger; record: EntryRecord & { town: string } }) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const [revealed, setRevealed] = useState<Readonly<Record<string, string | null>>>({})
  const [asking, setAsking] = useState<string | null>(null)
  const all = Object.entries(ledger.fields)
  const filled = all.filter(([id]) => record.values[id] !== undefined && record.values[id] !== null)
  const empty = all.filter(([id, field]) => field.type !== 'days' && !filled.some(([other]) => other === id))
  return (
    <>
      <dl className="facts entry-values">
        {filled.map(([id, field]) => {
          const masked = isMasked(field, record.values[id])
          return (
            <div key={id} className="entry-value">
              <dt>
                {nameIn(language, field)}
                {isPersonal(field) ? <span className="entry-personal">{words.entry.personal}</span> : null}
              </dt>
              <dd>
                {id in revealed ? (
                  <>
                    {revealed[id] ?? words.entry.empty}{' '}
                    <button
                      type="button"
                      className="button button-plain entry-reveal"
                      onClick={() =>
                        setRevealed(Object.fromEntries(Object.entries(revealed).filter(([one]) => one !== id)))
                      }
                    >
                      {words.entry.hide}
                    </button>
                  </>
                ) : (
                  <>
                    {valueWithUnit(field, record.values[id], language)}{' '}
                    {masked && record.may.reveal ? (
                      <button
                        type="button"
                        className="button entry-reveal"
                        aria-label={words.entry.revealOf(nameIn(language, field))}
                        onClick={() => setAsking(id)}
                      >
                        {words.entry.reveal}
                      </button>
                    ) : null}
                  </>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {empty.length === 0 ? null : (
        <details className="entry-empty">
          <summary>{words.entry.emptyFields(empty.length)}</summary>
          <p className="quiet">
            {empty.map(([, field]) => nameIn(language, field)).join(language === 'zh' ? '、' : ', ')}
          </p>
        </details>
      )}
      {asking === null ? null : (
        <ReasonDialog
          title={words.entry.revealTitle}
          help={words.entry.revealHelp}
          confirm={words.entry.confirmReveal}
          onClose={() => setAsking(null)}
          onConfirm={async (reason) => {
            const address = { town: record.town, ledger: ledger.id, entry: record.entry }
            // One reason, one look: the entry's other personal values come with it.
            const fields = storedFields(ledger.fields).flatMap(([id, field]) =>
              isMasked(field, record.values[id]) ? [id] : [],
            )
            setRevealed((await revealPersonal(address, fields, reason)).values)
          }}
        />
      )}
    </>
  )
}
