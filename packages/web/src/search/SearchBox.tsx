import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { definitionsQuery } from '../api/definitions.ts'
import { type Found, LEAST_LETTERS, searchQuery } from '../api/search.ts'
import { sessionQuery } from '../api/session.ts'
import { Sign } from '../shell/Sign.tsx'
import { sectionName, sectionsFor } from '../shell/sections.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { type Findable, find, findablePages, findablesOf, foundElsewhere, groupsOf } from './search-index.ts'
import './search.css'

/** Of those that are here, and of one kind. */
const MOST = 40
const MOST_OF_KIND = 5
/** Milliseconds without a letter before the server is asked. */
const PAUSE_MS = 250

/** Where each kind of thing is shown. */
const ROUTES = {
  page: (id: string) => ({ to: id as '/' }) as const,
  guide: (id: string) => ({ to: '/help/$topic', params: { topic: id } }) as const,
  place: (id: string) => ({ to: '.', search: (before: object) => ({ ...before, place: id }) }) as const,
  entry: (id: string) =>
    ({ to: '/ledgers/$ledger/$entry', params: { ledger: id.split('/')[0]!, entry: id.split('/')[1]! } }) as const,
  ledger: (id: string) => ({ to: '/ledgers/$ledger', params: { ledger: id } }) as const,
  loop: (id: string) => ({ to: '/loops', hash: id }) as const,
  indicator: (id: string) => ({ to: '/figures/$indicator', params: { indicator: id } }) as const,
  report: (id: string) => ({ to: '/reports/$report', params: { report: id } }) as const,
}

/**
 * Finds pages, definitions, chapters of the guide, places, entries and colleagues by name, number or pinyin initials; “/” jumps here
 * from anywhere, and Ctrl+K out of a field as well.
 */
export function SearchBox() {
  const { language, words } = useLanguage()
  const navigate = useNavigate()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [used, setUsed] = useState(false)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const definitions = useQuery({ ...definitionsQuery, enabled: used })
  const session = useQuery(sessionQuery).data
  const extras = useQuery({
    queryKey: ['pinyin-initials'],
    queryFn: async () => {
      const [{ initialsOf }, { GUIDE_WORDS }] = await Promise.all([
        import('./pinyin-initials.ts'),
        import('../help/guide-words.ts'),
      ])
      return { initialsOf, guide: GUIDE_WORDS }
    },
    enabled: used,
    staleTime: Infinity,
    structuralSharing: false,
  })
  const findables = useMemo(() => {
    const initialsOf = extras.data?.initialsOf ?? (() => '')
    const pages = sectionsFor(session).map((section) => ({ id: section.to, name: sectionName(section, words) }))
    const chapters = extras.data?.guide[language].chapters ?? []
    return [
      ...findablePages('page', pages, initialsOf),
      ...(definitions.data === undefined ? [] : findablesOf(definitions.data, language, initialsOf)),
      ...findablePages(
        'guide',
        chapters.map(({ topic, title }) => ({ id: topic, name: title })),
        initialsOf,
      ),
    ]
  }, [definitions.data, extras.data, language, session, words])
  const asked = usePaused(text.trim())
  const elsewhere = useQuery({ ...searchQuery(asked), enabled: used && asked.length >= LEAST_LETTERS })
  const others = asked === text.trim() ? elsewhere.data : undefined
  const ledgerName = (id: string) => {
    const ledger = definitions.data?.pack.ledgers.find((each) => each.id === id)
    return ledger === undefined ? id : nameIn(language, ledger)
  }
  const groups = groupsOf(
    [...find(findables, text, MOST), ...(others === undefined ? [] : foundElsewhere(others, ledgerName))],
    MOST_OF_KIND,
  )
  const found = groups.flatMap(({ all }) => all)
  const people = others?.people ?? []
  const waits = text.trim().length >= LEAST_LETTERS && others === undefined && !elsewhere.isError
  useSearchKeys(input)
  const go = (findable: Findable | undefined) => {
    if (findable === undefined) return
    setOpen(false)
    setText('')
    input.current?.blur()
    void navigate(ROUTES[findable.kind](findable.id))
  }
  const keys = (event: KeyboardEvent) => {
    // While a Chinese word is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      const next = (at + step + found.length) % Math.max(1, found.length)
      setAt(next)
      document.getElementById(`${id}${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') go(found[at])
    else if (event.key === 'Escape') {
      setOpen(false)
      setText('')
    }
  }
  const shown = open && text.trim() !== ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: Chrome 109 does not know the element <search>.
    <div className="search" role="search">
      <Sign path="M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M13 13l4 4" />
      <input
        ref={input}
        type="search"
        className="search-input"
        role="combobox"
        aria-label={words.search.label}
        aria-expanded={shown}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && found.length > 0 ? `${id}${at}` : undefined}
        placeholder={words.search.placeholder}
        autoComplete="off"
        value={text}
        onFocus={() => {
          setUsed(true)
          setOpen(true)
        }}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={keys}
      />
      <div className="search-panel" hidden={!shown}>
        <p className="hidden-visually" role="status">
          {shown && !waits ? words.search.count(found.length + people.length) : ''}
        </p>
        <div role="listbox" id={`${id}list`} aria-label={words.search.label}>
          {groups.map(({ kind, all }) => (
            // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups of options; a fieldset is for fields.
            <div key={kind} role="group" aria-label={words.search.kinds[kind]}>
              <p className="search-group" aria-hidden="true">
                {words.search.kinds[kind]}
              </p>
              {all.map((findable) => {
                const index = found.indexOf(findable)
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, as the combobox pattern has it.
                  // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are never focused themselves.
                  <div
                    key={findable.id}
                    id={`${id}${index}`}
                    role="option"
                    aria-selected={index === at}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => go(findable)}
                  >
                    <span>{findable.name}</span>
                    {findable.about === undefined ? null : <span className="quiet small">{findable.about}</span>}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        <PeopleFound people={people} />
        {others?.complete === false ? <p className="quiet">{words.search.incomplete}</p> : null}
        {found.length + people.length > 0 || others?.complete === false ? null : (
          <p className="quiet">
            {waits ? words.search.searching : definitions.data === undefined ? '' : words.search.none}
          </p>
        )}
      </div>
    </div>
  )
}

/** Colleagues are named with their posts; there is nothing of theirs to open. */
function PeopleFound({ people }: { people: Found['people'] }) {
  const { words } = useLanguage()
  if (people.length === 0) return null
  return (
    <section aria-label={words.search.people}>
      <p className="search-group" aria-hidden="true">
        {words.search.people}
      </p>
      <ul className="search-people">
        {people.map(({ displayName, duties }) => (
          <li key={`${displayName}${JSON.stringify(duties)}`}>
            <span>{displayName}</span>
            <span className="quiet small">
              {duties.map(({ role, office, place }) => [place, office, role].filter(Boolean).join(' ')).join('；')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A text as it was when the last letter was some time ago. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

function useSearchKeys(input: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const toSearch = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        input.current?.focus()
        input.current?.select()
        return
      }
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', toSearch)
    return () => document.removeEventListener('keydown', toSearch)
  }, [input])
}
