import { type Definitions, ledgerOfMeasure, measuresOf } from '@shishu/kernel'
import { useState } from 'react'
import { SelectField } from '../settings/SelectField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { useDesignerWords } from './designer-words.ts'

interface MeasurePickerProps {
  label: string
  definitions: Definitions
  /** A measure reference; empty for none. */
  value: string
  /** The ledger that is looked at first. */
  first: string
  onValue: (measure: string) => void
  fault?: string | undefined
}

/** Picks a measure by its Chinese name: first the ledger, then what of it. */
export function MeasurePicker({ label, definitions, value, first, onValue, fault }: MeasurePickerProps) {
  const { indicator: words, common } = useDesignerWords()
  const { language } = useLanguage()
  const [looked, setLooked] = useState(first)
  const ledgerId = value === '' ? looked : ledgerOfMeasure(value)
  const { ledgers } = definitions.pack
  const ledger = ledgers.find(({ id }) => id === ledgerId)
  return (
    <fieldset className="measure-picker">
      <legend>{label}</legend>
      <SelectField
        label={words.ledger}
        value={ledgerId}
        empty={common.choose}
        // What a town made itself is what it most often designs for.
        options={ledgers.toReversed().map((one) => ({ value: one.id, label: nameIn(language, one) }))}
        onValue={(id) => {
          setLooked(id)
          onValue('')
        }}
      />
      <SelectField
        label={words.measure}
        value={value}
        empty={common.choose}
        options={ledger === undefined ? [] : measureOptions(ledger)}
        onValue={onValue}
        fault={fault}
      />
    </fieldset>
  )
}

type Ledger = Definitions['pack']['ledgers'][number]

/** A ledger's measures: of one that is booked in parts, all parts together come first. */
function measureOptions(ledger: Ledger): { value: string; label: string }[] {
  const short = (label: string) => label.replace(`${ledger.label}·`, '')
  const parts = Object.entries(ledger.measures).flatMap(([id, { by, label }]) =>
    by === undefined ? [] : [{ value: `${ledger.id}.${id}`, label }],
  )
  return [...parts, ...measuresOf(ledger).map(({ key, label }) => ({ value: key, label: short(label) }))]
}
