// Where a run of tests keeps its files, and what many test files need and one of them makes (packages/store/test/prepared.ts):
// gone with the run.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** A file system in memory: a database's thousand files are made there in a tenth of the time. */
const IN_MEMORY = '/dev/shm'
/** Free bytes that a run may need there. */
const NEEDED = 6 * 2 ** 30

/** Runs once before all test files, in vitest's own process, whose environment the workers are given. */
export default function setup(): () => void {
  const outside = tmpdir()
  const place = hasMemory() ? IN_MEMORY : outside
  removeLeftovers(place)
  const folder = mkdtempSync(join(place, `shishu-tests-${process.pid}-`))
  // As the usual folder for what is temporary: a database may serve as another user than the one who runs the tests.
  chmodSync(folder, 0o755)
  process.env.TMPDIR = folder
  process.env.TEST_PREPARED = folder
  process.env.TEST_KEPT = outside
  return () => remove(folder)
}

/** Removes a folder as far as it can be: what something still holds is no reason for a run to fail. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (cause) {
    process.emitWarning(`${folder} is left behind: ${(cause as Error).message}`)
  }
}

/** Removes what runs that were killed left behind: it may fill the memory. */
function removeLeftovers(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = /^shishu-tests-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(place, name))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether there is room in memory, for programs too: some tests run what they have copied. */
function hasMemory(): boolean {
  if (process.platform !== 'linux') return false
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, place]) => place === IN_MEMORY)
  if (mount?.[2] !== 'tmpfs' || mount[3]!.split(',').includes('noexec')) return false
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize > NEEDED
}
