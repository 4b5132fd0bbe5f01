import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sessionQuery } from '../api/session.ts'
import { useWords } from '../words/language.ts'
import { Sign } from './Sign.tsx'
import { sectionName, sectionsFor } from './sections.ts'

interface SideNavigationProps {
  collapsed: boolean
  onToggle: () => void
}

/** The sections at the left of a desk's screen, 200 pixels wide or only their signs. */
export function SideNavigation({ collapsed, onToggle }: SideNavigationProps) {
  const words = useWords()
  const session = useQuery(sessionQuery).data
  const toggle = collapsed ? words.nav.expand : words.nav.collapse
  return (
    <nav className="side-nav" aria-label={words.nav.label}>
      <ul>
        {sectionsFor(session).map((section) => (
          <li key={section.id}>
            <Link
              to={section.to}
              activeOptions={{ exact: section.to === '/', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
              title={collapsed ? sectionName(section, words) : undefined}
            >
              <Sign path={section.sign} />
              <span className={collapsed ? 'hidden-visually' : ''}>{sectionName(section, words)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <button type="button" className="side-toggle" aria-expanded={!collapsed} onClick={onToggle} title={toggle}>
        <Sign path={collapsed ? 'M8 5l5 5l-5 5' : 'M12 5l-5 5l5 5'} />
        <span className={collapsed ? 'hidden-visually' : ''}>{toggle}</span>
      </button>
    </nav>
  )
}
