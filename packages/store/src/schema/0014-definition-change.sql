-- Definitions that are made or changed in the book: a layer over the program's own, in the order in which changes came into
-- force. Rows only ever arrive. It belongs to the whole book, not to a town: on Citus the tables stay on the coordinator.
create table shishu.definition_change (
  id       uuid        not null primary key,
  request  text        not null,                 -- made by the asker: sent twice, it is one change
  place    bigint      not null,                 -- holds every town of the book; where the right was asked
  body     jsonb       not null,                 -- { changes, cases }
  from_day date        not null,                 -- the first day on which it is to hold
  made_by  text        not null,                 -- account
  reason   text        not null,
  made_at  timestamptz not null,
  constraint definition_change_once unique (made_by, request)
);
-- What became of a change: in force, from then on; or withdrawn while it waited. One row a change, so never both.
create table shishu.definition_change_end (
  change   uuid        not null primary key references shishu.definition_change (id),
  outcome  text        not null constraint definition_change_outcome check (outcome in ('in-force', 'withdrawn')),
  -- The order in which changes came into force; absent of withdrawals.
  seq      integer     unique,
  at       timestamptz not null,
  by       text,                                 -- account; null where its day had come
  reason   text,
  constraint definition_change_order check ((outcome = 'in-force') = (seq is not null))
);
grant select, insert on shishu.definition_change, shishu.definition_change_end to shishu_app;
-- Whether a ledger waits to be counted anew is asked every few seconds.
grant select on shishu.rebooking to shishu_app;

-- Definitions name nobody and are read by everybody; they are made by whoever has the right to.
alter table shishu.definition_change enable row level security;
create policy book on shishu.definition_change to shishu_app using (true) with check (true);
create policy member_read on shishu.definition_change for select to shishu_member using (true);
create policy member_write on shishu.definition_change for insert to shishu_member
  with check (place <@ nullif(current_setting('shishu.define', true), '')::int8multirange
              and made_by = current_setting('shishu.person', true));
alter table shishu.definition_change_end enable row level security;
create policy book on shishu.definition_change_end to shishu_app using (true) with check (true);
create policy member_read on shishu.definition_change_end for select to shishu_member using (true);
create policy member_write on shishu.definition_change_end for insert to shishu_member
  with check (outcome = 'withdrawn' and by = current_setting('shishu.person', true)
              and exists (select from shishu.definition_change as c
                           where c.id = change and c.place <@ nullif(current_setting('shishu.define', true), '')::int8multirange));
grant select, insert on shishu.definition_change, shishu.definition_change_end to shishu_member;
