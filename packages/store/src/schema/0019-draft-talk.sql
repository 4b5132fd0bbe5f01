-- What writers, reviewers and issuers say to one another over a draft is theirs: whoever reads a place's reports sees what is
-- written, not how it came to be.
do $$
declare
  name text;
begin
  foreach name in array array['draft_proposal', 'draft_comment', 'draft_comment_end'] loop
    execute format('drop policy member_read on shishu.%I', name);
    execute format('create policy member_read on shishu.%I for select to shishu_member
                      using (org_unit <@ %s or org_unit <@ %s or org_unit <@ %s)',
                   name, shishu.ranges('shishu.report_write'), shishu.ranges('shishu.report_review'),
                   shishu.ranges('shishu.issue'));
  end loop;
end $$;
