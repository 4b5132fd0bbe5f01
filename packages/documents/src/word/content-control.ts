import { wordError } from './word-errors.ts'
import { element } from './xml.ts'

/** Word calls a file damaged whose tag or title is longer. */
export const TAG_MAX = 64

/** What a control says about its slot: `slot:12;indicator:festival-visits`, or `slot:1` for a label. */
export function slotTag(slot: number, indicator: string | null): string {
  const tag = indicator === null ? `slot:${slot}` : `slot:${slot};indicator:${indicator}`
  if (tag.length > TAG_MAX) throw wordError('word.tag-too-long', { tag, max: TAG_MAX })
  return tag
}

/** Reads slotTag's wording; null for any other tag. */
export function parseSlotTag(tag: string): { slot: number; indicator: string | null } | null {
  const found = /^slot:(\d+)(?:;indicator:(.+))?$/.exec(tag)
  return found === null ? null : { slot: Number(found[1]), indicator: found[2] ?? null }
}

/**
 * A plain-text content control within a line.
 *
 * The order of the properties is the schema's (ISO/IEC 29500-1, CT_SdtPr): Word refuses any other.
 */
export function contentControl(id: number, title: string, tag: string, runs: string): string {
  return element(
    'w:sdt',
    {},
    element(
      'w:sdtPr',
      {},
      element('w:alias', { 'w:val': [...title].slice(0, TAG_MAX / 2).join('') }),
      element('w:tag', { 'w:val': tag }),
      element('w:id', { 'w:val': id }),
      element('w:text'),
    ),
    element('w:sdtContent', {}, runs),
  )
}
