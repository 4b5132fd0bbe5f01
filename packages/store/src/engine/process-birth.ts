import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'

/** A process that lives, but of which this system does not tell when it began. */
export const BIRTH_UNTOLD = 'untold'

/**
 * What tells a process from a later one that was given the same number.
 *
 * Shape   on Linux `<boot id>/<clock ticks since boot>`; elsewhere `BIRTH_UNTOLD`; `null` when no such process lives.
 *         A zombie is dead: in a container whose first process never reaps, it would otherwise live for ever.
 * Source  proc(5), /proc/PID/stat, fields 3 and 22.
 */
export function processBirth(pid: number): string | null {
  if (!answersToSignals(pid)) return null
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    // No /proc here, or hidden from us, or the process ended just now: the second look tells.
    return answersToSignals(pid) ? BIRTH_UNTOLD : null
  }
  // The name stands in brackets and may itself hold blanks and brackets, so count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  return `${bootId()}/${fields[19]}`
}

/** Whether the process that had this number and birth lives on. Untold births are taken to be the same. */
export function isStillAlive(pid: number, birth: string): boolean {
  const now = processBirth(pid)
  return now !== null && (now === birth || now === BIRTH_UNTOLD || birth === BIRTH_UNTOLD)
}

/** Whether the number is taken, if only by a zombie. */
export function answersToSignals(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM' // lives, but belongs to another user
  }
}

function bootId(): string {
  const path = '/proc/sys/kernel/random/boot_id'
  return existsSync(path) ? readFileSync(path, 'latin1').trim() : 'boot'
}
