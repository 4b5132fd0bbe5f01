import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { post } from '../api/client.ts'
import { download, keepFile } from '../api/download.ts'
import { mayDo, type Session } from '../api/session.ts'
import { startCheck, startVerification } from '../api/settings.ts'
import { followTask, isOver, stopTask, type Task, tasksQuery } from '../api/tasks.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { type SettingsWords, useSettingsWords } from './settings-words.ts'

type Kind = 'check' | 'verification' | 'export'

const START: Readonly<Record<Kind, () => Promise<Task>>> = {
  check: startCheck,
  verification: startVerification,
  export: () => post('/api/exports'),
}

/** Checks, verifies and exports the whole book, as tasks that go on while one is away. */
export function WholeBook({ session }: { session: Session }) {
  const { book: words } = useSettingsWords()
  const kinds: readonly Kind[] = [
    ...(mayDo(session, 'book.operate') ? (['check', 'verification'] as const) : []),
    ...(mayDo(session, 'book.export') ? (['export'] as const) : []),
  ]
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
      </div>
      {kinds.map((kind) => (
        <BookTask key={kind} kind={kind} />
      ))}
    </section>
  )
}

function BookTask({ kind }: { kind: Kind }) {
  const { book: words } = useSettingsWords()
  const { task, error, start } = useBookTask(kind)
  const runs = task !== null && !isOver(task)
  return (
    <section className="settings-task">
      <h2>{words[kind]}</h2>
      <p className="quiet">{words[`${kind}Help`]}</p>
      {error === null ? null : <ProblemNotice error={error} />}
      {task === null ? null : <TaskState kind={kind} task={task} />}
      <div className="button-row">
        {runs ? (
          <button type="button" className="button" disabled={task.stopAsked} onClick={() => void stopTask(task.id)}>
            {words.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={start}>
            {words[kind]}
          </button>
        )}
      </div>
    </section>
  )
}

function TaskState({ kind, task }: { kind: Kind; task: Task }) {
  const { book: words } = useSettingsWords()
  if (!isOver(task)) {
    const counted = task.progress.entries ?? task.progress.batches
    const text = task.state === 'queued' ? words.queued : words.running
    return (
      <div className="task-line" role="status">
        <span>
          {text} {typeof counted === 'number' ? words.counted(counted) : ''}
        </span>
        <progress aria-label={text} />
      </div>
    )
  }
  if (task.state === 'stopped') return <p role="status">{words.stopped}</p>
  if (task.error !== null) return <ProblemNotice error={new ApiProblem(0, task.error)} />
  return (
    <div role="status">
      <p>{resultText(kind, task.result, words)}</p>
      {kind === 'export' ? <ExportFile id={task.id} /> : null}
    </div>
  )
}

function ExportFile({ id }: { id: string }) {
  const { book: words } = useSettingsWords()
  const [error, setError] = useState<unknown>(null)
  const fetchFile = async () => {
    setError(null)
    try {
      keepFile(await download(`/api/exports/${id}/file`, 'shishu.jsonl.gz'))
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <>
      {error === null ? null : <ProblemNotice error={error} />}
      <p>
        <button type="button" className="button" onClick={() => void fetchFile()}>
          {words.download}
        </button>
      </p>
    </>
  )
}

const MEGABYTE = 1024 * 1024

/** What came of a task, in a sentence. */
export function resultText(kind: Kind, result: unknown, words: SettingsWords['book']): string {
  if (kind === 'check') {
    const { entries, disagreements } = result as { entries: number; disagreements: readonly unknown[] }
    return disagreements.length === 0 ? words.checkDone(entries) : words.checkBad(disagreements.length)
  }
  if (kind === 'verification') return words.verificationDone((result as { towns: readonly unknown[] }).towns.length)
  const { size } = result as { size: number }
  return words.exportDone(size < MEGABYTE ? `${Math.ceil(size / 1024)} KB` : `${(size / MEGABYTE).toFixed(1)} MB`)
}

/** The person's last task of a kind, followed while it runs, and how to start another. */
function useBookTask(kind: Kind) {
  const client = useQueryClient()
  const last = useQuery(tasksQuery).data?.find((task) => task.kind === kind)
  const [followed, setFollowed] = useState<Task | null>(null)
  const [error, setError] = useState<unknown>(null)
  const control = useRef(new AbortController())
  useEffect(() => {
    control.current = new AbortController()
    return () => control.current.abort()
  }, [])
  const follow = async (id: string) => {
    const { signal } = control.current
    try {
      await followTask(id, (task) => !signal.aborted && setFollowed(task), signal)
      await client.invalidateQueries({ queryKey: tasksQuery.queryKey })
    } catch (failed) {
      if (!signal.aborted) setError(failed)
    }
  }
  const runningId = last !== undefined && !isOver(last) ? last.id : undefined
  useEffect(() => {
    if (runningId !== undefined && followed?.id !== runningId) void follow(runningId)
  }, [runningId])
  const start = async () => {
    setError(null)
    try {
      const task = await START[kind]()
      setFollowed(task)
      await follow(task.id)
    } catch (refused) {
      setError(refused)
    }
  }
  return { task: followed ?? last ?? null, error, start: () => void start() }
}
