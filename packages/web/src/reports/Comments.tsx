import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { DraftComment } from '../api/report-drafts.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { useDraftWords } from './draft-words.ts'
import { momentText } from './instant-words.ts'

interface CommentsPanelProps {
  comments: readonly DraftComment[]
  onResolve: (id: string) => Promise<unknown>
  onGo: (anchor: string) => void
}

/** What was said of the draft and not dealt with, and what was. */
export function CommentsPanel({ comments, onResolve, onGo }: CommentsPanelProps) {
  const words = useDraftWords()
  const open = comments.filter(({ resolved }) => resolved === null)
  const done = comments.filter(({ resolved }) => resolved !== null)
  return (
    <section className="panel report-comments" aria-labelledby="report-comments">
      <div className="panel-head">
        <h2 id="report-comments">{words.comments}</h2>
        <p role="status">{open.length > 0 ? words.commentsOpen(open.length) : words.noComments}</p>
      </div>
      <CommentList comments={open} mayComment onResolve={onResolve} onGo={onGo} />
      {done.length === 0 ? null : (
        <details>
          <summary>{words.resolvedCount(done.length)}</summary>
          <CommentList comments={done} mayComment={false} onResolve={onResolve} onGo={onGo} />
        </details>
      )}
    </section>
  )
}

interface CommentListProps extends Omit<CommentsPanelProps, 'onGo'> {
  mayComment: boolean
  /** Absent where the paragraph stands beside. */
  onGo?: (anchor: string) => void
}

function CommentList({ comments, mayComment, onResolve, onGo }: CommentListProps) {
  const draft = useDraftWords()
  const words = useWords()
  const resolving = useMutation({ mutationFn: onResolve })
  const nameOf = (anchor: string, quote: string) =>
    quote === '' ? (draft.blocks[anchor as keyof typeof draft.blocks] ?? '') : `“${quote}…”`
  if (comments.length === 0) return null
  return (
    <ul className="comment-list">
      {comments.map(({ id, anchor, quote, text, by, at, resolved }) => (
        <li key={id}>
          {onGo === undefined ? null : (
            <button type="button" className="comment-place" onClick={() => onGo(anchor)} title={draft.goThere}>
              {nameOf(anchor, quote)}
            </button>
          )}
          <p className="comment-text">{text}</p>
          <p className="quiet small">
            {by ?? draft.nobody}　{momentText(at, words)}
            {resolved === null
              ? null
              : `　${draft.resolvedBy(resolved.by ?? draft.nobody, momentText(resolved.at, words))}`}
          </p>
          {mayComment && resolved === null ? (
            <button
              type="button"
              className="button"
              disabled={resolving.isPending}
              onClick={() => resolving.mutate(id)}
            >
              {draft.resolve}
            </button>
          ) : null}
        </li>
      ))}
      {resolving.isError ? (
        <li>
          <ProblemNotice error={resolving.error} />
        </li>
      ) : null}
    </ul>
  )
}

interface CommentThreadProps {
  anchor: string
  /** How the paragraph begins. */
  quote: string
  comments: readonly DraftComment[]
  onAdd: (comment: { anchor: string; quote: string; text: string }) => Promise<unknown>
  onResolve: (id: string) => Promise<unknown>
  onClose: () => void
}

/** The comments on one paragraph, right beside it, and a field for one more. */
export function CommentThread({ anchor, quote, comments, onAdd, onResolve, onClose }: CommentThreadProps) {
  const words = useDraftWords()
  const id = useId()
  const [text, setText] = useState('')
  const adding = useMutation({
    mutationFn: () => onAdd({ anchor, quote, text }),
    onSuccess: () => {
      setText('')
      onClose()
    },
  })
  return (
    <aside className="comment-thread no-print" aria-label={words.comments}>
      <CommentList
        comments={comments.filter((one) => one.anchor === anchor && one.resolved === null)}
        mayComment
        onResolve={onResolve}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate()
        }}
      >
        <label htmlFor={id}>{words.newComment}</label>
        <textarea
          id={id}
          className="input"
          lang="zh-CN"
          rows={2}
          maxLength={1000}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: opened by the reader’s own click in order to write
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
          }}
        />
        {adding.isError ? <ProblemNotice error={adding.error} /> : null}
        <div className="proposal-acts">
          <button type="submit" className="button button-main" disabled={text.trim() === '' || adding.isPending}>
            {words.addComment}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </form>
    </aside>
  )
}
