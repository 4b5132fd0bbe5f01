import type { Definitions, Field, Ledger, QuantityField, Target } from '@shishu/kernel'

/** A target whose amount is a field of one entry a year: where it is written. */
export interface SettableTarget {
  target: Target
  ledger: Ledger
  /** Id and definition of the field that holds the amount. */
  amount: string
  field: QuantityField
  /** The date field that takes the first day of the year. */
  day: string
  /** What tells this target's entries from the others': a choice field and its option. */
  part: { field: string; option: string } | null
  /** The field for the document that sets it, if the ledger has one. */
  basis: string | undefined
}

/** Where a target's amount is entered, found from the measure that it is booked to; null where it is no amount of an entry. */
export function settableTarget(definitions: Definitions, target: Target): SettableTarget | null {
  const found = /^([^.]+)\.([^[]+)(?:\[(.+)\])?$/.exec(target.measure)
  const ledger = definitions.pack.ledgers.find(({ id }) => id === found?.[1])
  const measure = ledger?.measures[found?.[2] ?? '']
  if (ledger === undefined || measure?.kind !== 'flow' || measure.of === undefined) return null
  const field: Field | undefined = ledger.fields[measure.of]
  const option = found?.[3]
  if (field?.type !== 'quantity' || (measure.by === undefined) !== (option === undefined)) return null
  return {
    target,
    ledger,
    amount: measure.of,
    field,
    day: measure.on,
    part: measure.by === undefined ? null : { field: measure.by, option: option! },
    basis: textFields(ledger)[0],
  }
}

/** The fields of free text that name nobody, in the ledger's order; the first is where a document is named. */
export function textFields(ledger: Ledger): string[] {
  return Object.entries(ledger.fields).flatMap(([id, field]) =>
    field.type === 'text' && field.personal !== true ? [id] : [],
  )
}
