import type { Indicator } from '@shishu/kernel'
import type { Standing } from './Mark.tsx'

/** Below the planned course by less than this share, the work is a little behind; by more, it lags. */
const LITTLE = 0.1

/**
 * How a value stands against its planned course. What must never be a goal, such as the number of petitions, has no
 * standing, and neither has a value that is missing.
 */
export function courseStanding(better: Indicator['better'], value: number | null, planned: number | null): Standing {
  if (better === 'neither' || value === null || planned === null) return 'none'
  const short = better === 'up' ? planned - value : value - planned
  if (short <= 0) return 'good'
  return short < Math.abs(planned) * LITTLE ? 'warn' : 'bad'
}
