import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/session.ts'
import { useWords } from '../words/language.ts'
import { Disclosure } from './Disclosure.tsx'
import { Sign } from './Sign.tsx'
import { ON_PHONE, type Section, sectionName, sectionsFor } from './sections.ts'

/** The five items at the lower edge of a phone; the fifth opens the other sections. */
export function BottomBar() {
  const words = useWords()
  const offered = sectionsFor(useQuery(sessionQuery).data)
  const mains = offered.filter(({ id }) => ON_PHONE.includes(id))
  // Whoever has none of the main ones has all of theirs at hand.
  const shown = mains.length === 0 ? offered : mains
  const others = offered.filter((section) => !shown.includes(section))
  return (
    <nav className="bottom-bar" aria-label={words.nav.label}>
      {shown.map((section) => (
        <SectionLink key={section.id} section={section} />
      ))}
      {others.length === 0 ? null : (
        <Disclosure
          className="bottom-more"
          label={
            <>
              <Sign path="M4 10h.1M10 10h.1M16 10h.1" />
              <span>{words.nav.more}</span>
            </>
          }
        >
          {(close) => (
            <ul>
              {others.map((section) => (
                <li key={section.id}>
                  <SectionLink section={section} onClick={close} />
                </li>
              ))}
            </ul>
          )}
        </Disclosure>
      )}
    </nav>
  )
}

function SectionLink({ section, onClick }: { section: Section; onClick?: () => void }) {
  const words = useWords()
  return (
    <Link
      to={section.to}
      activeOptions={{ exact: section.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      {...(onClick === undefined ? {} : { onClick })}
    >
      <Sign path={section.sign} />
      <span>{sectionName(section, words)}</span>
    </Link>
  )
}
