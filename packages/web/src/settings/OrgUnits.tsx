import { isWithin, levelOf, type OrgTree, type OrgUnit } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import type { Session } from '../api/session.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { EndingForm } from './EndingForm.tsx'
import { ImportUnits } from './ImportUnits.tsx'
import { OrgUnitForm } from './OrgUnitForm.tsx'
import { useOrgUnitWords } from './org-unit-words.ts'
import { PlaceShapes } from './PlaceShapes.tsx'
import { depthOf } from './place-options.ts'
import { useSettingsWords } from './settings-words.ts'

/** What is being done to the tree. */
type Work = { kind: 'add' } | { kind: 'import' } | { kind: 'rename' | 'end'; unit: OrgUnit }

/** The tree of org units; adds one or a list, gives one another name, lets one end. */
export function OrgUnits({ session }: { session: Session }) {
  const { orgUnits: words } = useSettingsWords()
  const own = useOrgUnitWords()
  const [work, setWork] = useState<Work | null>(null)
  const query = useQuery(orgUnitsQuery)
  const close = () => setWork(null)
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{own.lead}</p>
        <div className="button-row">
          <button type="button" className="button" onClick={() => setWork({ kind: 'add' })}>
            {words.add}
          </button>
          <button type="button" className="button" onClick={() => setWork({ kind: 'import' })}>
            {own.import}
          </button>
        </div>
      </div>
      {work === null || query.data === undefined ? null : (
        <WorkForm
          key={'unit' in work ? `${work.kind}${work.unit.code}` : work.kind}
          work={work}
          tree={query.data}
          home={session.orgUnit.code}
          onClose={close}
        />
      )}
      <Loaded query={query} lines={3}>
        {(tree) => <PlaceShapes tree={tree} home={session.orgUnit.code} />}
      </Loaded>
      <Loaded query={query} lines={10}>
        {(tree) => <UnitTable tree={tree} home={session.orgUnit.code} onWork={setWork} />}
      </Loaded>
    </section>
  )
}

interface WorkFormProps {
  work: Work
  tree: OrgTree
  home: string
  onClose: () => void
}

function WorkForm({ work, tree, home, onClose }: WorkFormProps) {
  switch (work.kind) {
    case 'add':
      return <OrgUnitForm unit={null} known={tree.all} onClose={onClose} />
    case 'rename':
      return <OrgUnitForm unit={work.unit} known={tree.all} onClose={onClose} />
    case 'end':
      return <EndingForm unit={work.unit} tree={tree} onClose={onClose} />
    case 'import':
      return <ImportUnits tree={tree} home={home} onClose={onClose} />
  }
}

/** Only these end: a town has a book of its own. */
const ENDING_LEVELS = ['village', 'grid']

function UnitTable({ tree, home, onWork }: { tree: OrgTree; home: string; onWork: (work: Work) => void }) {
  const { orgUnits: words, common } = useSettingsWords()
  const own = useOrgUnitWords()
  const units = tree.all.filter(({ code }) => isWithin(code, home))
  const codes = new Set(units.map(({ code }) => code))
  return (
    <table className="table table-cards">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.code}</th>
          <th scope="col">{common.actions}</th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit.code} className="unit-row">
            <th scope="row" style={{ paddingLeft: `${depthOf(unit.code, codes) * 1.5}em` }}>
              {unit.name}
              <UnitNote unit={unit} tree={tree} />
            </th>
            <td data-head={words.code}>{unit.code}</td>
            <td data-head={common.actions}>
              <button
                type="button"
                className="button"
                aria-label={words.renameOf(unit.name)}
                onClick={() => onWork({ kind: 'rename', unit })}
              >
                {words.rename}
              </button>{' '}
              {ENDING_LEVELS.includes(levelOf(unit.code)) ? (
                <button
                  type="button"
                  className="button"
                  aria-label={own.endOf(unit.name)}
                  onClick={() => onWork({ kind: 'end', unit })}
                >
                  {own.end}
                </button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Since when a unit bears its name, and that it ends. */
function UnitNote({ unit: { since, endsOn, mergedInto }, tree }: { unit: OrgUnit; tree: OrgTree }) {
  const words = useOrgUnitWords()
  if (endsOn === undefined && since === undefined) return null
  const into = mergedInto === undefined ? undefined : tree.find(mergedInto)?.name
  return (
    <span className="unit-note">
      {endsOn === undefined
        ? words.sinceOf(since!)
        : into === undefined
          ? words.ended(endsOn)
          : words.endedInto(endsOn, into)}
    </span>
  )
}
