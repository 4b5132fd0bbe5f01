import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type ImportResult, readWhole, startImport } from '../api/imports.ts'
import { followTask, stopTask, type Task, tasksQuery } from '../api/tasks.ts'

/** Where an import stands: nothing chosen, under way, or over with a result or a failure. */
export type ImportStage =
  | { at: 'choosing' }
  | { at: 'working'; file: File; booking: boolean; task: Task | null }
  | { at: 'over'; file: File | null; task: string; result: ImportResult }
  | { at: 'stopped'; file: File }
  | { at: 'failed'; file: File; booking: boolean; error: unknown }

/** A task that failed, with the words that the server has for it. */
export class TaskFailed extends Error {
  readonly failure: NonNullable<Task['error']>

  constructor(failure: NonNullable<Task['error']>) {
    super(failure.code)
    this.failure = failure
  }
}

export function useImport() {
  const cache = useQueryClient()
  const [stage, setStage] = useState<ImportStage>({ at: 'choosing' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(file: File, booking: boolean, reason?: string): Promise<void> {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    setStage({ at: 'working', file, booking, task: null })
    const tell = (next: ImportStage) => {
      if (!control.signal.aborted) setStage(next)
    }
    try {
      // What is booked is what was looked at, even if the file is saved anew meanwhile.
      const held = booking ? file : await readWhole(file)
      const begun = await startImport(held, { preview: !booking, ...(reason === undefined ? {} : { reason }) })
      const follow = (task: Task) => tell({ at: 'working', file, booking, task })
      follow(begun)
      const { id, state, result, error } = await followTask(begun.id, follow, control.signal)
      if (state === 'stopped') tell({ at: 'stopped', file })
      else if (error !== null) tell({ at: 'failed', file, booking, error: new TaskFailed(error) })
      else tell({ at: 'over', file: held, task: id, result: result as ImportResult })
      // What was booked moves figures, lists and reports alike.
      void cache.invalidateQueries(booking && state === 'done' ? {} : { queryKey: tasksQuery.queryKey })
    } catch (error) {
      tell({ at: 'failed', file, booking, error })
    }
  }

  return {
    stage,
    check: (file: File) => void run(file, false),
    book: (file: File, reason?: string) => void run(file, true, reason),
    stop: () => {
      if (stage.at === 'working' && stage.task !== null) void stopTask(stage.task.id)
    },
    show: (task: Task) => setStage({ at: 'over', file: null, task: task.id, result: task.result as ImportResult }),
    restart: () => setStage({ at: 'choosing' }),
  }
}
