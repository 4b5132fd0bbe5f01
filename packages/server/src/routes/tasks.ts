import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { object, TaskId, Task as TaskView } from '@shishu/protocol'
import { type Static, Type } from 'typebox'
import type { Task } from '../job/task.ts'
import { taskError } from '../job/task-errors.ts'
import { streamsOfPerson } from '../limit/streams-of-person.ts'
import { defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'
import type { Person } from '../session/person.ts'

/** A task as whoever started it sees it. */
export function taskView({ person: _, ...task }: Task): Static<typeof TaskView> {
  return task
}

/** A task of the person's own, of one kind where one is given. Errors: task.unknown, for others' tasks too. */
export async function ownTask({ tasks }: Services, person: Person, id: string, kind?: string): Promise<Task> {
  const task = await tasks.get(id)
  if (task.person !== person.account || (kind !== undefined && task.kind !== kind))
    throw taskError('task.unknown', { task: id })
  return task
}

const ATask = object({ task: TaskId })

const list = defineRoute({
  method: 'GET',
  url: '/api/tasks',
  tag: 'import',
  summary: { zh: '我的任务', en: 'My tasks' },
  access: 'signed-in',
  response: object({ tasks: Type.Array(TaskView) }),
  handle: async ({ person, services }) => ({ tasks: (await services.tasks.list(person.account)).map(taskView) }),
})

const read = defineRoute({
  method: 'GET',
  url: '/api/tasks/:task',
  tag: 'import',
  summary: { zh: '一个任务：进度、结果', en: 'One task: how far it is, what came of it' },
  access: 'signed-in',
  params: ATask,
  response: TaskView,
  handle: async ({ params, person, services }) => taskView(await ownTask(services, person, params.task)),
})

const stop = defineRoute({
  method: 'POST',
  url: '/api/tasks/:task/stop',
  tag: 'import',
  summary: { zh: '停止任务', en: 'Stop a task' },
  access: 'signed-in',
  params: ATask,
  response: TaskView,
  status: 202,
  handle: async ({ params, person, services }) => {
    await ownTask(services, person, params.task)
    await services.tasks.stop(params.task)
    return taskView(await services.tasks.get(params.task))
  },
})

const events = defineRoute({
  method: 'GET',
  url: '/api/tasks/:task/events',
  tag: 'import',
  summary: { zh: '跟踪任务，直到结束（SSE）', en: 'Follow a task to its end (server-sent events)' },
  access: 'signed-in',
  params: ATask,
  produces: ['text/event-stream'],
  handle: async ({ params, person, services, request, reply }) => {
    await ownTask(services, person, params.task)
    const gone = new AbortController()
    const end = streamsOf(services)(person.account)
    reply.raw.once('close', () => {
      end()
      gone.abort()
    })
    reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Reverse proxies pass each event on as it comes.
      'x-accel-buffering': 'no',
    })
    const ends = AbortSignal.any([gone.signal, request.server.stopping])
    const stillIn = async () => (await services.identify(request.headers))?.account === person.account
    return Readable.from(eventsOf(services.tasks.follow(params.task, ends), ends, { stillIn }))
  },
})

/** One count for each server. */
const counts = new WeakMap<Services, ReturnType<typeof streamsOfPerson>>()

function streamsOf(services: Services): ReturnType<typeof streamsOfPerson> {
  const streams = counts.get(services) ?? streamsOfPerson()
  counts.set(services, streams)
  return streams
}

/** A connection on which nothing is said for this long is cut by proxies. */
const HEARTBEAT_MS = 15_000

/**
 * The states of a task as server-sent events, with a comment now and then while nothing happens.
 * @param stillIn  whether whoever asked may still be answered; asked as often as a comment is due, and the end where not
 */
export async function* eventsOf(
  states: AsyncIterable<Task>,
  signal: AbortSignal,
  {
    heartbeatMs = HEARTBEAT_MS,
    stillIn = async () => true,
  }: { heartbeatMs?: number; stillIn?: () => Promise<boolean> } = {},
): AsyncGenerator<string> {
  let looked = performance.now()
  const iterator = states[Symbol.asyncIterator]()
  let next = iterator.next()
  // A failure while a heartbeat is sent is met at the next look.
  next.catch(() => undefined)
  while (!signal.aborted) {
    const beat = new AbortController()
    const silence = sleep(heartbeatMs, 'silence' as const, { signal: AbortSignal.any([beat.signal, signal]) })
    const first = await Promise.race([next, silence.catch(() => 'silence' as const)])
    beat.abort()
    if (signal.aborted) return
    if (first === 'silence' || performance.now() - looked >= heartbeatMs) {
      if (!(await stillIn())) return
      looked = performance.now()
    }
    if (first === 'silence') {
      yield ': …\n\n'
      continue
    }
    if (first.done === true) return
    yield `event: task\ndata: ${JSON.stringify(taskView(first.value))}\n\n`
    next = iterator.next()
    next.catch(() => undefined)
  }
}

export const taskRoutes = [list, read, stop, events]
