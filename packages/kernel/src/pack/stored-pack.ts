import type { Pack } from './pack.ts'

/**
 * A pack as a book keeps it, perhaps since an earlier program: what packs have gained since is filled in as it was then. What
 * it counts and says does not change by that: issued reports are computed again from it, for ever.
 */
export function packOfStored(stored: Pack): Pack {
  const { roles = [], reports } = stored as Partial<Pack> & Pick<Pack, 'reports'>
  return {
    ...stored,
    roles,
    // Once the tasks of a report were their ledger alone.
    reports: reports.map((report) => {
      const { tasks } = report as { tasks?: unknown }
      return typeof tasks === 'string' ? { ...report, tasks: { ledger: tasks, shown: [] } } : report
    }),
  }
}
