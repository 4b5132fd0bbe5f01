/** Rows as Excel, WPS and the like take them from the clipboard: tabs between cells, quotes round what needs them. */
export function writeTabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\n')
}

const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The rows of a text that was copied from a sheet; rows without anything in them are left out. */
export function readTabSeparated(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  while (at <= source.length) {
    const [cell, end] = source[at] === '"' ? readQuoted(source, at) : readPlain(source, at)
    row.push(cell)
    if (source[end] !== '\t') {
      rows.push(row)
      row = []
    }
    at = end + 1
  }
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''))
}

function readPlain(source: string, from: number): [cell: string, end: number] {
  let end = from
  while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1
  return [source.slice(from, end), end]
}

/** A cell in quotes; what only begins with a quote is taken as it stands. */
function readQuoted(source: string, from: number): [cell: string, end: number] {
  let cell = ''
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] !== '"') cell += source[at]
    else if (source[at + 1] === '"') {
      cell += '"'
      at += 1
    } else {
      const ends = at + 1 >= source.length || source[at + 1] === '\t' || source[at + 1] === '\n'
      return ends ? [cell, at + 1] : readPlain(source, from)
    }
  }
  return readPlain(source, from)
}
