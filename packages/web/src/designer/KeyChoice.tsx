import { KEY_PLACE } from '@shishu/kernel'
import type { LedgerDraft } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { Faults } from './Faults.tsx'

interface KeyChoiceProps {
  draft: LedgerDraft
  faults: readonly string[]
  onChange: (keyFields: readonly string[]) => void
}

/** Which fields tell two entries apart. Nobody's name is among them: it may be erased. */
export function KeyChoice({ draft, faults, onChange }: KeyChoiceProps) {
  const { ledger: words } = useDesignerWords()
  const fields = draft.fields.filter(
    ({ id, label, personal, type }) =>
      id !== '' && label.trim() !== '' && !personal && type !== 'days' && type !== 'long-text',
  )
  const options = [{ id: KEY_PLACE, label: words.place }, ...fields]
  return (
    <>
      <fieldset className="choices" disabled={draft.inForce}>
        <legend>{words.keyHelp}</legend>
        {options.map(({ id, label }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={draft.keyFields.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...draft.keyFields, id] : draft.keyFields.filter((field) => field !== id))
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Faults texts={faults} />
    </>
  )
}
