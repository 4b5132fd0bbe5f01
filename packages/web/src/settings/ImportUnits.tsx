import type { OrgTree } from '@shishu/kernel'
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useOrgUnitWords } from './org-unit-words.ts'
import { useSettingsWords } from './settings-words.ts'
import { readUnitsList, type UnitRow } from './units-list.ts'
import { useSaveUnits } from './use-save-units.ts'

interface ImportUnitsProps {
  tree: OrgTree
  home: string
  onClose: () => void
}

/** Imports a list of units pasted from a sheet, once every row has been looked at. */
export function ImportUnits({ tree, home, onClose }: ImportUnitsProps) {
  const words = useOrgUnitWords()
  const { common } = useSettingsWords()
  const id = useId()
  const first = useRef<HTMLTextAreaElement>(null)
  // The form stands above a long table: whoever opened it is led to it.
  useEffect(() => first.current?.focus(), [])
  const [text, setText] = useState('')
  const rows = useMemo(() => readUnitsList(text, tree, home), [text, tree, home])
  const save = useSaveUnits(onClose)
  const bad = rows.filter(({ fault }) => fault !== null).length
  const changes = rows.filter(({ does, fault }) => fault === null && does !== 'nothing')
  const added = changes.filter(({ does }) => does === 'adds').length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (bad === 0 && changes.length > 0) save.mutate(changes.map(({ unit }) => unit))
  }
  return (
    <form className="form units-import" onSubmit={submit} noValidate aria-label={words.importTitle}>
      <h2>{words.importTitle}</h2>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
      <div className="field">
        <label htmlFor={id}>{words.importPaste}</label>
        <textarea
          id={id}
          className="input units-paste"
          rows={6}
          value={text}
          ref={first}
          aria-describedby={`${id}help`}
          onChange={({ target }) => setText(target.value)}
        />
        <p id={`${id}help`} className="field-help">
          {words.importHelp}
        </p>
      </div>
      <p role="status" className={bad === 0 ? '' : 'field-fault'}>
        {rows.length === 0
          ? words.importNone
          : bad > 0
            ? words.importBad(bad)
            : words.importCount(added, changes.length - added)}
      </p>
      {rows.length === 0 ? null : <RowsTable rows={rows} tree={tree} />}
      <div className="button-row">
        <button
          type="submit"
          className="button button-main"
          disabled={bad > 0 || changes.length === 0 || save.isPending}
        >
          {words.importSave}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  )
}

/** What each row does; those that must be mended come first. */
function RowsTable({ rows, tree }: { rows: readonly UnitRow[]; tree: OrgTree }) {
  const words = useOrgUnitWords()
  const sorted = rows.toSorted((one, other) => Number(one.fault === null) - Number(other.fault === null))
  const what = ({ does, fault, unit }: UnitRow) => {
    if (fault !== null) return <span className="field-fault">{words.faults[fault]}</span>
    if (does === 'renames') return words.importRename(tree.find(unit.code)?.name ?? '')
    return does === 'adds' ? words.importNew : words.importSame
  }
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.importCode}</th>
            <th scope="col">{words.importName}</th>
            <th scope="col">{words.importWhat}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row, index) => (
            <tr key={index}>
              <td>{row.unit.code}</td>
              <td>{row.unit.name}</td>
              <td>{what(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
