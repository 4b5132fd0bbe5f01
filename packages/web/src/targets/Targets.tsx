import { type Definitions, type Ledger, levelOf, type OrgTree, type Rights, townshipOf } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { definitionChangesQuery } from '../api/definition-changes.ts'
import { orgUnitsQuery } from '../api/definitions.ts'
import { dutiesQuery, rightsFrom } from '../api/entries.ts'
import type { Session } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'
import { SelectField } from '../settings/SelectField.tsx'
import { settableTarget } from './settable-target.ts'
import { useTargetsWords } from './targets-words.ts'
import { factsOf, useTargetEntries, useYearFigures } from './use-year-facts.ts'
import { YearForm } from './YearForm.tsx'
import './targets.css'

/** From November on, targets are set for the year to come. */
const NEXT_YEAR_FROM_MONTH = 11

/** The year whose targets are set on a day. */
export function yearToSet(today: string): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  return String(month >= NEXT_YEAR_FROM_MONTH ? year + 1 : year)
}

/** Sets a town's targets for a year, with their planned courses. */
export function Targets({ session }: { session: Session }) {
  const words = useTargetsWords()
  const [scope, setScope] = useScope()
  const [year, setYear] = useState(() => yearToSet(todayInShanghai()))
  const place = scope.place ?? session.orgUnit.code
  const queries = [
    useDefinitions(),
    useQuery(orgUnitsQuery),
    useQuery(dutiesQuery),
    useQuery(definitionChangesQuery),
  ] as const
  const thisYear = Number(todayInShanghai().slice(0, 4))
  const years = [thisYear + 1, thisYear, thisYear - 1].map(String)
  return (
    <section className="panel targets">
      <div className="panel-head">
        <p>{words.lead}</p>
      </div>
      <LoadedAll queries={queries} lines={12}>
        {(definitions, units, duties, changes) => {
          const town = townOf(units, place)
          const rights = rightsFrom(definitions, duties)
          return (
            <>
              <div className="settings-tools">
                <SelectField
                  label={words.year}
                  value={year}
                  options={years.map((one) => ({ value: one, label: words.yearText(one) }))}
                  onValue={setYear}
                />
                <SelectField
                  label={words.town}
                  value={town ?? ''}
                  options={townsBelow(units, session.orgUnit.code).map(({ code, name }) => ({
                    value: code,
                    label: name,
                  }))}
                  {...(town === undefined ? { empty: '—' } : {})}
                  onValue={(code) => setScope({ ...scope, place: code })}
                />
              </div>
              {town === undefined ? (
                <p className="quiet">{words.chooseTown}</p>
              ) : (
                <TownTargets
                  key={`${town} ${year}`}
                  definitions={definitions}
                  rights={rights}
                  maySetCourses={rights.may('definitions.manage', { orgUnit: changes.place })}
                  town={town}
                  year={year}
                />
              )}
            </>
          )
        }}
      </LoadedAll>
    </section>
  )
}

interface TownTargetsProps {
  definitions: Definitions
  rights: Rights
  maySetCourses: boolean
  town: string
  year: string
}

/** Reads what is known of a town's targets around a year, and offers the form. */
function TownTargets({ definitions, rights, maySetCourses, town, year }: TownTargetsProps) {
  const words = useTargetsWords()
  const settable = definitions.pack.targets
    .map((target) => settableTarget(definitions, target))
    .filter((one) => one !== null)
  const may = (act: 'entry.read' | 'entry.write', ledger: Ledger) => rights.may(act, { orgUnit: town, ledger })
  const figures = useYearFigures(definitions, town, year)
  const entries = useTargetEntries(settable, (ledger) => may('entry.read', ledger), town, year)
  if (settable.length === 0) return <p className="quiet">{words.noneSettable}</p>
  return (
    <LoadedAll queries={[figures, ...entries]} lines={12}>
      {(table, ...lists) => (
        <YearForm
          town={town}
          year={year}
          maySetCourses={maySetCourses}
          targets={settable.map((one) => ({
            ...one,
            maySetAmount: may('entry.write', one.ledger),
            facts: factsOf(definitions, one.target, table, town, year),
          }))}
          entries={lists.flat()}
        />
      )}
    </LoadedAll>
  )
}

/** The town that a place lies in, if it is one or lies in one. */
function townOf(units: OrgTree, place: string): string | undefined {
  const town = townshipOf(place)
  return town !== undefined && units.find(town) !== undefined ? town : undefined
}

/** The towns at, below or above a person's own place. */
function townsBelow(units: OrgTree, home: string) {
  const own = townshipOf(home)
  if (own !== undefined) return units.all.filter(({ code }) => code === own)
  const within = units.find(home) === undefined ? units.all : units.subtree(home)
  return within.filter(({ code }) => levelOf(code) === 'township')
}
