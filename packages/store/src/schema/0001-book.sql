-- The book. Rules that keep one schema valid on PostgreSQL 15 and later and on Citus: every table of a town's data
-- starts its key with `town` (a bigint everywhere, never updated); no triggers; functions run on workers are
-- schema-qualified. Org units are 15-digit integers (12-digit code, then 3 digits of grid), so that a subtree is a range.

-- On Citus a town's rows of every table live together on one shard; elsewhere these two do nothing.
create function shishu.distribute(tables text[]) returns void language plpgsql as $$
declare
  name text;
begin
  if exists (select from pg_extension where extname = 'citus') then
    foreach name in array tables loop
      perform create_distributed_table(name, 'town', colocate_with => case when name = tables[1] and name = 'shishu.batch' then 'default' else 'shishu.batch' end);
    end loop;
  end if;
end $$;
create function shishu.replicate(tables text[]) returns void language plpgsql as $$
declare
  name text;
begin
  if exists (select from pg_extension where extname = 'citus') then
    foreach name in array tables loop
      perform create_reference_table(name);
    end loop;
  end if;
end $$;

-- Places, definitions and measures: the same for every town.
create table shishu.org_unit (
  code       bigint      not null,
  added_at   timestamptz not null,                -- a rename is a row of its own; the latest is in force
  name       text        not null,
  short_name text,
  added_by   text        not null,
  primary key (code, added_at)
);
create table shishu.definition_set (
  id           text        not null primary key,  -- sha256 of the canonical text
  seq          integer     not null unique,       -- the highest is in force
  body         jsonb       not null,
  installed_at timestamptz not null
);
-- Ledgers whose postings may still follow earlier counting rules: taken up at every opening until none is left.
create table shishu.rebooking (
  ledger text not null primary key
);
create table shishu.measure (
  id     integer not null primary key,
  key    text    not null unique,
  ledger text    not null
);

-- One booking: what one request put in the book, in one transaction. Rows only ever arrive.
create table shishu.batch (
  town          bigint      not null,
  id            uuid        not null,
  request       text        not null,             -- made by the asker: sending twice is harmless
  kind          text        not null constraint batch_kind check (kind in ('entries', 'rebooking', 'closing', 'issue', 'erasure')),
  definitions   text        not null,
  booked_at     timestamptz not null,
  booked_by     text        not null,
  reason        text,
  record        text,                             -- what a booking did, or a closing, issue or erasure says, as JSON
  version_count integer     not null,
  posting_count integer     not null,
  digest        bytea       not null,             -- sha256 of the canonical lines; see entry/batch-digest.ts
  primary key (town, id),
  unique (town, request)
);
create index batch_other on shishu.batch (town, kind) where kind <> 'entries';

-- Batches that have no place in the journal yet: a queue, emptied by the sealer.
create table shishu.pending (
  town  bigint not null,
  batch uuid   not null,
  primary key (town, batch)
);
-- The journal: every batch's dense place, and the seal that chains it to the one before.
create table shishu.journal (
  town      bigint      not null,
  position  bigint      not null,
  batch     uuid        not null,
  chapter   integer     not null,                 -- month of sealing as year * 12 + month - 1; cells are kept by it
  sealed_at timestamptz not null,                 -- never before the one of the position before
  seal      bytea       not null,
  primary key (town, position),
  unique (town, batch)
);

-- Both rise with the position: a moment, and the end of the chapter before it, are one step in an index.
create index journal_moment on shishu.journal (town, sealed_at, position);
create index journal_chapter on shishu.journal (town, chapter, position);

-- Postings: signed amounts at measure, org unit and day. Rows only ever arrive.
create table shishu.posting (
  town     bigint  not null,
  org_unit bigint  not null,
  amount   bigint  not null,
  batch    uuid    not null,
  entry    uuid    not null,
  version  integer not null,
  measure  integer not null,
  day      date    not null
);
create index posting_batch on shishu.posting (town, batch);
create index posting_measure on shishu.posting (town, measure, day);

-- Cells: postings added up by measure, org unit, month and chapter, up to fold.position. A cache and nothing else.
create table shishu.cell (
  town     bigint  not null,
  measure  integer not null,
  month    integer not null,                      -- year * 12 + month - 1
  org_unit bigint  not null,
  chapter  integer not null,
  amount   bigint  not null,
  primary key (town, measure, month, org_unit, chapter) include (amount)
);
-- The same added up over a town's places: what is asked of whole towns reads a fifteenth of the rows.
create table shishu.town_cell (
  town    bigint  not null,
  measure integer not null,
  month   integer not null,
  chapter integer not null,
  amount  bigint  not null,
  primary key (town, measure, month, chapter) include (amount)
);
create table shishu.fold (
  town     bigint not null primary key,
  position bigint not null
);

-- Personal values, apart. A version holds the reference, which is sha256(salt || value): erasing the row leaves nothing.
create table shishu.vault (
  town      bigint not null,
  reference bytea  not null,
  salt      bytea  not null,
  value     text   not null,
  primary key (town, reference)
);
alter table shishu.vault enable row level security;
alter table shishu.vault force row level security;
create policy vault_read on shishu.vault for select using (current_setting('shishu.personal', true) = 'on');
create policy vault_write on shishu.vault for insert with check (true);
create policy vault_erase on shishu.vault for delete using (current_setting('shishu.personal', true) = 'on');

-- Which entry a natural key means. The key is an HMAC under the town's secret, so that it tells nothing by itself.
create table shishu.entry_key (
  town   bigint not null,
  ledger text   not null,
  key    bytea  not null,
  entry  uuid   not null,
  primary key (town, ledger, key)
);
create table shishu.town_secret (
  town   bigint not null primary key,
  secret bytea  not null
);

select shishu.replicate(array['shishu.org_unit', 'shishu.definition_set', 'shishu.rebooking', 'shishu.measure']);
select shishu.distribute(array['shishu.batch', 'shishu.pending', 'shishu.journal', 'shishu.posting', 'shishu.cell', 'shishu.town_cell',
                               'shishu.fold', 'shishu.vault', 'shishu.entry_key', 'shishu.town_secret']);

-- The application's role: what is a record can be added and read, never changed or removed.
grant usage on schema shishu to shishu_app;
grant select, insert on shishu.org_unit, shishu.definition_set, shishu.measure to shishu_app;
grant select, insert on shishu.batch, shishu.journal, shishu.posting, shishu.town_secret to shishu_app;
grant select, insert, delete on shishu.pending, shishu.vault, shishu.entry_key to shishu_app;
grant select, insert, update, delete on shishu.cell, shishu.town_cell, shishu.fold to shishu_app;
