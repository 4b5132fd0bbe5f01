import { unitOf } from '@shishu/kernel'

/** How an indicator's unit reads: its counting word, 万元, %. */
export function unitText({ unit, counter }: { unit: string; counter?: string }): string {
  if (counter !== undefined) return counter
  if (unit === 'number') return ''
  return unitOf(unit).id === 'one' ? '' : unitOf(unit).labels[0]!
}
