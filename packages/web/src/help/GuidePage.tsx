import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { NotFound } from '../app/NotFound.tsx'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useLanguage } from '../words/language.ts'
import { GuideBlocks } from './GuideBlocks.tsx'
import { type GuideChapter, guideQuery } from './guide.ts'
import { useGuideWords } from './guide-words.ts'
import './guide.css'

/** A chapter of the user guide, with its pictures. */
export function GuidePage() {
  const { language } = useLanguage()
  const { topic } = useParams({ from: '/inside/help/$topic' })
  const guide = useQuery(guideQuery(language))
  return (
    <Loaded query={guide} lines={10}>
      {(chapters) => {
        const at = chapters.findIndex((chapter) => chapter.topic === topic)
        return at < 0 ? <NotFound /> : <ChapterView chapters={chapters} at={at} />
      }}
    </Loaded>
  )
}

function ChapterView({ chapters, at }: { chapters: readonly GuideChapter[]; at: number }) {
  const guide = useGuideWords()
  const { topic, title, blocks } = chapters[at]!
  const page = guide.chapters.find((chapter) => chapter.topic === topic)?.to ?? null
  return (
    <div className="page">
      <PageHead title={title} lead={guide.part(at + 1, chapters.length)} />
      <article className="panel guide-chapter">
        <GuideBlocks blocks={blocks} />
        {page === null ? null : (
          <p className="no-print">
            <Link
              to={page}
              {...(page === '/settings/$' ? { params: { _splat: 'duties' } } : {})}
              className="button button-main"
            >
              {guide.go}
            </Link>
          </p>
        )}
      </article>
      <nav className="guide-turn no-print" aria-label={guide.title}>
        <Turn chapter={chapters[at - 1]} label={guide.before} />
        <Link to="/help" className="button">
          {guide.all}
        </Link>
        <Turn chapter={chapters[at + 1]} label={guide.after} />
      </nav>
    </div>
  )
}

function Turn({ chapter, label }: { chapter: GuideChapter | undefined; label: string }) {
  if (chapter === undefined) return null
  return (
    <Link to="/help/$topic" params={{ topic: chapter.topic }} className="button">
      {label} {chapter.title}
    </Link>
  )
}
