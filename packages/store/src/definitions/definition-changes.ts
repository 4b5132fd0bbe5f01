import {
  changedPack,
  checkPack,
  codeFromKey,
  type Day,
  type DefinitionCase,
  type DefinitionChange,
  type Definitions,
  definitionsOf,
  type Pack,
  pathOf,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { storeError } from '../store-errors.ts'

/** Definitions that were changed together in the book, and what became of it. */
export interface KeptChange {
  id: string
  /** Where the right to change them was asked. */
  place: string
  /** The first day on which they are to hold. */
  from: Day
  at: string
  /** Account. */
  by: string
  reason: string
  state: 'in-force' | 'waiting' | 'withdrawn'
  changes: readonly DefinitionChange[]
  cases: readonly DefinitionCase[]
}

const SELECTED = `
  select c.id, c.place, c.from_day::text as from, c.made_at, c.made_by, c.reason, c.body, e.outcome
    from shishu.definition_change as c left join shishu.definition_change_end as e on e.change = c.id`

/** Every change that was ever made, the newest first. */
export async function listDefinitionChanges(client: Pick<ClientBase, 'query'>): Promise<KeptChange[]> {
  const { rows } = await client.query<Row>(`${SELECTED} order by c.made_at desc, c.id desc`)
  return rows.map(keptChange)
}

/** The changes in force, in the order in which they came into force. */
export async function changesInForce(client: Pick<ClientBase, 'query'>): Promise<KeptChange[]> {
  const { rows } = await client.query<Row>(`${SELECTED} where e.outcome = 'in-force' order by e.seq`)
  return rows.map(keptChange)
}

/** The changes that wait for their day, in the order of their days. */
export async function waitingChanges(client: Pick<ClientBase, 'query'>): Promise<KeptChange[]> {
  const { rows } = await client.query<Row>(`${SELECTED} where e.change is null order by c.from_day, c.made_at, c.id`)
  return rows.map(keptChange)
}

/** A program's pack with the changes of the book. */
export function layeredPack(pack: Pack, kept: readonly KeptChange[]): Pack {
  return changedPack(
    pack,
    kept.flatMap(({ changes }) => changes),
  )
}

/**
 * The definitions that a program's pack and the changes of the book come to.
 * Errors  definition.unfit, with the changes that no longer go with the pack; pack.broken where the pack is broken by itself
 */
export function layeredDefinitions(pack: Pack, kept: readonly KeptChange[]): Definitions {
  const layered = layeredPack(pack, kept)
  const problems = checkPack(layered)
  if (problems.length === 0 || kept.length === 0) return definitionsOf(layered)
  const named = kept.filter(({ changes }) =>
    changes.some((change) =>
      problems.some(({ path }) => path === pathOf(change) || path.startsWith(`${pathOf(change)}.`)),
    ),
  )
  throw storeError('definition.unfit', {
    changes: (named.length > 0 ? named : kept).map(changeText),
    problems: problems.map(({ path, problem }) => `${path}：${problem}`),
  })
}

/** A change as people know it. */
export function changeText({ id, from, reason, changes }: KeptChange): string {
  return `${from} ${reason}（${changes.map(pathOf).join('、')}；${id}）`
}

interface Row {
  id: string
  place: string
  from: string
  made_at: Date
  made_by: string
  reason: string
  body: { changes: DefinitionChange[]; cases: DefinitionCase[] }
  outcome: 'in-force' | 'withdrawn' | null
}

function keptChange({ id, place, from, made_at, made_by, reason, body, outcome }: Row): KeptChange {
  return {
    id,
    place: codeFromKey(Number(place)),
    from,
    at: made_at.toISOString(),
    by: made_by,
    reason,
    state: outcome ?? 'waiting',
    ...body,
  }
}
