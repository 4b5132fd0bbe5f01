-- People's accounts and sessions, in a schema of their own that the book's role cannot see. Accounts are never deleted:
-- what somebody booked keeps its name. The tables account, credential, session, verification and two_factor are also
-- written by better-auth, which checks at its start that they have the columns it needs.
create schema shishu_account;
do $$ begin
  if not exists (select from pg_roles where rolname = 'shishu_account') then create role shishu_account nologin; end if;
end $$;
grant shishu_account to current_user;

create table shishu_account.account (
  id                     text        not null primary key,
  name                   text        not null unique constraint account_name check (name ~ '^[a-z0-9]{3,32}$'),
  display_name           text        not null,
  org_unit               text        not null constraint account_org_unit check (org_unit ~ '^([0-9]{12}|[0-9]{15})$'),
  org_unit_key           bigint      not null generated always as (rpad(org_unit, 15, '0')::bigint) stored, -- as in org_unit
  disabled               boolean     not null default false,
  must_change_password   boolean     not null default false,
  second_factor_required boolean     not null default false,
  two_factor_enabled     boolean     not null default false, -- an authenticator has been confirmed
  password_set_at        timestamptz,
  password_until         timestamptz,                        -- a one-time password's end; null for a person's own
  last_sign_in_at        timestamptz,
  generation             integer     not null default 0,     -- sessions of an earlier generation are void
  created_at             timestamptz not null,
  updated_at             timestamptz not null,
  -- The library knows people by e-mail address. These are never sent to: .invalid is reserved (RFC 2606).
  email                  text        not null unique generated always as (name || '@account.invalid') stored,
  email_verified         boolean     not null default true,
  image                  text
);
create index account_org_unit on shishu_account.account (org_unit_key, name);

-- How an account proves itself: one password, and one subject at each provider of single sign-on.
create table shishu_account.credential (
  id                       text        not null primary key,
  account                  text        not null references shishu_account.account (id),
  provider                 text        not null,             -- 'credential' for the password
  subject                  text        not null,             -- at the provider; the account itself for the password
  password                 text,                             -- argon2id, in PHC form
  access_token             text,                             -- never kept: see better-auth.ts
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  unique (provider, subject),
  unique (account, provider)
);

create table shishu_account.password_history (
  account text        not null references shishu_account.account (id),
  set_at  timestamptz not null,
  hash    text        not null,
  primary key (account, set_at, hash)
);

create table shishu_account.session (
  id            text        not null primary key,
  account       text        not null references shishu_account.account (id),
  token         text        not null unique,                 -- of no use without the signature in the cookie
  method        text        not null constraint session_method check (method in ('password', 'sso')),
  second_factor text        not null constraint session_second_factor check (second_factor in ('none', 'awaited', 'given')),
  generation    integer     not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  expires_at    timestamptz not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  ip_address    text,
  user_agent    text
);
create index session_account on shishu_account.session (account);
create index session_expires on shishu_account.session (expires_at);

-- What the library remembers between two requests: the state of a single sign-on.
create table shishu_account.verification (
  id         text        not null primary key,
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on shishu_account.verification (identifier);
create index verification_expires on shishu_account.verification (expires_at);

create table shishu_account.two_factor (
  id                        text        not null primary key,
  account                   text        not null unique references shishu_account.account (id),
  secret                    text        not null,            -- encrypted, as are the backup codes
  backup_codes              text        not null,
  verified                  boolean     not null default false,
  failed_verification_count integer     not null default 0,
  locked_until              timestamptz
);
-- A code counts once, although it would be right for a minute and a half (RFC 6238, 5.2).
create table shishu_account.used_code (
  account   text        not null references shishu_account.account (id),
  code_hash bytea       not null,
  used_at   timestamptz not null,
  primary key (account, code_hash)
);
create index used_code_used_at on shishu_account.used_code (used_at);

-- Failures in a row, by the name that was given: names that no account has are kept the same way.
create table shishu_account.sign_in_failure (
  name         text        not null primary key,
  failures     integer     not null,
  failed_at    timestamptz not null,
  locked_until timestamptz
);
create index sign_in_failure_failed_at on shishu_account.sign_in_failure (failed_at);

-- Links by which somebody sets the first password. One an account; the latest counts.
create table shishu_account.invitation (
  account    text        not null primary key references shishu_account.account (id),
  token_hash bytea       not null unique,                    -- sha256 of 32 random bytes
  expires_at timestamptz not null
);

grant usage on schema shishu_account to shishu_account;
grant select, insert, update, delete on all tables in schema shishu_account to shishu_account;
revoke delete on shishu_account.account from shishu_account;
