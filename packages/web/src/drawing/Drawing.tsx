import type { ReactNode } from 'react'
import { useWords } from '../words/language.ts'
import './drawing.css'

export interface DrawingTable {
  heads: readonly string[]
  /** The first cell of each row is its heading; numbers are set to the right. */
  rows: readonly (readonly (string | number)[])[]
}

interface DrawingProps {
  title: ReactNode
  /** What stands right of the title: a state, a unit. */
  aside?: ReactNode
  children: ReactNode
  /** The same content as text, for who cannot see the drawing or wants the numbers. */
  table?: DrawingTable
  className?: string
}

/** A drawing with its title and, one click away, its numbers as a table. */
export function Drawing({ title, aside, children, table, className }: DrawingProps) {
  const words = useWords()
  return (
    <figure className={`drawing ${className ?? ''}`}>
      <figcaption className="drawing-head">
        <span className="drawing-title">{title}</span>
        {aside === undefined ? null : <span className="drawing-aside">{aside}</span>}
      </figcaption>
      {children}
      {table === undefined ? null : (
        <details className="drawing-numbers">
          <summary>{words.drawing.table}</summary>
          <NumbersTable {...table} />
        </details>
      )}
    </figure>
  )
}

/** A plain table of a drawing's numbers. */
export function NumbersTable({ heads, rows }: DrawingTable) {
  return (
    <table className="numbers">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest], index) => (
          <tr key={index}>
            <th scope="row">{first}</th>
            {rest.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
