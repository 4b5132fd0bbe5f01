-- Tokens by which other programs read figures as the person who made them. They belong to people, not to a town: on Citus
-- the table stays on the coordinator. What is kept of a token is its hash: it cannot be shown again.
create table shishu.token (
  id           uuid        not null primary key,
  person       text        not null,              -- account
  label        text        not null,              -- what it is for, in its maker's words
  token_hash   bytea       not null unique,       -- sha256 of 32 random bytes, as they are written
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz                        -- to the hour
);
create index token_person on shishu.token (person, created_at desc);
grant select, insert, update on shishu.token to shishu_app;
