-- Who holds a case, and who holds which duty where. Both are what people are answerable for, so rows only ever arrive:
-- the latest that has not run out is in force.

-- One row a hand-over of a case.
create table shishu.assignment (
  town   bigint      not null,
  ledger text        not null,
  entry  uuid        not null,
  seq    integer     not null check (seq >= 1),   -- order of hand-overs of this case
  at     timestamptz not null,
  holder text,                                    -- the person; null: back to the office
  until  date,                                    -- the last day; then who held it before has it again; null: for good
  by     text        not null,
  reason text        not null,
  primary key (town, ledger, entry, seq),
  constraint assignment_office check (holder is not null or until is null)
);
create index assignment_holder on shishu.assignment (town, holder) where holder is not null;

-- One row a duty given to a person: a role, over a subtree of places, in one office or all.
create table shishu.appointment (
  id         uuid        not null primary key,
  person     text        not null,
  role       text        not null,
  org_unit   bigint      not null,
  office     text,                                -- null: every office
  from_day   date        not null,
  until_day  date,                                -- the last day on which it holds; null: until it is ended
  granted_by text        not null,
  granted_at timestamptz not null,
  reason     text        not null,
  delegated_from uuid,                            -- the appointment that its holder passed on for a time; holds only while that does
  constraint appointment_days check (until_day >= from_day)
);
create index appointment_person on shishu.appointment (person);
create index appointment_place on shishu.appointment (org_unit);
create index appointment_delegated on shishu.appointment (delegated_from) where delegated_from is not null;
-- An appointment ended before its day.
create table shishu.appointment_end (
  id       uuid        not null primary key references shishu.appointment (id),
  ended_at timestamptz not null,
  ended_by text        not null,
  reason   text        not null
);

select shishu.distribute(array['shishu.assignment']);
select shishu.replicate(array['shishu.appointment', 'shishu.appointment_end']);
grant select, insert on shishu.assignment, shishu.appointment, shishu.appointment_end to shishu_app;
