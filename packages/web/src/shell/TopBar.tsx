import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { mayDo, type Session, sessionQuery, signOut } from '../api/session.ts'
import { MessageBell } from '../messages/MessageBell.tsx'
import { forgetOffline } from '../outbox/offline-shell.ts'
import { useOutbox } from '../outbox/outbox.tsx'
import { useOutboxWords } from '../outbox/outbox-words.ts'
import { ScopeControls } from '../scope/ScopeControls.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { SearchBox } from '../search/SearchBox.tsx'
import { useLanguage } from '../words/language.ts'
import { Disclosure } from './Disclosure.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { Sign } from './Sign.tsx'

/** What stands above every page: the product, what is shown, search, language and the person. */
export function TopBar({ session }: { session: Session }) {
  const { words } = useLanguage()
  // Place, period and search are about the book: whoever reads none of it has no use for them.
  const readsBook = mayDo(session, 'figure.read') || mayDo(session, 'entry.read')
  return (
    <header className="top-bar">
      <Link to="/" className="brand">
        <img src="/seal.svg" alt="" width="28" height="28" />
        <span>{words.product.name}</span>
      </Link>
      {readsBook ? <ScopeBar session={session} /> : null}
      <div className="top-tools">
        {readsBook ? <SearchBox /> : null}
        <MessageBell />
        <LanguageSwitch />
        <PersonMenu session={session} />
      </div>
    </header>
  )
}

function ScopeBar({ session }: { session: Session }) {
  const { words } = useLanguage()
  const places = useQuery(orgUnitsQuery)
  const [scope, change] = useScope()
  const shown = places.data?.find(scope.place ?? session.orgUnit.code)?.name ?? session.orgUnit.name
  const controls = (
    <ScopeControls
      scope={scope}
      places={places.data}
      home={session.orgUnit}
      today={todayInShanghai()}
      onChange={change}
    />
  )
  return (
    <>
      <div className="scope-wide">{controls}</div>
      <Disclosure
        className="scope-narrow"
        name={`${words.scope.change} ${shown}`}
        label={
          <>
            <span className="scope-shown">{shown}</span>
            <Sign path="M5 8l5 5l5-5" />
          </>
        }
      >
        {() => controls}
      </Disclosure>
    </>
  )
}

function PersonMenu({ session }: { session: Session }) {
  const { words } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const outbox = useOutbox()
  const waiting = outbox.items.length
  const outboxWords = useOutboxWords()
  const [asking, setAsking] = useState(false)
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      await outbox.clear().catch(() => {}) // A browser that keeps nothing has nothing to forget.
      await forgetOffline()
      client.clear()
      client.setQueryData(sessionQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
    },
  })
  return (
    <Disclosure
      className="person"
      name={`${words.person.menu} ${session.person.name}`}
      label={
        <>
          <Sign path="M10 10a3.2 3.2 0 1 0 0-6.4a3.2 3.2 0 1 0 0 6.4M3.5 17c.6-3.4 3.2-4.8 6.5-4.8s5.9 1.4 6.5 4.8" />
          <span className="person-name">{session.person.name}</span>
        </>
      }
    >
      {(close) => (
        <div className="person-panel">
          <p>
            <strong>{session.person.name}</strong>
            <span className="quiet small">
              {session.person.account} · {session.orgUnit.name}
            </span>
          </p>
          {session.appointments.map((duty) => (
            <p key={`${duty.id}${duty.role}`} className="small">
              {duty.roleLabel}
              <span className="quiet">{[duty.orgUnit.name, duty.officeLabel ?? ''].join(' ').trim()}</span>
            </p>
          ))}
          <Link to="/settings/$" params={{ _splat: 'own' }} className="button" onClick={close}>
            {words.person.own}
          </Link>
          <Link to="/settings/$" params={{ _splat: 'duties' }} className="button" onClick={close}>
            {words.person.duties}
          </Link>
          {asking && waiting > 0 ? (
            <div className="notice notice-warn" role="alert">
              <p>{outboxWords.leave(waiting)}</p>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                {outboxWords.stay}
              </button>
              <button type="button" className="button" onClick={() => leave.mutate()} disabled={leave.isPending}>
                {outboxWords.leaveAnyway}
              </button>
            </div>
          ) : (
            <button
              type="button"
              className="button"
              onClick={() => (waiting > 0 ? setAsking(true) : leave.mutate())}
              disabled={leave.isPending}
            >
              {words.person.signOut}
            </button>
          )}
        </div>
      )}
    </Disclosure>
  )
}
