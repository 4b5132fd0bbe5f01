/** The width of a text in ems: Chinese characters are one em, others a little over half. */
export function textEms(text: string): number {
  let width = 0
  for (const character of text) width += /[\u2E80-\uFFEF]/.test(character) ? 1 : 0.56
  return width
}

/**
 * Breaks a text into lines no wider than `ems`, between words where there are any; what does not fit into `most` lines
 * ends in an ellipsis.
 */
export function fitText(text: string, ems: number, most: number): string[] {
  const pieces = text.match(/[\u2E80-\uFFEF]|[^\u2E80-\uFFEF\s]+\s?|\s/g) ?? []
  const lines: string[] = ['']
  for (const piece of pieces) {
    const line = lines.at(-1)!
    if (line !== '' && textEms(line + piece.trimEnd()) > ems) lines.push(piece)
    else lines[lines.length - 1] = line + piece
  }
  const fitted = lines.map((line) => line.trim()).filter((line) => line !== '')
  if (fitted.length <= most) return fitted.map((line) => clip(line, ems))
  return [...fitted.slice(0, most - 1).map((line) => clip(line, ems)), clip(`${fitted[most - 1]}…`, ems, true)]
}

/** Shortens one line to `ems`. */
function clip(line: string, ems: number, dotted = false): string {
  if (textEms(line) <= ems) return line
  const characters = [...line.replace(/…$/, '')]
  while (characters.length > 1 && textEms(`${characters.join('')}…`) > ems) characters.pop()
  return dotted || characters.length > 0 ? `${characters.join('')}…` : line
}
