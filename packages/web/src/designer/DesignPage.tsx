import type { LedgerKind } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { mayDo, sessionQuery } from '../api/session.ts'
import { useToast } from '../feedback/toasts.tsx'
import { SelectField } from '../settings/SelectField.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { DesignFrame } from './DesignFrame.tsx'
import { isEmpty, nextKey } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { newIndicator } from './indicator-draft.ts'
import { NewReport } from './NewReport.tsx'
import { PublishedChanges } from './PublishedChanges.tsx'
import { startLedger } from './start-ledger.ts'
import type { Desk } from './use-desk.ts'
import { withDraft, withoutDraft } from './with-draft.ts'

/** Where designing begins: what can be made, what is being drafted, what was published. */
export function DesignPage() {
  const words = useDesignerWords()
  const session = useQuery(sessionQuery).data
  return (
    <DesignFrame title={words.title} lead={words.lead} start>
      {(desk) => (
        <>
          {mayDo(session, 'definitions.manage') ? (
            <>
              <Beginnings desk={desk} />
              <Drafts desk={desk} />
            </>
          ) : (
            <p className="notice">{words.notYours}</p>
          )}
          <PublishedChanges mayWithdraw={mayDo(session, 'definitions.manage')} />
        </>
      )}
    </DesignFrame>
  )
}

type Beginning = 'ledger' | 'copy' | 'change' | 'newReport' | 'report' | null

function Beginnings({ desk }: { desk: Desk }) {
  const { start: words } = useDesignerWords()
  const { language } = useLanguage()
  const navigate = useNavigate()
  const [begun, setBegun] = useState<Beginning>(null)
  const { pack } = desk.definitions
  const toLedger = (draft: string) => void navigate({ to: '/design/ledgers/$draft', params: { draft } })
  const indicator = () => {
    const key = nextKey('i', desk.design.indicators)
    desk.change((design) => withDraft(design, 'indicators', newIndicator(key)))
    void navigate({ to: '/design/indicators/$draft', params: { draft: key } })
  }
  const toggle = (one: Beginning) => setBegun(begun === one ? null : one)
  const button = (one: Exclude<Beginning, null>, main = false) => (
    <button
      type="button"
      className={main ? 'button button-main' : 'button'}
      aria-expanded={begun === one}
      onClick={() => toggle(one)}
    >
      {words[one]}
    </button>
  )
  const named = (all: readonly { id: string; label: string; gloss: string }[]) =>
    all.map((one) => ({ value: one.id, label: nameIn(language, one) }))
  return (
    <section className="panel" aria-label={words.begin}>
      <div className="button-row">
        {button('ledger', true)}
        <button type="button" className="button button-main" onClick={indicator}>
          {words.indicator}
        </button>
        {button('newReport')}
        {button('report')}
        {button('copy')}
        {button('change')}
      </div>
      {begun === 'ledger' || begun === 'copy' ? (
        <NewLedger
          key={begun}
          desk={desk}
          copies={begun === 'copy'}
          onBegun={toLedger}
          onCancel={() => setBegun(null)}
        />
      ) : null}
      {begun === 'change' ? (
        <PickOne label={words.whichLedger} options={named(pack.ledgers)} onPick={toLedger} />
      ) : null}
      {begun === 'newReport' ? (
        <NewReport
          desk={desk}
          onBegun={(draft) => void navigate({ to: '/design/reports/$draft', params: { draft } })}
          onCancel={() => setBegun(null)}
        />
      ) : null}
      {begun === 'report' ? (
        <PickOne
          label={words.whichReport}
          options={named(pack.reports)}
          onPick={(draft) => void navigate({ to: '/design/reports/$draft', params: { draft } })}
        />
      ) : null}
    </section>
  )
}

interface PickOneProps {
  label: string
  options: readonly { value: string; label: string }[]
  onPick: (value: string) => void
}

function PickOne({ label, options, onPick }: PickOneProps) {
  const { start: words } = useDesignerWords()
  const [value, setValue] = useState('')
  return (
    <form
      className="form panel-foot"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (value !== '') onPick(value)
      }}
    >
      <SelectField label={label} value={value} empty={words.choose} options={options} onValue={setValue} />
      <button type="submit" className="button button-main" disabled={value === ''}>
        {words.begin}
      </button>
    </form>
  )
}

const KINDS: readonly LedgerKind[] = ['event', 'subject', 'case', 'statement']

interface NewLedgerProps {
  desk: Desk
  copies: boolean
  onBegun: (key: string) => void
  onCancel: () => void
}

