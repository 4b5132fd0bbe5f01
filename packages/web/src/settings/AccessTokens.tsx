import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type AccessToken, makeToken, type NewAccessToken, revokeToken, tokensQuery } from '../api/settings.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useSettingsWords } from './settings-words.ts'

/** Tokens by which other programs read figures as the person. */
export function AccessTokens() {
  const { tokens: words, common } = useSettingsWords()
  const client = useQueryClient()
  const [made, setMade] = useState<NewAccessToken | null>(null)
  const again = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey })
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words.title}</h2>
        <p>{words.help}</p>
      </div>
      {made === null ? null : (
        <ShownOnce
          title={`${words.made}：${made.label}`}
          value={made.token}
          note={common.until(shanghaiTime(made.expiresAt))}
          onClose={() => setMade(null)}
        />
      )}
      <Loaded query={useQuery(tokensQuery)} lines={2}>
        {(tokens) => (tokens.length === 0 ? <p className="quiet">{words.none}</p> : <TokenTable tokens={tokens} />)}
      </Loaded>
      <div className="panel-foot">
        <NewTokenForm
          onMade={(token) => {
            setMade(token)
            return again()
          }}
        />
      </div>
    </section>
  )
}

const isOver = ({ revokedAt, expiresAt }: AccessToken) => revokedAt !== null || Date.parse(expiresAt) <= Date.now()

function TokenTable({ tokens }: { tokens: readonly AccessToken[] }) {
  const { tokens: words } = useSettingsWords()
  const client = useQueryClient()
  const toast = useToast()
  const revoke = useMutation({
    mutationFn: revokeToken,
    onSuccess: () => toast({ text: words.revoked }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  return (
    <>
      {revoke.isError ? <ProblemNotice error={revoke.error} /> : null}
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.label}</th>
            <th scope="col">{words.created}</th>
            <th scope="col">{words.expires}</th>
            <th scope="col">{words.used}</th>
            <th scope="col">{words.state}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">{token.label}</th>
              <td data-head={words.created}>{shanghaiTime(token.createdAt)}</td>
              <td data-head={words.expires}>{shanghaiTime(token.expiresAt)}</td>
              <td data-head={words.used}>{token.lastUsedAt === null ? words.never : shanghaiTime(token.lastUsedAt)}</td>
              <td>
                {isOver(token) ? (
                  words.over
                ) : (
                  <button
                    type="button"
                    className="button"
                    aria-label={words.revokeOf(token.label)}
                    disabled={revoke.isPending}
                    onClick={() => revoke.mutate(token.id)}
                  >
                    {words.revoke}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const MOST_DAYS = 365

function NewTokenForm({ onMade }: { onMade: (token: NewAccessToken) => unknown }) {
  const { tokens: words } = useSettingsWords()
  const [label, setLabel] = useState('')
  const [days, setDays] = useState('90')
  const [tried, setTried] = useState(false)
  const make = useMutation({
    mutationFn: () => makeToken(label.trim(), Number(days)),
    onSuccess: (token) => {
      setLabel('')
      return onMade(token)
    },
  })
  const daysSound = /^\d{1,3}$/.test(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = label.trim() !== '' && daysSound
    setTried(!sound)
    if (sound) make.mutate()
  }
  return (
    <form className="settings-form" onSubmit={submit} noValidate>
      {make.isError ? <ProblemNotice error={make.error} /> : null}
      <TextField
        label={words.label}
        maxLength={80}
        value={label}
        onValue={setLabel}
        help={words.labelHelp}
        fault={tried && label.trim() === '' ? words.needLabel : undefined}
      />
      <TextField
        label={words.days}
        inputMode="numeric"
        maxLength={3}
        value={days}
        onValue={(value) => setDays(value.normalize('NFKC').replace(/\D/g, ''))}
        fault={tried && !daysSound ? words.needDays : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button" disabled={make.isPending}>
          {words.make}
        </button>
      </div>
    </form>
  )
}
