import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { endOwnSession, type OpenSession, ownSessionsQuery } from '../api/session.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { useSignInWords } from '../sign-in/sign-in-words.ts'
import { deviceName } from './device-name.ts'

/** Where one is signed in, each to be ended. */
export function OwnSessions() {
  const { sessions: words } = useSignInWords()
  const client = useQueryClient()
  const toast = useToast()
  const end = useMutation({
    mutationFn: endOwnSession,
    onSuccess: () => toast({ text: words.ended }),
    onSettled: () => client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  })
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words.title}</h2>
        <p>{words.help}</p>
      </div>
      {end.isError ? <ProblemNotice error={end.error} /> : null}
      <Loaded query={useQuery(ownSessionsQuery)}>
        {(sessions) => (
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.where}</th>
                <th scope="col">{words.address}</th>
                <th scope="col">{words.since}</th>
                <th scope="col">{words.seen}</th>
                <th scope="col">{words.how}</th>
                <th scope="col">{words.end}</th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((each) => (
                <SessionRow key={each.id} session={each} working={end.isPending} onEnd={() => end.mutate(each.id)} />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </section>
  )
}

function SessionRow({ session, working, onEnd }: { session: OpenSession; working: boolean; onEnd: () => void }) {
  const { sessions: words } = useSignInWords()
  const device = deviceName(session.userAgent) ?? words.unknownDevice
  const how = session.method === 'sso' ? words.bySso : words.byPassword
  return (
    <tr>
      <th scope="row">{device}</th>
      <td data-head={words.address}>{session.ip ?? '—'}</td>
      <td data-head={words.since}>{shanghaiTime(session.startedAt)}</td>
      <td data-head={words.seen}>{shanghaiTime(session.seenAt)}</td>
      <td data-head={words.how}>{session.secondFactor === 'given' ? `${how} · ${words.twoSteps}` : how}</td>
      <td>
        {session.current ? (
          words.current
        ) : (
          <button type="button" className="button" disabled={working} aria-label={words.endOf(device)} onClick={onEnd}>
            {words.end}
          </button>
        )}
      </td>
    </tr>
  )
}
