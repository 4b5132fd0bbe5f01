import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { topicOfPage } from '../help/topic-of-page.ts'
import { useWords } from '../words/language.ts'

interface PageHeadProps {
  title: string
  lead?: ReactNode
  /** The chapter of the guide, where it is not the one that the address has. */
  topic?: string
}

/** A page's heading, with the way to how it is used; the browser's tab says the same. */
export function PageHead({ title, lead, topic }: PageHeadProps) {
  const words = useWords()
  useEffect(() => {
    document.title = `${title} · ${words.product.name}`
  }, [title, words])
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {lead === undefined ? null : <p>{lead}</p>}
      <GuideLink topic={topic} />
    </div>
  )
}

function GuideLink({ topic: given }: { topic: string | undefined }) {
  const words = useWords()
  const { pathname } = useLocation()
  if (pathname.startsWith('/help')) return null
  const topic = given ?? topicOfPage(pathname)
  const way = topic === undefined ? ({ to: '/help' } as const) : ({ to: '/help/$topic', params: { topic } } as const)
  return (
    <Link {...way} className="guide-link no-print">
      {words.help.howTo}
    </Link>
  )
}
