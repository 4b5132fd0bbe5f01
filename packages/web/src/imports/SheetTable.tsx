import type { Definitions } from '@shishu/kernel'
import type { SheetReading } from '../api/imports.ts'
import { Mark } from '../drawing/Mark.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

/** How each sheet was understood: as which ledger, column by column. */
export function SheetTable({ sheets, definitions }: { sheets: readonly SheetReading[]; definitions: Definitions }) {
  return (
    <section className="panel import-sheets">
      {sheets.map((sheet) => (
        <Sheet key={sheet.sheet} sheet={sheet} definitions={definitions} />
      ))}
    </section>
  )
}

function Sheet({ sheet, definitions }: { sheet: SheetReading; definitions: Definitions }) {
  const { language, words } = useLanguage()
  const { imports } = words
  const ledger = sheet.ledger === null ? null : definitions.ledger(sheet.ledger)
  return (
    <section className="import-sheet" aria-label={sheet.sheet}>
      <h3>
        {imports.sheet} {sheet.sheet}
      </h3>
      <p>
        {ledger === null ? (
          <span className="standing standing-bad">
            <Mark standing="bad" />
            {imports.noLedger}
          </span>
        ) : (
          <span className="standing standing-good">
            <Mark standing="good" />
            {imports.ledger} {nameIn(language, ledger)}
          </span>
        )}{' '}
        <span className="quiet">
          {imports.rows} {sheet.rows}
          {sheet.year === null ? '' : ` · ${imports.year(sheet.year)}`}
        </span>
      </p>
      {sheet.columns.length === 0 ? null : (
        <details>
          <summary>{imports.columns(sheet.columns.length)}</summary>
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{imports.column}</th>
                <th scope="col">{imports.heading}</th>
                <th scope="col">{imports.field}</th>
              </tr>
            </thead>
            <tbody>
              {sheet.orgUnitColumn === null ? null : (
                <tr>
                  <th scope="row">{sheet.orgUnitColumn}</th>
                  <td data-head={imports.heading} />
                  <td data-head={imports.field}>{imports.placeColumn}</td>
                </tr>
              )}
              {sheet.columns.map((column) => (
                <tr key={column.column}>
                  <th scope="row">{column.column}</th>
                  <td data-head={imports.heading}>{column.heading}</td>
                  <td data-head={imports.field}>
                    {column.label}
                    {column.unit === undefined ? '' : `（${column.unit}）`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {sheet.ignored.length === 0 ? null : (
            <p className="quiet">
              {imports.ignored}
              {language === 'zh' ? `：${sheet.ignored.join('、')}` : `: ${sheet.ignored.join(', ')}`}
            </p>
          )}
        </details>
      )}
    </section>
  )
}
