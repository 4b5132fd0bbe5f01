import type { TrackStep } from '../loop/loop.ts'
import type { Values } from './field.ts'

/** What an entry says, whole: every version holds it in full, so one version can be read and booked by itself. */
export interface EntryContent {
  /** Code of the org unit where the fact lies: a village, or the township. */
  orgUnit: string
  values: Values
  /** A case's steps in order, without the opening; empty for other kinds. */
  track: readonly TrackStep[]
}
