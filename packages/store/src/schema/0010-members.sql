-- Row-level security. Whoever asks through the server works as shishu_member, under settings that say what the person may
-- see and write (access/scope.ts); a setting that is absent allows nothing. The book's own work (sealing, folding, the
-- command line) is done as shishu_app, which the policies let pass. Policies use the row and settings alone, as Citus asks.
do $$ begin
  if not exists (select from pg_roles where rolname = 'shishu_member') then create role shishu_member nologin; end if;
end $$;
grant shishu_member to current_user;
-- COPY is refused to a role that is under policies. Large batches of the book's own are copied in as shishu_loader, which
-- can add rows and do nothing else; where this user may not free it from policies, they are inserted without COPY.
do $$ begin
  if not exists (select from pg_roles where rolname = 'shishu_loader') then create role shishu_loader nologin; end if;
  begin
    alter role shishu_loader bypassrls;
  exception when insufficient_privilege then null;
  end;
end $$;
grant shishu_loader to current_user;
grant usage on schema shishu to shishu_loader;
grant insert on shishu.posting, shishu.vault, shishu.entry_key, shishu.journal, shishu.evidence, shishu.moved to shishu_loader;

grant usage on schema shishu to shishu_member;

-- A personal value is seen where its ledger and place are.
alter table shishu.vault add column ledger text, add column org_unit bigint;
do $$
declare
  col record;
begin
  for col in select table_name, column_name from information_schema.columns
              where table_schema = 'shishu' and table_name like 'ledger\_%' and data_type = 'bytea' loop
    execute format('update shishu.vault as v set ledger = %L, org_unit = l.org_unit from shishu.%I as l
                     where l.town = v.town and l.%I = v.reference',
                   replace(substr(col.table_name, 8), '_', '-'), col.table_name, col.column_name);
  end loop;
end $$;

