import { fileError } from './evidence-errors.ts'

/** By encoding, what text never holds: control characters but those that lay it out. */
const NOT_TEXT = {
  'utf-8': /[^\P{Cc}\t\n\r\f]/u,
  // Nearly any bytes are some GB18030; characters that no standard has assigned give them away.
  gb18030: /[^\P{Cc}\t\n\r\f]|\p{Cn}/u,
} as const

/** Whether bytes are plain text in UTF-8 or GB18030. */
export function isPlainText(bytes: Buffer): boolean {
  return Object.entries(NOT_TEXT).some(([encoding, wrong]) => {
    try {
      return !wrong.test(new TextDecoder(encoding, { fatal: true }).decode(bytes))
    } catch {
      return false
    }
  })
}

/** Checks that bytes are plain text in UTF-8 or GB18030. Errors: file.not-text. */
export function checkText(bytes: Buffer): void {
  if (!isPlainText(bytes)) throw fileError('file.not-text', {})
}
