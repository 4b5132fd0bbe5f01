-- How a person likes to look at a ledger: filters, order, groups and columns under a name of their own. It belongs to the
-- person, not to a town's book: on Citus the table stays on the coordinator.
create table shishu.saved_view (
  id      uuid        not null primary key,
  person  text        not null,              -- account
  ledger  text        not null,
  name    text        not null,
  view    jsonb       not null,              -- what the browser reads; no entry and no personal value is in it
  at      timestamptz not null,
  constraint saved_view_name unique (person, ledger, name)
);
grant select, insert, update, delete on shishu.saved_view to shishu_app;
