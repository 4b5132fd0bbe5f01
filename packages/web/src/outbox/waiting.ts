import type { FieldValue } from '@shishu/kernel'
import type { ProblemDetail } from '../api/api-problem.ts'
import type { Change, EvidenceRef } from '../api/entries.ts'

/** A photo or document that goes with a change; `ref` once the server has it. */
export interface WaitingFile {
  file: File
  described: string
  ref?: EvidenceRef
}

/** A change that the server has not booked yet, as it is kept on this device. */
export interface Waiting {
  /** The request's id: however often it is sent, it is booked once. */
  id: string
  /** They are sent in the order in which they were made. */
  order: number
  /** The account to which it belongs; nobody else sees or sends it. */
  person: string
  /** When it was made, as an instant. */
  at: string
  town: string
  reason?: string
  change: Change
  /** The values that were seen when it was made; a new entry has none. */
  base: Readonly<Record<string, FieldValue>>
  files: readonly WaitingFile[]
  /** Fields of the change that are personal. */
  personal: readonly string[]
  /** Why the server did not take it. */
  refusal?: Refusal
}

/** A refusal as it is kept. */
export interface Refusal extends ProblemDetail {
  problems: readonly ProblemDetail[]
}

/** Where what waits is kept. */
export interface WaitingStore {
  all(): Promise<Waiting[]>
  put(item: Waiting): Promise<void>
  remove(id: string): Promise<void>
}

/** The entry that a change is about; null for a new one. */
export const entryOf = ({ change }: Waiting): string | null => ('entry' in change ? change.entry : null)
