import { readdir, readFile } from 'node:fs/promises'
import type { Client } from 'pg'
import { storeError } from '../store-errors.ts'

const MIGRATION = /^(\d{4})-[a-z-]+\.sql$/
const FOLDER = new URL('./', import.meta.url)

async function migrations(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((file) => MIGRATION.test(file)).sort()
}

/** The last migration that this program knows. */
export async function knownMigration(): Promise<number> {
  return Number(MIGRATION.exec((await migrations()).at(-1)!)![1])
}

/**
 * Brings the book's schema up to what this program knows, or to an earlier number, each step in a transaction of its own;
 * within a transaction of the caller's, in that. A landed migration is never edited.
 * Errors  book.newer: the book was written by a later program; nothing is touched.
 */
export async function migrate(owner: Client, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  const files = await migrations()
  const known = await knownMigration()
  const { rows } = await owner.query<{ ready: boolean }>(`select to_regclass('shishu.migration') is not null as ready`)
  if (!rows[0]!.ready) {
    // Statements sent as one text are one transaction.
    await owner.query(`
      create schema if not exists shishu;
      create table shishu.migration (number integer not null primary key, file text not null, applied_at timestamptz not null);
      do $$ begin
        if not exists (select from pg_roles where rolname = 'shishu_app') then create role shishu_app login; end if;
      end $$;
      grant shishu_app to current_user;`)
  }
  const applied = await owner.query<{ number: number }>('select max(number) as number from shishu.migration')
  const found = applied.rows[0]!.number ?? 0
  if (found > known) throw storeError('book.newer', { found, known })
  for (const file of files) {
    const number = Number(MIGRATION.exec(file)![1])
    if (number <= found || number > upTo) continue
    const sql = await readFile(new URL(file, FOLDER), 'utf8')
    await owner.query(`${sql}\n;insert into shishu.migration values (${number}, '${file}', now());`)
  }
}
