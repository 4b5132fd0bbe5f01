import { useMutation, useQueryClient } from '@tanstack/react-query'
import { orgUnitsQuery } from '../api/definitions.ts'
import { addOrgUnits, type NewOrgUnit } from '../api/settings.ts'
import { useToast } from '../feedback/toasts.tsx'
import { useOrgUnitWords } from './org-unit-words.ts'

/** Records org units, tells of it and reads the tree again. */
export function useSaveUnits(onDone: () => void) {
  const { saved } = useOrgUnitWords()
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (units: readonly NewOrgUnit[]) => addOrgUnits(units),
    onSuccess: async () => {
      toast({ text: saved })
      onDone()
      await client.invalidateQueries({ queryKey: orgUnitsQuery.queryKey })
    },
  })
}
