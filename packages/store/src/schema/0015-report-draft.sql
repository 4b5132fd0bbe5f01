-- Drafts of reports (拟稿), each of one report, org unit and period: what people write beside the figures, what they say to one
-- another of it, and how it was signed off. Rows only ever arrive; the latest is in force. Whoever writes one takes the
-- draft's advisory lock first (draft/lock-draft.ts), so that what a row rests on still holds when it is kept.

-- One row a wording of a part.
create table shishu.draft_revision (
  town     bigint      not null,
  org_unit bigint      not null,
  report   text        not null,
  period   text        not null,
  block    text        not null constraint draft_revision_block check (block in ('highlight', 'difficulty', 'next')),
  revision integer     not null check (revision >= 1),     -- it rests on the one before
  text     text        not null,
  by       text        not null,                           -- account
  at       timestamptz not null,
  primary key (town, org_unit, report, period, block, revision)
);

-- One row a decision about a proposal: taken up in these words, dropped, or offered again.
create table shishu.draft_proposal (
  town     bigint      not null,
  org_unit bigint      not null,
  report   text        not null,
  period   text        not null,
  seq      integer     not null check (seq >= 1),
  block    text        not null,
  line     text        not null,                           -- the proposal, by its words
  became   text        not null constraint draft_proposal_became check (became in ('accepted', 'dropped', 'offered')),
  sentence text,                                           -- as it was taken up
  by       text        not null,
  at       timestamptz not null,
  primary key (town, org_unit, report, period, seq),
  constraint draft_proposal_sentence check ((sentence is null) = (became <> 'accepted'))
);

-- One row a comment (批注) on a paragraph or on a part that people write.
create table shishu.draft_comment (
  town     bigint      not null,
  org_unit bigint      not null,
  report   text        not null,
  period   text        not null,
  id       uuid        not null,
  anchor   text        not null,                           -- 'paragraph-3', 'highlight'
  quote    text        not null,                           -- how the paragraph began, should its number change
  text     text        not null,
  by       text        not null,
  at       timestamptz not null,
  primary key (town, org_unit, report, period, id)
);
-- A comment that was dealt with.
create table shishu.draft_comment_end (
  town     bigint      not null,
  org_unit bigint      not null,
  report   text        not null,
  period   text        not null,
  id       uuid        not null,
  by       text        not null,
  at       timestamptz not null,
  primary key (town, org_unit, report, period, id)
);

-- One row a mark of sign-off (提交, 退回, 核稿, 重新修改). An issue is in the journal, and says how many marks it saw.
create table shishu.draft_mark (
  town       bigint      not null,
  org_unit   bigint      not null,
  report     text        not null,
  period     text        not null,
  seq        integer     not null check (seq >= 1),
  mark       text        not null constraint draft_mark_mark check (mark in ('submit', 'return', 'review', 'reopen')),
  highlight  integer     not null,                         -- revision of each part that it is about; 0: none was written
  difficulty integer     not null,
  next       integer     not null,
  reason     text        constraint draft_mark_reason check (mark <> 'return' or reason is not null),
  by         text        not null,
  at         timestamptz not null,
  primary key (town, org_unit, report, period, seq)
);

select shishu.distribute(array['shishu.draft_revision', 'shishu.draft_proposal', 'shishu.draft_comment',
                               'shishu.draft_comment_end', 'shishu.draft_mark']);

-- Seen by whoever reads the place's reports; written by whoever writes them there, under their own name.
do $$
declare
  name text;
  can_write text := $p$ org_unit <@ nullif(current_setting('shishu.report_write', true), '')::int8multirange $p$;
  can_review text := $p$ org_unit <@ nullif(current_setting('shishu.report_review', true), '')::int8multirange $p$;
  can_issue text := $p$ org_unit <@ nullif(current_setting('shishu.issue', true), '')::int8multirange $p$;
  can_say text := can_write || ' or ' || can_review || ' or ' || can_issue;
  own text := $p$ by = current_setting('shishu.person', true) $p$;
begin
  foreach name in array array['draft_revision', 'draft_proposal', 'draft_comment', 'draft_comment_end', 'draft_mark'] loop
    execute format('alter table shishu.%I enable row level security', name);
    execute format('create policy book on shishu.%I to shishu_app using (true) with check (true)', name);
    execute format('create policy member_read on shishu.%I for select to shishu_member using (org_unit <@ %s)',
                   name, shishu.ranges('shishu.places'));
    execute format('create policy member_write on shishu.%I for insert to shishu_member with check (%s and (%s))', name, own,
                   case when name in ('draft_revision', 'draft_proposal') then can_write
                        when name in ('draft_comment', 'draft_comment_end') then can_say
                        else format('case mark when ''review'' then %s when ''return'' then %s or %s else %s end',
                                    can_review, can_review, can_issue, can_write) end);
    execute format('grant select, insert on shishu.%I to shishu_app, shishu_member', name);
  end loop;
end $$;
