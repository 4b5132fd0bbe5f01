import { createHash } from 'node:crypto'
import { canonicalJson, type Pack, POSTING_VERSION, STATE_COUNCIL_YEARS, type WorkYears } from '@shishu/kernel'

/** All that figures hang on besides entries: the pack, the years whose holidays are known, and post() itself. */
export interface DefinitionSet {
  pack: Pack
  workYears: WorkYears
  postingVersion: number
}

export function definitionSet(pack: Pack): DefinitionSet {
  return { pack, workYears: STATE_COUNCIL_YEARS, postingVersion: POSTING_VERSION }
}

/** The identity of a set: sha256 of its canonical text, hex. */
export function definitionSetId(set: DefinitionSet): string {
  return createHash('sha256').update(canonicalJson(set)).digest('hex')
}
