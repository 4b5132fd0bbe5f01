-- Which files a person has uploaded and may attach. Rows serve until the file is booked, or collected because it never was;
-- they are no record of the book. They belong to people, not to a town: on Citus they stay on the coordinator.
create table shishu.received (
  person     text        not null,                -- an account
  sha256     bytea       not null constraint received_sha256 check (length(sha256) = 32),
  name       text        not null,                -- as this person called it
  media_type text        not null,                -- by its content
  size       bigint      not null constraint received_size check (size >= 0), -- bytes as stored
  at         timestamptz not null,
  primary key (person, sha256)
);
create index received_at on shishu.received (at);
comment on table shishu.received is 'files that people uploaded and may attach; removed once they have served';

grant select, insert, update, delete on shishu.received to shishu_app;
