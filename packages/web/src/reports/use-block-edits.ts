import type { BlockTexts, ReportBlock } from '@shishu/kernel'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import type { BlockText, Writing, WrittenBlock } from '../api/report-drafts.ts'

/** What a writer has typed and the book does not have yet. */
export interface BlockEdit {
  text: string
  /** The revision that the writer saw when they began. */
  basedOn: number
  saving: boolean
  /** Why it was not saved; null while nothing went wrong. */
  error: unknown
  /** What somebody else saved meanwhile: the writer chooses. */
  theirs: WrittenBlock | null
}

type Edits = Partial<Record<ReportBlock, BlockEdit>>

export interface BlockEdits {
  edits: Edits
  /** What stands in each part, with what is being typed. */
  texts: BlockTexts
  change(block: ReportBlock, text: string): void
  /** Saves what is typed; false where something could not be. */
  flush(block?: ReportBlock): Promise<boolean>
  /** Settles a part that two people changed. */
  choose(block: ReportBlock, text: string): void
}

/** A pause in writing after which it is saved. */
const PAUSE_MS = 1500

/**
 * The parts of a draft while somebody writes them: saved when they pause, one save after the other; what is refused stays
 * with its writer.
 */
export function useBlockEdits(
  blocks: readonly WrittenBlock[],
  save: (change: BlockText) => Promise<Writing>,
): BlockEdits {
  const [edits, setEdits] = useState<Edits>({})
  const latest = useRef({ edits, blocks, save })
  useEffect(() => {
    latest.current.blocks = blocks
    latest.current.save = save
  })
  const running = useRef(new Map<ReportBlock, Promise<boolean>>())
  const timers = useRef(new Map<ReportBlock, ReturnType<typeof setTimeout>>())

  const put = useCallback((block: ReportBlock, edit: BlockEdit | undefined) => {
    const { [block]: _, ...others } = latest.current.edits
    latest.current.edits = edit === undefined ? others : { ...others, [block]: edit }
    setEdits(latest.current.edits)
  }, [])

  const flushOne = useCallback(
    async (block: ReportBlock): Promise<boolean> => {
      clearTimeout(timers.current.get(block))
      await running.current.get(block)
      const edit = latest.current.edits[block]
      if (edit === undefined) return true
      if (edit.theirs !== null) return false
      put(block, { ...edit, saving: true, error: null })
      const work = saveOnce(latest.current.save, block, edit).then((outcome) => {
        const now = latest.current.edits[block] ?? edit
        if ('revision' in outcome) {
          // What was typed during the save rests on what it saved.
          if (now.text === edit.text) put(block, undefined)
          else put(block, { ...now, basedOn: outcome.revision, saving: false })
          return true
        }
        put(block, { ...now, saving: false, ...outcome })
        return false
      })
      running.current.set(block, work)
      const done = await work
      if (running.current.get(block) === work) running.current.delete(block)
      return done
    },
    [put],
  )

  const flush = useCallback(
    async (block?: ReportBlock): Promise<boolean> => {
      const all = block === undefined ? (Object.keys(latest.current.edits) as ReportBlock[]) : [block]
      const done = await Promise.all(all.map(flushOne))
      return done.every(Boolean)
    },
    [flushOne],
  )

  const change = useCallback(
    (block: ReportBlock, text: string) => {
      const standing = latest.current.blocks.find((one) => one.block === block)!
      const edit = latest.current.edits[block]
      if (edit === undefined && text === standing.text) return
      put(block, {
        basedOn: standing.revision,
        saving: false,
        theirs: null,
        ...edit,
        error: null,
        text,
      })
      clearTimeout(timers.current.get(block))
      timers.current.set(
        block,
        setTimeout(() => void flushOne(block), PAUSE_MS),
      )
    },
    [put, flushOne],
  )

  const choose = useCallback(
    (block: ReportBlock, text: string) => {
      const edit = latest.current.edits[block]
      if (edit?.theirs == null) return
      if (text === edit.theirs.text) put(block, undefined)
      else {
        put(block, { ...edit, text, basedOn: edit.theirs.revision, theirs: null, error: null })
        void flushOne(block)
      }
    },
    [put, flushOne],
  )

  // Leaving within the application saves what was typed last; leaving it altogether asks first.
  useEffect(() => () => void flush(), [flush])
  const unsaved = Object.keys(edits).length > 0
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])

  const texts = Object.fromEntries(blocks.map(({ block, text }) => [block, edits[block]?.text ?? text]))
  return { edits, texts, change, flush, choose }
}

/** The revision that was kept, or why none was. */
async function saveOnce(
  save: (change: BlockText) => Promise<Writing>,
  block: ReportBlock,
  { text, basedOn }: BlockEdit,
): Promise<{ revision: number } | { error: unknown } | { theirs: WrittenBlock }> {
  try {
    const { blocks } = await save({ block, basedOn, text })
    return { revision: blocks.find((one) => one.block === block)!.revision }
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'draft.stale') return { theirs: error.detail as WrittenBlock }
    return { error }
  }
}

/** Told where a step cannot be taken because text is not saved yet. */
export const stillUnsaved = (): ApiProblem =>
  new ApiProblem(0, {
    code: 'web.draft-unsaved',
    zh: '还有文字没有存上。请先在“补写的文字”里处理好，再办这一步。',
    en: 'Some text is not saved yet; settle it under “Written parts” first.',
  })
