import { escapeUnshown } from './escape-unshown.ts'

const COLOURS: Readonly<Record<string, string>> = { warn: '\u001b[33m', error: '\u001b[31m', fatal: '\u001b[31m' }

/** A line of the log as a person reads it at a terminal: `09:30:00.123 info message name=value`. */
export function terminalLine(json: string): string {
  const { time, level, msg, pid: _, ...rest } = JSON.parse(json) as Record<string, unknown>
  const facts = Object.entries(rest).map(([name, value]) => `${name}=${shown(value)}`)
  // The message goes through JSON as well, so that a line stays one line and colours nothing.
  const words = [String(time).slice(11, 23), String(level), JSON.stringify(msg ?? '').slice(1, -1), ...facts]
  const line = escapeUnshown(words.filter((word) => word !== '').join(' '))
  const colour = COLOURS[String(level)]
  return colour === undefined ? line : `${colour}${line}\u001b[0m`
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return /^"[\w./:-]*"$/.test(text) ? text.slice(1, -1) : text
}
