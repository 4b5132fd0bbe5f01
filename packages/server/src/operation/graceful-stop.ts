import { LateError, within } from './time-limit.ts'

/** One step of stopping: no new requests, those under way, jobs, the audit log, the book. */
export interface StopStep {
  name: string
  stop(): Promise<unknown>
}

export interface StoppedStep {
  name: string
  outcome: 'done' | 'failed' | 'late'
  error?: Error
  milliseconds: number
}

/** Milliseconds that every later step keeps for itself, however long an earlier one takes. */
const KEPT = 1_000

/**
 * Stops in order, all within a time. A step that fails or takes too long does not keep the later ones from their turn:
 * whatever hangs, the audit log is still written and the book is still closed.
 */
export async function gracefulStop(
  steps: readonly StopStep[],
  { withinMs, onStep = () => undefined }: { withinMs: number; onStep?: (step: StoppedStep) => void },
): Promise<StoppedStep[]> {
  const ends = performance.now() + withinMs
  const stopped: StoppedStep[] = []
  for (const [index, { name, stop }] of steps.entries()) {
    const begun = performance.now()
    const after = steps.length - index - 1
    const allowed = Math.max(ends - begun - after * Math.min(KEPT, withinMs / steps.length), 1)
    const step = await outcomeOf(name, stop, allowed, begun)
    stopped.push(step)
    onStep(step)
  }
  return stopped
}

async function outcomeOf(
  name: string,
  stop: () => Promise<unknown>,
  allowed: number,
  begun: number,
): Promise<StoppedStep> {
  const taken = () => Math.round(performance.now() - begun)
  try {
    await within(allowed, Promise.resolve().then(stop))
    return { name, outcome: 'done', milliseconds: taken() }
  } catch (error) {
    if (error instanceof LateError) return { name, outcome: 'late', milliseconds: taken() }
    return { name, outcome: 'failed', error: error as Error, milliseconds: taken() }
  }
}

/**
 * Calls `stop` at the first SIGTERM, SIGINT or SIGHUP; at the second the process ends at once.
 * @returns takes the handlers away again
 */
export function onStopSignal(
  stop: (signal: NodeJS.Signals) => void,
  end = (code: number) => process.exit(code),
): () => void {
  let asked = false
  const heard = (signal: NodeJS.Signals) => {
    if (asked) return end(signal === 'SIGINT' ? 130 : 143)
    asked = true
    stop(signal)
  }
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, heard)
  return () => {
    for (const signal of signals) process.off(signal, heard)
  }
}
