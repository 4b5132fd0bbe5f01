import {
  type DraftMark,
  type DraftStage,
  dayOfInstant,
  MARKS_AT,
  type PlaceAct,
  type Rights,
  submitterOf,
} from '@shishu/kernel'
import type { BlockView, DraftView } from '@shishu/protocol'
import { type BlockRevision, type Book, type DraftKey, personsWith, type ReportDraft, readDraft } from '@shishu/store'
import type { Static } from 'typebox'
import { displayNames } from '../people/display-names.ts'
import type { Services } from '../services.ts'
import { type Person, rolesOf } from '../session/person.ts'

/** The act that each mark asks for; sending back is also whoever issues. */
export const ACTS_OF_MARK: Readonly<Record<DraftMark, readonly PlaceAct[]>> = {
  submit: ['report.write'],
  reopen: ['report.write'],
  review: ['report.review'],
  return: ['report.review', 'report.issue'],
}

/** Whoever works on a report may speak of its draft, and hears what is said of it. */
export const ACTS_OF_COMMENT: readonly PlaceAct[] = ['report.write', 'report.review', 'report.issue']

/** Whether one of some acts is allowed at a place. */
export const mayOne = (rights: Rights, acts: readonly PlaceAct[], orgUnit: string): boolean =>
  acts.some((act) => rights.may(act, { orgUnit }))

/**
 * Who may review a place's draft today: accounts in use with that duty there, but for who submitted it.
 * @returns names by account
 */
export async function reviewersOf(
  { book, accounts }: Services,
  orgUnit: string,
  draft: { stage: DraftStage; marks: readonly { mark: DraftMark; by: string }[] },
): Promise<Map<string, string>> {
  const roles = rolesOf(book.definitions).filter(({ places }) => places.includes('report.review'))
  const held = await personsWith(book, {
    roles: roles.map(({ id }) => id),
    office: null,
    orgUnit,
    on: dayOfInstant(book.clock().toISOString()),
  })
  const submitter = draft.stage === 'drafting' ? null : submitterOf(draft.marks)
  const accountIds = held.map(({ person }) => person).filter((person) => person !== submitter)
  return displayNames(accounts, accountIds, { disabled: false })
}

/** Whether a draft may be issued: it was reviewed, or nobody there reviews. */
export const mayBeIssued = ({ stage }: { stage: DraftStage }, reviewers: ReadonlyMap<string, string>): boolean =>
  stage === 'reviewed' || stage === 'issued' || reviewers.size === 0

export interface Asker {
  services: Services
  book: Book
  person: Person
  rights: Rights
}

/** A draft as the person who asks sees it. */
export async function draftView(
  { services, book, person, rights }: Asker,
  key: DraftKey,
): Promise<Static<typeof DraftView>> {
  const { orgUnit } = key
  const draft = await readDraft(book, key)
  const worksOnIt = mayOne(rights, ACTS_OF_COMMENT, orgUnit)
  const reviewers = await reviewersOf(services, orgUnit, draft)
  const name = await namesOf(services, draft)
  const issuers = await loginNames(
    services,
    draft.issues.map(({ by }) => by),
  )
  const marks = draft.marks.map(({ mark, by, at, reason }) => ({
    step: mark,
    by: name(by),
    at,
    reason: worksOnIt ? reason : null,
  }))
  const issued = draft.issues.map(({ by, at }) => ({
    step: 'issue' as const,
    by: issuers.get(by) ?? by,
    at,
    reason: null,
  }))
  const submitter = submitterOf(draft.marks)
  return {
    stage: draft.stage,
    blocks: draft.blocks.map((block) => ({ ...block, by: name(block.by) })),
    settled: draft.settled.map((one) => ({ ...one })),
    comments: draft.comments.map(({ by, resolved, ...comment }) => ({
      ...comment,
      by: name(by),
      resolved: resolved && { by: name(resolved.by), at: resolved.at },
    })),
    steps: [...marks, ...issued].sort((one, other) => one.at.localeCompare(other.at)),
    marks: draft.marks.length,
    reviewers: [...reviewers.values()],
    may: {
      write: draft.stage === 'drafting' && rights.may('report.write', { orgUnit }),
      comment: worksOnIt,
      marks: MARKS_AT[draft.stage].filter(
        (mark) => mayOne(rights, ACTS_OF_MARK[mark], orgUnit) && !(mark === 'review' && submitter === person.account),
      ),
      issue: rights.may('report.issue', { orgUnit }) && mayBeIssued(draft, reviewers),
    },
  }
}

/** A part as it stands, with its writer's name. */
export async function blockView({ accounts }: Services, block: BlockRevision): Promise<Static<typeof BlockView>> {
  const names = await displayNames(accounts, block.by === null ? [] : [block.by])
  return { ...block, by: block.by === null ? null : (names.get(block.by) ?? null) }
}

async function namesOf({ accounts }: Services, { blocks, comments, marks }: ReportDraft) {
  const people = [...blocks, ...comments, ...marks].map(({ by }) => by)
  const resolvers = comments.map(({ resolved }) => resolved?.by ?? null)
  const ids = [...people, ...resolvers].filter((by) => by !== null)
  const names = await displayNames(accounts, ids)
  return (by: string | null): string | null => (by === null ? null : (names.get(by) ?? null))
}

/** Names of people whom the journal knows by their login names. */
async function loginNames({ accounts }: Services, logins: readonly string[]): Promise<Map<string, string>> {
  const found = await Promise.all([...new Set(logins)].map((login) => accounts.findAccountByName(login)))
  return new Map(found.flatMap((account) => (account == null ? [] : [[account.name, account.displayName]])))
}
