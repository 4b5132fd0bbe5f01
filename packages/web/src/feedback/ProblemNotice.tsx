import { ShishuError } from '@shishu/kernel'
import { ApiProblem } from '../api/api-problem.ts'
import { useLanguage } from '../words/language.ts'

interface ProblemNoticeProps {
  error: unknown
  /** For what was to be read: what was to be done is tried again by who does it. */
  onRetry?: () => void
}

/** Says what was refused or failed, and what can be done about it. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { language, words } = useLanguage()
  const known = error instanceof ApiProblem || error instanceof ShishuError
  return (
    <div className="notice notice-bad" role="alert">
      <p>
        {onRetry === undefined ? null : <strong>{words.state.failedTitle} </strong>}
        {known ? error.text(language) : String(error instanceof Error ? error.message : error)}
      </p>
      {known ? (
        <p className="small quiet">
          {words.state.code} {error.code}
        </p>
      ) : null}
      {onRetry === undefined ? null : (
        <button type="button" className="button" onClick={onRetry}>
          {words.state.retry}
        </button>
      )}
    </div>
  )
}
