import {
  codeFromKey,
  findMissing,
  levelOf,
  type Missing,
  type Period,
  type Requirement,
  townshipOf,
} from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { measureNumbersOf } from '../figure/read-inputs.ts'
import { townsOf } from '../figure/reading-scope.ts'

/** A requirement with the places and periods in which it was not met. */
export interface MissingOf {
  requirement: Requirement
  missing: readonly Missing[]
}

/**
 * What required frequencies ask for and the book does not show, in an org unit's subtree and a period.
 * Errors  org-unit.unknown
 */
export async function listMissing(book: Book, request: { orgUnit: string; period: Period }): Promise<MissingOf[]> {
  const { orgUnit, period } = request
  const { requirements } = book.definitions.pack
  const wants = requirements.flatMap((requirement, number) =>
    measureNumbersOf(book, requirement.measure).map((measure) => ({ number, measure })),
  )
  const { rows } = await book.pool.query<{ number: number; day: string; village: string; amount: number }>(
    `select want.number, p.day::text, (p.org_unit / 1000)::text as village, sum(p.amount)::float8 as amount
       from unnest($1::integer[], $2::integer[]) as want(number, measure)
       join shishu.posting as p on p.town = any($3::bigint[]) and p.measure = want.measure and p.day >= $4 and p.day < $5
      group by want.number, p.day, village having sum(p.amount) <> 0`,
    [
      wants.map(({ number }) => number),
      wants.map(({ measure }) => measure),
      townsOf(book.orgTree, orgUnit),
      period.from,
      period.until,
    ],
  )
  const places = book.orgTree.subtree(orgUnit).map(({ code }) => code)
  return requirements.map((requirement, number) => {
    const happenings = rows
      .filter((row) => row.number === number)
      .map(({ day, village, amount }) => {
        const code = codeFromKey(Number(village) * 1000)
        return { place: requirement.level === 'township' ? townshipOf(code)! : code, day, amount }
      })
    const ofLevel = places.filter((code) => levelOf(code) === requirement.level)
    return { requirement, missing: findMissing(requirement, period, ofLevel, happenings) }
  })
}
