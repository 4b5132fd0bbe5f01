import { COUNTRY, codeRange, dayOfInstant, LEDGER_ACTS, PLACE_ACTS } from '@shishu/kernel'
import {
  AppointmentView,
  Because,
  Both,
  EntryId,
  NewAppointment,
  NewDelegation,
  OrgUnitCode,
  object,
  PersonName,
  RoleView,
  SearchText,
} from '@shishu/protocol'
import {
  type AppointmentRecord,
  delegationsFrom,
  endAppointment,
  getAppointment,
  listAppointments,
  storeError,
} from '@shishu/store'
import { Type } from 'typebox'
import { checkRole, getAppointee } from '../people/check-appointment.ts'
import { delegate } from '../people/delegate.ts'
import { displayNames } from '../people/display-names.ts'
import { giveAppointment } from '../people/give-appointment.ts'
import { defineRoute } from '../route/route.ts'
import { serverError } from '../server-errors.ts'
import type { Services } from '../services.ts'
import { rolesOf } from '../session/person.ts'

const list = defineRoute({
  method: 'GET',
  url: '/api/appointments',
  tag: 'people',
  summary: { zh: '一个单位及下级的任职', en: 'Appointments at an org unit and below it' },
  access: 'rights',
  query: object({
    org: OrgUnitCode,
    /** Also those that are over, and those to come. */
    all: Type.Optional(Type.Boolean()),
  }),
  response: object({ appointments: Type.Array(AppointmentView) }),
  asks: ({ query }) => ({ act: 'appointments.manage', orgUnit: query.org }),
  handle: async ({ query, book, services }) => {
    const on = query.all === true ? null : todayOf(services)
    return { appointments: await viewsOf(services, await listAppointments(book, { orgUnit: query.org, on })) }
  },
})

const candidates = defineRoute({
  method: 'GET',
  url: '/api/appointments/people',
  tag: 'people',
  summary: { zh: '可以任职的人', en: 'Who can be appointed' },
  access: 'rights',
  query: object({ org: OrgUnitCode, text: Type.Optional(SearchText) }),
  response: object({ people: Type.Array(PersonName) }),
  asks: ({ query }) => ({ act: 'appointments.manage', orgUnit: query.org }),
  handle: async ({ query, services }) => {
    const { org, ...text } = query
    const found = await services.accounts.findAccounts({ ...text, within: codeRange(org), disabled: false })
    return { people: found.map(({ id, displayName }) => ({ id, displayName })) }
  },
})

const appointPerson = defineRoute({
  method: 'POST',
  url: '/api/appointments',
  tag: 'people',
  summary: { zh: '任职', en: 'Appoint a person' },
  access: 'rights',
  body: NewAppointment,
  response: object({ id: EntryId }),
  status: 201,
  asks: ({ body }) => ({ act: 'appointments.manage', orgUnit: body.orgUnit }),
  handle: async ({ body, book, services, person, request }) => {
    request.auditReason = body.reason
    if (body.person === person.account) throw serverError('appointment.own', {})
    checkRole(book.definitions, body)
    await getAppointee(services.accounts, body.person)
    return { id: await giveAppointment(book, services.book, { ...body, by: person.name }) }
  },
})

const end = defineRoute({
  method: 'DELETE',
  url: '/api/appointments/:appointment',
  tag: 'people',
  summary: { zh: '免职', en: 'End an appointment' },
  access: 'rights',
  params: object({ appointment: EntryId }),
  body: Because,
  status: 204,
  // Where it is held is known once it is read.
  asks: () => ({ act: 'appointments.manage', orgUnit: COUNTRY, reach: 'part' }),
  handle: async ({ params, body, book, person, rights, request }) => {
    request.auditReason = body.reason
    const id = params.appointment
    const { orgUnit, person: appointee } = await getAppointment(book, id)
    request.asked = { act: 'appointments.manage', orgUnit }
    if (appointee === person.account) throw serverError('appointment.own', {})
    if (!rights.may('appointments.manage', { orgUnit })) throw storeError('access.refused', {})
    await endAppointment(book, { id, by: person.name, reason: body.reason })
  },
})

const delegations = defineRoute({
  method: 'GET',
  url: '/api/delegations',
  tag: 'people',
  summary: { zh: '自己委托出去的职责', en: 'One’s duties that others have for a time' },
  access: 'signed-in',
  response: object({ delegations: Type.Array(AppointmentView) }),
  handle: async ({ services, person }) => ({
    delegations: await viewsOf(services, await delegationsFrom(services.book, person.account, todayOf(services))),
  }),
})

const delegateDuty = defineRoute({
  method: 'POST',
  url: '/api/delegations',
  tag: 'people',
  summary: { zh: '委托他人代理自己的职责（限期）', en: 'Pass one of one’s duties on for a time' },
  access: 'signed-in',
  body: NewDelegation,
  response: object({ id: EntryId }),
  status: 201,
  handle: async ({ body, services, person, request }) => {
    request.auditReason = body.reason
    return { id: await delegate(services.book, services.accounts, person, body) }
  },
})

const endDelegation = defineRoute({
  method: 'DELETE',
  url: '/api/delegations/:delegation',
  tag: 'people',
  summary: { zh: '收回委托', en: 'Take a duty back' },
  access: 'signed-in',
  params: object({ delegation: EntryId }),
  body: Because,
  status: 204,
  handle: async ({ params: { delegation: id }, body, services, person, request }) => {
    request.auditReason = body.reason
    const own = await delegationsFrom(services.book, person.account, todayOf(services))
    if (!own.some((one) => one.id === id)) throw storeError('appointment.unknown', { id })
    await endAppointment(services.book, { id, by: person.name, reason: body.reason })
  },
})

const roles = defineRoute({
  method: 'GET',
  url: '/api/roles',
  tag: 'people',
  summary: { zh: '岗位及其权限', en: 'Roles and what they give' },
  access: 'signed-in',
  response: object({ roles: Type.Array(RoleView), acts: Type.Record(Type.String(), Both) }),
  handle: async ({ services }) => ({
    roles: rolesOf(services.book.definitions).map((role) => ({
      id: role.id,
      label: role.label,
      gloss: role.gloss,
      levels: [...role.levels],
      office: role.office,
      ledgers: { ...role.ledgers },
      places: [...role.places],
      duties: [...role.duties],
      apart: role.apart === true,
    })),
    acts: { ...LEDGER_ACTS, ...PLACE_ACTS },
  }),
})

const todayOf = ({ book }: Services) => dayOfInstant(book.clock().toISOString())

async function viewsOf({ accounts, book }: Services, records: readonly AppointmentRecord[]) {
  const labels = new Map(rolesOf(book.definitions).map((role) => [role.id, role.label]))
  const names = await displayNames(
    accounts,
    records.map(({ person }) => person),
  )
  return records.map((record) => ({
    ...record,
    displayName: names.get(record.person) ?? null,
    roleLabel: labels.get(record.role) ?? record.role,
  }))
}

export const appointmentRoutes = [list, candidates, appointPerson, end, delegations, delegateDuty, endDelegation, roles]
