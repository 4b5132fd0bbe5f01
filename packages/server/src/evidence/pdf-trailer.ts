import { fileError } from './evidence-errors.ts'

/** Readers look for the end of a file in this many bytes (ISO 32000-1 Annex H.3.18); mail gateways add more. */
const TRAILER_BYTES = 4_096

/** Checks that a PDF has its end: an upload cut short has none. Errors: file.damaged. */
export function checkPdf(bytes: Buffer, label: string): void {
  const tail = bytes.subarray(-TRAILER_BYTES).toString('latin1')
  if (!tail.includes('%%EOF')) throw fileError('file.damaged', { type: label })
}
