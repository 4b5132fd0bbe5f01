-- What people are told, what is sent outside, and long work that somebody started. None of it is a record of the book:
-- rows change and are removed when they have served. They belong to people and servers, not to a town, so that on Citus
-- they stay on the coordinator, undistributed. `person` is an account, `org_unit` a place as 15 digits.

-- What somebody is told, once: the occasion names what happened, so that two servers cannot tell it twice.
create table shishu.notice (
  id         uuid        not null primary key,
  person     text        not null,
  occasion   text        not null,                -- kind, case, state, since and due; or kind and day
  kind       text        not null constraint notice_kind check (kind in ('due-soon', 'due-today', 'overdue', 'escalated', 'digest', 'webhook-disabled')),
  level      text,                                -- whom it is told to as: officer, office-head, leader
  ledger     text,
  entry      uuid,
  town       bigint,
  org_unit   bigint,
  state      text,
  since      date,
  due        date,
  zh         text        not null,
  en         text        not null,
  created_at timestamptz not null,
  read_at    timestamptz,
  unique (person, occasion)
);
create index notice_latest on shishu.notice (person, created_at desc, id desc);

-- Who is told of events by a signed request. The secret signs, so it is kept as it is.
create table shishu.webhook (
  id           uuid        not null primary key,
  person       text        not null,              -- who made it, and is told when it is disabled
  org_unit     bigint      not null,
  org_unit_end bigint      not null,              -- events of org_unit up to, not including, this one
  url          text        not null,
  secret       text        not null,
  events       text[]      not null,
  created_at   timestamptz not null,
  told_from    timestamptz not null,              -- what happened before is not told
  disabled_at  timestamptz
);
-- How far each town's journal has been turned into events.
create table shishu.webhook_cursor (
  town     bigint not null primary key,
  position bigint not null
);

-- One thing to be sent to one place outside, until it is sent or given up. Its id goes with it, the same every time.
create table shishu.delivery (
  id              uuid        not null primary key,
  channel         text        not null constraint delivery_channel check (channel in ('email', 'webhook')),
  person          text        not null,
  org_unit        bigint,
  notice          uuid        references shishu.notice (id) on delete cascade,
  webhook         uuid        references shishu.webhook (id) on delete cascade,
  event           text,                           -- the event's id
  event_type      text,
  body            text,                           -- kept as sent, so that every attempt sends the same bytes
  waits_for_hours boolean     not null,           -- is not sent in quiet hours
  state           text        not null default 'waiting' constraint delivery_state check (state in ('waiting', 'sent', 'failed')),
  attempts        integer     not null default 0,
  next_at         timestamptz not null,           -- while an attempt runs: when another may take it for lost
  last_error      text,                           -- a code; never what the other side wrote
  created_at      timestamptz not null,
  done_at         timestamptz,
  constraint delivery_of check ((channel = 'email') = (notice is not null) and (channel = 'webhook') = (webhook is not null and event is not null and event_type is not null and body is not null)),
  unique (notice, channel),
  unique (webhook, event)
);
create index delivery_waiting on shishu.delivery (next_at) where state = 'waiting';

-- Long work that somebody started: an import, a check, an export.
create table shishu.task (
  id         uuid        not null primary key,
  kind       text        not null,
  person     text        not null,
  org_unit   bigint,
  state      text        not null constraint task_state check (state in ('queued', 'running', 'done', 'failed', 'stopped')),
  stop_asked boolean     not null default false,
  progress   jsonb       not null,
  result     jsonb,                               -- small, or a reference to a file
  error      jsonb,                               -- { code, zh, en }
  server     text        not null,                -- the process that does it
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index task_latest on shishu.task (person, created_at desc);
create index task_open on shishu.task (server) where state in ('queued', 'running');

grant select, insert, update, delete on shishu.notice, shishu.webhook, shishu.webhook_cursor, shishu.delivery, shishu.task to shishu_app;
