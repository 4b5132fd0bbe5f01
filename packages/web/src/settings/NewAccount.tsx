import { COUNTRY } from '@shishu/kernel'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { openAccount } from '../api/people.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { useLanguage } from '../words/language.ts'
import type { Secret } from './Accounts.tsx'
import { PlaceField } from './PlaceField.tsx'
import { useSettingsWords } from './settings-words.ts'

const LOGIN_NAME = /^[a-z0-9]{3,32}$/

interface NewAccountProps {
  home: { code: string; name: string }
  /** The place that is looked at: offered first. */
  place: string
  onDone: (secret: Secret) => unknown
}

/** Opens an account; its link is shown once. */
export function NewAccount({ home, place, onDone }: NewAccountProps) {
  const { language } = useLanguage()
  const { accounts: words, common } = useSettingsWords()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [orgUnit, setOrgUnit] = useState(place === COUNTRY ? '' : place)
  const [secondFactorRequired, setSecondFactorRequired] = useState(false)
  const [tried, setTried] = useState(false)
  const open = useMutation({
    mutationFn: () => openAccount({ name, displayName: displayName.trim(), orgUnit, secondFactorRequired }),
    onSuccess: ({ account, invitation: { url, expiresAt } }) =>
      onDone({
        title: `${account.displayName}（${account.name}）${words.created}`,
        value: url,
        note: common.until(shanghaiTime(expiresAt)),
      }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = LOGIN_NAME.test(name) && displayName.trim() !== '' && orgUnit !== ''
    setTried(!sound)
    if (sound) open.mutate()
  }
  // A refusal about one field stands beside it.
  const refused = (code: string) =>
    open.error instanceof ApiProblem && open.error.code.startsWith(code) ? open.error.text(language) : undefined
  const nameFault = tried && !LOGIN_NAME.test(name) ? words.needName : refused('account.name-')
  const displayNameFault = tried && displayName.trim() === '' ? words.needDisplayName : refused('account.display-name-')
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={words.open}>
      {open.isError && nameFault === undefined && displayNameFault === undefined ? (
        <ProblemNotice error={open.error} />
      ) : null}
      <TextField
        label={words.displayName}
        maxLength={60}
        autoComplete="off"
        value={displayName}
        onValue={setDisplayName}
        fault={displayNameFault}
      />
      <TextField
        label={words.name}
        maxLength={32}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={name}
        onValue={(value) => setName(value.normalize('NFKC').trim().toLowerCase())}
        help={words.nameHelp}
        fault={nameFault}
      />
      <PlaceField
        label={words.orgUnit}
        home={home}
        value={orgUnit}
        empty={common.choose}
        onValue={setOrgUnit}
        fault={tried && orgUnit === '' ? common.needPlace : undefined}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={secondFactorRequired}
          onChange={({ target }) => setSecondFactorRequired(target.checked)}
        />
        <span>{words.require}</span>
      </label>
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={open.isPending}>
          {words.create}
        </button>
      </div>
    </form>
  )
}
