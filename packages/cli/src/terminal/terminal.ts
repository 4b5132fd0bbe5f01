import type { Language } from '@shishu/kernel'
import type { Both } from './language.ts'

/** Where a command speaks: results go out, all else (progress, notices) to the error stream. */
export interface Terminal {
  language: Language
  json: boolean
  say(text: Both): string
  /** A line of the result. */
  print(line: string): void
  /** The result as JSON, when asked for by --json. */
  printJson(value: unknown): void
  /** A line for the person at the terminal. */
  note(line: string): void
  /** Says how far long work is; overwritten by the next, and not shown where nobody watches. */
  progress(line: string): void
}

/** What can be written to; `isTTY` where somebody watches. */
export type Stream = NodeJS.WritableStream & { isTTY?: boolean }

export function terminalOf(language: Language, json: boolean, out: Stream, err: Stream): Terminal {
  let shown = false
  const clear = () => {
    if (shown) err.write('\r\x1b[K')
    shown = false
  }
  return {
    language,
    json,
    say: (text) => text[language],
    print: (line) => {
      clear()
      out.write(`${line}\n`)
    },
    printJson: (value) => {
      clear()
      out.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    note: (line) => {
      clear()
      err.write(`${line}\n`)
    },
    progress: (line) => {
      if (!err.isTTY) return
      clear()
      err.write(line)
      shown = true
    },
  }
}

/** Lines in columns: each as wide as its widest cell, a Chinese character counting two. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (text: string) => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell))
  }
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell + ' '.repeat(widths[index]! - width(cell) + 2)))
      .join(''),
  )
}
