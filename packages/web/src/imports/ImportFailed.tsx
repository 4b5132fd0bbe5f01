import { useId, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { TaskFailed } from './use-import.ts'

/** What the server answers where the workbook changes a closed period and nobody said why. */
const REASON_NEEDED = 'closing.reason-needed'

interface ImportFailedProps {
  error: unknown
  onAgain: (reason?: string) => void
  onOther: () => void
}

/** Why an import came to nothing; where only a reason is lacking, it is asked for here. */
export function ImportFailed({ error, onAgain, onOther }: ImportFailedProps) {
  const words = useWords()
  const id = useId()
  const [reason, setReason] = useState('')
  const shown = error instanceof TaskFailed ? new ApiProblem(0, error.failure) : error
  const needsReason = error instanceof TaskFailed && error.failure.code === REASON_NEEDED
  return (
    <section className="panel">
      <p>
        <strong>{words.imports.failed}</strong>
      </p>
      <ProblemNotice error={shown} />
      {needsReason ? (
        <form
          className="import-reason"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim().length >= 2) onAgain(reason.trim())
          }}
        >
          <label htmlFor={id}>{words.imports.reason}</label>
          <p className="quiet small">{words.imports.reasonHelp}</p>
          <input
            id={id}
            className="input"
            required
            minLength={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="button button-main">
            {words.state.retry}
          </button>
        </form>
      ) : (
        <p className="import-acts">
          <button type="button" className="button" onClick={() => onAgain()}>
            {words.state.retry}
          </button>
          <button type="button" className="button" onClick={onOther}>
            {words.imports.other}
          </button>
        </p>
      )}
    </section>
  )
}
