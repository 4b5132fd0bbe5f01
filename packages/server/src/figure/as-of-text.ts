import { parseInstant } from '@shishu/kernel'

/** A moment as an address gives it; null for the present. Errors: instant.malformed. */
export function asOfText(text: string | undefined): string | null {
  return text === undefined ? null : parseInstant(text)
}
