import { useId } from 'react'
import { useToast } from '../feedback/toasts.tsx'
import { useWords } from '../words/language.ts'
import { type DraftNotes, NOTE_SECTIONS, type NoteSection, rewriteBlock } from './draft-notes.ts'

interface NotesEditorProps {
  notes: DraftNotes
  /** Whether this device keeps them. */
  kept: boolean
  onChange: (notes: DraftNotes) => void
}

/** What the writer took up, to be gone on with by hand; it is on this device alone, and says so. */
export function NotesEditor({ notes, kept, onChange }: NotesEditorProps) {
  const words = useWords()
  const toast = useToast()
  const written = NOTE_SECTIONS.filter((section) => notes.blocks[section].trim() !== '')
  const copy = async () => {
    const text = written.map((section) => `${words.reports.sections[section]}\n${notes.blocks[section]}`).join('\n\n')
    await navigator.clipboard.writeText(text).then(
      () => toast({ text: words.reports.copied }),
      () => toast({ text: words.reports.notCopied, tone: 'bad' }),
    )
  }
  return (
    <section className="panel report-notes" aria-labelledby="report-notes">
      <div className="panel-head no-print">
        <h2 id="report-notes">{words.reports.notes}</h2>
        <button type="button" className="button" disabled={written.length === 0} onClick={() => void copy()}>
          {words.reports.copy}
        </button>
      </div>
      <p className={kept ? 'notice no-print' : 'notice notice-warn no-print'}>
        {kept ? words.reports.onThisDevice : words.reports.notKept}
      </p>
      {NOTE_SECTIONS.map((section) => (
        <NoteBlock
          key={section}
          section={section}
          text={notes.blocks[section]}
          onChange={(text) => onChange(rewriteBlock(notes, section, text))}
        />
      ))}
    </section>
  )
}

interface NoteBlockProps {
  section: NoteSection
  text: string
  onChange: (text: string) => void
}

function NoteBlock({ section, text, onChange }: NoteBlockProps) {
  const words = useWords()
  const id = useId()
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 26)), 0)
  return (
    <div className={text.trim() === '' ? 'report-note no-print' : 'report-note'}>
      <label htmlFor={id}>{words.reports.sections[section]}</label>
      <textarea
        id={id}
        className="input no-print"
        lang="zh-CN"
        rows={Math.max(2, lines)}
        value={text}
        placeholder={words.reports.notePlaceholder}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="print-only" lang="zh-CN">
        {text}
      </div>
    </div>
  )
}
