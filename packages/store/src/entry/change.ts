import type { OrgUnit, TrackStep, Values } from '@shishu/kernel'
import type { EvidenceFile } from '../evidence/evidence.ts'
import type { Draft } from './draft-version.ts'

/**
 * One change to the book. Values of personal fields are given plain; the store puts them in the vault.
 * `evidence` are files that it brings; they stay with the entry until a correction detaches them.
 */
export type Change =
  /** A new fact. A case's steps are read from its dates where `track` is not given. */
  | {
      kind: 'add'
      ledger: string
      orgUnit: string
      values: Values
      track?: readonly TrackStep[]
      evidence?: readonly EvidenceFile[]
    }
  /**
   * A fact as a sheet has it: added when its natural key is new, corrected where its filled cells differ, else left
   * alone. What a sheet leaves empty it does not know: values and steps booked meanwhile stay.
   */
  | { kind: 'put'; ledger: string; orgUnit: string; values: Values }
  /** Says an entry better: the values given replace its own, null clears. Its steps follow their dates unless given. */
  | {
      kind: 'correct'
      ledger: string
      entry: string
      expected?: number
      orgUnit?: string
      values: Values
      track?: readonly TrackStep[]
      evidence?: readonly EvidenceFile[]
      /** Files taken off the entry, by sha256 in hex; the request needs a reason. */
      detach?: readonly string[]
    }
  /** Takes a case one step on. */
  | {
      kind: 'step'
      ledger: string
      entry: string
      expected?: number
      taken: TrackStep
      values?: Values
      evidence?: readonly EvidenceFile[]
    }
  /** Takes an entry back: it should not have been booked. */
  | { kind: 'withdraw'; ledger: string; entry: string; expected?: number }

/** One request to book: all of its changes or none. */
export interface BookingRequest {
  /** Made by the asker; the same request sent again books nothing more. */
  request: string
  /** Code of the township whose book it is. */
  town: string
  by: string
  /** Who takes the steps that dates filled in tell, where that is whoever asks; a sheet tells others' steps, by nobody known. */
  taker?: string
  /** Why; needed where a closed period is adjusted. */
  reason?: string
  /** Org units that come with it, added or renamed in the same transaction. */
  orgUnits?: readonly OrgUnit[]
  changes: readonly Change[]
  /**
   * Called for each version about to be booked; throws where the asker may not book it. It sees what a change comes to: a
   * date filled in is a step taken.
   */
  permit?: (draft: Draft) => void
}

/** What a booking did. */
export interface Booked {
  batch: string
  /** True where this request had been booked before; the figures are those of that time. */
  repeated: boolean
  /** New versions, ledger by ledger in the order of the changes; a large import asked for again names none. */
  versions: readonly { ledger: string; entry: string; version: number }[]
  added: number
  corrected: number
  unchanged: number
  postings: number
  /** Closed periods that it adjusts. */
  adjusts: readonly string[]
}
