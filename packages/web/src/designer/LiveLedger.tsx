import {
  type BookingCase,
  type Definitions,
  formatAmount,
  type Ledger,
  type Posting,
  ShishuError,
  storedFields,
} from '@shishu/kernel'
import { type ReactNode, useId, useState } from 'react'
import { keepFile } from '../api/download.ts'
import { FieldInput } from '../entry/FieldInput.tsx'
import { laterFields, PLACE_FIELD, readForm } from '../entry/form-content.ts'
import { useToast } from '../feedback/toasts.tsx'
import { headingOf } from '../ledgers/cell-text.ts'
import { useLedgerWords } from '../ledgers/ledger-words.ts'
import { writeTabSeparated } from '../ledgers/tab-separated.ts'
import { useLanguage } from '../words/language.ts'
import { bookingCase, postingsOf } from './booking-example.ts'
import { useDesignerWords } from './designer-words.ts'

interface LiveLedgerProps {
  ledger: Ledger
  /** The definitions as they would be. */
  definitions: Definitions
  /** How many examples the ledger has. */
  cases: number
  onKeep: (example: BookingCase) => void
  /** The examples that were kept. */
  children: ReactNode
}

/** Any village will do: an example says nothing about where. */
const SOMEWHERE = '341899101001'

/** A ledger as it would be filled in, and what an entry of it would book. Nothing is booked. */
export function LiveLedger({ ledger, definitions, cases, onKeep, children }: LiveLedgerProps) {
  const { live: words } = useDesignerWords()
  const { language } = useLanguage()
  const form = useLedgerWords().form
  const id = useId()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const fields = storedFields(ledger.fields)
  const later = laterFields(ledger)
  const reading = safely(() => readForm(ledger, { orgUnit: SOMEWHERE, texts }, null))
  const begun = Object.values(texts).some((text) => text !== '')
  const whole = reading !== null && [...reading.faults.keys()].every((field) => field === PLACE_FIELD)
  const booked = reading === null || !whole ? null : postingsOf(ledger, reading.content, definitions)
  const input = ([field, definition]: (typeof fields)[number]) => (
    <FieldInput
      key={field}
      id={field}
      field={definition}
      text={texts[field] ?? ''}
      fault={left.has(field) ? reading?.faults.get(field) : undefined}
      onText={(text) => setTexts((before) => ({ ...before, [field]: text }))}
      onLeave={() => setLeft((before) => new Set(before).add(field))}
    />
  )
  const laterInputs = fields.filter(([field]) => later.has(field))
  const keep = () => {
    if (reading === null || booked === null) return
    onKeep(
      bookingCase(words.caseName(ledger.label, cases + 1), ledger, reading.content, booked.postings, words.somebody),
    )
  }
  return (
    <>
      <section className="panel live-form" aria-labelledby={`${id}form`}>
        <div className="panel-head">
          <h2 id={`${id}form`}>{words.form}</h2>
          <p>{words.formHelp}</p>
        </div>
        {fields.length === 0 ? (
          <p className="quiet">{words.formNone}</p>
        ) : (
          <>
            <div className="entry-fields">{fields.filter(([field]) => !later.has(field)).map(input)}</div>
            {laterInputs.length === 0 ? null : (
              <details className="entry-later">
                <summary>{form.later}</summary>
                <div className="entry-fields">{laterInputs.map(input)}</div>
              </details>
            )}
          </>
        )}
        <div className="live-books" aria-live="polite">
          <h3>{words.books}</h3>
          {!begun || booked === null ? (
            <p className="quiet">{words.fill}</p>
          ) : booked.error !== null ? (
            <p className="entry-fault">{booked.error.text(language)}</p>
          ) : booked.postings.length === 0 ? (
            <p className="entry-fault">{words.booksNone}</p>
          ) : (
            <>
              <PostingTable label={ledger.label} postings={booked.postings} definitions={definitions} />
              <button type="button" className="button" onClick={keep}>
                {words.keep}
              </button>
              <p className="small quiet">{words.keepHelp}</p>
            </>
          )}
        </div>
      </section>
      {children}
      <ExcelHeadings ledger={ledger} />
    </>
  )
}

/** A ledger that is half designed may have computed days between dates that are not chosen yet. */
function safely<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof ShishuError) return null
    throw error
  }
}

interface PostingTableProps {
  /** Of the ledger: each measure's name begins with it. */
  label: string
  postings: readonly Posting[]
  definitions: Definitions
}

function PostingTable({ label, postings, definitions }: PostingTableProps) {
  const { live: words } = useDesignerWords()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{words.measure}</th>
          <th scope="col" className="number">
            {words.amount}
          </th>
          <th scope="col">{words.day}</th>
        </tr>
      </thead>
      <tbody>
        {postings.map(({ measure, day, amount }) => (
          <tr key={`${measure} ${day}`}>
            <th scope="row">{definitions.nameOf(measure).replace(`${label}·`, '')}</th>
            <td className="number">
              {amount > 0 ? '+' : ''}
              {formatAmount(amount, definitions.unitOf(measure))}
            </td>
            <td>{day}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The headings under which a sheet would keep the ledger. */
function ExcelHeadings({ ledger }: { ledger: Ledger }) {
  const { live: words, ledger: own } = useDesignerWords()
  const { language } = useLanguage()
  const toast = useToast()
  const id = useId()
  const headings = [own.place, ...Object.values(ledger.fields).map((field) => headingOf(field, language))]
  const copy = async () => {
    await navigator.clipboard.writeText(writeTabSeparated([headings]))
    toast({ text: words.copied })
  }
  const save = () => {
    const line = headings.map((heading) => `"${heading.replaceAll('"', '""')}"`).join(',')
    // Excel takes a file for UTF-8 by its first bytes.
    keepFile({ name: `${ledger.label}.csv`, blob: new Blob([`\uFEFF${line}\r\n`], { type: 'text/csv' }) })
  }
  return (
    <section className="panel" aria-labelledby={`${id}excel`}>
      <div className="panel-head">
        <h2 id={`${id}excel`}>{words.excel}</h2>
      </div>
      <ol className="excel-headings">
        {headings.map((heading) => (
          <li key={heading}>{heading}</li>
        ))}
      </ol>
      <div className="button-row">
        <button type="button" className="button" onClick={() => void copy()}>
          {words.copy}
        </button>
        <button type="button" className="button" onClick={save}>
          {words.download}
        </button>
      </div>
    </section>
  )
}
