import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { download, keepFile } from '../api/download.ts'
import { rolesQuery } from '../api/people.ts'
import type { Session } from '../api/session.ts'
import { type AuditFilter, type AuditLine, auditFile, auditQuery, verifyAudit } from '../api/settings.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { useLanguage } from '../words/language.ts'
import { PlaceField, usePlaceName } from './PlaceField.tsx'
import { routeNamesQuery } from './route-names.ts'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** Who did and read what: found, saved as a table, checked for alterations. */
export function AuditLog({ session }: { session: Session }) {
  const { audit: words } = useSettingsWords()
  const today = todayInShanghai()
  const [filter, setFilter] = useState<AuditFilter>({ from: today, until: today, act: '', outcome: '', org: '' })
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <p>{words.lead}</p>
        </div>
        <FilterForm session={session} filter={filter} onFilter={setFilter} />
        <Lines filter={filter} />
      </section>
      <Verification />
    </>
  )
}

interface FilterFormProps {
  session: Session
  filter: AuditFilter
  onFilter: (filter: AuditFilter) => void
}

function FilterForm({ session, filter, onFilter }: FilterFormProps) {
  const { language } = useLanguage()
  const { audit: words, common } = useSettingsWords()
  const acts = useQuery(rolesQuery).data?.acts ?? {}
  const [draft, setDraft] = useState(filter)
  const set = (part: Partial<AuditFilter>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: async () => keepFile(await download(auditFile(filter), 'audit.csv')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFilter(draft)
  }
  const outcomes = Object.entries(words.outcomes).map(([value, label]) => ({ value, label }))
  return (
    <form className="settings-tools" onSubmit={submit}>
      <TextField label={words.from} type="date" value={draft.from} onValue={(from) => set({ from })} />
      <TextField label={words.until} type="date" value={draft.until} onValue={(until) => set({ until })} />
      <SelectField
        label={words.act}
        value={draft.act}
        empty={common.every}
        options={Object.entries(acts).map(([value, names]) => ({ value, label: names[language] }))}
        onValue={(act) => set({ act })}
      />
      <SelectField
        label={words.outcome}
        value={draft.outcome}
        empty={common.every}
        options={outcomes}
        onValue={(outcome) => set({ outcome: outcome as AuditFilter['outcome'] })}
      />
      <PlaceField
        label={words.where}
        home={session.orgUnit}
        value={draft.org === '' ? session.orgUnit.code : draft.org}
        onValue={(org) => set({ org: org === session.orgUnit.code ? '' : org })}
      />
      <div className="button-row">
        <button type="submit" className="button button-main">
          {words.find}
        </button>
        <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate()}>
          {words.download}
        </button>
      </div>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
    </form>
  )
}

function Lines({ filter }: { filter: AuditFilter }) {
  const { audit: words, common } = useSettingsWords()
  const { data, error, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(filter),
  )
  if (isError) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={10} />
  const lines = data.pages.flatMap((page) => page.rows)
  if (lines.length === 0) return <p className="quiet">{words.none}</p>
  return (
    <>
      <LineTable lines={lines} />
      {hasNextPage ? (
        <button
          type="button"
          className="button settings-more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {common.more}
        </button>
      ) : null}
    </>
  )
}

function LineTable({ lines }: { lines: readonly AuditLine[] }) {
  const { audit: words } = useSettingsWords()
  const placeName = usePlaceName()
  const actName = useActName()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.act}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col">{words.reason}</th>
            <th scope="col">{words.ip}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{shanghaiTime(line.at)}</th>
              <td data-head={words.name}>{line.name === '' ? '—' : line.name}</td>
              <td data-head={words.act}>
                {actName(line)}
                <div className="small quiet audit-code">{line.act}</div>
              </td>
              <td data-head={words.about}>
                {[line.orgUnit === null ? '' : placeName(line.orgUnit), line.ledger ?? ''].join(' ').trim() || '—'}
              </td>
              <td data-head={words.outcome}>
                {words.outcomes[line.outcome]}
                {line.code === null ? null : <div className="small quiet audit-code">{line.code}</div>}
              </td>
              <td data-head={words.reason}>{line.reason ?? '—'}</td>
              <td data-head={words.ip}>{line.ip ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What was done, in words: as the request is called, or what happened to an account, or the act itself. */
function useActName(): (line: AuditLine) => string {
  const { language } = useLanguage()
  const { account } = useSettingsWords().audit
  const acts = useQuery(rolesQuery).data?.acts ?? {}
  const names = useQuery(routeNamesQuery).data
  return ({ act, method, route }) => {
    const named = names?.get(`${method} ${route}`) ?? acts[act]
    if (named !== undefined) return named[language]
    const event = act.replace(/^account\./, '')
    return event in account ? account[event as keyof typeof account] : act
  }
}

function Verification() {
  const { audit: words } = useSettingsWords()
  const verify = useMutation({ mutationFn: verifyAudit })
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words.verify}</h2>
        <p>{words.verifyHelp}</p>
      </div>
      {verify.isError ? <ProblemNotice error={verify.error} /> : null}
      {verify.data === undefined ? null : (
        <div role="status">
          {verify.data.findings.length === 0 ? (
            <p>{words.intact(verify.data.rows, verify.data.seals)}</p>
          ) : (
            <>
              <p className="field-fault">{words.findings(verify.data.findings.length)}</p>
              <ul>
                {verify.data.findings.map(({ what, seal, row }) => (
                  <li key={`${what}${seal}${row}`} className="audit-code">
                    {words.finding[what]} {seal ?? ''} {row ?? ''}
                  </li>
                ))}
              </ul>
            </>
          )}
          {verify.data.waiting === 0 ? null : <p className="quiet">{words.waiting(verify.data.waiting)}</p>}
        </div>
      )}
      <button type="button" className="button" disabled={verify.isPending} onClick={() => verify.mutate()}>
        {words.verify}
      </button>
    </section>
  )
}
