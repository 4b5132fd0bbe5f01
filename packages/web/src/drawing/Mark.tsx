import './mark.css'

/** How something stands. Each has its own shape, so that colour is never the only sign. */
export type Standing = 'good' | 'warn' | 'bad' | 'none'

const SHAPES: Record<Standing, string> = {
  // A disc, a triangle, a square on its corner, a ring.
  good: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z',
  warn: 'M8 1.5L15 14H1Z',
  bad: 'M8 .8L15.2 8L8 15.2L.8 8Z',
  none: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11Zm0 1.8a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 1 1 0-7.4Z',
}
const SIGNS: Record<Standing, string> = {
  good: 'M5 8.2L7.2 10.4L11 5.8',
  warn: 'M8 6v3.6M8 11.4v.6',
  bad: 'M8 4.6v4.2M8 10.8v.6',
  none: '',
}

/** The sign of a standing; the words beside it say the same, so it is hidden from readers. */
export function Mark({ standing }: { standing: Standing }) {
  return (
    <svg className={`mark mark-${standing}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={SHAPES[standing]} fill="currentColor" />
      <path
        d={SIGNS[standing]}
        fill="none"
        stroke="#fff"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
