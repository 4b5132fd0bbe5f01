import { type Definitions, definitionsOf, type OrgTree, type OrgUnit, orgTree, type Pack } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from './client.ts'

/** The whole pack in force, checked and ready to be asked. It seldom changes: a day old is good enough. */
export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: async ({ signal }): Promise<Definitions> =>
    definitionsOf((await get<{ pack: Pack }>('/api/definitions', signal)).pack),
  staleTime: 24 * 3_600_000,
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
