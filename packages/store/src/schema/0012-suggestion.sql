-- What people say about the software, and which data are asked of them twice (国办函〔2026〕12号). It is said under one's own
-- name and answered. It belongs to people and places, not to a town's book: on Citus the table stays on the coordinator.
create table shishu.suggestion (
  id          uuid        not null primary key,
  person      text        not null,              -- account
  org_unit    bigint      not null,              -- where the person belonged when it was said
  kind        text        not null constraint suggestion_kind check (kind in ('software', 'repeated-demand', 'other')),
  text        text        not null,
  at          timestamptz not null,
  answer      text,
  answered_by text,                              -- account
  answered_at timestamptz,
  constraint suggestion_answered check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
);
create index suggestion_person on shishu.suggestion (person, at desc, id desc);
create index suggestion_place on shishu.suggestion (org_unit, at desc, id desc);
grant select, insert, update on shishu.suggestion to shishu_app;
