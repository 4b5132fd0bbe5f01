/** The name that a mistyped one most likely means; undefined where none is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(name.length / 4))
  const near = names
    .map((one) => [editDistance(name, one), one] as const)
    .filter(([distance]) => distance <= most)
    .sort(([one], [other]) => one - other)
  return near[0]?.[1]
}

/** Letters to add, take away, replace or swap with their neighbour (Damerau and Levenshtein, in its restricted form). */
export function editDistance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const here = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1
      let least = Math.min(above[column]! + 1, here[column - 1]! + 1, above[column - 1]! + same)
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) least = Math.min(least, before[column - 2]! + 1)
      here.push(least)
    }
    before = above
    above = here
  }
  return above[to.length]!
}
