import { type Appointment, COUNTRY, codeFromKey, codeKey, codeRange, type Day, parentCode } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { isEntryId } from '../entry/entry-id.ts'
import { storeError } from '../store-errors.ts'

/** An appointment as recorded. */
export interface AppointmentRecord extends Appointment {
  id: string
  person: string
  grantedBy: string
  /** Instant, ISO 8601. */
  grantedAt: string
  reason: string
  /** The appointment that its holder passed on (代理); null where it was given by whoever appoints. */
  delegatedFrom: string | null
  /** Who ended it, when (ISO 8601) and why; null while nobody has. */
  ended: { at: string; by: string; reason: string } | null
}

/** The duties that a person has on a day, in the order in which they were given. */
export async function appointmentsOf(book: Book, person: string, on: Day): Promise<AppointmentRecord[]> {
  return read(book, `a.person = $1 and ${inForceOn('$2')}`, [person, on])
}

/** The duties that some people have on a day, by account; who has none is absent. */
export async function appointmentsOfAll(
  book: Book,
  persons: readonly string[],
  on: Day,
): Promise<Map<string, AppointmentRecord[]>> {
  return Map.groupBy(
    await read(book, `a.person = any($1) and ${inForceOn('$2')}`, [persons, on]),
    ({ person }) => person,
  )
}

/** The duties that a person has on a day or will have after it, in the order in which they were given. */
export async function appointmentsSince(book: Book, person: string, since: Day): Promise<AppointmentRecord[]> {
  return read(book, `a.person = $1 and e.id is null and (a.until_day is null or a.until_day >= $2::date)`, [
    person,
    since,
  ])
}

/** Whether a person has or ever had any duty, ended ones and those to come included. */
export async function wasEverAppointed(book: Book, person: string): Promise<boolean> {
  const { rowCount } = await book.pool.query('select from shishu.appointment where person = $1 limit 1', [person])
  return (rowCount ?? 0) > 0
}

/** One appointment, whenever it holds. Errors: appointment.unknown. */
export async function getAppointment(book: Book, id: string): Promise<AppointmentRecord> {
  const [found] = isEntryId(id) ? await read(book, 'a.id = $1', [id]) : []
  if (found === undefined) throw storeError('appointment.unknown', { id: id.slice(0, 40) })
  return found
}

/** What has been passed on of a person’s appointments and neither been taken back nor run out by a day. */
export async function delegationsFrom(book: Book, person: string, on: Day): Promise<AppointmentRecord[]> {
  return read(
    book,
    `a.delegated_from in (select own.id from shishu.appointment as own where own.person = $1) and ${inForceOn('$2')}`,
    [person, on],
  )
}

/**
 * The appointments in a place’s subtree, in the order in which they were given: those of a day, or all there ever were.
 * Errors  org-unit.unknown
 */
export async function listAppointments(
  book: Book,
  request: { orgUnit: string; on: Day | null },
): Promise<AppointmentRecord[]> {
  // The administrators of a whole installation are appointed above all of its places.
  if (request.orgUnit !== COUNTRY) book.orgTree.get(request.orgUnit)
  const { from, until } = codeRange(request.orgUnit)
  return read(book, `a.org_unit >= $1 and a.org_unit < $2 and ($3::date is null or ${inForceOn('$3')})`, [
    from,
    until,
    request.on,
  ])
}

/**
 * Who has one of some roles over a place on a day: there or above it, in the office or in every office. A person with
 * several such duties is there once for each.
 * @param office  null: whatever the office
 * Errors  org-unit.code-malformed
 */
export async function personsWith(
  book: Book,
  request: { roles: readonly string[]; office: string | null; orgUnit: string; on: Day },
): Promise<AppointmentRecord[]> {
  const places: number[] = []
  for (let code: string | undefined = request.orgUnit; code !== undefined; code = parentCode(code)) {
    places.push(codeKey(code))
  }
  return read(
    book,
    `a.role = any($1::text[]) and a.org_unit = any($2::bigint[])
       and ($3::text is null or a.office is null or a.office = $3) and ${inForceOn('$4')}`,
    [request.roles, places, request.office, request.on],
  )
}

/** That an appointment holds by its own days: ended during the day, it no longer does. */
const holdsOn = (day: string, a: string, e: string) =>
  `${a}.from_day <= ${day}::date and (${a}.until_day is null or ${a}.until_day >= ${day}::date)
     and (${e}.ended_at is null or (${e}.ended_at at time zone 'Asia/Shanghai')::date > ${day}::date)`

/** That an appointment `a` holds on a day; one that was passed on, only while its source does. */
const inForceOn = (day: string) =>
  `${holdsOn(day, 'a', 'e')}
     and (a.delegated_from is null
          or exists (select from shishu.appointment as source
                       left join shishu.appointment_end as source_end on source_end.id = source.id
                      where source.id = a.delegated_from and ${holdsOn(day, 'source', 'source_end')}))`

async function read(book: Book, where: string, values: readonly unknown[]): Promise<AppointmentRecord[]> {
  const { rows } = await book.pool.query<{
    id: string
    person: string
    role: string
    org_unit: string
    office: string | null
    from_day: Day
    until_day: Day | null
    granted_by: string
    granted_at: Date
    reason: string
    delegated_from: string | null
    ended_at: Date | null
    ended_by: string | null
    end_reason: string | null
  }>(
    `select a.id, a.person, a.role, a.org_unit, a.office, a.from_day::text, a.until_day::text, a.granted_by, a.granted_at,
            a.reason, a.delegated_from, e.ended_at, e.ended_by, e.reason as end_reason
       from shishu.appointment as a left join shishu.appointment_end as e on e.id = a.id
      where ${where} order by a.granted_at, a.id`,
    [...values],
  )
  return rows.map((row) => ({
    id: row.id,
    person: row.person,
    role: row.role,
    orgUnit: codeFromKey(Number(row.org_unit)),
    office: row.office,
    from: row.from_day,
    until: row.until_day,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at.toISOString(),
    reason: row.reason,
    delegatedFrom: row.delegated_from,
    ended:
      row.ended_at === null ? null : { at: row.ended_at.toISOString(), by: row.ended_by!, reason: row.end_reason! },
  }))
}
