import type { DraftStandingView } from '@shishu/protocol'
import { type DraftStanding, listDrafts } from '@shishu/store'
import type { Static } from 'typebox'
import { displayNames } from '../people/display-names.ts'
import { ACTS_OF_COMMENT, ACTS_OF_MARK, type Asker, mayBeIssued, mayOne, reviewersOf } from './draft-view.ts'

type View = Static<typeof DraftStandingView>

/** The drafts of a place and of all below it, each with what it waits for from the person who asks. */
export async function draftStandings(asker: Asker, orgUnit: string): Promise<View[]> {
  const known = new Set(asker.book.definitions.pack.reports.map(({ id }) => id))
  const drafts = (await listDrafts(asker.book, orgUnit)).filter(({ report }) => known.has(report))
  const names = await displayNames(
    asker.services.accounts,
    drafts.flatMap(({ last }) => (last === null ? [] : [last.by])),
  )
  const views: View[] = []
  for (const draft of drafts) {
    const { submitter: _, last, ...standing } = draft
    views.push({
      ...standing,
      waits: await waitsFor(asker, draft),
      last: last && {
        ...last,
        by: names.get(last.by) ?? null,
        reason: mayOne(asker.rights, ACTS_OF_COMMENT, draft.orgUnit) ? last.reason : null,
      },
    })
  }
  return views
}

async function waitsFor({ services, person, rights }: Asker, draft: DraftStanding): Promise<View['waits']> {
  const { orgUnit, stage, last, submitter } = draft
  if (stage === 'drafting') return last?.mark === 'return' && rights.may('report.write', { orgUnit }) ? 'mend' : null
  if (stage === 'issued') return null
  if (stage === 'submitted' && submitter !== person.account && mayOne(rights, ACTS_OF_MARK.review, orgUnit))
    return 'review'
  if (!rights.may('report.issue', { orgUnit })) return null
  const marks = submitter === null ? [] : [{ mark: 'submit' as const, by: submitter }]
  return mayBeIssued(draft, await reviewersOf(services, orgUnit, { stage, marks })) ? 'issue' : null
}
