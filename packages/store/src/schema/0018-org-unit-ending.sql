-- Each row of a unit says everything of it from then on: since when it bears its name, the day from which it is no more, and
-- what it was merged into.
alter table shishu.org_unit add column since date, add column ends_on date, add column merged_into bigint;
