import type { DefinitionChange, Definitions } from '@shishu/kernel'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type DefinitionChangeSet,
  type DefinitionChangeSets,
  definitionChangesQuery,
  withdrawDefinitions,
} from '../api/definition-changes.ts'
import { dutiesQuery, rightsFrom } from '../api/entries.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { ReasonDialog } from '../entry/ReasonDialog.tsx'
import { LoadedAll } from '../feedback/Loaded.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { ParamForm } from './ParamForm.tsx'
import { useParamWords } from './param-words.ts'

type Param = Definitions['pack']['params'][number]

/** The parameters in force, with their sources; whoever defines may set them otherwise from a day on. */
export function Params() {
  const queries = [useDefinitions(), useQuery(dutiesQuery), useQuery(definitionChangesQuery)] as const
  return (
    <section className="panel">
      <LoadedAll queries={queries} lines={10}>
        {(definitions, duties, sets) => (
          <ParamTable
            params={definitions.pack.params}
            sets={sets}
            mayChange={rightsFrom(definitions, duties).may('definitions.manage', { orgUnit: sets.place })}
          />
        )}
      </LoadedAll>
    </section>
  )
}

interface ParamTableProps {
  params: readonly Param[]
  sets: DefinitionChangeSets
  mayChange: boolean
}

function ParamTable({ params, sets, mayChange }: ParamTableProps) {
  const { language, words: common } = useLanguage()
  const words = useParamWords()
  const [editing, setEditing] = useState<string | null>(null)
  const edited = params.find(({ id }) => id === editing)
  return (
    <>
      <div className="panel-head">
        <p>{mayChange ? words.lead : words.closed}</p>
      </div>
      {edited === undefined ? null : <ParamForm key={edited.id} param={edited} onClose={() => setEditing(null)} />}
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{common.settings.paramName}</th>
            <th scope="col">{common.settings.paramValue}</th>
            <th scope="col">{common.settings.source}</th>
            {mayChange ? <th scope="col">{words.actions}</th> : null}
          </tr>
        </thead>
        <tbody>
          {params.map((param) => (
            <tr key={param.id}>
              <th scope="row">{nameIn(language, param)}</th>
              <td data-head={common.settings.paramValue}>{param.value}</td>
              <td data-head={common.settings.source}>{param.source}</td>
              {mayChange ? (
                <td data-head={words.actions}>
                  <button
                    type="button"
                    className="button"
                    aria-label={words.changeOf(nameIn(language, param))}
                    onClick={() => setEditing(param.id)}
                  >
                    {words.change}
                  </button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      <ParamHistory sets={sets} mayChange={mayChange} />
    </>
  )
}

const isParam = (change: DefinitionChange) => change.kind === 'param'

/** What was and will be changed, newest first; what waits can be taken back. */
function ParamHistory({ sets, mayChange }: { sets: DefinitionChangeSets; mayChange: boolean }) {
  const { language } = useLanguage()
  const words = useParamWords()
  const client = useQueryClient()
  const toast = useToast()
  const [ending, setEnding] = useState<DefinitionChangeSet | null>(null)
  const shown = sets.changes.filter(({ changes }) => changes.some(isParam))
  if (shown.length === 0) return <p className="quiet panel-foot">{words.historyNone}</p>
  return (
    <section className="panel-foot" aria-labelledby="param-history">
      <h2 id="param-history">{words.history}</h2>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.reason}</th>
            <th scope="col">{words.by}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((set) => (
            <tr key={set.id}>
              <th scope="row">
                {set.changes.filter(isParam).map(({ body }) => (
                  <div key={body.id}>
                    {nameIn(language, body)} → {'value' in body ? body.value : ''}
                  </div>
                ))}
              </th>
              <td data-head={words.from}>{set.from}</td>
              <td data-head={words.state}>
                {words.states[set.state]}{' '}
                {set.state === 'waiting' && mayChange ? (
                  <button type="button" className="button" onClick={() => setEnding(set)}>
                    {words.takeBack}
                  </button>
                ) : null}
              </td>
              <td data-head={words.reason}>{set.reason}</td>
              <td data-head={words.by}>
                {set.byName} {shanghaiTime(set.at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending === null ? null : (
        <ReasonDialog
          title={words.takeBackTitle(ending.from)}
          confirm={words.takeBack}
          onConfirm={async (reason) => {
            await withdrawDefinitions(ending.id, reason)
            toast({ text: words.takenBack })
            await client.invalidateQueries({ queryKey: definitionChangesQuery.queryKey })
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  )
}
