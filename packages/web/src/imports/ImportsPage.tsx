import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useLanguage } from '../words/language.ts'
import { FileChooser } from './FileChooser.tsx'
import { ImportFailed } from './ImportFailed.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import { ImportWorking } from './ImportWorking.tsx'
import { RecentImports } from './RecentImports.tsx'
import './imports.css'
import { useImport } from './use-import.ts'

/** Takes a workbook in: read and checked first, booked once the person has looked. */
export function ImportsPage() {
  const { words } = useLanguage()
  const definitions = useDefinitions()
  const { stage, check, book, stop, show, restart } = useImport()
  return (
    <div className="page">
      <PageHead title={words.imports.title} lead={words.imports.lead} />
      {stage.at === 'choosing' || stage.at === 'stopped' ? (
        <FileChooser onFile={check} notice={stage.at === 'stopped' ? words.imports.stopped : null} />
      ) : null}
      {stage.at === 'working' ? (
        <ImportWorking file={stage.file} booking={stage.booking} task={stage.task} onStop={stop} />
      ) : null}
      {stage.at === 'failed' ? (
        <ImportFailed
          error={stage.error}
          onAgain={(reason) => (stage.booking ? book(stage.file, reason) : check(stage.file))}
          onOther={restart}
        />
      ) : null}
      {stage.at === 'over' ? (
        <Loaded query={definitions} lines={6}>
          {(pack) => (
            <ImportOutcome
              key={stage.task}
              file={stage.file}
              task={stage.task}
              result={stage.result}
              definitions={pack}
              onBook={book}
              onFile={check}
              onOther={restart}
            />
          )}
        </Loaded>
      ) : null}
      <RecentImports onShow={show} />
    </div>
  )
}
