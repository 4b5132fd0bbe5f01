import { isEnded, type Task, type TaskWork } from './task.ts'
import { taskError } from './task-errors.ts'
import type { Tasks } from './tasks.ts'

/** Tasks of one person that may be under way or waiting: each holds what it works on in memory. */
export const MOST_AT_ONCE = 5

/**
 * Refuses another task to a person who has many under way: to be asked before anything large is read. That there are no more
 * than that is kept where they are started.
 * Errors  task.too-many
 */
export async function checkFewTasks(tasks: Tasks, person: string): Promise<void> {
  const open = (await tasks.list(person)).filter((task) => !isEnded(task))
  if (open.length >= MOST_AT_ONCE) throw taskError('task.too-many', { most: MOST_AT_ONCE })
}

/**
 * Starts work that names its file by the task's id. Arguments as of `Tasks.start`.
 * Errors  task.too-many
 */
export async function startTask(
  tasks: Tasks,
  { kind, person, orgUnit }: Pick<Task, 'kind' | 'person' | 'orgUnit'>,
  work: (id: string, ...rest: Parameters<TaskWork>) => Promise<unknown>,
): Promise<Task> {
  const started = Promise.withResolvers<string>()
  const tell: TaskWork = async (progress, signal) => work(await started.promise, progress, signal)
  const task = await tasks.start(kind, person, orgUnit, tell, MOST_AT_ONCE)
  started.resolve(task.id)
  return task
}
