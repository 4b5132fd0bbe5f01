import type { Task as TaskView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post } from './client.ts'

/** Long work that the person started: the protocol's Task. */
export type Task = Static<typeof TaskView>

export const isOver = ({ state }: Task): boolean => state !== 'queued' && state !== 'running'

/** The person's own tasks, as the server lists them. */
export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: async ({ signal }) => (await get<{ tasks: readonly Task[] }>('/api/tasks', signal)).tasks,
  staleTime: 0,
})

export const stopTask = (id: string): Promise<Task> => post(`/api/tasks/${id}/stop`)

/** How often a task is looked at where a proxy lets no events through. */
const LOOK_MS = 1000

/**
 * Follows a task to its end: by server-sent events, and by asking now and then where those do not come.
 *
 * Shape   calls `onChange` with each state, the last one included; the answer is the last
 * Errors  ApiProblem; the signal's reason where it was aborted
 */
export async function followTask(id: string, onChange: (task: Task) => void, signal: AbortSignal): Promise<Task> {
  const last = await listen(id, onChange, signal)
  if (last !== null && isOver(last)) return last
  for (;;) {
    signal.throwIfAborted()
    const task = await get<Task>(`/api/tasks/${id}`, signal)
    onChange(task)
    if (isOver(task)) return task
    await pause(LOOK_MS, signal)
  }
}

/** Listens until the task is over or the events break off; the last state heard. */
function listen(id: string, onChange: (task: Task) => void, signal: AbortSignal): Promise<Task | null> {
  if (typeof EventSource === 'undefined') return Promise.resolve(null)
  return new Promise((resolve) => {
    const source = new EventSource(`/api/tasks/${id}/events`)
    let last: Task | null = null
    const end = () => {
      source.close()
      resolve(last)
    }
    signal.addEventListener('abort', end, { once: true })
    source.addEventListener('task', ({ data }) => {
      last = JSON.parse(data as string) as Task
      onChange(last)
      if (isOver(last)) end()
    })
    // The server ends the stream with the task; a browser takes that for a fault and would ask again.
    source.addEventListener('error', end)
  })
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
