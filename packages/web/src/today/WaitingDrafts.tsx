import { describePeriod, parsePeriod } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { nameIn, useLanguage } from '../words/language.ts'
import type { WaitingDraft } from './compose-today.ts'

/** Reports whose draft waits for the person: to review, to issue, or to mend what was sent back. */
export function WaitingDrafts({ drafts }: { drafts: readonly WaitingDraft[] }) {
  const { language, words } = useLanguage()
  if (drafts.length === 0) return null
  return (
    <ul className="today-drafts">
      {drafts.map(({ report, name, orgUnit, place, period, waits, by, reason }) => (
        <li key={`${report} ${orgUnit} ${period}`}>
          <strong>{words.today.draftWaits[waits]}</strong>{' '}
          <Link to="/reports/$report" params={{ report }} search={{ place: orgUnit, period }}>
            {place} {describePeriod(parsePeriod(period), language)} {nameIn(language, name)}
          </Link>
          {waits === 'mend' ? <span className="quiet">{words.today.draftReturned(by, reason)}</span> : null}
        </li>
      ))}
    </ul>
  )
}
