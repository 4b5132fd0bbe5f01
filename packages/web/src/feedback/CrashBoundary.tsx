import { Component, type ReactNode } from 'react'
import { readLanguage, WORDS } from '../words/language.ts'

interface CrashBoundaryProps {
  children: ReactNode
}

/** The last net: whatever fails in drawing, the person sees words and a way on. */
export class CrashBoundary extends Component<CrashBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? this.props.children : <Crash error={error} />
  }
}

/** The page shown where a page failed. */
export function Crash({ error }: { error: Error }) {
  const words = WORDS[readLanguage()]
  return (
    <div className="crash" role="alert">
      <h1>{words.state.crashedTitle}</h1>
      <p>{words.state.crashed}</p>
      <p className="quiet small">
        {words.state.code} {error.name}: {error.message}
      </p>
      <p>
        <button type="button" className="button button-main" onClick={() => window.location.reload()}>
          {words.state.retry}
        </button>{' '}
        <a className="button" href="/">
          {words.state.home}
        </a>
      </p>
    </div>
  )
}
