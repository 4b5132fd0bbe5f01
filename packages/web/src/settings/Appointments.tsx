import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Appointment, appointmentsQuery, endAppointment } from '../api/people.ts'
import type { Session } from '../api/session.ts'
import { useDefinitions } from '../api/use-definitions.ts'
import { ReasonDialog } from '../entry/ReasonDialog.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { NewAppointment } from './NewAppointment.tsx'
import { PlaceField, usePlaceName } from './PlaceField.tsx'
import { useSettingsWords } from './settings-words.ts'

/** Who holds which duty at a place and below it. */
export function Appointments({ session }: { session: Session }) {
  const { appointments: words, common } = useSettingsWords()
  const toast = useToast()
  const client = useQueryClient()
  const home = session.orgUnit
  const [org, setOrg] = useState(home.code)
  const [all, setAll] = useState(false)
  const [opening, setOpening] = useState(false)
  const [ending, setEnding] = useState<Appointment | null>(null)
  const changed = () => client.invalidateQueries({ queryKey: ['appointments'] })
  return (
    <section className="panel">
      <div className="panel-head">
        <p>{words.lead}</p>
        <button type="button" className="button" aria-expanded={opening} onClick={() => setOpening(!opening)}>
          {words.appointTitle}
        </button>
      </div>
      {opening ? (
        <NewAppointment
          home={home}
          place={org}
          onDone={() => {
            setOpening(false)
            toast({ text: words.done })
            return changed()
          }}
        />
      ) : null}
      <div className="settings-tools">
        <PlaceField label={`${common.place}${common.below}`} home={home} value={org} onValue={setOrg} />
        <label className="check">
          <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />
          <span>{words.all}</span>
        </label>
      </div>
      <Loaded query={useQuery(appointmentsQuery(org, all))} lines={8}>
        {(appointments) =>
          appointments.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <AppointmentTable appointments={appointments} own={session.person.id} onEnd={setEnding} />
          )
        }
      </Loaded>
      {ending === null ? null : (
        <ReasonDialog
          title={words.endOf(ending.displayName ?? common.unknownPerson, ending.roleLabel)}
          help={words.endHelp}
          confirm={words.end}
          onConfirm={async (reason) => {
            await endAppointment(ending.id, reason)
            toast({ text: words.endedToast })
            await changed()
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  )
}

interface AppointmentTableProps {
  appointments: readonly Appointment[]
  /** Id of the person's own account: nobody dismisses themself. */
  own: string
  onEnd: (appointment: Appointment) => void
}

function AppointmentTable({ appointments, own, onEnd }: AppointmentTableProps) {
  const { appointments: words, common } = useSettingsWords()
  const placeName = usePlaceName()
  const offices = useDefinitions().data?.pack.offices ?? {}
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.person}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.orgUnit}</th>
            <th scope="col">{words.office}</th>
            <th scope="col">{words.term}</th>
            <th scope="col">{words.reason}</th>
            <th scope="col">{common.actions}</th>
          </tr>
        </thead>
        <tbody>
          {appointments.map((one) => {
            const person = one.displayName ?? common.unknownPerson
            return (
              <tr key={one.id}>
                <th scope="row">{person}</th>
                <td data-head={words.role}>
                  {one.delegatedFrom === null ? one.roleLabel : `${one.roleLabel}（${words.delegated}）`}
                </td>
                <td data-head={words.orgUnit}>{placeName(one.orgUnit)}</td>
                <td data-head={words.office}>{one.office === null ? '—' : (offices[one.office] ?? one.office)}</td>
                <td data-head={words.term}>
                  {one.from} — {one.until ?? common.noEnd}
                </td>
                <td data-head={words.reason}>{one.reason}</td>
                <td>
                  {one.ended !== null ? (
                    words.ended
                  ) : one.person === own ? null : (
                    <button
                      type="button"
                      className="button"
                      aria-label={words.endOf(person, one.roleLabel)}
                      onClick={() => onEnd(one)}
                    >
                      {words.end}
                    </button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
