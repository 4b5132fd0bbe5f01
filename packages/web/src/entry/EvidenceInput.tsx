import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { type EvidenceRef, uploadEvidence } from '../api/entries.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { useOutboxWords } from '../outbox/outbox-words.ts'
import type { WaitingFile } from '../outbox/waiting.ts'
import { useLanguage } from '../words/language.ts'
import './entry.css'

/** A file on its way to the server, or there. */
export interface ChosenFile {
  key: number
  file: File
  /** For pictures: an address that shows it on this device. */
  preview: string | null
  described: string
  /** `kept`: the server is away, and the file goes with the change once it is back. */
  state: 'uploading' | 'done' | 'failed' | 'kept'
  ref?: EvidenceRef
  error?: unknown
}

export interface Evidence {
  files: readonly ChosenFile[]
  add: (files: Iterable<File>) => void
  retry: (key: number) => void
  remove: (key: number) => void
  describe: (key: number, text: string) => void
  clear: () => void
  /** What a change says of the files that have arrived. */
  refs: () => EvidenceRef[]
  /** All files, for a change that waits to be sent. */
  waiting: () => WaitingFile[]
}

/** Files chosen for an entry: each is sent at once, so that booking need not wait. `first`: those of a change being mended. */
export function useEvidence(first: readonly WaitingFile[] = []): Evidence {
  const [files, setFiles] = useState<readonly ChosenFile[]>(() =>
    first.map(({ file, described, ref }, at) => ({
      key: -1 - at,
      file,
      preview: null,
      described,
      ...(ref === undefined ? { state: 'kept' as const } : { state: 'done' as const, ref }),
    })),
  )
  const last = useRef(0)
  const previews = useRef(new Set<string>())
  useEffect(() => {
    const made = previews.current
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [])
  const change = useCallback(
    (key: number, part: Partial<ChosenFile>) =>
      setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [],
  )
  const send = useCallback(
    (key: number, file: File) => {
      change(key, { state: 'uploading' })
      uploadEvidence(file).then(
        (ref) => change(key, { state: 'done', ref }),
        (error: unknown) =>
          change(key, { state: error instanceof ApiProblem && error.status === 0 ? 'kept' : 'failed', error }),
      )
    },
    [change],
  )
  const add = (chosen: Iterable<File>) => {
    for (const file of chosen) {
      last.current += 1
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
      if (preview !== null) previews.current.add(preview)
      const key = last.current
      setFiles((all) => [...all, { key, file, preview, described: '', state: 'uploading' }])
      send(key, file)
    }
  }
  return {
    files,
    add,
    retry: (key) => {
      const one = files.find((each) => each.key === key)
      if (one !== undefined) send(key, one.file)
    },
    remove: (key) => setFiles((all) => all.filter((one) => one.key !== key)),
    describe: (key, described) => change(key, { described }),
    clear: () => setFiles([]),
    refs: () =>
      files.flatMap(({ ref, described }) =>
        ref === undefined ? [] : [described.trim() === '' ? ref : { ...ref, described: described.trim() }],
      ),
    waiting: () =>
      files.map(({ file, described, ref }) => ({
        file,
        described: described.trim(),
        ...(ref === undefined ? {} : { ref }),
      })),
  }
}

/** Chooses photos and files, shows them small, and takes a description of each. */
export function EvidenceInput({ evidence }: { evidence: Evidence }) {
  const { language } = useLanguage()
  const words = useLedgerWords()
  const { fileKept } = useOutboxWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="evidence">
      <h2 className="entry-label">{words.form.evidence}</h2>
      <p id={`${id}help`} className="entry-help">
        {words.form.evidenceHelp}
      </p>
      <ul className="evidence-list">
        {evidence.files.map(({ key, file, preview, described, state, error }) => (
          <li key={key} className="evidence-file">
            {preview === null ? (
              <span className="evidence-kind">{file.name.split('.').at(-1)?.toUpperCase()}</span>
            ) : (
              <img src={preview} alt={described || file.name} />
            )}
            <span className="evidence-name">{file.name}</span>
            <span role="status" className={state === 'failed' ? 'entry-fault' : 'entry-help'}>
              {state === 'uploading'
                ? words.form.uploading
                : state === 'failed'
                  ? failure(error, language, words.form.uploadFailed)
                  : state === 'kept'
                    ? fileKept
                    : ''}
            </span>
            <input
              className="input"
              aria-label={words.form.describe(file.name)}
              placeholder={words.form.describeHint}
              maxLength={500}
              value={described}
              onChange={({ target }) => evidence.describe(key, target.value)}
            />
            <span className="evidence-actions">
              {state === 'failed' ? (
                <button type="button" className="button" onClick={() => evidence.retry(key)}>
                  ↻
                </button>
              ) : null}
              <button
                type="button"
                className="button button-plain"
                aria-label={words.form.removeFile(file.name)}
                onClick={() => evidence.remove(key)}
              >
                ✕
              </button>
            </span>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.wps,.et,.txt,.mp3,.mp4"
        className="hidden-visually"
        tabIndex={-1}
        aria-label={words.form.addFiles}
        onChange={({ target }) => {
          evidence.add([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <button type="button" className="button" aria-describedby={`${id}help`} onClick={() => input.current?.click()}>
        ＋ {words.form.addFiles}
      </button>
    </div>
  )
}

function failure(error: unknown, language: 'zh' | 'en', otherwise: string): string {
  return error instanceof ApiProblem ? error.text(language) : otherwise
}
