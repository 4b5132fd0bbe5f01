import { lazy, Suspense, useState } from 'react'
import { useOutbox } from './outbox.tsx'
import { useOutboxWords } from './outbox-words.ts'
import './outbox.css'

const WaitingList = lazy(() => import('./WaitingList.tsx').then((module) => ({ default: module.WaitingList })))

/** Says on every page that something waits to be sent, or was refused. */
export function OutboxBar() {
  const words = useOutboxWords()
  const { items, sending, send } = useOutbox()
  const [open, setOpen] = useState(false)
  const refused = items.filter(({ refusal }) => refusal !== undefined).length
  const waiting = items.length - refused
  return (
    <div className="no-print">
      <p role="status" className="hidden-visually">
        {items.length === 0 ? '' : words.summary(waiting, refused)}
      </p>
      {items.length === 0 ? null : (
        <details
          className={`outbox ${refused === 0 ? '' : 'outbox-refused'}`}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary>{words.summary(waiting, refused)}</summary>
          {open ? (
            <>
              {waiting === 0 ? null : (
                <p>
                  {words.help}{' '}
                  <button type="button" className="button" disabled={sending} onClick={send}>
                    {sending ? words.sending : words.send}
                  </button>
                </p>
              )}
              <Suspense>
                <WaitingList items={items} />
              </Suspense>
            </>
          ) : null}
        </details>
      )}
    </div>
  )
}
