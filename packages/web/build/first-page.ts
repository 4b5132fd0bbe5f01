/** What the bundler tells of a module. */
interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null
}

/** The parts of the kernel that every page has: the pure package's index reaches all of it, so they are named. */
const KERNEL_FIRST = /\/packages\/kernel\/src\/(error|org-unit|period|value)\//

/**
 * Names the chunk of the modules that the entry imports without waiting, so that the first page is one script rather
 * than thirty: each would take its turn at the few connections that a browser opens.
 */
export function firstPage(entry: string): (id: string, modules: Modules) => string | null {
  const known = new Map([[entry, true]])
  const isReached = (id: string, modules: Modules): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    known.set(id, false) // Modules that import one another in a ring are reached from outside of it, or not at all.
    const reached = modules.getModuleInfo(id)?.importers.some((each) => isReached(each, modules)) ?? false
    known.set(id, reached)
    return reached
  }
  return (id, modules) => {
    if (/\/packages\/(kernel|protocol)\//.test(id)) return KERNEL_FIRST.test(id) ? 'first-page' : null
    return isReached(id, modules) ? 'first-page' : null
  }
}
