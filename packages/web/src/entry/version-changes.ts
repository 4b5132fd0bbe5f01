import { type FieldValue, type Ledger, storedFields } from '@shishu/kernel'
import type { EntryVersion } from '../api/entries.ts'

/** What one version says otherwise than the one before it. */
export interface VersionChange {
  /** A field's id, `$place` or `$step`. */
  field: string
  was: FieldValue
  is: FieldValue
}

/** The changes of a version against the one before; of the first, all that it says. A withdrawal repeats and changes nothing. */
export function versionChanges(
  ledger: Ledger,
  before: EntryVersion | undefined,
  version: EntryVersion,
): VersionChange[] {
  const fields = storedFields(ledger.fields).flatMap(([field]): VersionChange[] => {
    const was = before?.values[field] ?? null
    const is = version.values[field] ?? null
    return was === is ? [] : [{ field, was, is }]
  })
  const moved =
    before !== undefined && before.orgUnit !== version.orgUnit
      ? [{ field: '$place', was: before.orgUnit, is: version.orgUnit }]
      : []
  const known = new Set((before?.track ?? []).map(({ step, on }) => `${step} ${on}`))
  const steps = version.track
    .filter(({ step, on }) => !known.has(`${step} ${on}`))
    .map(({ step, on }): VersionChange => ({ field: '$step', was: null, is: `${step} ${on}` }))
  return [...moved, ...steps, ...fields]
}