-- The ranges of a setting as an expression of a policy. Read once a query, not once a row, where the database allows a
-- sub-select there; Citus does not.
create function shishu.ranges(setting text) returns text language plpgsql as $$
declare
  plain text := format('nullif(current_setting(%L, true), '''')::int8multirange', setting);
begin
  if exists (select from pg_extension where extname = 'citus') then return plain; end if;
  return format('(select %s)', plain);
end $$;

-- A ledger's versions are read and written by place. Also called for each ledger's table as it is made.
create function shishu.protect_ledger(ledger text) returns void language plpgsql as $$
declare
  name text := 'ledger_' || replace(ledger, '-', '_');
  own text := replace(ledger, '-', '_');
begin
  execute format('alter table shishu.%I enable row level security', name);
  execute format('drop policy if exists book on shishu.%I', name);
  execute format('drop policy if exists member_read on shishu.%I', name);
  execute format('drop policy if exists member_write on shishu.%I', name);
  execute format('create policy book on shishu.%I to shishu_app using (true) with check (true)', name);
  execute format('create policy member_read on shishu.%I for select to shishu_member using (org_unit <@ %s or org_unit <@ %s)',
                 name, shishu.ranges('shishu.read_all'), shishu.ranges('shishu.read_' || own));
  execute format('create policy member_write on shishu.%I for insert to shishu_member with check (case kind
                    when ''withdraw'' then org_unit <@ %s or org_unit <@ %s
                    when ''step'' then org_unit <@ %s or org_unit <@ %s
                    else org_unit <@ %s or org_unit <@ %s end)',
                 name, shishu.ranges('shishu.withdraw_all'), shishu.ranges('shishu.withdraw_' || own),
                 shishu.ranges('shishu.step_all'), shishu.ranges('shishu.step_' || own),
                 shishu.ranges('shishu.write_all'), shishu.ranges('shishu.write_' || own));
  execute format('grant select, insert on shishu.%I to shishu_member', name);
  execute format('grant insert on shishu.%I to shishu_loader', name);
end $$;
do $$
declare
  name text;
begin
  for name in select table_name from information_schema.tables
               where table_schema = 'shishu' and table_name like 'ledger\_%' loop
    perform shishu.protect_ledger(replace(substr(name, 8), '_', '-'));
  end loop;
end $$;

grant select on shishu.definition_set, shishu.measure to shishu_member;

alter table shishu.org_unit enable row level security;
create policy book on shishu.org_unit to shishu_app using (true) with check (true);
create policy member_read on shishu.org_unit for select to shishu_member using (true);
create policy member_write on shishu.org_unit for insert to shishu_member
  with check (code <@ nullif(current_setting('shishu.org_units', true), '')::int8multirange);
grant select, insert on shishu.org_unit to shishu_member;

alter table shishu.posting enable row level security;
create policy book on shishu.posting to shishu_app using (true) with check (true);
do $$ begin
  execute format('create policy member_read on shishu.posting for select to shishu_member using (org_unit <@ %s)',
                 shishu.ranges('shishu.places'));
  execute format('create policy member_write on shishu.posting for insert to shishu_member with check (org_unit <@ %s)',
                 shishu.ranges('shishu.writes'));
  execute format('create policy member_read on shishu.cell for select to shishu_member using (org_unit <@ %s)',
                 shishu.ranges('shishu.places'));
  execute format('create policy member_read on shishu.town_cell for select to shishu_member
                    using (int8range(town, town + 1000000) <@ %s)', shishu.ranges('shishu.places'));
end $$;
grant select, insert on shishu.posting to shishu_member;

alter table shishu.cell enable row level security;
create policy book on shishu.cell to shishu_app using (true) with check (true);
alter table shishu.town_cell enable row level security;
create policy book on shishu.town_cell to shishu_app using (true) with check (true);
grant select on shishu.cell, shishu.town_cell to shishu_member;

-- What belongs to a town as a whole is seen by whoever works anywhere in it; an issued report by whoever may read the whole.
alter table shishu.batch enable row level security;
create policy book on shishu.batch to shishu_app using (true) with check (true);
create policy member_read on shishu.batch for select to shishu_member
  using (case when kind = 'issue'
              then int8range(town, town + 1000000) <@ nullif(current_setting('shishu.places', true), '')::int8multirange
              else int8range(town, town + 1000000) && nullif(current_setting('shishu.towns', true), '')::int8multirange end);
create policy member_write on shishu.batch for insert to shishu_member
  with check (case kind
                when 'entries' then int8range(town, town + 1000000) && nullif(current_setting('shishu.writes', true), '')::int8multirange
                when 'closing' then int8range(town, town + 1000000) <@ nullif(current_setting('shishu.close', true), '')::int8multirange
                when 'issue' then int8range(town, town + 1000000) <@ nullif(current_setting('shishu.issue', true), '')::int8multirange
                when 'erasure' then int8range(town, town + 1000000) && nullif(current_setting('shishu.erases', true), '')::int8multirange
                else false end);
grant select, insert on shishu.batch to shishu_member;
alter table shishu.pending enable row level security;
create policy book on shishu.pending to shishu_app using (true) with check (true);
create policy member on shishu.pending to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.towns', true), '')::int8multirange)
  with check (true);
grant select, insert on shishu.pending to shishu_member;
alter table shishu.journal enable row level security;
create policy book on shishu.journal to shishu_app using (true) with check (true);
create policy member_read on shishu.journal for select to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.towns', true), '')::int8multirange);
alter table shishu.fold enable row level security;
create policy book on shishu.fold to shishu_app using (true) with check (true);
create policy member_read on shishu.fold for select to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.towns', true), '')::int8multirange);
grant select on shishu.journal, shishu.fold to shishu_member;

-- Personal values: only while the transaction says that they are opened, and what for (entry/vault.ts).
drop policy vault_read on shishu.vault;
drop policy vault_write on shishu.vault;
drop policy vault_erase on shishu.vault;
create policy book_read on shishu.vault for select to shishu_app using (current_setting('shishu.personal', true) = 'on');
create policy book_write on shishu.vault for insert to shishu_app with check (true);
create policy book_erase on shishu.vault for delete to shishu_app using (current_setting('shishu.personal', true) = 'on');
create policy member_read on shishu.vault for select to shishu_member
  using (org_unit <@ nullif(current_setting('shishu.reveal_all', true), '')::int8multirange
      or org_unit <@ nullif(current_setting('shishu.reveal_' || replace(ledger, '-', '_'), true), '')::int8multirange);
create policy member_write on shishu.vault for insert to shishu_member
  with check (org_unit <@ nullif(current_setting('shishu.change_all', true), '')::int8multirange
           or org_unit <@ nullif(current_setting('shishu.change_' || replace(ledger, '-', '_'), true), '')::int8multirange);
create policy member_erase on shishu.vault for delete to shishu_member
  using (current_setting('shishu.erases', true) <> ''
     and (org_unit <@ nullif(current_setting('shishu.reveal_all', true), '')::int8multirange
       or org_unit <@ nullif(current_setting('shishu.reveal_' || replace(ledger, '-', '_'), true), '')::int8multirange));
grant select, insert, delete on shishu.vault to shishu_member;

alter table shishu.entry_key enable row level security;
create policy book on shishu.entry_key to shishu_app using (true) with check (true);
create policy member on shishu.entry_key to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.writes', true), '')::int8multirange)
  with check (int8range(town, town + 1000000) && nullif(current_setting('shishu.change_all', true), '')::int8multirange
           or int8range(town, town + 1000000) && nullif(current_setting('shishu.change_' || replace(ledger, '-', '_'), true), '')::int8multirange);
grant select, insert, delete on shishu.entry_key to shishu_member;
alter table shishu.town_secret enable row level security;
create policy book on shishu.town_secret to shishu_app using (true) with check (true);
create policy member on shishu.town_secret to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.writes', true), '')::int8multirange)
  with check (int8range(town, town + 1000000) && nullif(current_setting('shishu.writes', true), '')::int8multirange);
grant select, insert on shishu.town_secret to shishu_member;

-- Files follow the ledger and place of the version that brought them.
alter table shishu.evidence enable row level security;
create policy book on shishu.evidence to shishu_app using (true) with check (true);
create policy member_read on shishu.evidence for select to shishu_member
  using (org_unit <@ nullif(current_setting('shishu.read_all', true), '')::int8multirange
      or org_unit <@ nullif(current_setting('shishu.read_' || replace(ledger, '-', '_'), true), '')::int8multirange);
create policy member_write on shishu.evidence for insert to shishu_member
  with check (org_unit <@ nullif(current_setting('shishu.change_all', true), '')::int8multirange
           or org_unit <@ nullif(current_setting('shishu.change_' || replace(ledger, '-', '_'), true), '')::int8multirange);
grant select, insert on shishu.evidence to shishu_member;

-- Hand-overs of a case are seen by whoever reads its ledger in the town.
alter table shishu.assignment enable row level security;
create policy book on shishu.assignment to shishu_app using (true) with check (true);
create policy member_read on shishu.assignment for select to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.read_all', true), '')::int8multirange
      or int8range(town, town + 1000000) && nullif(current_setting('shishu.read_' || replace(ledger, '-', '_'), true), '')::int8multirange);
create policy member_write on shishu.assignment for insert to shishu_member
  with check (int8range(town, town + 1000000) && nullif(current_setting('shishu.assigns', true), '')::int8multirange);
grant select, insert on shishu.assignment to shishu_member;

-- Everybody sees the duties that are their own; who appoints, or keeps accounts, those of the place.
alter table shishu.appointment enable row level security;
create policy book on shishu.appointment to shishu_app using (true) with check (true);
create policy member_read on shishu.appointment for select to shishu_member
  using (person = current_setting('shishu.person', true)
      or org_unit <@ nullif(current_setting('shishu.appoint', true), '')::int8multirange
      or org_unit <@ nullif(current_setting('shishu.accounts', true), '')::int8multirange);
create policy member_write on shishu.appointment for insert to shishu_member
  with check (org_unit <@ nullif(current_setting('shishu.appoint', true), '')::int8multirange);
alter table shishu.appointment_end enable row level security;
create policy book on shishu.appointment_end to shishu_app using (true) with check (true);
create policy member_read on shishu.appointment_end for select to shishu_member using (true);
create policy member_write on shishu.appointment_end for insert to shishu_member
  with check (coalesce(current_setting('shishu.appoint', true), '') <> '');
grant select, insert on shishu.appointment, shishu.appointment_end to shishu_member;

-- What is done under a person's scope is told to the audit log in the same transaction; nobody reads it back this way.
grant insert, select (id) on shishu.audit to shishu_member;
grant insert on shishu.audit_pending to shishu_member;

-- That an entry has moved is no secret in its town; where to, is in versions.
alter table shishu.moved enable row level security;
create policy book on shishu.moved to shishu_app using (true) with check (true);
create policy member on shishu.moved to shishu_member
  using (int8range(town, town + 1000000) && nullif(current_setting('shishu.towns', true), '')::int8multirange)
  with check (int8range(town, town + 1000000) && nullif(current_setting('shishu.writes', true), '')::int8multirange);
grant select, insert on shishu.moved to shishu_member;
