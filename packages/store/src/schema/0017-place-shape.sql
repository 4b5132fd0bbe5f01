-- Outlines of places, as offices give them: for maps, and for nothing that is counted. Rows only ever arrive; the latest is in force.
create table shishu.place_shape (
  code     bigint      not null,
  added_at timestamptz not null,
  geometry jsonb,                                 -- a Polygon or MultiPolygon of RFC 7946; null: taken away
  added_by text        not null,
  primary key (code, added_at)
);
select shishu.replicate(array['shishu.place_shape']);
grant select, insert on shishu.place_shape to shishu_app;

alter table shishu.place_shape enable row level security;
create policy book on shishu.place_shape to shishu_app using (true) with check (true);
create policy member_read on shishu.place_shape for select to shishu_member using (true);
create policy member_write on shishu.place_shape for insert to shishu_member
  with check (code <@ nullif(current_setting('shishu.org_units', true), '')::int8multirange);
grant select, insert on shishu.place_shape to shishu_member;
