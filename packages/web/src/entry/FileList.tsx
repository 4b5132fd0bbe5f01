import { Link } from '@tanstack/react-router'
import { type AttachedFile, type EntryAddress, entryUrl } from '../api/entries.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'

interface FileListProps {
  address: EntryAddress
  files: readonly AttachedFile[]
  ledgerName: (id: string) => string
  /** Asks why a file is to be taken off; null where the person may not. */
  onDetach: ((file: AttachedFile) => void) | null
}

/** The photos and files of an entry; a photo that other entries have as well is said to be. */
export function FileList({ address, files, ledgerName, onDetach }: FileListProps) {
  const words = useLedgerWords()
  if (files.length === 0) return <p className="quiet">{words.entry.noFiles}</p>
  return (
    <ul className="evidence-list">
      {files.map((file) => {
        const url = `${entryUrl(address)}/evidence/${file.sha256}`
        const name = file.described ?? file.name
        return (
          <li key={file.sha256} className="evidence-file">
            <a href={url} target="_blank" rel="noreferrer" aria-label={words.entry.openFile(name)}>
              {file.mediaType.startsWith('image/') ? (
                <img src={`${url}/thumbnail`} alt="" loading="lazy" />
              ) : (
                <span className="evidence-kind">{file.name.split('.').at(-1)?.toUpperCase()}</span>
              )}
            </a>
            <span className="evidence-name">{name}</span>
            {onDetach === null ? null : (
              <button
                type="button"
                className="button button-plain"
                aria-label={words.entry.detachOf(name)}
                onClick={() => onDetach(file)}
              >
                {words.entry.detach}
              </button>
            )}
            {file.sharedWith.length === 0 && file.alsoElsewhere <= 0 ? null : (
              <div className="evidence-shared">
                {file.sharedWith.length === 0 ? null : (
                  <>
                    {words.entry.alsoIn}
                    <ul>
                      {file.sharedWith.map((other) => (
                        <li key={other.entry}>
                          <Link to="/ledgers/$ledger/$entry" params={other}>
                            {ledgerName(other.ledger)}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
                {file.alsoElsewhere > 0 ? <p>{words.entry.alsoElsewhere(file.alsoElsewhere)}</p> : null}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
