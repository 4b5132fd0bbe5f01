import type { OrgUnit } from '@shishu/kernel'
import { type FormEvent, useState } from 'react'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { useOrgUnitWords } from './org-unit-words.ts'
import { useSettingsWords } from './settings-words.ts'
import { useSaveUnits } from './use-save-units.ts'

const CODE = /^\d{12}(\d{3})?$/

interface OrgUnitFormProps {
  /** The unit that is renamed; null: a new one. */
  unit: OrgUnit | null
  known: readonly OrgUnit[]
  onClose: () => void
}

/** Adds a unit, or gives one another name, with the day from which it bears it. */
export function OrgUnitForm({ unit, known, onClose }: OrgUnitFormProps) {
  const { orgUnits: words, common } = useSettingsWords()
  const own = useOrgUnitWords()
  const [code, setCode] = useState(unit?.code ?? '')
  const [name, setName] = useState(unit?.name ?? '')
  const [shortName, setShortName] = useState(unit?.shortName ?? '')
  const [since, setSince] = useState('')
  const [tried, setTried] = useState(false)
  const save = useSaveUnits(onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = CODE.test(code) && name.trim() !== ''
    setTried(!sound)
    const short = shortName.trim()
    const said = { ...(short === '' ? {} : { shortName: short }), ...(since === '' ? {} : { since }) }
    if (sound) save.mutate([{ code, name: name.trim(), ...said }])
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
        autoFocus={unit === null}
        value={code}
        onValue={(value) => setCode(value.normalize('NFKC').replace(/\D/g, ''))}
        help={taken === undefined ? words.codeHelp : words.known(taken.name)}
        fault={tried && !CODE.test(code) ? words.needCode : undefined}
      />
      <TextField
        label={words.name}
        maxLength={60}
        value={name}
        autoFocus={unit !== null}
        onValue={setName}
        fault={tried && name.trim() === '' ? words.needName : undefined}
      />
      <TextField label={words.shortName} maxLength={60} value={shortName} onValue={setShortName} />
      <TextField label={own.since} type="date" value={since} onValue={setSince} help={own.sinceHelp} />
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
