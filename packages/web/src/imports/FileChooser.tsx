import { useId, useState } from 'react'
import { useWords } from '../words/language.ts'
import { type FileRefusal, refusalOf } from './workbook-file.ts'

interface FileChooserProps {
  onFile: (file: File) => void
  /** What is to be said first. */
  notice: string | null
}

/** A workbook is chosen, or dropped. */
export function FileChooser({ onFile, notice }: FileChooserProps) {
  const words = useWords()
  const id = useId()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<FileRefusal>(null)
  const take = (files: readonly File[]) => {
    if (files.length === 0) return
    const refusal = refusalOf(files)
    setRefused(refusal)
    if (refusal === null) onFile(files[0]!)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the file field, which the keyboard reaches
    <div
      className={over ? 'panel import-drop import-drop-over' : 'panel import-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take([...event.dataTransfer.files])
      }}
    >
      {notice === null ? null : (
        <p className="notice" role="status">
          {notice}
        </p>
      )}
      <p className="quiet">{words.imports.steps}</p>
      <p className="import-choose">
        <input
          id={id}
          type="file"
          className="hidden-visually"
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          aria-describedby={`${id}help`}
          onChange={(event) => {
            take([...(event.target.files ?? [])])
            // The same file may be chosen again once it is mended.
            event.target.value = ''
          }}
        />
        <label htmlFor={id} className="button button-main">
          {words.imports.choose}
        </label>
        <span>{over ? words.imports.dropNow : words.imports.drop}</span>
      </p>
      <p id={`${id}help`} className="quiet">
        {words.imports.chooseHelp}
      </p>
      {refused === null ? null : (
        <p className="notice notice-bad" role="alert">
          {refused.why === 'several' ? words.imports.oneFile : words.imports.notExcel(refused.name)}
        </p>
      )}
    </div>
  )
}
