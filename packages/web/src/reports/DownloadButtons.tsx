import { useMutation } from '@tanstack/react-query'
import { keepFile } from '../api/download.ts'
import { downloadReport, type ReportFormat, type ReportQuestion } from '../api/reports.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useWords } from '../words/language.ts'

interface DownloadButtonsProps {
  question: ReportQuestion
  formats: readonly ReportFormat[]
  /** An issued report’s id: the file is then of its moment. */
  issued?: string
}

/** Downloads a report in its formats; Word is the official one and comes first. */
export function DownloadButtons({ question, formats, issued }: DownloadButtonsProps) {
  const words = useWords()
  const fetched = useMutation({
    mutationFn: (format: ReportFormat) => downloadReport(question, format, issued),
    onSuccess: keepFile,
  })
  return (
    <>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={fetched.isPending}
          onClick={() => fetched.mutate(format)}
        >
          {fetched.isPending && fetched.variables === format ? words.reports.fetching : words.reports.formats[format]}
        </button>
      ))}
      {fetched.isError ? <ProblemNotice error={fetched.error} /> : null}
    </>
  )
}
