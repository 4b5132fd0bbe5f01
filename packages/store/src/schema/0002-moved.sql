-- Entries that a correction took to another place, and with which version. Whoever may not see that version sees here that
-- the one they can see is no longer the current one.
create table shishu.moved (
  town    bigint  not null,
  entry   uuid    not null,
  version integer not null,                       -- the first at the other place
  batch   uuid    not null,
  primary key (town, entry, version)
);
select shishu.distribute(array['shishu.moved']);
grant select, insert on shishu.moved to shishu_app;
