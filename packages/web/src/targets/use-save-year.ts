import { defineErrors, fault } from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { definitionChangesQuery, publishDefinitions } from '../api/definition-changes.ts'
import { definitionsQuery } from '../api/definitions.ts'
import { book, newRequestId } from '../api/entries.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { useTargetsWords } from './targets-words.ts'
import type { TargetRow } from './YearForm.tsx'
import { amountChange, withCourse } from './year-plan.ts'

export interface YearToSave {
  amounts: readonly TargetRow[]
  courses: readonly TargetRow[]
  /** The document that sets the targets; empty for none. */
  basis: string
  /** Why amounts that stood are corrected; empty where none is. */
  reason: string
}

/** What came of one half of a save; `error` is null where it is done. */
interface Half {
  count: number
  error: unknown
}

interface SaveYearProps {
  town: string
  year: string
  onAmounts: (targets: readonly string[]) => void
  onCourses: (targets: readonly string[]) => void
}

const targetError = defineErrors({
  'target.change-waits': fault<{ target: string; day: string }>({
    zh: ({ target, day }) =>
      `“${target}”有一项改动等到 ${day} 生效，到时会盖掉现在定的计划进度。请先撤回那项改动，或等它生效以后再定。`,
    en: ({ target, day }) =>
      `A change of “${target}” waits for ${day} and would undo the course set now. Withdraw it first, or wait until it is in force.`,
  }),
})

/**
 * Books the amounts of a year and puts its planned courses in force. The two are kept in different places, so each has an
 * outcome of its own: what is refused stays written, what is done is done.
 */
export function useSaveYear({ town, year, onAmounts, onCourses }: SaveYearProps) {
  const words = useTargetsWords()
  const client = useQueryClient()
  // The same content sent again after a broken line is booked once.
  const requests = useRef(new Map<string, string>())
  const requestOf = (content: unknown) => {
    const key = JSON.stringify(content)
    const known = requests.current.get(key) ?? newRequestId()
    requests.current.set(key, known)
    return known
  }
  const saveAmounts = async ({ amounts, basis, reason }: YearToSave) => {
    const changes = amounts.map((row) =>
      amountChange(row, year, { town, amount: row.reading.amount, basis, carried: row.carried }, row.entry),
    )
    const booking = { ...(reason === '' ? {} : { reason }), changes }
    await book(town, { request: requestOf(booking), ...booking })
    await client.invalidateQueries({ queryKey: ['entries'] })
    await client.invalidateQueries({ queryKey: ['figures'] })
    onAmounts(amounts.map(({ target }) => target.id))
  }
  const saveCourses = async ({ courses, basis, reason }: YearToSave) => {
    // Somebody else may have set another year's course meanwhile: it stays.
    const { targets } = (await client.fetchQuery({ ...definitionsQuery, staleTime: 0 })).pack
    const { changes: sets } = await client.fetchQuery({ ...definitionChangesQuery, staleTime: 0 })
    for (const { target } of courses) {
      const waiting = sets.find(
        ({ state, changes }) =>
          state === 'waiting' && changes.some(({ kind, body }) => kind === 'target' && body.id === target.id),
      )
      if (waiting !== undefined) throw targetError('target.change-waits', { target: target.label, day: waiting.from })
    }
    const changes = courses.map(({ target, reading }) => ({
      kind: 'target' as const,
      body: withCourse(targets.find(({ id }) => id === target.id) ?? target, year, reading.course),
    }))
    const why = [words.defaultReason(year), basis, reason].filter((part) => part !== '').join('；')
    const asked = { from: todayInShanghai(), reason: why, changes, cases: [] }
    await publishDefinitions({ request: requestOf(asked), ...asked })
    await client.invalidateQueries({ queryKey: definitionsQuery.queryKey })
    await client.invalidateQueries({ queryKey: ['definition-changes'] })
    await client.invalidateQueries({ queryKey: ['figures'] })
    onCourses(courses.map(({ target }) => target.id))
  }
  return useMutation({
    mutationFn: async (plan: YearToSave): Promise<{ amounts: Half | null; courses: Half | null }> => {
      const amounts = plan.amounts.length === 0 ? null : await half(plan.amounts.length, () => saveAmounts(plan))
      const courses = plan.courses.length === 0 ? null : await half(plan.courses.length, () => saveCourses(plan))
      return { amounts, courses }
    },
  })
}

async function half(count: number, save: () => Promise<unknown>): Promise<Half> {
  try {
    await save()
    return { count, error: null }
  } catch (error) {
    return { count, error }
  }
}
