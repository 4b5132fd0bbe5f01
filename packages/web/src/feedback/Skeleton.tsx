import { useEffect, useState } from 'react'
import { useWords } from '../words/language.ts'
import './feedback.css'

/** What is answered faster than this needs no sign that it is on its way. */
const LATE_MS = 300

/** Grey lines where text will stand, so that nothing jumps; drawn only once the wait is noticed. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const words = useWords()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton" role="status" style={{ minHeight: `${lines * 2}rem` }}>
      {late ? <span className="hidden-visually">{words.state.loading}</span> : null}
      {late
        ? Array.from({ length: lines }, (_, index) => (
            <span key={index} className="skeleton-line" style={{ width: `${[92, 76, 84, 58][index % 4]}%` }} />
          ))
        : null}
    </div>
  )
}
