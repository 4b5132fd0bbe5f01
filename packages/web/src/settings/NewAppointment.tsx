import { COUNTRY, levelOf } from '@shishu/kernel'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { appointPerson, candidatesQuery, type Role, rolesQuery } from '../api/people.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { PlaceField } from './PlaceField.tsx'
import { SelectField } from './SelectField.tsx'
import { useSettingsWords } from './settings-words.ts'

interface NewAppointmentProps {
  home: { code: string; name: string }
  place: string
  onDone: () => unknown
}

const blank = (place: string) => ({
  orgUnit: place === COUNTRY ? '' : place,
  person: '',
  role: '',
  office: '',
  from: todayInShanghai(),
  until: '',
  reason: '',
})
type Given = ReturnType<typeof blank>

/** Gives somebody a duty: a role at a place, for an office where the role asks for one, from a day, for a reason. */
export function NewAppointment({ home, place, onDone }: NewAppointmentProps) {
  const { language } = useLanguage()
  const { appointments: words, common } = useSettingsWords()
  const [given, setGiven] = useState(() => blank(place))
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const people = useQuery(candidatesQuery(home.code, text.trim())).data
  const roles = useQuery(rolesQuery).data
  const offices = Object.entries(useDefinitions().data?.pack.offices ?? {})
  const role = roles?.roles.find(({ id }) => id === given.role)
  const send = useMutation({
    mutationFn: () =>
      appointPerson({
        ...given,
        reason: given.reason.trim(),
        office: role?.office === true ? given.office : null,
        until: given.until === '' ? null : given.until,
      }),
    onSuccess: onDone,
  })
  const set = (part: Partial<Given>) => setGiven({ ...given, ...part })
  const faults = faultsOf(given, role, words, common.needPlace)
  const shown = tried ? faults : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = Object.keys(faults).length === 0
    setTried(!sound)
    if (sound) send.mutate()
  }
  // Only the roles that are held at the place's level are offered.
  const fitting = (roles?.roles ?? []).filter(
    ({ levels }) => given.orgUnit !== '' && levels.includes(levelOf(given.orgUnit)),
  )
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={words.appointTitle}>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <TextField label={words.findPerson} maxLength={60} autoComplete="off" value={text} onValue={setText} />
      <SelectField
        label={words.person}
        value={given.person}
        empty={words.choose}
        options={(people ?? []).map(({ id, displayName }) => ({ value: id, label: displayName }))}
        onValue={(person) => set({ person })}
        fault={shown.person}
        {...(people?.length === 0 ? { help: words.noPerson } : {})}
      />
      <PlaceField
        label={words.orgUnit}
        home={home}
        value={given.orgUnit}
        empty={words.choose}
        onValue={(orgUnit) => set({ orgUnit, role: '' })}
        fault={shown.orgUnit}
      />
      <SelectField
        label={words.role}
        value={given.role}
        empty={words.choose}
        options={fitting.map((each) => ({ value: each.id, label: nameIn(language, each) }))}
        onValue={(id) => set({ role: id })}
        fault={shown.role}
        {...(role === undefined ? {} : { help: `${words.gives}：${actsOf(role, roles?.acts ?? {}, language)}` })}
      />
      {role?.office === true ? (
        <SelectField
          label={words.office}
          value={given.office}
          empty={words.choose}
          options={offices.map(([value, label]) => ({ value, label }))}
          onValue={(office) => set({ office })}
          fault={shown.office}
        />
      ) : null}
      <TextField
        label={words.from}
        type="date"
        value={given.from}
        onValue={(from) => set({ from })}
        fault={shown.from}
      />
      <TextField
        label={words.until}
        type="date"
        min={given.from}
        value={given.until}
        onValue={(until) => set({ until })}
      />
      <TextField
        label={words.reason}
        maxLength={500}
        value={given.reason}
        onValue={(reason) => set({ reason })}
        help={words.reasonHelp}
        fault={shown.reason}
      />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={send.isPending}>
          {words.appoint}
        </button>
      </div>
    </form>
  )
}

type Words = ReturnType<typeof useSettingsWords>['appointments']

function faultsOf(
  given: Given,
  role: Role | undefined,
  words: Words,
  needPlace: string,
): Partial<Record<keyof Given, string>> {
  return {
    ...(given.orgUnit === '' ? { orgUnit: needPlace } : {}),
    ...(given.person === '' ? { person: words.needPerson } : {}),
    ...(role === undefined ? { role: words.needRole } : {}),
    ...(role?.office === true && given.office === '' ? { office: words.needOffice } : {}),
    ...(given.from === '' ? { from: words.needFrom } : {}),
    ...(given.reason.trim().length < 2 ? { reason: words.needReason } : {}),
  }
}

/** What a role gives, in words. */
function actsOf(
  { ledgers, places }: Role,
  acts: Readonly<Record<string, { zh: string; en: string }>>,
  language: 'zh' | 'en',
): string {
  const names = [...Object.keys(ledgers), ...places].map((act) => acts[act]?.[language] ?? act)
  return names.join(language === 'zh' ? '；' : '; ')
}
