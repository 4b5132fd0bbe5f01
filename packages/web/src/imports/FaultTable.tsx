import type { ImportFault } from '../api/imports.ts'
import { useLanguage } from '../words/language.ts'

/** What is to be mended, where it stands. */
export function FaultTable({ faults, count }: { faults: readonly ImportFault[]; count: number }) {
  const { language, words } = useLanguage()
  const { imports } = words
  return (
    <>
      {count > faults.length ? <p className="quiet">{imports.listed(faults.length, count)}</p> : null}
      <table className="table table-cards">
        <caption className="hidden-visually">{imports.faults}</caption>
        <thead>
          <tr>
            <th scope="col">{imports.sheet}</th>
            <th scope="col">{imports.row}</th>
            <th scope="col">{imports.column}</th>
            <th scope="col">{imports.found}</th>
            <th scope="col">{imports.mend}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault) => (
            <tr key={`${fault.sheet} ${fault.row} ${fault.column} ${fault.code} ${fault.zh}`}>
              <th scope="row">{fault.sheet}</th>
              <td data-head={imports.row}>{fault.row}</td>
              <td data-head={imports.column}>{fault.column ?? imports.wholeRow}</td>
              <td data-head={imports.found} className="import-found">
                {fault.found === '' ? <span className="quiet">{imports.emptyCell}</span> : fault.found}
              </td>
              <td data-head={imports.mend}>{fault[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
