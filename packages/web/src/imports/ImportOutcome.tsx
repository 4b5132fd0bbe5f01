import type { Definitions } from '@shishu/kernel'
import { useMutation } from '@tanstack/react-query'
import { keepFile } from '../api/download.ts'
import { downloadMarked, type ImportResult } from '../api/imports.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useLanguage } from '../words/language.ts'
import { FaultTable } from './FaultTable.tsx'
import { FileChooser } from './FileChooser.tsx'
import { ImportBooked } from './ImportBooked.tsx'
import { SheetTable } from './SheetTable.tsx'

interface ImportOutcomeProps {
  /** Null where an earlier import is looked at again. */
  file: File | null
  task: string
  result: ImportResult
  definitions: Definitions
  onBook: (file: File) => void
  onFile: (file: File) => void
  onOther: () => void
}

/** What became of a workbook: faults to mend, a preview to book, or what was booked. */
export function ImportOutcome(props: ImportOutcomeProps) {
  const { result, definitions, onFile, onOther } = props
  const { words } = useLanguage()
  const { outcome } = result
  return (
    <>
      {outcome === 'refused' ? <Refused {...props} /> : null}
      {outcome === 'previewed' ? <Previewed {...props} /> : null}
      {outcome === 'repeated' ? (
        <section className="panel" role="status">
          <h2>{words.imports.repeatedTitle}</h2>
          <p>{words.imports.repeatedHelp}</p>
        </section>
      ) : null}
      {outcome === 'booked' ? <ImportBooked result={result} definitions={definitions} /> : null}
      {result.sheets.length === 0 ? null : <SheetTable sheets={result.sheets} definitions={definitions} />}
      {result.notices.length === 0 ? null : <Notices result={result} />}
      {outcome === 'refused' ? (
        <FileChooser notice={null} onFile={onFile} />
      ) : (
        <p>
          <button type="button" className="button" onClick={onOther}>
            {words.imports.other}
          </button>
        </p>
      )}
    </>
  )
}

function Refused({ task, result }: ImportOutcomeProps) {
  const { words } = useLanguage()
  const fetched = useMutation({ mutationFn: () => downloadMarked(task), onSuccess: keepFile })
  return (
    <section className="panel import-refused" aria-labelledby="import-refused">
      <div role="status">
        <h2 id="import-refused">{words.imports.refusedTitle(result.faultCount)}</h2>
        <p>{words.imports.refusedHelp}</p>
      </div>
      <p className="import-acts">
        {result.marked ? (
          <button
            type="button"
            className="button button-main"
            disabled={fetched.isPending}
            onClick={() => fetched.mutate()}
          >
            {words.imports.downloadMarked}
          </button>
        ) : null}
        <span className="quiet small">{words.imports.markedKept}</span>
      </p>
      {fetched.isError ? <ProblemNotice error={fetched.error} /> : null}
      <FaultTable faults={result.faults} count={result.faultCount} />
    </section>
  )
}

function Previewed({ result, file, onBook }: ImportOutcomeProps) {
  const { words } = useLanguage()
  const { rows, sheets, orgUnits } = result
  return (
    <section className="panel import-previewed" role="status">
      <h2>{words.imports.previewTitle}</h2>
      <p>
        {words.imports.previewHelp(rows, sheets.length)}
        {orgUnits === 0 ? null : ` ${words.imports.orgUnits(orgUnits)}`}
      </p>
      {file === null ? null : (
        <button type="button" className="button button-main" onClick={() => onBook(file)}>
          {words.imports.book(rows)}
        </button>
      )}
    </section>
  )
}

function Notices({ result: { notices, noticeCount } }: { result: ImportResult }) {
  const { language, words } = useLanguage()
  return (
    <details className="panel">
      <summary>{words.imports.notices(noticeCount)}</summary>
      <ul>
        {notices.map((notice) => (
          <li key={`${notice.sheet} ${notice.row} ${notice.code} ${notice.zh}`}>
            {notice.sheet}
            {notice.row === null ? '' : ` ${words.imports.row} ${notice.row}`}
            {language === 'zh' ? '：' : ': '}
            {notice[language]}
          </li>
        ))}
      </ul>
    </details>
  )
}
