import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Account, accountsQuery } from '../api/people.ts'
import type { Session } from '../api/session.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { AccountActions } from './AccountActions.tsx'
import { NewAccount } from './NewAccount.tsx'
import { PlaceField, usePlaceName } from './PlaceField.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useSettingsWords } from './settings-words.ts'

/** Something that is shown once: a link or a password, with what it is called. */
export interface Secret {
  title: string
  value: string
  note?: string
}

/** The accounts of a place: found, opened, disabled, given a new way in. */
export function Accounts({ session }: { session: Session }) {
  const { accounts: words, common } = useSettingsWords()
  const client = useQueryClient()
  const home = session.orgUnit
  const [org, setOrg] = useState(home.code)
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const [opening, setOpening] = useState(false)
  const [secret, setSecret] = useState<Secret | null>(null)
  const changed = () => client.invalidateQueries({ queryKey: ['accounts'] })
  const find = (event: FormEvent) => {
    event.preventDefault()
    setText(typed.trim())
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
        <button type="button" className="button" aria-expanded={opening} onClick={() => setOpening(!opening)}>
          {words.open}
        </button>
      </div>
      {secret === null ? null : <ShownOnce {...secret} onClose={() => setSecret(null)} />}
      {opening ? (
        <NewAccount
          home={home}
          place={org}
          onDone={(made) => {
            setOpening(false)
            setSecret(made)
            return changed()
          }}
        />
      ) : null}
      <form className="settings-tools" onSubmit={find}>
        <PlaceField label={`${common.place}${common.below}`} home={home} value={org} onValue={setOrg} />
        <TextField label={words.search} maxLength={60} value={typed} onValue={setTyped} />
        <button type="submit" className="button">
          {words.find}
        </button>
      </form>
      <AccountTable org={org} text={text} own={session.person.id} onSecret={setSecret} onChanged={changed} />
    </section>
  )
}

interface AccountTableProps {
  org: string
  text: string
  /** Id of the person's own account, which others manage. */
  own: string
  onSecret: (secret: Secret) => void
  onChanged: () => unknown
}

function AccountTable({ org, text, own, onSecret, onChanged }: AccountTableProps) {
  const { accounts: words, common } = useSettingsWords()
  const { data, error, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    accountsQuery(org, text),
  )
  if (isError) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={8} />
  const accounts = data.pages.flatMap((page) => page.accounts)
  if (accounts.length === 0) return <p className="quiet">{words.none}</p>
  return (
    <>
      <div className="table-scroll">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{words.displayName}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.orgUnit}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.factor}</th>
              <th scope="col">{words.lastSignIn}</th>
              <th scope="col">{common.actions}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <AccountRow
                key={account.id}
                account={account}
                isOwn={account.id === own}
                onSecret={onSecret}
                onChanged={onChanged}
              />
            ))}
          </tbody>
        </table>
      </div>
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

interface AccountRowProps {
  account: Account
  isOwn: boolean
  onSecret: (secret: Secret) => void
  onChanged: () => unknown
}

function AccountRow({ account, isOwn, onSecret, onChanged }: AccountRowProps) {
  const { accounts: words, common } = useSettingsWords()
  const placeName = usePlaceName()
  const factor = account.secondFactorSetUp ? words.factorOn : words.factorOff
  return (
    <tr>
      <th scope="row">{account.displayName}</th>
      <td data-head={words.name}>{account.name}</td>
      <td data-head={words.orgUnit}>{placeName(account.orgUnit)}</td>
      <td data-head={words.state}>{stateOf(account, words)}</td>
      <td data-head={words.factor}>
        {account.secondFactorRequired && !account.secondFactorSetUp ? `${factor}（${words.factorRequired}）` : factor}
      </td>
      <td data-head={words.lastSignIn}>
        {account.lastSignInAt === null ? words.never : shanghaiTime(account.lastSignInAt)}
      </td>
      <td>{isOwn ? common.self : <AccountActions account={account} onSecret={onSecret} onChanged={onChanged} />}</td>
    </tr>
  )
}

function stateOf({ disabled, passwordSetAt }: Account, words: { disabled: string; invited: string; enabled: string }) {
  if (disabled) return words.disabled
  return passwordSetAt === null ? words.invited : words.enabled
}
