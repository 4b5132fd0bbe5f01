import { useId } from 'react'
import { useOutbox } from './outbox.tsx'
import { useOutboxWords } from './outbox-words.ts'
import { WaitingList } from './WaitingList.tsx'

/** What of one ledger waits on this device; nothing where nothing does. */
export function WaitingPanel({ ledger }: { ledger: string }) {
  const words = useOutboxWords()
  const id = useId()
  const items = useOutbox().items.filter(({ change }) => change.ledger === ledger)
  if (items.length === 0) return null
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{words.title}</h2>
      <WaitingList items={items} />
    </section>
  )
}
