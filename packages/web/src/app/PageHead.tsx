import { type ReactNode, useEffect } from 'react'
import { useWords } from '../words/language.ts'

interface PageHeadProps {
  title: string
  lead?: ReactNode
}

/** A page's heading; the browser's tab says the same. */
export function PageHead({ title, lead }: PageHeadProps) {
  const words = useWords()
  useEffect(() => {
    document.title = `${title} · ${words.product.name}`
  }, [title, words])
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {lead === undefined ? null : <p>{lead}</p>}
    </div>
  )
}
