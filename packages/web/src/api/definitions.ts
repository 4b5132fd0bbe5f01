import { type Definitions, definitionsOfStored, type OrgTree, type OrgUnit, orgTree, type Pack } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from './client.ts'

/** Those that were answered last: the same set stays the same object, so that nothing is drawn again for it. */
let last: { id: string; definitions: Definitions } | undefined

/** The whole pack in force, ready to be asked; the server has checked it. Asked again after a while: offices change them. */
export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: async ({ signal }): Promise<Definitions> => {
    const { id, pack } = await get<{ id: string; pack: Pack }>('/api/definitions', signal)
    if (last?.id !== id) last = { id, definitions: definitionsOfStored(pack) }
    return last.definitions
  },
  staleTime: 5 * 60_000,
  // A pack holds look-ups and functions: comparing it field by field would cost more than drawing the page again.
  structuralSharing: false,
})

/** The org units that the person may see. */
export const orgUnitsQuery = queryOptions({
  queryKey: ['org-units'],
  queryFn: async ({ signal }): Promise<OrgTree> =>
    orgTree((await get<{ units: OrgUnit[] }>('/api/org-units', signal)).units),
  staleTime: 3_600_000,
  structuralSharing: false,
})
