import { codeFromKey, type FieldValue, isPersonal, type Ledger, storedFields, type TrackStep } from '@shishu/kernel'
import { MASKED } from './entry-history.ts'
import type { StoredVersion } from './version.ts'

/** What a thing was and is. */
export interface Was<T> {
  was: T
  is: T
}

/** A field in which two versions differ; of a personal one, only that it differs and whether it is filled. */
export interface FieldDifference extends Was<FieldValue> {
  field: string
  label: string
}

/** All in which two versions of an entry differ; null where they do not. */
export interface VersionComparison {
  fields: FieldDifference[]
  orgUnit: Was<string> | null
  track: Was<readonly TrackStep[]> | null
  withdrawn: Was<boolean> | null
}

/** How version `b` differs from version `a`, field by field in the order of the definition. */
export function compareVersions(ledger: Ledger, a: StoredVersion, b: StoredVersion): VersionComparison {
  const fields = storedFields(ledger.fields).flatMap(([field, { label }]): FieldDifference[] => {
    const [was, is] = [a.values[field] ?? null, b.values[field] ?? null]
    return was === is ? [] : [{ field, label, was: masked(ledger, field, was), is: masked(ledger, field, is) }]
  })
  const [was, is] = [a.kind === 'withdraw', b.kind === 'withdraw']
  return {
    fields,
    orgUnit: a.orgUnit === b.orgUnit ? null : { was: codeFromKey(a.orgUnit), is: codeFromKey(b.orgUnit) },
    track: sameTrack(a.track, b.track) ? null : { was: a.track, is: b.track },
    withdrawn: was === is ? null : { was, is },
  }
}

/** A field's value as those may see it who may not see personal ones. */
export function masked(ledger: Ledger, field: string, value: FieldValue): FieldValue {
  return value !== null && isPersonal(ledger.fields[field]!) ? MASKED : value
}

function sameTrack(one: readonly TrackStep[], other: readonly TrackStep[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ step, on, by }, index) => {
      const twin = other[index]!
      return step === twin.step && on === twin.on && by === twin.by
    })
  )
}
