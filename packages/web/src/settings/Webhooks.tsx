import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Session } from '../api/session.ts'
import {
  addWebhook,
  deliveriesQuery,
  type EventType,
  enableWebhook,
  pingWebhook,
  removeWebhook,
  type Webhook,
  webhooksQuery,
} from '../api/settings.ts'
import { Loaded } from '../feedback/Loaded.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { useLanguage } from '../words/language.ts'
import { PlaceField, usePlaceName } from './PlaceField.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useSettingsWords } from './settings-words.ts'

/** The addresses of other systems that are told of what happens. */
export function Webhooks({ session }: { session: Session }) {
  const { webhooks: words, common } = useSettingsWords()
  const home = session.orgUnit
  const [org, setOrg] = useState(home.code)
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
      </div>
      <div className="settings-tools">
        <PlaceField label={`${common.place}${common.below}`} home={home} value={org} onValue={setOrg} />
      </div>
      <Loaded query={useQuery(webhooksQuery(org))}>
        {({ webhooks, events }) => (
          <>
            {webhooks.length === 0 ? <p className="quiet">{words.none}</p> : null}
            {webhooks.map((webhook) => (
              <WebhookPart key={webhook.id} webhook={webhook} events={events} />
            ))}
            <div className="panel-foot">
              <NewWebhookForm org={org} events={events} />
            </div>
          </>
        )}
      </Loaded>
    </section>
  )
}

function WebhookPart({ webhook, events }: { webhook: Webhook; events: readonly EventType[] }) {
  const { language } = useLanguage()
  const { webhooks: words, common } = useSettingsWords()
  const placeName = usePlaceName()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ['webhooks'] })
  const enable = useMutation({ mutationFn: (on: boolean) => enableWebhook(webhook.id, on), onSettled: again })
  const remove = useMutation({ mutationFn: () => removeWebhook(webhook.id), onSettled: again })
  const ping = useMutation({ mutationFn: () => pingWebhook(webhook.id) })
  const failed = [enable, remove, ping].find(({ isError }) => isError)
  const names = webhook.events.map((type) => events.find((each) => each.type === type)?.[language] ?? type)
  const isOn = webhook.disabledAt === null
  return (
    <section className="settings-task" aria-label={webhook.url}>
      <h2 className="audit-code">{webhook.url}</h2>
      <p>
        {isOn ? words.enabled : words.disabled} · {placeName(webhook.orgUnit)} ·{' '}
        {names.join(language === 'zh' ? '、' : ', ')} · {shanghaiTime(webhook.createdAt)}
      </p>
      {failed === undefined ? null : <ProblemNotice error={failed.error} />}
      {ping.data === undefined ? null : (
        <p role="status">
          {ping.data.status === null ? words.failed(ping.data.error ?? '') : words.answered(ping.data.status)}
        </p>
      )}
      {asking ? <p role="alert">{words.removeSure}</p> : null}
      <div className="button-row">
        {asking ? (
          <>
            <button type="button" className="button" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {words.remove}
            </button>
            <button type="button" className="button button-plain" onClick={() => setAsking(false)}>
              {common.cancel}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button" disabled={ping.isPending} onClick={() => ping.mutate()}>
              {words.test}
            </button>
            <button type="button" className="button" disabled={enable.isPending} onClick={() => enable.mutate(!isOn)}>
              {isOn ? words.disable : words.enable}
            </button>
            <button type="button" className="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
              {words.deliveries}
            </button>
            <button type="button" className="button button-plain" onClick={() => setAsking(true)}>
              {words.remove}
            </button>
          </>
        )}
      </div>
      {opened ? <Deliveries id={webhook.id} /> : null}
    </section>
  )
}

function Deliveries({ id }: { id: string }) {
  const { webhooks: words } = useSettingsWords()
  return (
    <Loaded query={useQuery(deliveriesQuery(id))}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <p className="quiet">{words.deliveriesNone}</p>
        ) : (
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{words.at}</th>
                <th scope="col">{words.event}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.attempts}</th>
                <th scope="col">{words.error}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{shanghaiTime(each.createdAt)}</th>
                  <td data-head={words.event}>{each.type}</td>
                  <td data-head={words.state}>{words.states[each.state]}</td>
                  <td data-head={words.attempts}>{each.attempts}</td>
                  <td data-head={words.error}>{each.lastError ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  )
}

function NewWebhookForm({ org, events }: { org: string; events: readonly EventType[] }) {
  const { language } = useLanguage()
  const { webhooks: words } = useSettingsWords()
  const toast = useToast()
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const add = useMutation({
    mutationFn: () => addWebhook({ org, url: url.trim(), events: chosen }),
    onSuccess: (made) => {
      setSecret(made.secret)
      setUrl('')
      setChosen([])
      toast({ text: words.add })
      return client.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = url.trim() !== '' && chosen.length > 0
    setTried(!sound)
    if (sound) add.mutate()
  }
  const toggle = (type: string) =>
    setChosen(chosen.includes(type) ? chosen.filter((each) => each !== type) : [...chosen, type])
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h2>{words.add}</h2>
      {secret === null ? null : <ShownOnce title={words.made} value={secret} onClose={() => setSecret(null)} />}
      {add.isError ? <ProblemNotice error={add.error} /> : null}
      <TextField
        label={words.url}
        type="url"
        maxLength={2000}
        value={url}
        onValue={setUrl}
        help={words.urlHelp}
        fault={tried && url.trim() === '' ? words.needUrl : undefined}
      />
      <fieldset className="choices">
        <legend>{words.events}</legend>
        {events.map((each) => (
          <label key={each.type}>
            <input type="checkbox" checked={chosen.includes(each.type)} onChange={() => toggle(each.type)} />
            <span>{each[language]}</span>
          </label>
        ))}
      </fieldset>
      {tried && chosen.length === 0 ? <p className="field-fault">{words.needEvents}</p> : null}
      <div className="button-row">
        <button type="submit" className="button" disabled={add.isPending}>
          {words.add}
        </button>
      </div>
    </form>
  )
}
