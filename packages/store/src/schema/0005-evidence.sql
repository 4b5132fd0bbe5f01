-- Evidence: which version brought which file, and which version took one off again. The files themselves lie in the file
-- store under their sha256, and the batch's digest covers these rows (entry/batch-digest.ts). Rows only ever arrive.
create table shishu.evidence (
  town       bigint  not null,
  org_unit   bigint  not null,                    -- that of the version
  ledger     text    not null,
  entry      uuid    not null,
  version    integer not null,
  batch      uuid    not null,
  position   integer not null,                    -- within the version, from 1
  kind       text    not null constraint evidence_kind check (kind in ('attach', 'detach')),
  sha256     bytea   not null constraint evidence_sha256 check (length(sha256) = 32),
  name       text    not null,
  media_type text    not null,
  size       bigint  not null constraint evidence_size check (size >= 0), -- bytes as stored
  described  text,
  primary key (town, entry, version, position)
);
create index evidence_batch on shishu.evidence (town, batch);
-- The hash leads: the same file is looked for within a town, and a file that nobody refers to in all of them.
create index evidence_file on shishu.evidence (sha256, town);
comment on table shishu.evidence is 'files attached to versions: one row a file brought or taken off; rows only ever arrive';

select shishu.distribute(array['shishu.evidence']);

grant select, insert on shishu.evidence to shishu_app;
