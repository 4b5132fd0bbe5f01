import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type DefinitionChangeSet, definitionChangesQuery, withdrawDefinitions } from '../api/definition-changes.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { fullDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { useDesignerWords } from './designer-words.ts'

/** The changes that were published: in force, waiting for their day, or withdrawn; by whom and why. */
export function PublishedChanges({ mayWithdraw }: { mayWithdraw: boolean }) {
  const { history: words } = useDesignerWords()
  return (
    <section className="panel" aria-labelledby="design-history">
      <div className="panel-head">
        <h2 id="design-history">{words.title}</h2>
      </div>
      <Loaded query={useQuery(definitionChangesQuery)}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{words.from}</th>
                  <th scope="col">{words.what}</th>
                  <th scope="col">{words.by}</th>
                  <th scope="col">{words.reason}</th>
                  <th scope="col">{words.state}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map((change) => (
                  <ChangeRow key={change.id} change={change} mayWithdraw={mayWithdraw} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  )
}

function ChangeRow({ change, mayWithdraw }: { change: DefinitionChangeSet; mayWithdraw: boolean }) {
  const { history: words } = useDesignerWords()
  const { language, words: all } = useLanguage()
  const [asking, setAsking] = useState(false)
  return (
    <tr>
      <th scope="row">{fullDay(change.from, all)}</th>
      <td data-head={words.what}>
        <ul className="design-plain">
          {change.changes.map(({ kind, body }) => (
            <li key={`${kind} ${body.id}`}>
              {words.kinds[kind]} {nameIn(language, body)}
            </li>
          ))}
        </ul>
      </td>
      <td data-head={words.by}>{change.byName}</td>
      <td data-head={words.reason}>{change.reason}</td>
      <td data-head={words.state}>
        {words.states[change.state]}
        {change.state === 'waiting' && mayWithdraw && !asking ? (
          <button
            type="button"
            className="button button-plain"
            aria-label={words.withdrawOf(change.reason)}
            onClick={() => setAsking(true)}
          >
            {words.withdraw}
          </button>
        ) : null}
        {asking ? <Withdrawal id={change.id} onDone={() => setAsking(false)} /> : null}
      </td>
    </tr>
  )
}

function Withdrawal({ id, onDone }: { id: string; onDone: () => void }) {
  const { history: words, start } = useDesignerWords()
  const queries = useQueryClient()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const withdrawal = useMutation({
    mutationFn: () => withdrawDefinitions(id, reason.trim()),
    onSuccess: async () => {
      toast({ text: words.withdrawn })
      await queries.invalidateQueries({ queryKey: definitionChangesQuery.queryKey })
      onDone()
    },
  })
  const short = reason.trim().length < 2
  return (
    <form
      className="form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        setTried(true)
        if (!short) withdrawal.mutate()
      }}
    >
      {withdrawal.isError ? <ProblemNotice error={withdrawal.error} /> : null}
      <TextField
        label={words.withdrawReason}
        value={reason}
        onValue={setReason}
        fault={tried && short ? words.withdrawNeed : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button" disabled={withdrawal.isPending}>
          {words.withdraw}
        </button>
        <button type="button" className="button button-plain" onClick={onDone}>
          {start.cancel}
        </button>
      </div>
    </form>
  )
}
