import { Link } from '@tanstack/react-router'
import { useWords } from '../words/language.ts'

/** What an address shows that leads nowhere. */
export function NotFound() {
  const words = useWords()
  return (
    <div className="page">
      <div className="panel">
        <h1>{words.state.notFoundTitle}</h1>
        <p>{words.state.notFound}</p>
        <Link to="/" className="button">
          {words.state.home}
        </Link>
      </div>
    </div>
  )
}
