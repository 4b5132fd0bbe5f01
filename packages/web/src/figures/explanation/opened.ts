import { isDay, parsePeriod, ShishuError } from '@shishu/kernel'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { FigureAddress } from '../../api/figures.ts'

/** What a figure shows when it is opened. */
export const VIEWS = ['source', 'difference', 'comparison'] as const
export type View = (typeof VIEWS)[number]

/** An opened figure in the page's address, so that a link shows others the same: `investment@341899101000@2026-06`. */
export const addressText = ({ indicator, place, period }: FigureAddress): string => `${indicator}@${place}@${period}`

/** The figure that an address's `open` names; null where it names none. */
export function readAddress(text: unknown): FigureAddress | null {
  if (typeof text !== 'string') return null
  const match = /^([a-z0-9-]+)@(\d{12}|\d{15})@([0-9AHQWB-]+)$/.exec(text)
  if (match === null || !isPeriodId(match[3]!)) return null
  return { indicator: match[1]!, place: match[2]!, period: match[3]! }
}

function isPeriodId(text: string): boolean {
  if (isDay(text)) return true
  try {
    parsePeriod(text)
    return true
  } catch (error) {
    if (error instanceof ShishuError) return false
    throw error
  }
}

/** The figure that is open on this page, and how to open another or close it: the browser's back button closes it too. */
export function useOpened(): [FigureAddress | null, (address: FigureAddress | null) => void] {
  const { open } = useSearch({ strict: false }) as { open?: unknown }
  const navigate = useNavigate()
  const change = (address: FigureAddress | null) =>
    void navigate({
      to: '.',
      resetScroll: false,
      replace: address === null,
      search: (before: Record<string, unknown>) => {
        const { open: _open, ...others } = before
        return address === null ? others : { ...others, open: addressText(address) }
      },
    })
  return [readAddress(open), change]
}
