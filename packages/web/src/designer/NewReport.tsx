import { type FormEvent, useState } from 'react'
import { SelectField } from '../settings/SelectField.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { useDesignerWords } from './designer-words.ts'
import { type ReportPeriod, startReport } from './start-report.ts'
import type { Desk } from './use-desk.ts'
import { withDraft } from './with-draft.ts'

const OFTENS: readonly ReportPeriod[] = ['month', 'quarter', 'half-year', 'year']

interface NewReportProps {
  desk: Desk
  onBegun: (draft: string) => void
  onCancel: () => void
}

/** What a report cannot be begun without: its name, how often it is written, and who asks for it. */
export function NewReport({ desk, onBegun, onCancel }: NewReportProps) {
  const { start: words, common } = useDesignerWords()
  const [label, setLabel] = useState('')
  const [periodKind, setPeriodKind] = useState<ReportPeriod>('half-year')
  const [source, setSource] = useState('')
  const [tried, setTried] = useState(false)
  const [model] = desk.definitions.pack.reports
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (label.trim() === '' || source.trim() === '' || model === undefined) return
    const name = label.trim()
    const draft = startReport({ id: desk.idOfReport(name), label: name, periodKind, source: source.trim() }, model)
    desk.change((design) => withDraft(design, 'reports', draft))
    onBegun(draft.key)
  }
  return (
    <form className="form panel-foot" onSubmit={submit} noValidate>
      <TextField
        label={words.reportName}
        help={words.reportNameHelp}
        value={label}
        maxLength={40}
        onValue={setLabel}
        fault={tried && label.trim() === '' ? words.needReportName : undefined}
      />
      <SelectField
        label={words.often}
        value={periodKind}
        options={OFTENS.map((value) => ({ value, label: words.oftens[value] }))}
        onValue={(value) => setPeriodKind(value as ReportPeriod)}
      />
      <TextField
        label={common.source}
        help={common.sourceHelp}
        value={source}
        maxLength={200}
        onValue={setSource}
        fault={tried && source.trim() === '' ? words.needSource : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button button-main">
          {words.begin}
        </button>
        <button type="button" className="button button-plain" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  )
}
