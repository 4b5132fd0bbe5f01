import { OWN_PREFIX } from '@shishu/kernel'
import type { InitialsOf } from '../search/search-index.ts'
import type { Design, FieldRow, IndicatorDraft, LedgerDraft, LoopDraft } from './design.ts'
import { optionLabels } from './option-labels.ts'

/** Long enough to tell things apart, short enough for a column of a table. */
const ID_LENGTH = 24

/** Ids that are taken already, in the definitions in force. */
export interface TakenIds {
  ledgers: ReadonlySet<string>
  indicators: ReadonlySet<string>
  reports: ReadonlySet<string>
}

/** Gives an id to whatever has a label and none yet. An id that is given stays, whatever the label becomes. */
export function withIds(design: Design, taken: TakenIds, initialsOf: InitialsOf): Design {
  const ledgerIds = new Set([...taken.ledgers, ...design.ledgers.map(({ id }) => id)])
  const indicatorIds = new Set([...taken.indicators, ...design.indicators.map(({ id }) => id)])
  return {
    ...design,
    ledgers: kept(design.ledgers, (ledger) => ledgerWithIds(ledger, ledgerIds, initialsOf)),
    indicators: kept(design.indicators, (one): IndicatorDraft => {
      if (one.id !== '' || one.label.trim() === '') return one
      return { ...one, id: fresh(OWN_PREFIX + initials(one.label, initialsOf), indicatorIds) }
    }),
  }
}

/** The id of a report that is begun; unlike the rest, it has its label from the start. */
export function idOfNewReport(label: string, design: Design, taken: TakenIds, initialsOf: InitialsOf): string {
  const ids = new Set([...taken.reports, ...design.reports.map(({ key }) => key)])
  return fresh(OWN_PREFIX + initials(label, initialsOf), ids)
}

function ledgerWithIds(ledger: LedgerDraft, taken: Set<string>, initialsOf: InitialsOf): LedgerDraft {
  const named = nameRows(initialsOf)
  const fields = kept(named(ledger.fields), (row) => withCodes(row, initialsOf))
  const measures = named(ledger.measures, GIVEN)
  const loop = ledger.loop === null ? null : loopWithIds(ledger.loop, named)
  const needsId = ledger.id === '' && ledger.label.trim() !== ''
  if (!needsId && fields === ledger.fields && measures === ledger.measures && loop === ledger.loop) return ledger
  const id = needsId ? fresh(OWN_PREFIX + initials(ledger.label, initialsOf), taken) : ledger.id
  return { ...ledger, id, fields, measures, loop }
}

/** A measure of one's own is not called as one that every ledger has. */
const GIVEN = ['opened', 'at', 'entered', 'overdue', 'withinLimit', 'pastLimit', 'kept']

function loopWithIds(loop: LoopDraft, named: ReturnType<typeof nameRows>): LoopDraft {
  const states = named(loop.states)
  const steps = named(loop.steps)
  return states === loop.states && steps === loop.steps ? loop : { ...loop, states, steps }
}

const nameRows =
  (initialsOf: InitialsOf) =>
  <T extends { id: string; label: string }>(rows: readonly T[], reserved: readonly string[] = []): readonly T[] => {
    const taken = new Set([...reserved, ...rows.map(({ id }) => id)])
    return kept(rows, (row) =>
      row.id !== '' || row.label.trim() === '' ? row : { ...row, id: fresh(initials(row.label, initialsOf), taken) },
    )
  }

function withCodes(row: FieldRow, initialsOf: InitialsOf): FieldRow {
  if (row.type !== 'choice') return row
  const missing = optionLabels(row.options).filter((label) => !Object.hasOwn(row.codes, label))
  if (missing.length === 0) return row
  const taken = new Set(Object.values(row.codes))
  const codes = { ...row.codes }
  for (const label of missing) codes[label] = fresh(initials(label, initialsOf), taken)
  return { ...row, codes }
}

/** Small letters and figures, a letter first: 走访日期 → zfrq. */
function initials(label: string, initialsOf: InitialsOf): string {
  const letters = initialsOf(label)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, ID_LENGTH)
  return /^[a-z]/.test(letters) ? letters : `n${letters}`
}

/** An id that is not taken; from now on it is. */
function fresh(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id) || id in Object.prototype; number += 1) id = `${wanted}${number}`
  taken.add(id)
  return id
}

/** The same list where nothing in it changed. */
function kept<T>(rows: readonly T[], change: (row: T) => T): readonly T[] {
  const changed = rows.map(change)
  return changed.every((row, index) => row === rows[index]) ? rows : changed
}
