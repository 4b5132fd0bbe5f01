import { codeFromKey } from '@shishu/kernel'

export type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'stopped'

/** Long work that somebody started: an import, a check, an export. */
export interface Task {
  id: string
  kind: string
  /** The account that started it. */
  person: string
  /** What it is about, 12 digits; null: the whole book. */
  orgUnit: string | null
  state: TaskState
  /** Set from the asking until the work has ended. */
  stopAsked: boolean
  /** How far it is, in the work's own words: `{ rows: 1200, of: 5000 }`. */
  progress: Record<string, unknown>
  /** What came of it, or where the file is; null until done. */
  result: unknown
  /** Why it failed. */
  error: TaskError | null
  createdAt: string
  updatedAt: string
}

export interface TaskError {
  code: string
  zh: string
  en: string
}

/** The work: it says how far it is as often as it likes, and ends soon after the signal. Its result is kept as JSON. */
export type TaskWork = (progress: (now: Record<string, unknown>) => void, signal: AbortSignal) => Promise<unknown>

export const isEnded = ({ state }: Pick<Task, 'state'>) => state === 'done' || state === 'failed' || state === 'stopped'

/** Columns of a task as `taskOf` reads them. */
export const TASK_COLUMNS =
  'id, kind, person, org_unit, state, stop_asked, progress, result, error, created_at, updated_at'

export interface TaskRow {
  id: string
  kind: string
  person: string
  org_unit: string | null
  state: TaskState
  stop_asked: boolean
  progress: Record<string, unknown>
  result: unknown
  error: TaskError | null
  created_at: Date
  updated_at: Date
}

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    kind: row.kind,
    person: row.person,
    orgUnit: row.org_unit === null ? null : codeFromKey(Number(row.org_unit)),
    state: row.state,
    stopAsked: row.stop_asked,
    progress: row.progress,
    result: row.result,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
