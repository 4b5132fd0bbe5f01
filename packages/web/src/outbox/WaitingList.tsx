import { type Definitions, type Language, type Ledger, type OrgTree, storedFields } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { valueWithUnit } from '../ledgers/cell-text.ts'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { useOutbox } from './outbox.tsx'
import { useOutboxWords } from './outbox-words.ts'
import { SettleStale } from './SettleStale.tsx'
import { mendHash } from './use-mending.ts'
import { entryOf, type Waiting } from './waiting.ts'
import './outbox.css'

/** What waits to be sent, each with what can be done about it. */
export function WaitingList({ items }: { items: readonly Waiting[] }) {
  const definitions = useDefinitions().data
  const places = useQuery(orgUnitsQuery).data
  return (
    <ul className="waiting-list">
      {items.map((item) => (
        <WaitingItem key={item.id} item={item} definitions={definitions} places={places} />
      ))}
    </ul>
  )
}

/** Enough to know a change again by. */
const MOST_VALUES = 4

/** What a change says first, personal values left out. */
function summaryOf({ change, personal }: Waiting, ledger: Ledger, language: Language): string {
  const values = ('values' in change ? change.values : undefined) ?? {}
  return storedFields(ledger.fields)
    .filter(([id]) => values[id] != null && !personal.includes(id))
    .map(([id, field]) => valueWithUnit(field, values[id] ?? null, language))
    .slice(0, MOST_VALUES)
    .join(language === 'zh' ? '，' : ', ')
}

interface WaitingItemProps {
  item: Waiting
  definitions: Definitions | undefined
  places: OrgTree | undefined
}

function WaitingItem({ item, definitions, places }: WaitingItemProps) {
  const { language } = useLanguage()
  const words = useOutboxWords()
  const { drop, again } = useOutbox()
  const [settling, setSettling] = useState(false)
  const [dropping, setDropping] = useState(false)
  const { change, files, refusal, at } = item
  const ledger = definitions?.pack.ledgers.find(({ id }) => id === change.ledger)
  const place = 'orgUnit' in change && change.orgUnit !== undefined ? places?.find(change.orgUnit)?.name : undefined
  const step = change.kind === 'step' ? ledger?.loop?.steps[change.step] : undefined
  const kind = step === undefined ? words.kinds[change.kind] : nameIn(language, step)
  const entry = entryOf(item)
  const summary = ledger === undefined ? '' : summaryOf(item, ledger, language)
  return (
    <li>
      <p>
        <strong>{ledger === undefined ? change.ledger : nameIn(language, ledger)}</strong>
        {[kind, place ?? '', shanghaiTime(at), files.length === 0 ? '' : words.files(files.length)]
          .filter((part) => part !== '')
          .map((part) => ` · ${part}`)
          .join('')}
        <span className={`waiting-state ${refusal === undefined ? '' : 'waiting-refused'}`}>
          {refusal === undefined ? words.waiting : words.refused}
        </span>
      </p>
      {ledger === undefined || summary === '' ? null : <p className="waiting-summary">{summary}</p>}
      {refusal === undefined || settling ? null : (
        <>
          <p className="entry-fault">{refusal.code === 'entry.stale' ? words.stale : refusal[language]}</p>
          {refusal.problems.map((problem) => (
            <p key={`${problem.path} ${problem.code}`} className="entry-fault">
              {problem[language]}
            </p>
          ))}
        </>
      )}
      {settling && ledger !== undefined ? (
        <SettleStale item={item} ledger={ledger} onDone={() => setSettling(false)} />
      ) : (
        <p className="waiting-actions">
          {refusal === undefined ? null : refusal.code === 'entry.stale' ? (
            <button type="button" className="button button-main" onClick={() => setSettling(true)}>
              {words.settle}
            </button>
          ) : change.kind === 'add' || change.kind === 'correct' ? (
            <Link
              to="/ledgers/$ledger/$entry"
              params={{ ledger: change.ledger, entry: entry ?? 'new' }}
              hash={mendHash(item)}
              className="button button-main"
            >
              {words.mend}
            </Link>
          ) : null}
          {refusal === undefined || refusal.code === 'entry.stale' ? null : (
            <button type="button" className="button" onClick={() => void again(item)}>
              {words.again}
            </button>
          )}
          {entry === null ? null : (
            <Link to="/ledgers/$ledger/$entry" params={{ ledger: change.ledger, entry }} className="button">
              {words.open}
            </Link>
          )}
          <button
            type="button"
            className="button"
            onBlur={() => setDropping(false)}
            onClick={() => (dropping ? void drop(item.id) : setDropping(true))}
          >
            {dropping ? words.dropSure : words.drop}
          </button>
        </p>
      )}
    </li>
  )
}
