import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { mayDo, type Session, sessionQuery } from '../api/session.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { useWords } from '../words/language.ts'
import { type SettingsSectionId, sectionAt, sectionsFor } from './settings-sections.ts'
import { useSettingsWords } from './settings-words.ts'
import '../sign-in/sign-in.css'
import './settings.css'

type Section = ComponentType<{ session: Session }>

const SECTIONS: Readonly<Record<SettingsSectionId, Section>> = {
  own: lazy(async () => ({ default: (await import('./OwnAccount.tsx')).OwnAccount })),
  duties: lazy(async () => ({ default: (await import('./OwnDuties.tsx')).OwnDuties })),
  accounts: lazy(async () => ({ default: (await import('./Accounts.tsx')).Accounts })),
  appointments: lazy(async () => ({ default: (await import('./Appointments.tsx')).Appointments })),
  'org-units': lazy(async () => ({ default: (await import('./OrgUnits.tsx')).OrgUnits })),
  closings: lazy(async () => ({ default: (await import('./Closings.tsx')).Closings })),
  webhooks: lazy(async () => ({ default: (await import('./Webhooks.tsx')).Webhooks })),
  audit: lazy(async () => ({ default: (await import('./AuditLog.tsx')).AuditLog })),
  book: lazy(async () => ({ default: (await import('./WholeBook.tsx')).WholeBook })),
  targets: lazy(async () => ({ default: (await import('../targets/Targets.tsx')).Targets })),
  params: lazy(async () => ({ default: (await import('./Params.tsx')).Params })),
}

/** One's own account and, for whoever has the duty, the town's people, places, closings and records. */
export function SettingsPage() {
  const words = useWords()
  const own = useSettingsWords()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { _splat: rest } = useParams({ strict: false })
  if (session === null) return null
  const offered = sectionsFor(session)
  const current = sectionAt(rest, offered)
  const Current = SECTIONS[current]
  return (
    <div className="page">
      <PageHead title={words.settings.title} lead={own.sections[current]} />
      <nav className="settings-nav" aria-label={own.sections.label}>
        {offered.map((id) => (
          <Link key={id} to="/settings/$" params={{ _splat: id }} aria-current={id === current ? 'page' : undefined}>
            {own.sections[id]}
          </Link>
        ))}
        {mayDo(session, 'definitions.manage') ? <Link to="/design">{words.design.open}</Link> : null}
      </nav>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Current session={session} />
      </Suspense>
    </div>
  )
}
