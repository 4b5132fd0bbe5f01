import type { Definitions } from '@shishu/kernel'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { definitionChangesQuery } from '../api/definition-changes.ts'
import { orgUnitsQuery } from '../api/definitions.ts'
import { dutiesQuery, rightsFrom } from '../api/entries.ts'
import { mayDo, sessionQuery } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import type { InitialsOf } from '../search/search-index.ts'
import { isEmpty } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { type Desk, useDesk } from './use-desk.ts'
import '../sign-in/sign-in.css'
import '../entry/entry.css'
import '../settings/settings.css'
import './designer.css'

/** The dictionary by which ids are made of labels; it is large, and the page is drawn before it has come. */
const pinyinQuery = queryOptions({
  queryKey: ['designer', 'pinyin-initials'],
  queryFn: () => import('../search/pinyin-initials.ts'),
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

interface DesignFrameProps {
  title: string
  lead?: string
  /** The page where everything begins; whoever is signed in may see it. */
  start?: boolean
  /** Whether the state of the design is shown below. */
  bar?: boolean
  children: (desk: Desk) => ReactNode
}

/** What all pages of the designer share: the design itself, who may work at it, and where it stands. */
export function DesignFrame({ title, lead, start = false, bar = true, children }: DesignFrameProps) {
  const words = useDesignerWords()
  const session = useQuery(sessionQuery)
  const pinyin = useQuery(pinyinQuery)
  return (
    <div className="page design-page">
      {start ? null : (
        <p className="entry-back">
          <Link to="/design">← {words.back}</Link>
        </p>
      )}
      <PageHead title={title} {...(lead === undefined ? {} : { lead })} />
      <LoadedAll queries={[useDefinitions(), session, pinyin]} lines={12}>
        {(definitions, who, { initialsOf }) => (
          <AtDesk definitions={definitions} person={who?.person.id ?? ''} initialsOf={initialsOf} bar={bar && !start}>
            {(desk) =>
              mayDo(who, 'definitions.manage') || start ? (
                <>
                  <OnlyOfAPart definitions={definitions} />
                  {children(desk)}
                </>
              ) : (
                <p className="notice">{words.notYours}</p>
              )
            }
          </AtDesk>
        )}
      </LoadedAll>
    </div>
  )
}

/** Definitions hold in every town of the book: whoever may define in some of them alone is told who publishes. */
function OnlyOfAPart({ definitions }: { definitions: Definitions }) {
  const words = useDesignerWords()
  const duties = useQuery(dutiesQuery).data
  const place = useQuery(definitionChangesQuery).data?.place
  const places = useQuery(orgUnitsQuery).data
  if (duties === undefined || place === undefined) return null
  const rights = rightsFrom(definitions, duties)
  if (!rights.mayAnywhere('definitions.manage') || rights.may('definitions.manage', { orgUnit: place })) return null
  return <p className="notice notice-warn">{words.onlyOfAPart(places?.find(place)?.name ?? place)}</p>
}

interface AtDeskProps {
  definitions: Definitions
  person: string
  initialsOf: InitialsOf
  bar: boolean
  children: (desk: Desk) => ReactNode
}

function AtDesk({ definitions, person, initialsOf, bar, children }: AtDeskProps) {
  const { common: words } = useDesignerWords()
  const published = useQuery(definitionChangesQuery).data
  const waiting = useMemo(
    () => published?.changes.flatMap(({ state, changes }) => (state === 'waiting' ? changes : [])) ?? [],
    [published],
  )
  const desk = useDesk(definitions, person, initialsOf, waiting)
  const navigate = useNavigate()
  const count = desk.problems.length
  return (
    <>
      {children(desk)}
      {!bar || isEmpty(desk.design) ? null : (
        <div className="design-bar">
          <span role="status" className={count === 0 ? 'design-good' : 'design-bad'}>
            {words.problems(count)}
          </span>
          {count === 0 ? null : (
            <button
              type="button"
              className="button button-plain"
              onClick={() => {
                // What is wrong in another draft is listed where all of them are.
                if (!showFault()) void navigate({ to: '/design/publish' })
              }}
            >
              {words.toFault}
            </button>
          )}
          <span className="small quiet">{words.saved}</span>
          <Link to="/design/publish" className="button button-main">
            {words.toPublish}
          </Link>
        </div>
      )}
    </>
  )
}

/** Goes to the first thing on the page that is to be mended; false where there is none. */
function showFault(): boolean {
  const field = document.querySelector<HTMLElement>('.design-page [aria-invalid=true]')
  const told = document.querySelector('.design-page .design-faults')
  if (field !== null) field.focus()
  else told?.scrollIntoView({ block: 'center' })
  return field !== null || told !== null
}
