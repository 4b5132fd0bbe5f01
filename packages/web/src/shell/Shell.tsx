import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { sessionQuery } from '../api/session.ts'
import { OfflineBanner } from '../feedback/OfflineBanner.tsx'
import { OutboxBar } from '../outbox/OutboxBar.tsx'
import { OutboxProvider } from '../outbox/outbox.tsx'
import { useScope } from '../scope/use-scope.ts'
import { fullDay } from '../words/day-words.ts'
import { useWords } from '../words/language.ts'
import { BottomBar } from './BottomBar.tsx'
import { SideNavigation } from './SideNavigation.tsx'
import { TopBar } from './TopBar.tsx'
import './shell.css'

const KEPT_UNDER = 'shishu.navigation'

/** The frame of every page of who is signed in. */
export function Shell() {
  const words = useWords()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const [collapsed, toggle] = useCollapsed()
  const main = useRef<HTMLElement>(null)
  useFocusOnNewPage(main)
  if (session === null) return null
  return (
    <OutboxProvider key={session.person.id} person={session.person.id}>
      <div className={collapsed ? 'shell shell-collapsed' : 'shell'}>
        <a className="skip-link" href="#content">
          {words.product.skip}
        </a>
        <TopBar session={session} />
        <SideNavigation collapsed={collapsed} onToggle={toggle} />
        <main id="content" className="shell-main" ref={main} tabIndex={-1}>
          <OfflineBanner />
          <OutboxBar />
          <AsOfNotice />
          <Outlet />
        </main>
        <BottomBar />
      </div>
    </OutboxProvider>
  )
}

/** Whoever looks at the past must always see that it is the past. */
function AsOfNotice() {
  const words = useWords()
  const [{ asOf, ...present }, change] = useScope()
  if (asOf === undefined) return null
  return (
    <div className="notice notice-warn as-of-notice" role="status">
      <p>{words.scope.asOfNotice(fullDay(asOf, words))}</p>
      <button type="button" className="button" onClick={() => change(present)}>
        {words.scope.backToNow}
      </button>
    </div>
  )
}

function useCollapsed(): [boolean, () => void] {
  const [collapsed, setCollapsed] = useState(() => {
    try {
      return localStorage.getItem(KEPT_UNDER) === 'collapsed'
    } catch {
      return false // Storage forbidden: the choice lasts as long as the page.
    }
  })
  const toggle = () => {
    setCollapsed(!collapsed)
    try {
      localStorage.setItem(KEPT_UNDER, collapsed ? 'open' : 'collapsed')
    } catch {
      // As above.
    }
  }
  return [collapsed, toggle]
}

/** Who reads the screen by ear is told of a new page by being put at its beginning; the first page is read anyway. */
function useFocusOnNewPage(main: { current: HTMLElement | null }) {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname, main])
}
