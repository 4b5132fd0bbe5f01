import { isWithin, type OrgUnit } from '@shishu/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import type { Session } from '../api/session.ts'
import { addOrgUnits } from '../api/settings.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { depthOf } from './place-options.ts'
import { useSettingsWords } from './settings-words.ts'

/** The tree of org units; adds one, or gives one another name. */
export function OrgUnits({ session }: { session: Session }) {
  const { orgUnits: words } = useSettingsWords()
  const [editing, setEditing] = useState<OrgUnit | 'new' | null>(null)
  const query = useQuery(orgUnitsQuery)
  const close = () => setEditing(null)
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
        <button type="button" className="button" onClick={() => setEditing('new')}>
          {words.add}
        </button>
      </div>
      {editing === null ? null : (
        <OrgUnitForm
          key={editing === 'new' ? 'new' : editing.code}
          unit={editing === 'new' ? null : editing}
          known={query.data?.all ?? []}
          onClose={close}
        />
      )}
      <Loaded query={query} lines={10}>
        {({ all }) => (
          <UnitTable units={all.filter(({ code }) => isWithin(code, session.orgUnit.code))} onRename={setEditing} />
        )}
      </Loaded>
    </section>
  )
}

function UnitTable({ units, onRename }: { units: readonly OrgUnit[]; onRename: (unit: OrgUnit) => void }) {
  const { orgUnits: words, common } = useSettingsWords()
  const codes = new Set(units.map(({ code }) => code))
  return (
    <table className="table">
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
            </th>
            <td>{unit.code}</td>
            <td>
              <button
                type="button"
                className="button"
                aria-label={words.renameOf(unit.name)}
                onClick={() => onRename(unit)}
              >
                {words.rename}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const CODE = /^\d{12}(\d{3})?$/

interface OrgUnitFormProps {
  /** The unit that is renamed; null: a new one. */
  unit: OrgUnit | null
  known: readonly OrgUnit[]
  onClose: () => void
}

function OrgUnitForm({ unit, known, onClose }: OrgUnitFormProps) {
  const { orgUnits: words, common } = useSettingsWords()
  const client = useQueryClient()
  const toast = useToast()
  const [code, setCode] = useState(unit?.code ?? '')
  const [name, setName] = useState(unit?.name ?? '')
  const [shortName, setShortName] = useState(unit?.shortName ?? '')
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const short = shortName.trim()
      return addOrgUnits([{ code, name: name.trim(), ...(short === '' ? {} : { shortName: short }) }])
    },
    onSuccess: async () => {
      toast({ text: words.saved })
      onClose()
      await client.invalidateQueries({ queryKey: orgUnitsQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = CODE.test(code) && name.trim() !== ''
    setTried(!sound)
    if (sound) save.mutate()
  }
  const taken = unit === null ? known.find((each) => each.code === code) : undefined
  const title = unit === null ? words.add : words.renameOf(unit.name)
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={title}>
      <h2 className="whole">{title}</h2>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
      <TextField
        label={words.code}
        inputMode="numeric"
        maxLength={15}
        readOnly={unit !== null}
        value={code}
        onValue={(value) => setCode(value.normalize('NFKC').replace(/\D/g, ''))}
        help={taken === undefined ? words.codeHelp : words.known(taken.name)}
        fault={tried && !CODE.test(code) ? words.needCode : undefined}
      />
      <TextField
        label={words.name}
        maxLength={60}
        value={name}
        onValue={setName}
        fault={tried && name.trim() === '' ? words.needName : undefined}
      />
      <TextField label={words.shortName} maxLength={60} value={shortName} onValue={setShortName} />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={save.isPending}>
          {common.save}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  )
}
