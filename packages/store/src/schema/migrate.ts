import { readdir, readFile } from 'node:fs/promises'
import type { Client } from 'pg'
import { storeError } from '../store-errors.ts'

const MIGRATION = /^(\d{4})-[a-z-]+\.sql$/

/**
 * Brings the book's schema up to what this program knows, each step in a transaction of its own. A landed migration is
 * never edited.
 * Errors  book.newer: the book was written by a later program; nothing is touched.
 */
export async function migrate(owner: Client): Promise<void> {
  const folder = new URL('./', import.meta.url)
  const files = (await readdir(folder)).filter((file) => MIGRATION.test(file)).sort()
  const known = Number(MIGRATION.exec(files.at(-1)!)![1])
  const { rows } = await owner.query<{ ready: boolean }>(`select to_regclass('shishu.migration') is not null as ready`)
  if (!rows[0]!.ready) {
    await owner.query(`
      begin;
      create schema if not exists shishu;
      create table shishu.migration (number integer not null primary key, file text not null, applied_at timestamptz not null);
      do $$ begin
        if not exists (select from pg_roles where rolname = 'shishu_app') then create role shishu_app login; end if;
      end $$;
      grant shishu_app to current_user;
      commit;`)
  }
  const applied = await owner.query<{ number: number }>('select max(number) as number from shishu.migration')
  const found = applied.rows[0]!.number ?? 0
  if (found > known) throw storeError('book.newer', { found, known })
  for (const file of files) {
    const number = Number(MIGRATION.exec(file)![1])
    if (number <= found) continue
    const sql = await readFile(new URL(file, folder), 'utf8')
    await owner.query(`begin;\n${sql}\n;insert into shishu.migration values (${number}, '${file}', now());\ncommit;`)
  }
}
