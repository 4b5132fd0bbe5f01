/** Texts in brackets of either width: the unit, or a remark on the name. */
const BRACKETED = /[([{（［｛【〔][^()[\]{}（）［］｛｝【】〔〕]*[)\]}）］｝】〕]/g
const NOT_NAME = /[\s\p{P}\p{S}]/gu

/** A heading as it is compared: full-width as half-width, without spaces, brackets and punctuation. */
export function headingKey(text: string): string {
  return text.normalize('NFKC').replace(NOT_NAME, '').toLowerCase()
}

/** The same without what stands in brackets: `产值（万元）` is `产值`. */
export function bareHeadingKey(text: string): string {
  return headingKey(text.replace(BRACKETED, ''))
}

/** What stands in the last brackets of a heading, or after its last comma: `产值（万元）` and `产值，万元` give 万元. */
export function bracketText(text: string): string | undefined {
  const inside = text.match(BRACKETED)?.at(-1)?.slice(1, -1).trim()
  const unit = inside ?? /[,，]\s*([^,，]{1,6})$/.exec(text)?.[1]?.trim()
  return unit === undefined || unit === '' ? undefined : unit.replace(/^单位[:：]\s*/, '')
}

/** How many letters must change to make one text of the other (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

/** A name is compared up to here; what is longer is no heading. */
const LONGEST_NAME = 40

/** The known names that a person probably meant: at most a third of the letters differ, or one holds the other. */
export function nearestNames(found: string, known: readonly string[], most = 2): string[] {
  const key = bareHeadingKey(found.slice(0, LONGEST_NAME))
  return known
    .map((name) => {
      const other = bareHeadingKey(name)
      const holds = Math.min(key.length, other.length) >= 2 && (key.includes(other) || other.includes(key))
      const distance = editDistance(key, other)
      const near = distance <= Math.max(1, Math.floor(Math.max(key.length, other.length) / 3))
      return { name, distance: holds ? Math.min(distance, 1.5) : distance, near: near || holds }
    })
    .filter(({ near, name }) => near && name !== '')
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name)
}
