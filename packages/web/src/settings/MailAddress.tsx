import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { mailAddressQuery, setMailAddress } from '../api/settings.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** Where one is told by mail of what falls due. */
export function MailAddress() {
  const { mail } = useSettingsWords()
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{mail.title}</h2>
        <p>{mail.help}</p>
      </div>
      <Loaded query={useQuery(mailAddressQuery)} lines={2}>
        {(address) => <AddressForm address={address} />}
      </Loaded>
    </section>
  )
}

const SHAPE = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

function AddressForm({ address }: { address: string | null }) {
  const { mail, common } = useSettingsWords()
  const client = useQueryClient()
  const toast = useToast()
  const [given, setGiven] = useState(address ?? '')
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: setMailAddress,
    onSuccess: ({ address: saved }) => {
      client.setQueryData(mailAddressQuery.queryKey, saved)
      setGiven(saved ?? '')
      toast({ text: mail.saved })
    },
  })
  const sound = SHAPE.test(given.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(!sound)
    if (sound) save.mutate(given.trim())
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
      <TextField
        label={mail.address}
        type="email"
        autoComplete="email"
        maxLength={254}
        value={given}
        onValue={setGiven}
        fault={tried && !sound ? mail.malformed : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button" disabled={save.isPending}>
          {common.save}
        </button>
        {address === null ? null : (
          <button type="button" className="button button-plain" onClick={() => save.mutate(null)}>
            {mail.off}
          </button>
        )}
      </div>
    </form>
  )
}
