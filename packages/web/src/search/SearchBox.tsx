import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { definitionsQuery } from '../api/definitions.ts'
import { Sign } from '../shell/Sign.tsx'
import { useLanguage } from '../words/language.ts'
import { type Findable, find, findablesOf } from './search-index.ts'
import './search.css'

const MOST = 12

/** Where each kind of thing is shown. */
const ROUTES = {
  ledger: (id: string) => ({ to: '/ledgers/$ledger', params: { ledger: id } }) as const,
  loop: (id: string) => ({ to: '/loops', hash: id }) as const,
  indicator: (id: string) => ({ to: '/figures/$indicator', params: { indicator: id } }) as const,
  report: (id: string) => ({ to: '/reports/$report', params: { report: id } }) as const,
}

/** Finds ledgers, loops, figures and reports by name or pinyin initials; “/” jumps here from anywhere. */
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
  const initials = useQuery({
    queryKey: ['pinyin-initials'],
    queryFn: async () => (await import('./pinyin-initials.ts')).initialsOf,
    enabled: used,
    staleTime: Infinity,
    structuralSharing: false,
  })
  const findables = useMemo(
    () => (definitions.data === undefined ? [] : findablesOf(definitions.data, language, initials.data ?? (() => ''))),
    [definitions.data, initials.data, language],
  )
  const found = find(findables, text, MOST)
  useSlashKey(input)
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
      setAt((at + step + found.length) % Math.max(1, found.length))
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
          {shown ? words.search.count(found.length) : ''}
        </p>
        <div role="listbox" id={`${id}list`} aria-label={words.search.label}>
          {found.map((findable, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, as the combobox pattern has it.
            // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are never focused themselves.
            <div
              key={`${findable.kind}${findable.id}`}
              id={`${id}${index}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => go(findable)}
            >
              <span>{findable.name}</span>
              <span className="quiet small">{words.search.kinds[findable.kind]}</span>
            </div>
          ))}
        </div>
        {found.length === 0 && definitions.data !== undefined ? <p className="quiet">{words.search.none}</p> : null}
      </div>
    </div>
  )
}

function useSlashKey(input: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const slash = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', slash)
    return () => document.removeEventListener('keydown', slash)
  }, [input])
}
