import { REPORT_BLOCKS, type ReportBlock } from '@shishu/kernel'
import { useId } from 'react'
import type { Writing, WrittenBlock } from '../api/report-drafts.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'
import { useDraftWords } from './draft-words.ts'
import { momentText } from './instant-words.ts'
import { movedSentences } from './moved-sentences.ts'
import type { PaperComments } from './ReportPaper.tsx'
import { StaleBlock } from './StaleBlock.tsx'
import type { BlockEdit, BlockEdits } from './use-block-edits.ts'

interface WrittenBlocksProps {
  writing: Writing
  edits: BlockEdits
  /** Sentences that the figures give now. */
  offered: readonly string[]
  /** Null: nobody is to comment. */
  comments: PaperComments | null
}

/** The parts of the report that people write, shared by all its writers. */
export function WrittenBlocks({ writing, edits, offered, comments }: WrittenBlocksProps) {
  const words = useDraftWords()
  const moved = movedSentences(writing, offered)
  return (
    <section className="panel report-written no-print" aria-labelledby="report-written">
      <div className="panel-head">
        <h2 id="report-written">{words.written}</h2>
        <p>{writing.may.write ? words.writtenHelp : `${words.stages[writing.stage]}。${words.readOnly}`}</p>
      </div>
      {moved.length === 0 ? null : (
        <div className="notice notice-warn" role="status">
          <p>{words.moved(moved.length)}</p>
          <ul lang="zh-CN">
            {moved.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {REPORT_BLOCKS.map((block) => (
        <BlockEditor
          key={block}
          block={writing.blocks.find((one) => one.block === block)!}
          edit={edits.edits[block]}
          mayWrite={writing.may.write}
          comments={comments}
          onChange={(text) => edits.change(block, text)}
          onSave={() => void edits.flush(block)}
          onChoose={(text) => edits.choose(block, text)}
        />
      ))}
    </section>
  )
}

interface BlockEditorProps {
  block: WrittenBlock
  edit: BlockEdit | undefined
  mayWrite: boolean
  comments: PaperComments | null
  onChange: (text: string) => void
  onSave: () => void
  onChoose: (text: string) => void
}

/** Characters of a line in the editor, about. */
const LINE = 30

function BlockEditor({ block, edit, mayWrite, comments, onChange, onSave, onChoose }: BlockEditorProps) {
  const draft = useDraftWords()
  const id = useId()
  const label = draft.blocks[block.block as ReportBlock]
  const text = edit?.text ?? block.text
  const said =
    comments?.comments.filter(({ anchor, resolved }) => anchor === block.block && resolved === null).length ?? 0
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0)
  if (edit?.theirs != null) {
    return <StaleBlock label={label} mine={edit.text} theirs={edit.theirs} onChoose={onChoose} />
  }
  return (
    <div className="report-block">
      <div className="report-block-head">
        <label htmlFor={id}>{label}</label>
        {comments === null ? null : (
          <button
            type="button"
            id={`comment-${block.block}`}
            className="button button-plain"
            aria-expanded={comments.open === block.block}
            aria-label={`${label} ${draft.comments}`}
            onClick={() => comments.onOpen(comments.open === block.block ? null : block.block)}
          >
            {said === 0 ? draft.comments : draft.commentCount(said)}
          </button>
        )}
      </div>
      <textarea
        id={id}
        className="input"
        lang="zh-CN"
        rows={Math.max(2, lines)}
        value={text}
        readOnly={!mayWrite && edit === undefined}
        placeholder={mayWrite ? draft.placeholder : undefined}
        aria-describedby={`${id}state`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onSave}
      />
      <p className="quiet small report-block-state" id={`${id}state`}>
        <BlockState block={block} edit={edit} />
      </p>
      {comments?.open === block.block ? comments.thread(block.block, '') : null}
      {edit?.error == null ? null : (
        <div className="report-block-refused">
          <p>{draft.notSaved}</p>
          <ProblemNotice error={edit.error} />
          <button type="button" className="button" onClick={onSave}>
            {draft.saveAgain}
          </button>
        </div>
      )}
    </div>
  )
}

function BlockState({ block, edit }: { block: WrittenBlock; edit: BlockEdit | undefined }) {
  const draft = useDraftWords()
  const words = useWords()
  if (edit?.saving === true) return draft.saving
  if (edit !== undefined) return edit.error == null ? draft.typing : ''
  return block.at === null ? '' : draft.saved(block.by ?? draft.nobody, momentText(block.at, words))
}
