import type { Task } from '../api/tasks.ts'
import { useWords } from '../words/language.ts'

interface ImportWorkingProps {
  file: File
  booking: boolean
  /** Null while the file is being sent. */
  task: Task | null
  onStop: () => void
}

/** How far the import is. */
export function ImportWorking({ file, booking, task, onStop }: ImportWorkingProps) {
  const words = useWords()
  const { stages } = words.imports
  const stage = task?.progress.stage
  const rows = task?.progress.rows
  const text =
    task === null
      ? words.imports.sending
      : task.state === 'queued'
        ? words.imports.queued
        : stage === 'checked' && booking
          ? words.imports.booking
          : stage === 'checked' || stage === 'booked'
            ? stages[stage]
            : stages.reading
  return (
    <section className="panel import-working" aria-label={file.name}>
      <h2>{file.name}</h2>
      <div role="status">
        <p>{text}</p>
        {typeof rows === 'number' && rows > 0 ? <p className="quiet">{words.imports.progress(rows)}</p> : null}
      </div>
      <progress aria-label={text} />
      {task === null ? null : (
        <p>
          <button type="button" className="button" disabled={task.stopAsked} onClick={onStop}>
            {words.imports.stop}
          </button>
        </p>
      )}
    </section>
  )
}
