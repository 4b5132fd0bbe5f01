import { once } from 'node:events'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { mayCopy } from '../access/scope.ts'

/** A column and its SQL type. */
export type Column = readonly [name: string, type: string]
/** A value as PostgreSQL's text form; null is null. */
export type Cell = string | number | bigint | boolean | null

/** From this many rows on, COPY beats `insert … select from unnest(…)`. */
const COPY_FROM_ROWS = 200
/** Characters gathered before they are handed to the socket. */
const CHUNK = 1 << 17

/** Inserts rows in one statement, whatever their number. A connection under row-level policies cannot COPY. */
export async function insertRows(
  client: ClientBase,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return
  if (rows.length >= COPY_FROM_ROWS && mayCopy(client)) await copyRows(client, table, columns, rows)
  else await unnestRows(client, table, columns, rows)
}

async function unnestRows(
  client: ClientBase,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const names = columns.map(([name]) => name).join(', ')
  const casts = columns.map(([name, type]) => `given.${name}::${type}`).join(', ')
  const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  await client.query({
    name: `insert ${table} ${columns.length}`,
    text: `insert into ${table} (${names}) select ${casts} from unnest(${lists}) as given(${names})`,
    values: columns.map((_, index) => rows.map((row) => (row[index] === null ? null : String(row[index])))),
  })
}

async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await client.query('set local role shishu_loader')
  const stream = client.query(copyFrom(`copy ${table} (${columns.map(([name]) => name).join(', ')}) from stdin`))
  // The stream fails when the database refuses a row, and again when its connection breaks; unheard, that would end the
  // process.
  const done = once(stream, 'finish')
  done.catch(() => undefined)
  stream.on('error', () => undefined)
  let chunk = ''
  for (const row of rows) {
    for (let index = 0; index < row.length; index += 1) {
      const value = row[index]
      if (index > 0) chunk += '\t'
      if (value === null || value === undefined) chunk += '\\N'
      else chunk += typeof value === 'string' ? escaped(value) : String(value)
    }
    chunk += '\n'
    if (chunk.length < CHUNK) continue
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
    chunk = ''
  }
  stream.end(chunk)
  await done
  await client.query('set local role shishu_app')
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text
}

/** An array as PostgreSQL's text form; null members are kept. */
export function arrayText(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(/[\\"]/g, '\\$&')}"`)).join(',')}}`
}
