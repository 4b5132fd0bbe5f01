import type { FieldValue, Ledger, OrgTree } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { type EntryAddress, historyQuery } from '../api/entries.ts'
import { usePersonNames } from '../api/people-names.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { valueWithUnit } from '../ledgers/cell-text.ts'
import { placeName } from '../ledgers/entry-cell.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { versionChanges } from './version-changes.ts'

interface HistoryListProps {
  ledger: Ledger
  places: OrgTree
  address: EntryAddress
}

/** Every version of an entry, the latest first: who, when, why, and what changed, field by field. */
export function HistoryList({ ledger, places, address }: HistoryListProps) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const history = useQuery(historyQuery(address))
  const nameOf = usePersonNames(history.data?.map(({ by }) => by) ?? [])
  const text = (field: string, value: FieldValue): string => {
    if (field === '$place') return placeName(places, String(value))
    if (field === '$step') {
      const [step, on] = String(value ?? '').split(' ')
      return step === '' ? '' : `${nameIn(language, ledger.loop!.steps[step!] ?? { label: step!, gloss: '' })} ${on}`
    }
    return valueWithUnit(ledger.fields[field]!, value, language)
  }
  const label = (field: string): string =>
    field === '$place'
      ? words.entry.placeField
      : field === '$step'
        ? words.entry.stepField
        : nameIn(language, ledger.fields[field]!)
  return (
    <Loaded query={history}>
      {(versions) => (
        <ol className="history" reversed>
          {versions.toReversed().map((version) => {
            const before = versions.find((one) => one.version === version.version - 1)
            const changes = versionChanges(ledger, before, version)
            return (
              <li key={version.version}>
                <p className="history-head">
                  <strong>{words.entry.versionHead(version.version)}</strong>
                  <span>{words.entry.kinds[version.kind] ?? version.kind}</span>
                  <span>{nameOf(version.by)}</span>
                  <time dateTime={version.bookedAt}>{shanghaiTime(version.bookedAt)}</time>
                </p>
                {version.reason === null ? null : <p>{words.entry.why(version.reason)}</p>}
                {before === undefined ? null : changes.length === 0 ? (
                  <p className="quiet">{words.entry.nothingChanged}</p>
                ) : (
                  <table className="table table-cards">
                    <thead>
                      <tr>
                        <th scope="col">{words.entry.field}</th>
                        <th scope="col">{words.entry.was}</th>
                        <th scope="col">{words.entry.is}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {changes.map(({ field, was, is }) => (
                        <tr key={`${field}${String(is)}`}>
                          <th scope="row">{label(field)}</th>
                          <td data-head={words.entry.was}>{text(field, was) || words.entry.empty}</td>
                          <td data-head={words.entry.is}>{text(field, is) || words.entry.empty}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </Loaded>
  )
}
