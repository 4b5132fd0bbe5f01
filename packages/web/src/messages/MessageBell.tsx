import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { markRead, type Notice, UNREAD_READ, unreadQuery } from '../api/messages.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Disclosure } from '../shell/Disclosure.tsx'
import { Sign } from '../shell/Sign.tsx'
import { useLanguage } from '../words/language.ts'
import { useMessagesWords } from './messages-words.ts'
import './messages.css'

/** What the person has not read yet, behind a bell; each message opens its case. */
export function MessageBell() {
  const words = useMessagesWords()
  const { data: unread = [] } = useQuery(unreadQuery)
  const count = unread.length
  return (
    <Disclosure
      className="bell"
      name={words.bell(count)}
      label={
        <>
          <Sign path="M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.7 5-1.7 6.5h12.4c0-1.5-1.7-2.5-1.7-6.5A4.5 4.5 0 0 0 10 3M8.300 16.5a1.8 1.8 0 0 0 3.4 0" />
          {count === 0 ? null : <span className="bell-count">{count < UNREAD_READ ? count : words.more(count)}</span>}
        </>
      }
    >
      {(close) => <UnreadList unread={unread} onOpen={close} />}
    </Disclosure>
  )
}

function UnreadList({ unread, onOpen }: { unread: readonly Notice[]; onOpen: () => void }) {
  const words = useMessagesWords()
  const client = useQueryClient()
  const read = useMutation({
    mutationFn: markRead,
    onMutate: (ids) => {
      client.setQueryData(unreadQuery.queryKey, (all) =>
        ids === null ? [] : all?.filter(({ id }) => !ids.includes(id)),
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: unreadQuery.queryKey }),
  })
  return (
    <div className="bell-panel">
      <p className="bell-title">{words.title}</p>
      {read.isError ? <ProblemNotice error={read.error} /> : null}
      {unread.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <>
          <ul>
            {unread.map((notice) => (
              <NoticeItem
                key={notice.id}
                notice={notice}
                onRead={() => read.mutate([notice.id])}
                onOpen={() => {
                  read.mutate([notice.id])
                  onOpen()
                }}
              />
            ))}
          </ul>
          <button type="button" className="button" onClick={() => read.mutate(null)}>
            {words.all}
          </button>
        </>
      )}
    </div>
  )
}

interface NoticeItemProps {
  notice: Notice
  onRead: () => void
  onOpen: () => void
}

function NoticeItem({ notice, onRead, onOpen }: NoticeItemProps) {
  const { language } = useLanguage()
  const words = useMessagesWords()
  const text = notice[language]
  return (
    <li>
      {notice.about === null ? (
        <span>{text}</span>
      ) : (
        <Link
          to="/ledgers/$ledger/$entry"
          params={{ ledger: notice.about.ledger, entry: notice.about.entry }}
          search={{ place: notice.about.town }}
          onClick={onOpen}
        >
          {text}
        </Link>
      )}
      <button type="button" className="bell-read" aria-label={words.oneOf(text)} title={words.one} onClick={onRead}>
        <Sign path="M4 10.5l4 4L16 6" />
      </button>
    </li>
  )
}
