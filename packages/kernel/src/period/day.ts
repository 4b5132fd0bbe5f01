import { kernelError } from '../error/kernel-errors.ts'
import type { Month } from './month.ts'

/** A civil day in Asia/Shanghai as plain text, `YYYY-MM-DD`, years 0001 to 9999. Text order is time order. */
export type Day = string

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468
const FIRST_NUMBER = -719_162 // 0001-01-01
const LAST_NUMBER = 2_932_896 // 9999-12-31
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/
/** Shanghai is eight hours ahead of UTC all year, so its next day begins at 16:00 UTC. */
const SHANGHAI_MIDNIGHT_UTC_HOUR = 16

/** The length of a month (1–12) in days. */
function monthLength(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : MONTH_LENGTHS[month - 1]!
}

/** The digits of `text` from `start` up to `end` as a number, or −1 when one of them is not an ASCII digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Year, month and day packed as one integer, yyyymmdd, so that reading a day allocates nothing; −1 when impossible. */
function readDay(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return -1
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const possible = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month)
  return possible ? year * 10_000 + month * 100 + day : -1
}

function getParts(day: Day): number {
  const parts = readDay(day)
  if (parts < 0) throw kernelError('day.malformed', { text: day })
  return parts
}

function writeDay(year: number, month: number, day: number): Day {
  const y = year > 999 ? `${year}` : String(year).padStart(4, '0')
  return `${y}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return readDay(text) >= 0
}

/**
 * Reads a day; the text must be strict ISO and the day must exist.
 *
 * Errors  day.malformed: another spelling (2026/3/5), or no such day (2026-02-30)
 */
export function parseDay(text: string): Day {
  getParts(text)
  return text
}

/**
 * Days from 1970-01-01 to the day.
 *
 * Errors  day.malformed
 * Source  days_from_civil, howardhinnant.github.io/date_algorithms.html
 */
export function dayNumber(day: Day): number {
  const parts = getParts(day)
  const month = Math.floor(parts / 100) % 100
  // Years that begin in March put the leap day last, so every month before it starts at a fixed offset.
  const year = Math.floor(parts / 10_000) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + (parts % 100) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - EPOCH
}

/**
 * The day that lies `number` days after 1970-01-01: the reverse of `dayNumber`.
 *
 * Errors  day.malformed outside the years 0001 to 9999
 */
export function dayFromNumber(number: number): Day {
  if (!Number.isInteger(number) || number < FIRST_NUMBER || number > LAST_NUMBER) {
    throw kernelError('day.malformed', { text: String(number) })
  }
  const shifted = number + EPOCH
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return writeDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

/** The day `n` days later, or earlier when `n` is negative. */
export function addDays(day: Day, n: number): Day {
  return dayFromNumber(dayNumber(day) + n)
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/**
 * The same-numbered day `n` months later (earlier when negative); where that month has no such day, its last day.
 *
 * Errors  day.malformed, also outside the years 0001 to 9999
 * Source  民法典 §202
 */
export function addMonths(day: Day, n: number): Day {
  const parts = getParts(day)
  const index = Math.floor(parts / 10_000) * 12 + (Math.floor(parts / 100) % 100) - 1 + n
  if (!Number.isInteger(index) || index < 12 || index >= 120_000) {
    throw kernelError('day.malformed', { text: `${day} ${n < 0 ? '−' : '+'} ${Math.abs(n)} months` })
  }
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return writeDay(year, month, Math.min(parts % 100, monthLength(year, month)))
}

/** Day of the week, Monday 1 to Sunday 7. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday; the remainder of a negative number is negative, hence the second one.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

/** The month that a day lies in. The day is taken as checked. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/**
 * The Shanghai day on which an instant falls.
 *
 * Shape   `2026-03-05T16:00:00.000Z`: ISO 8601 in UTC, with seconds, fraction optional
 * Days    fixed +08:00; Shanghai's summer time of 1986–1991 is left out
 * Errors  day.malformed
 */
export function dayOfInstant(iso: string): Day {
  const found = INSTANT.exec(iso)
  if (!found || !isDay(found[1]!)) throw kernelError('day.malformed', { text: iso })
  return Number(found[2]) >= SHANGHAI_MIDNIGHT_UTC_HOUR ? addDays(found[1]!, 1) : found[1]!
}
