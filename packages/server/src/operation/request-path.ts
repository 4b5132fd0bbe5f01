/** Longest path that is logged. */
const LONGEST = 200

/** A request's path with the names of its query's parameters and without their values: `/api/entries?after&ledger`. */
export function pathWithoutValues(url: string): string {
  const [path = '', query] = url.split('?', 2)
  const shown = path.slice(0, LONGEST)
  if (query === undefined) return shown
  // A name that no interface of ours would have may be a value in disguise.
  const names = [...new URLSearchParams(query).keys()].map((name) => (/^[A-Za-z][\w.-]{0,30}$/.test(name) ? name : '…'))
  return `${shown}?${[...new Set(names)].sort().join('&')}`
}
