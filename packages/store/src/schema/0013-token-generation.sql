-- A token is of the generation of its maker's sessions (0003-accounts.sql), and ends with them: when the password is reset,
-- when an administrator ends all sessions, when the second factor is set up anew.
alter table shishu.token add column generation integer;
update shishu.token as t set generation = coalesce((select a.generation from shishu_account.account as a where a.id = t.person), -1);
alter table shishu.token alter column generation set not null;
