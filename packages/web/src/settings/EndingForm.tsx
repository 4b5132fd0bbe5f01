import { levelOf, type OrgTree, type OrgUnit, stands, townshipOf } from '@shishu/kernel'
import { type FormEvent, useState } from 'react'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { useOrgUnitWords } from './org-unit-words.ts'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'
import { useSaveUnits } from './use-save-units.ts'

/** Lets a unit end on a day (撤并), merged into another or into none; or takes that back. */
export function EndingForm({ unit, tree, onClose }: { unit: OrgUnit; tree: OrgTree; onClose: () => void }) {
  const words = useOrgUnitWords()
  const { common } = useSettingsWords()
  const [endsOn, setEndsOn] = useState(unit.endsOn ?? todayInShanghai())
  const [into, setInto] = useState(unit.mergedInto ?? '')
  const [tried, setTried] = useState(false)
  const save = useSaveUnits(onClose)
  const { code, name, shortName } = unit
  const named = { code, name, ...(shortName === undefined ? {} : { shortName }) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(endsOn === '')
    if (endsOn !== '') save.mutate([{ ...named, endsOn, mergedInto: into === '' ? null : into }])
  }
  const fitting = tree.all.filter(
    (other) =>
      other.code !== code &&
      levelOf(other.code) === levelOf(code) &&
      townshipOf(other.code) === townshipOf(code) &&
      (endsOn === '' || stands(other, endsOn)),
  )
  const title = words.endOf(name)
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={title}>
      <h2 className="whole">{title}</h2>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
      <TextField
        label={words.endsOn}
        type="date"
        value={endsOn}
        autoFocus
        onValue={setEndsOn}
        help={words.endHelp}
        fault={tried && endsOn === '' ? words.needDay : undefined}
      />
      <SelectField
        label={words.into}
        value={into}
        empty={words.intoNone}
        options={fitting.map((other) => ({ value: other.code, label: other.name }))}
        onValue={setInto}
      />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={save.isPending}>
          {words.end}
        </button>
        {unit.endsOn === undefined ? null : (
          <button
            type="button"
            className="button"
            disabled={save.isPending}
            onClick={() => save.mutate([{ ...named, endsOn: null }])}
          >
            {words.takeBack}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  )
}
