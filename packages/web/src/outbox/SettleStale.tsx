import type { Ledger } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { historyQuery } from '../api/entries.ts'
import { StaleChoice } from '../entry/StaleChoice.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useOutbox } from './outbox.tsx'
import { entryOf, type Waiting } from './waiting.ts'

interface SettleStaleProps {
  item: Waiting
  ledger: Ledger
  onDone: () => void
}

/** A change that waited while somebody else changed the same entry: both sides, and what is sent in its place. */
export function SettleStale({ item, ledger, onDone }: SettleStaleProps) {
  const { again, sending } = useOutbox()
  const { change, town, base } = item
  const address = { town, ledger: ledger.id, entry: entryOf(item) ?? '' }
  const history = useQuery({ ...historyQuery(address), staleTime: 0 })
  if (change.kind !== 'correct' && change.kind !== 'step') return null
  return (
    <Loaded query={history} lines={6}>
      {(versions) => {
        const theirs = versions.at(-1)!
        return (
          <StaleChoice
            ledger={ledger}
            base={base}
            theirs={theirs}
            changed={change.values ?? {}}
            working={sending}
            onUse={(values) =>
              void again({ ...item, change: { ...change, values, expected: theirs.version } }).then(onDone)
            }
            onCancel={onDone}
          />
        )
      }}
    </Loaded>
  )
}