/** The three things that a ledger cannot be begun without. */
function NewLedger({ desk, copies, onBegun, onCancel }: NewLedgerProps) {
  const { start: words } = useDesignerWords()
  const { language } = useLanguage()
  const { pack } = desk.definitions
  const own = useQuery(sessionQuery).data?.offices[0]
  const [label, setLabel] = useState('')
  const [office, setOffice] = useState(own ?? '')
  const [kind, setKind] = useState<LedgerKind>('event')
  const [like, setLike] = useState('')
  const [tried, setTried] = useState(false)
  const model = pack.ledgers.find(({ id }) => id === like)
  const chosenOffice = office === '' ? (model?.office ?? '') : office
  const ready = label.trim() !== '' && chosenOffice !== '' && (!copies || model !== undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!ready) return
    const asked = { label: label.trim(), office: chosenOffice, kind: model?.kind ?? kind, like: model }
    let key = ''
    desk.change((design) => {
      const started = startLedger(design, asked, desk.name)
      key = started.key
      return started.design
    })
    onBegun(key)
  }
  return (
    <form className="form panel-foot" onSubmit={submit} noValidate>
      {copies ? (
        <SelectField
          label={words.like}
          help={words.likeHelp}
          value={like}
          empty={words.choose}
          options={pack.ledgers.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
          onValue={setLike}
          fault={tried && like === '' ? words.choose : undefined}
        />
      ) : null}
      <TextField
        label={words.name}
        help={words.nameHelp}
        value={label}
        maxLength={40}
        onValue={setLabel}
        fault={tried && label.trim() === '' ? words.needName : undefined}
      />
      <SelectField
        label={words.office}
        value={chosenOffice}
        empty={words.choose}
        options={Object.entries(pack.offices).map(([value, name]) => ({ value, label: name }))}
        onValue={setOffice}
        fault={tried && chosenOffice === '' ? words.choose : undefined}
      />
      {copies ? null : (
        <fieldset className="choices design-kinds">
          <legend>{words.kind}</legend>
          {KINDS.map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>
                {words.kinds[one]}
                <span className="small quiet"> {words.kindHelps[one]}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
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

const DRAFT_PATHS = {
  ledgers: '/design/ledgers/$draft',
  indicators: '/design/indicators/$draft',
  reports: '/design/reports/$draft',
} as const

function Drafts({ desk }: { desk: Desk }) {
  const { drafts: words } = useDesignerWords()
  const { language } = useLanguage()
  const toast = useToast()
  const { design, problems } = desk
  const rows = [
    ...design.ledgers.map((one) => ({ kind: 'ledgers' as const, key: one.key, label: one.label, isNew: !one.inForce })),
    ...design.indicators.map((one) => ({
      kind: 'indicators' as const,
      key: one.key,
      label: one.label,
      isNew: !one.inForce,
    })),
    ...design.reports.map((one) => ({
      kind: 'reports' as const,
      key: one.key,
      label: nameIn(language, one.base),
      isNew: !one.inForce,
    })),
  ]
  const drop = (kind: keyof typeof DRAFT_PATHS, key: string) => {
    const before = design
    desk.change((now) => withoutDraft(now, kind, key))
    toast({ text: words.dropped, undo: () => desk.change(() => before) })
  }
  return (
    <section className="panel" aria-labelledby="design-drafts">
      <div className="panel-head">
        <h2 id="design-drafts">{words.title}</h2>
        <p>{words.help}</p>
      </div>
      {isEmpty(design) ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <>
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">
                  <span className="hidden-visually">{words.open}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ kind, key, label, isNew }) => {
                const name = label.trim() === '' ? words.untitled : label
                const faults = problems.filter((one) => one.draft === key).length
                return (
                  <tr key={`${kind} ${key}`}>
                    <th scope="row">{name}</th>
                    <td data-head={words.kind}>
                      {words.kinds[kind]}（{isNew ? words.isNew : words.isChanged}）
                    </td>
                    <td data-head={words.state}>
                      {faults === 0 ? words.good : <span className="design-bad">{words.faults(faults)}</span>}
                    </td>
                    <td>
                      <span className="button-row">
                        <Link
                          to={DRAFT_PATHS[kind]}
                          params={{ draft: key }}
                          className="button"
                          aria-label={words.openOf(name)}
                        >
                          {words.open}
                        </Link>
                        <button
                          type="button"
                          className="button button-plain"
                          aria-label={words.dropOf(name)}
                          onClick={() => drop(kind, key)}
                        >
                          {words.drop}
                        </button>
                      </span>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          <p className="design-onward">
            <Link to="/design/publish" className="button button-main">
              {words.publish}
            </Link>
          </p>
        </>
      )}
    </section>
  )
}
