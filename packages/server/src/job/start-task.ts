import { defineErrors, fault } from '@shishu/kernel'
import { isEnded, type Task, type TaskWork } from './task.ts'
import type { Tasks } from './tasks.ts'

/** Tasks of one person that may be under way or waiting: each holds what it works on in memory. */
export const MOST_AT_ONCE = 5

export const START_TASK_ERRORS = {
  'task.too-many': fault<{ most: number }>({
    zh: ({ most }) => `您已有 ${most} 项任务没有做完，请等它们做完或停掉后再来。`,
    en: ({ most }) => `${most} tasks of yours are not finished; wait for them, or stop them.`,
  }),
}

const startTaskError = defineErrors(START_TASK_ERRORS)

/** Refuses another task to a person who has many under way; to be asked before anything large is read. Errors: task.too-many. */
export async function checkFewTasks(tasks: Tasks, person: string): Promise<void> {
  const open = (await tasks.list(person)).filter((task) => !isEnded(task))
  if (open.length >= MOST_AT_ONCE) throw startTaskError('task.too-many', { most: MOST_AT_ONCE })
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
  await checkFewTasks(tasks, person)
  const started = Promise.withResolvers<string>()
  const task = await tasks.start(kind, person, orgUnit, async (progress, signal) =>
    work(await started.promise, progress, signal),
  )
  started.resolve(task.id)
  return task
}
