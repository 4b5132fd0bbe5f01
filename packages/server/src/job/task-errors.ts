import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about long work that somebody started. */
export const TASK_ERRORS = {
  'task.unknown': fault<{ task: string }>({
    zh: ({ task }) => `没有任务 ${task}，或者它已过期清除。`,
    en: ({ task }) => `No task ${task}; it may have been removed after its term.`,
  }),
  'task.too-many': fault<{ most: number }>({
    zh: ({ most }) => `您已有 ${most} 项任务没有做完，请等它们做完或停掉后再来。`,
    en: ({ most }) => `${most} tasks of yours are not finished; wait for them, or stop them.`,
  }),
  'task.failed': fault<Record<string, never>>({
    zh: () => '任务出错，没有做完。请重做；仍然出错的，请技术人员查看日志。',
    en: () => 'The task failed. Start it again; if it fails again, look in the log.',
  }),
  'task.server-gone': fault<Record<string, never>>({
    zh: () => '做这项任务的服务中途停了，任务没有做完，请重做。已经确认记账的仍然有效。',
    en: () => 'The server that did this task stopped. Start it again; what was booked is booked.',
  }),
}

export const taskError = defineErrors(TASK_ERRORS)
