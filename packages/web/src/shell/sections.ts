import { mayDo, type Session } from '../api/session.ts'
import type { Words } from '../words/words.ts'

/** A section of the application, in the order in which a day’s work needs them. */
export interface Section {
  id: 'today' | 'ledgers' | 'imports' | 'loops' | 'figures' | 'reports' | 'board' | 'suggestions' | 'settings' | 'help'
  to:
    | '/'
    | '/ledgers'
    | '/imports'
    | '/loops'
    | '/figures'
    | '/reports'
    | '/board'
    | '/suggestions'
    | '/settings'
    | '/help'
  /** Strokes of its sign, on a field of 20 by 20. */
  sign: string
  /** The act without which there is nothing to see in it. */
  needs?: 'entry.read' | 'entry.write' | 'figure.read'
}

export const SECTIONS: readonly Section[] = [
  { id: 'today', to: '/', sign: 'M4 5h12v11H4zM4 8.5h12M7 3v3M13 3v3M7.5 12l1.8 1.8L13 10.5', needs: 'entry.read' },
  { id: 'ledgers', to: '/ledgers', sign: 'M5 3h10v14H5zM5 3v14M8 3v14M10 7h3M10 10h3M10 13h3', needs: 'entry.read' },
  { id: 'imports', to: '/imports', sign: 'M10 3v9M6.5 8.5L10 12l3.5-3.5M4 13v4h12v-4', needs: 'entry.write' },
  { id: 'loops', to: '/loops', sign: 'M15.5 8A6 6 0 1 0 16 11M16 4.5V8h-3.5', needs: 'entry.read' },
  { id: 'figures', to: '/figures', sign: 'M3.5 16.5h13M5.5 16V11M10 16V6M14.5 16V3.5', needs: 'figure.read' },
  {
    id: 'reports',
    to: '/reports',
    sign: 'M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.5 9h5M7.5 12h5M7.5 15h3',
    needs: 'figure.read',
  },
  { id: 'board', to: '/board', sign: 'M3 4h14v12H3zM3 8h14M8 8v8', needs: 'figure.read' },
  { id: 'suggestions', to: '/suggestions', sign: 'M3 4h14v10H9l-4 3v-3H3zM6.5 8h7M6.5 11h4' },
  { id: 'settings', to: '/settings', sign: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4' },
  {
    id: 'help',
    to: '/help',
    sign: 'M7.5 7.5A2.5 2.5 0 1 1 10 10.3V12M10 14.6v.4M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15',
  },
]

/** Those that are offered to a person: the three administrators, who read no book, have their settings and no more. */
export const sectionsFor = (session: Session | null | undefined): readonly Section[] =>
  SECTIONS.filter(({ needs }) => needs === undefined || mayDo(session, needs))

/** Those that a phone has at its lower edge; the rest is behind 更多. */
export const ON_PHONE: readonly Section['id'][] = ['today', 'ledgers', 'loops', 'figures']

export const sectionName = (section: Section, words: Words): string => words.nav[section.id]
