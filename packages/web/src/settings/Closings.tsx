import {
  type Definitions,
  isWithin,
  ledgerOfMeasure,
  levelOf,
  measuresOf,
  parsePeriod,
  townshipOf,
} from '@shishu/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { usePersonNames } from '../api/people-names.ts'
import { mayDo, type Session } from '../api/session.ts'
import { type Adjustment, adjustmentsQuery, closePeriod, closingsQuery } from '../api/settings.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { Loaded, LoadedAll } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { offeredPeriods, periodText, todayInShanghai } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** A town's closed periods, what was booked into each afterwards, and the closing of another. */
export function Closings({ session }: { session: Session }) {
  const { closings: words } = useSettingsWords()
  const units = useQuery(orgUnitsQuery).data?.all ?? []
  const { code: home, name } = session.orgUnit
  const own = townshipOf(home)
  const towns = units.filter(({ code }) => levelOf(code) === 'township' && (code === own || isWithin(code, home)))
  const [chosen, setChosen] = useState(own ?? '')
  const town = chosen === '' ? (towns[0]?.code ?? '') : chosen
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
      </div>
      {towns.length > 1 ? (
        <div className="settings-tools">
          <SelectField
            label={words.town}
            value={town}
            options={towns.map((each) => ({ value: each.code, label: each.name }))}
            onValue={setChosen}
          />
        </div>
      ) : null}
      {town === '' ? <p className="quiet">{name}</p> : <TownClosings key={town} town={town} session={session} />}
    </section>
  )
}

function TownClosings({ town, session }: { town: string; session: Session }) {
  const { language } = useLanguage()
  const { closings: words, common } = useSettingsWords()
  const [shown, setShown] = useState<string | null>(null)
  const query = useQuery(closingsQuery(town))
  const textOf = (id: string) => periodText(parsePeriod(id), language)
  return (
    <>
      <Loaded query={query}>
        {(periods) =>
          periods.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.periods}</th>
                  <th scope="col">{common.actions}</th>
                </tr>
              </thead>
              <tbody>
                {periods.toReversed().map((id) => (
                  <tr key={id}>
                    <th scope="row">{textOf(id)}</th>
                    <td>
                      <button
                        type="button"
                        className="button"
                        aria-label={words.seeOf(textOf(id))}
                        onClick={() => setShown(id)}
                      >
                        {words.seeAdjustments}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {shown === null ? null : <Adjustments town={town} period={shown} title={words.adjustments(textOf(shown))} />}
      {mayDo(session, 'period.close') ? (
        <div className="panel-foot">
          <CloseForm town={town} closed={query.data ?? []} />
        </div>
      ) : null}
    </>
  )
}

function Adjustments({ town, period, title }: { town: string; period: string; title: string }) {
  const { closings: words } = useSettingsWords()
  return (
    <section className="panel-foot" aria-label={title} aria-live="polite">
      <h2>{title}</h2>
      <LoadedAll queries={[useQuery(adjustmentsQuery(town, period)), useDefinitions()]} lines={4}>
        {(adjustments, definitions) =>
          adjustments.length === 0 ? (
            <p className="quiet">{words.adjustmentsNone}</p>
          ) : (
            <AdjustmentTable adjustments={adjustments} definitions={definitions} />
          )
        }
      </LoadedAll>
    </section>
  )
}

interface AdjustmentTableProps {
  adjustments: readonly Adjustment[]
  definitions: Definitions
}

/** One line per amount that was booked; each opens the entry, where the correction stands field by field. */
function AdjustmentTable({ adjustments, definitions }: AdjustmentTableProps) {
  const { closings: words } = useSettingsWords()
  const nameOf = usePersonNames(adjustments.map(({ by }) => by))
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.bookedAt}</th>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.measure}</th>
            <th scope="col">{words.amount}</th>
            <th scope="col">{words.by}</th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {adjustments.map((one) => (
            <tr key={`${one.entry}${one.version}${one.measure}${one.day}${one.amount}`}>
              <th scope="row">{shanghaiTime(one.bookedAt)}</th>
              <td data-head={words.day}>{one.day}</td>
              <td data-head={words.measure}>
                <Link to="/ledgers/$ledger/$entry" params={{ ledger: ledgerOfMeasure(one.measure), entry: one.entry }}>
                  {measureLabel(definitions, one.measure)}
                </Link>
              </td>
              <td data-head={words.amount}>{one.amount > 0 ? `+${one.amount}` : one.amount}</td>
              <td data-head={words.by}>{nameOf(one.by)}</td>
              <td data-head={words.reason}>{one.reason ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What a measure is called; one that the definitions no longer have by its key. */
function measureLabel(definitions: Definitions, key: string): string {
  const ledger = definitions.pack.ledgers.find(({ id }) => id === ledgerOfMeasure(key))
  const measure = ledger === undefined ? undefined : measuresOf(ledger).find((one) => one.key === key)
  return measure?.label ?? key
}

/** Closing cannot be undone: it is asked twice. */
function CloseForm({ town, closed }: { town: string; closed: readonly string[] }) {
  const { language } = useLanguage()
  const { closings: words, common } = useSettingsWords()
  const client = useQueryClient()
  const toast = useToast()
  const today = todayInShanghai()
  const offered = closable(today, closed)
  const [period, setPeriod] = useState('')
  const [sure, setSure] = useState(false)
  const chosen = period === '' ? undefined : offered.find(({ id }) => id === period)
  const close = useMutation({
    mutationFn: () => closePeriod(town, period),
    onSuccess: async () => {
      toast({ text: words.closed })
      setPeriod('')
      await client.invalidateQueries({ queryKey: ['closings', town] })
    },
    onSettled: () => setSure(false),
  })
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sure) close.mutate()
    else if (chosen === undefined) setTried(true)
    else setSure(true)
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h2>{words.closeTitle}</h2>
      {close.isError ? <ProblemNotice error={close.error} /> : null}
      <SelectField
        label={words.period}
        value={period}
        empty={common.choose}
        fault={tried && chosen === undefined ? words.needPeriod : undefined}
        options={offered.map((each) => ({ value: each.id, label: periodText(each, language) }))}
        onValue={(id) => {
          setPeriod(id)
          setSure(false)
        }}
      />
      {sure && chosen !== undefined ? (
        <p role="alert" className="notice notice-warn">
          {words.sure(periodText(chosen, language))}
        </p>
      ) : null}
      <div className="button-row">
        <button type="submit" className="button" disabled={close.isPending}>
          {sure ? words.yes : words.close}
        </button>
        {sure ? (
          <button type="button" className="button button-plain" onClick={() => setSure(false)}>
            {common.cancel}
          </button>
        ) : null}
      </div>
    </form>
  )
}

/** Periods that are over and not closed yet, as people look at them. */
function closable(today: string, closed: readonly string[]) {
  return offeredPeriods(today, parsePeriod(today.slice(0, 7)))
    .flatMap(({ periods }) => periods)
    .filter(({ id, until }) => until <= today && !closed.includes(id))
}
