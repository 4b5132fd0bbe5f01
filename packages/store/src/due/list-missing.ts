import type { Input, Missing, Period, Requirement } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { missingPlaces, readDetail } from '../figure/read-detail.ts'
import { readingScope } from '../figure/reading-scope.ts'
import { inSnapshot } from '../sql/transaction.ts'

/** A requirement with the places and periods in which it was not met. */
export interface MissingOf {
  requirement: Requirement
  missing: readonly Missing[]
}

/**
 * What required frequencies ask for and the book does not show, in an org unit's subtree and a period. Periods that have
 * not ended are not yet asked for.
 * Errors  org-unit.unknown
 */
export async function listMissing(book: Book, request: { orgUnit: string; period: Period }): Promise<MissingOf[]> {
  const { from, until } = request.period
  const inputs = book.definitions.pack.requirements.map(
    (requirement): Input => ({ kind: 'missed', measure: requirement.measure, from, until, requirement }),
  )
  return inSnapshot(book.pool, async (client) => {
    const scope = await readingScope(book, client, request.orgUnit, null)
    const detail = inputs.length === 0 ? [] : await readDetail(book, client, scope, inputs)
    return inputs.map((input, number) => ({
      requirement: input.requirement!,
      missing: missingPlaces(scope, input, detail[number]!),
    }))
  })
}
