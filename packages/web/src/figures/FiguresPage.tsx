import type { Definitions, Indicator } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useId, useMemo, useState } from 'react'
import { sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import type { InitialsOf } from '../search/search-index.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { coursesOf } from './course.ts'
import { ExplanationSheet } from './explanation/ExplanationSheet.tsx'
import { FiguresTable, type KnownIndicators } from './FiguresTable.tsx'
import { useFavourites } from './favourites.ts'
import { groupIndicators, type MissionIndicators, type OfficeIndicators, pickIndicators } from './indicator-groups.ts'
import { growthIndicators } from './year-on-year.ts'
import './figures.css'

/** All indicators with their figures here and now, by the office that keeps them and the mission that asks for them. */
export function FiguresPage(): ReactNode {
  const { words } = useLanguage()
  const person = useQuery(sessionQuery).data?.person.id
  return (
    <div className="page">
      <PageHead title={words.figures.title} lead={words.figures.lead} />
      <Loaded query={useDefinitions()} lines={12}>
        {(definitions) => <FiguresList key={person} definitions={definitions} person={person ?? ''} />}
      </Loaded>
      <ExplanationSheet />
    </div>
  )
}

function FiguresList({ definitions, person }: { definitions: Definitions; person: string }) {
  const { language, words } = useLanguage()
  const id = useId()
  const [text, setText] = useState('')
  const [initialsOf, loadInitials] = useInitials()
  const [favourites, toggle] = useFavourites(person)
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const groups = useMemo(() => groupIndicators(definitions), [definitions])
  const known = useMemo(
    () => ({ definitions, courses: coursesOf(definitions), growth: growthIndicators(definitions) }),
    [definitions],
  )
  const found = useMemo(
    () => (wanted === '' ? groups : pickIndicators(groups, (indicator) => matches(indicator, wanted, initialsOf))),
    [groups, wanted, initialsOf],
  )
  const count = found.reduce((sum, group) => sum + group.count, 0)
  const starred = favourites.flatMap((each) => definitions.pack.indicators.filter((one) => one.id === each))
  const shared = { known, favourites, onStar: toggle }
  return (
    <>
      <section className="panel figures-find">
        <div className="field">
          <label htmlFor={id}>{words.figures.filter}</label>
          <input
            id={id}
            type="search"
            className="input"
            value={text}
            onFocus={loadInitials}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <p>
          <Link to="/settings/$" params={{ _splat: 'targets' }}>
            {words.figures.setTargets}
          </Link>
        </p>
        <p role="status">{count === 0 ? words.figures.none : words.figures.count(count)}</p>
      </section>
      {wanted === '' ? (
        <section className="panel" aria-labelledby="favourites">
          <h2 id="favourites">{words.figures.favourites}</h2>
          {starred.length === 0 ? (
            <p className="quiet">{words.figures.noFavourites}</p>
          ) : (
            <FiguresTable missions={[{ mission: undefined, indicators: starred }]} {...shared} />
          )}
        </section>
      ) : null}
      {found.map((group, index) => (
        <OfficeFigures
          key={`${group.office} ${wanted === ''}`}
          group={group}
          open={wanted !== '' || (index === 0 && starred.length === 0)}
          name={group.name === '' ? words.figures.others : group.name}
          {...shared}
        />
      ))}
    </>
  )

  function matches({ label, gloss, source, id: own }: Indicator, asked: string, initials: InitialsOf | null): boolean {
    const keys = [nameIn(language, { label, gloss }), label, gloss, source, own]
    return (
      keys.some((key) => key.toLowerCase().includes(asked)) ||
      (initials?.(label).toLowerCase().includes(asked) ?? false)
    )
  }
}

interface OfficeFiguresProps {
  group: OfficeIndicators
  name: string
  open: boolean
  known: KnownIndicators
  favourites: readonly string[]
  onStar: (indicator: string) => void
}

/** One office's figures; they are computed once the office is opened. */
function OfficeFigures({ group, name, open, ...shared }: OfficeFiguresProps) {
  const { words } = useLanguage()
  const [opened, setOpened] = useState(open)
  const missions: readonly MissionIndicators[] = group.missions
  return (
    <details
      className="panel figures-office"
      open={open}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>
        <h2>{name}</h2>
        <span className="quiet small">{words.figures.count(group.count)}</span>
      </summary>
      {opened ? <FiguresTable missions={missions} {...shared} /> : null}
    </details>
  )
}

/** Pinyin initials, once somebody begins to look for something: the dictionary is large. */
function useInitials(): [InitialsOf | null, () => void] {
  const [loaded, setLoaded] = useState<{ initialsOf: InitialsOf } | null>(null)
  const load = () => {
    if (loaded === null) void import('../search/pinyin-initials.ts').then(setLoaded)
  }
  return [loaded?.initialsOf ?? null, load]
}
