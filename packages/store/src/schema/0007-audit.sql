-- The audit log (网络安全法 §23): who read or changed what, when, from where. A request may concern no town, so these
-- tables belong to none: on Citus they stay with the coordinator. Rows only ever arrive; what is past its term leaves
-- by shishu.prune_audit, a whole seal at a time.
create table shishu.audit (
  id         uuid           not null primary key,  -- UUID v7
  at         timestamptz(3) not null,
  person     text,                                 -- null: nobody had signed in, or the program itself
  name       text           not null,              -- of the account, as it then was
  act        text           not null,              -- such as entry.read, entry.correct, session.open
  method     text,
  route      text,                                 -- the pattern, never its values
  town       bigint,
  org_unit   bigint,
  ledger     text,
  entry      uuid,
  outcome    text           not null constraint audit_outcome check (outcome in ('done', 'refused', 'failed')),
  code       text,                                 -- of the refusal
  reason     text,                                 -- given by the person, as for unmasking a personal value
  ip         text,
  session    text,                                 -- a mark of it, from which it cannot be taken over
  user_agent text,
  request    text,
  details    jsonb          not null               -- never a personal value
);
create index audit_at on shishu.audit (at, id);
create index audit_person on shishu.audit (person, at, id) where person is not null;
create index audit_entry on shishu.audit (entry, at, id) where entry is not null;

-- Rows that no seal covers yet: a queue, emptied by the sealer.
create table shishu.audit_pending (
  id uuid not null primary key
);
-- The seals: each covers the rows that were waiting, whatever their ids, and is chained to the one before.
create table shishu.audit_seal (
  seq         bigint         not null primary key,
  sealed_at   timestamptz(3) not null,             -- never before the one of the seal before
  first_id    uuid           not null,
  last_id     uuid           not null,
  count       integer        not null,
  ids         uuid[]         not null,             -- in their order; emptied when the rows have left
  row_digests bytea          not null,             -- 32 bytes a row, in the order of ids; emptied likewise
  digest      bytea          not null,             -- sha256 of row_digests
  seal        bytea          not null,             -- sha256(seal before || seq, sealed_at, count || digest)
  pruned_at   timestamptz,
  pruned_by   text
);

do $$ begin
  if not exists (select from pg_roles where rolname = 'shishu_auditor') then create role shishu_auditor nologin; end if;
  if not exists (select from pg_roles where rolname = 'shishu_keeper') then create role shishu_keeper nologin; end if;
  if not exists (select from pg_roles where rolname = 'shishu_member') then create role shishu_member nologin; end if;
end $$;
grant shishu_auditor, shishu_keeper to current_user;

-- Removes the rows of the oldest seals, those made before `before`; their seals stay, so that the chain still holds.
-- The law's six months stand here, where no setting reaches them.
create function shishu.prune_audit(before timestamptz, pruner text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
  removed bigint := 0;
  gone bigint;
begin
  if before is null or before > now() - interval '6 months' then
    raise exception 'the audit log is kept for six months at least' using errcode = 'check_violation';
  end if;
  for one in select seq, ids from shishu.audit_seal where sealed_at < before and pruned_at is null order by seq loop
    delete from shishu.audit where id = any(one.ids);
    get diagnostics gone = row_count;
    removed := removed + gone;
    update shishu.audit_seal set ids = '{}', row_digests = '', pruned_at = now(), pruned_by = pruner where seq = one.seq;
  end loop;
  return removed;
end $$;
revoke all on function shishu.prune_audit(timestamptz, text) from public;

-- The application adds and seals but cannot read the log back; the auditor reads and adds nothing; the keeper only prunes.
grant usage on schema shishu to shishu_auditor, shishu_keeper;
grant usage on schema shishu to shishu_member;
grant insert, select (id) on shishu.audit to shishu_app, shishu_member;
grant insert on shishu.audit_pending to shishu_member;
grant select, insert, delete on shishu.audit_pending to shishu_app;
grant select, insert on shishu.audit_seal to shishu_app;
grant select on shishu.audit, shishu.audit_pending, shishu.audit_seal to shishu_auditor;
grant execute on function shishu.prune_audit(timestamptz, text) to shishu_keeper;
-- Readiness asks whether a later program has brought the book forward meanwhile.
grant select on shishu.migration to shishu_app;

-- A batch of its own kind puts the head of the seals in a journal, once a day.
do $$
declare
  rule text := (select pg_get_constraintdef(oid) from pg_constraint
                 where conrelid = 'shishu.batch'::regclass and conname = 'batch_kind');
begin
  alter table shishu.batch drop constraint batch_kind;
  execute 'alter table shishu.batch add constraint batch_kind ' || replace(rule, 'ARRAY[', 'ARRAY[''audit''::text, ');
end $$;
