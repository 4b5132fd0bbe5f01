import { COUNTRY } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { orgUnitsQuery } from '../api/definitions.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { placeOptions } from './place-options.ts'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'

interface PlaceFieldProps {
  label: string
  /** The place above which nothing is offered. */
  home: { code: string; name: string }
  value: string
  onValue: (code: string) => void
  fault?: string | undefined
  /** The first line, for nothing chosen yet. */
  empty?: string
}

/** Chooses an org unit at or below a place. */
export function PlaceField({ home, ...field }: PlaceFieldProps) {
  const units = useQuery(orgUnitsQuery).data?.all ?? []
  const { ended } = useSettingsWords().common
  return <SelectField {...field} options={placeOptions(units, home, todayInShanghai(), ended)} />
}

/** What a place is called: its name, or its code where it is not known. */
export function usePlaceName(): (code: string) => string {
  const units = useQuery(orgUnitsQuery).data
  const { country } = useSettingsWords().common
  return (code) => units?.find(code)?.name ?? (code === COUNTRY ? country : code)
}
