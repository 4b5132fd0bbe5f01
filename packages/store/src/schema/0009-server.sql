-- The secret that signs sessions where the environment gives none: made once, the same for every server of the book.
create table shishu.server_secret (
  id     integer not null primary key check (id = 1),
  secret bytea   not null
);
grant select, insert on shishu.server_secret to shishu_app;
-- Where a person wants notices sent by mail; most want none.
create table shishu.mail_address (
  person  text not null primary key,
  address text not null
);
grant select, insert, update, delete on shishu.mail_address to shishu_app;
