import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { explanationQuery, type FigureAddress } from '../../api/figures.ts'
import { useScope } from '../../scope/use-scope.ts'
import { useWords } from '../../words/language.ts'
import { useOpened } from './opened.ts'
import './explanation.css'

interface OpenFigureProps {
  figure: FigureAddress
  /** What it is called for who cannot see where it stands. */
  name: string
  /** How it reads. */
  text: string
  className?: string
  /** What is shown; absent: the text. */
  children?: ReactNode
}

/** A number that opens: where it comes from is asked for as soon as it is pointed at. */
export function OpenFigure({ figure, name, text, className = '', children }: OpenFigureProps) {
  const words = useWords()
  const client = useQueryClient()
  const [{ asOf }] = useScope()
  const [, open] = useOpened()
  const fetchAhead = () => void client.prefetchQuery(explanationQuery(figure, asOf))
  return (
    <button
      type="button"
      className={`open-figure ${className}`}
      // Who hears the page is told what the eye is: a name of its own only where the button shows less.
      aria-label={children ? undefined : words.figures.openName(name, text)}
      aria-haspopup="dialog"
      title={words.figures.open}
      onPointerEnter={fetchAhead}
      onFocus={fetchAhead}
      onClick={() => open(figure)}
    >
      {children ?? text}
    </button>
  )
}
