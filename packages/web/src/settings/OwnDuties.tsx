import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Appointment, delegationsQuery, endDelegation } from '../api/people.ts'
import type { Duty, Session } from '../api/session.ts'
import { ReasonDialog } from '../entry/ReasonDialog.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { DelegateForm } from './DelegateForm.tsx'
import { useSettingsWords } from './settings-words.ts'

/** One's duties of today, and those that others have for a time. */
export function OwnDuties({ session }: { session: Session }) {
  const { duties: words } = useSettingsWords()
  const toast = useToast()
  const client = useQueryClient()
  const [passing, setPassing] = useState<Duty | null>(null)
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <h2>{words.title}</h2>
        </div>
        {session.appointments.length === 0 ? (
          <p className="quiet">{words.none}</p>
        ) : (
          <DutyTable duties={session.appointments} onDelegate={setPassing} />
        )}
        {passing === null ? null : (
          <div className="panel-foot">
            <DelegateForm
              key={passing.id}
              duty={passing}
              onCancel={() => setPassing(null)}
              onDone={() => {
                setPassing(null)
                toast({ text: words.delegated })
                return client.invalidateQueries({ queryKey: delegationsQuery.queryKey })
              }}
            />
          </div>
        )}
      </section>
      <Delegations />
    </>
  )
}

interface DutyTableProps {
  duties: readonly Duty[]
  onDelegate: (duty: Duty) => void
}

function DutyTable({ duties, onDelegate }: DutyTableProps) {
  const { duties: words, common } = useSettingsWords()
  return (
    <table className="table table-cards">
      <thead>
        <tr>
          <th scope="col">{words.role}</th>
          <th scope="col">{common.place}</th>
          <th scope="col">{words.office}</th>
          <th scope="col">{words.term}</th>
          <th scope="col">{common.actions}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map((duty) => (
          <tr key={`${duty.id}${duty.role}`}>
            <th scope="row">{duty.roleLabel}</th>
            <td data-head={common.place}>{duty.orgUnit.name}</td>
            <td data-head={words.office}>{duty.officeLabel ?? '—'}</td>
            <td data-head={words.term}>{words.term2(duty.from, duty.until ?? common.noEnd)}</td>
            <td>
              {/* The three administrators' duties stay with whom they were given to. */}
              {duty.id === undefined || duty.role.endsWith('-administrator') ? null : (
                <button
                  type="button"
                  className="button"
                  aria-label={words.delegateOf(duty.roleLabel)}
                  onClick={() => onDelegate(duty)}
                >
                  {words.delegate}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Delegations() {
  const { duties: words, common } = useSettingsWords()
  const toast = useToast()
  const client = useQueryClient()
  const [back, setBack] = useState<Appointment | null>(null)
  const personOf = ({ displayName }: Appointment) => displayName ?? common.unknownPerson
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words.passed}</h2>
      </div>
      <Loaded query={useQuery(delegationsQuery)} lines={2}>
        {(delegations) =>
          delegations.length === 0 ? (
            <p className="quiet">{words.passedNone}</p>
          ) : (
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{words.person}</th>
                  <th scope="col">{words.role}</th>
                  <th scope="col">{words.term}</th>
                  <th scope="col">{words.reason}</th>
                  <th scope="col">{common.actions}</th>
                </tr>
              </thead>
              <tbody>
                {delegations.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{personOf(one)}</th>
                    <td data-head={words.role}>{one.roleLabel}</td>
                    <td data-head={words.term}>{words.term2(one.from, one.until ?? common.noEnd)}</td>
                    <td data-head={words.reason}>{one.reason}</td>
                    <td>
                      <button
                        type="button"
                        className="button"
                        aria-label={words.backOf(one.roleLabel, personOf(one))}
                        onClick={() => setBack(one)}
                      >
                        {words.back}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {back === null ? null : (
        <ReasonDialog
          title={words.backOf(back.roleLabel, personOf(back))}
          confirm={words.back}
          onConfirm={async (reason) => {
            await endDelegation(back.id, reason)
            toast({ text: words.takenBack })
            await client.invalidateQueries({ queryKey: delegationsQuery.queryKey })
          }}
          onClose={() => setBack(null)}
        />
      )}
    </section>
  )
}
