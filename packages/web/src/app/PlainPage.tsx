import { useWords } from '../words/language.ts'
import { PageHead } from './PageHead.tsx'

/** A page whose work has not begun: it says so, rather than showing made-up content. */
export function PlainPage({ title, lead }: { title: string; lead: string }) {
  const words = useWords()
  return (
    <div className="page">
      <PageHead title={title} lead={lead} />
      <p className="panel quiet">{words.state.soon}</p>
    </div>
  )
}
