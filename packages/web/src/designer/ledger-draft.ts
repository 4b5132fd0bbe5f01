import {
  type Field,
  KEY_PLACE,
  type Ledger,
  type LedgerKind,
  type Loop,
  type LoopState,
  type LoopStep,
  type Measure,
  type Test,
  type Where,
} from '@shishu/kernel'
import { readCell } from '../ledgers/read-cell.ts'
import type {
  ConditionRow,
  FieldRow,
  LedgerDraft,
  LoopDraft,
  MeasureRow,
  RowType,
  StateRow,
  StepRow,
} from './design.ts'
import { optionLabels } from './option-labels.ts'

/** Free text beyond this length is written in a larger box. */
const SHORT_TEXT = 200
const LONG_TEXT = 1000

export const newField = (row: number): FieldRow => ({
  row,
  id: '',
  label: '',
  gloss: '',
  type: 'text',
  unit: 'one',
  options: '',
  codes: {},
  required: false,
  personal: false,
  help: '',
  from: '',
  to: '',
  base: null,
})

export const newMeasure = (row: number): MeasureRow => ({
  row,
  id: '',
  label: '',
  gloss: '',
  kind: 'flow',
  of: '',
  on: '',
  until: '',
  by: '',
  where: [],
  base: null,
})

export const newState = (row: number): StateRow => ({
  row,
  id: '',
  label: '',
  gloss: '',
  end: '',
  count: '',
  unit: 'working-day',
  source: '',
  base: null,
})

export const newStep = (row: number): StepRow => ({
  row,
  id: '',
  label: '',
  gloss: '',
  from: [],
  to: '',
  by: '',
  day: '',
  needs: [],
  base: null,
})

/** What a new ledger of each kind begins with; all of it can be changed. */
const FIRST_FIELDS: Readonly<Record<LedgerKind, readonly [label: string, type: RowType][]>> = {
  event: [['日期', 'date']],
  subject: [
    ['名称', 'text'],
    ['登记日期', 'date'],
  ],
  case: [
    ['编号', 'text'],
    ['登记日期', 'date'],
    ['办结日期', 'date'],
  ],
  statement: [['月份', 'month']],
}

/** A new ledger: the fields without which its kind cannot be, and one thing to count. `id`s are given later. */
export function newLedger(key: string, label: string, office: string, kind: LedgerKind): LedgerDraft {
  const fields = FIRST_FIELDS[kind].map(([name, type], index) => ({
    ...newField(index + 1),
    label: name,
    type,
    required: !(kind === 'case' && index === 2),
  }))
  return {
    key,
    id: '',
    inForce: false,
    kind,
    label,
    gloss: '',
    office,
    source: '',
    local: false,
    fields,
    keyFields: [],
    measures: [],
    loop: null,
    base: null,
  }
}

/** What a new ledger counts and is told apart by, once its fields have ids. */
export function withFirstRules(ledger: LedgerDraft): LedgerDraft {
  const [first, second, third] = ledger.fields.map(({ id }) => id) as [string, string?, string?]
  const counted = (row: number, label: string, kind: Measure['kind'], on: string): MeasureRow => ({
    ...newMeasure(row),
    label,
    kind,
    on,
  })
  switch (ledger.kind) {
    case 'event':
      return { ...ledger, keyFields: [KEY_PLACE, first], measures: [counted(1, '次数', 'flow', first)] }
    case 'subject':
      return { ...ledger, keyFields: [KEY_PLACE, first], measures: [counted(1, '在册数', 'stock', second!)] }
    case 'statement':
      return { ...ledger, keyFields: [KEY_PLACE, first] }
    case 'case':
      return {
        ...ledger,
        keyFields: [first],
        loop: {
          on: second!,
          opens: '',
          states: [
            { ...newState(1), label: '办理中' },
            { ...newState(2), label: '已办结', end: 'done' },
          ],
          steps: [{ ...newStep(1), label: '办结', day: third! }],
          base: null,
        },
      }
  }
}

/** Where a new loop's only step leads, once its states have ids. */
export function withFirstStep(ledger: LedgerDraft): LedgerDraft {
  const { loop } = ledger
  if (loop === null) return ledger
  const [open, done] = loop.states
  const steps = loop.steps.map((step) => ({ ...step, from: [open!.id], to: done!.id }))
  return { ...ledger, loop: { ...loop, steps } }
}

/** A ledger that is in force, to be changed. */
export function draftOfLedger(ledger: Ledger): LedgerDraft {
  const { id, kind, label, gloss, office, source, local = false, key } = ledger
  return {
    key: id,
    id,
    inForce: true,
    kind,
    label,
    gloss,
    office,
    source,
    local,
    fields: Object.entries(ledger.fields).map(([field, base], index) => fieldRow(index + 1, field, base)),
    keyFields: key,
    measures: Object.entries(ledger.measures).map(([measure, base], index) => measureRow(index + 1, measure, base)),
    loop: ledger.loop === undefined ? null : loopDraft(ledger.loop),
    base: ledger,
  }
}

/** Another ledger made like one that is there. */
export function copyOfLedger(ledger: Ledger, key: string, label: string): LedgerDraft {
  const draft = draftOfLedger(ledger)
  return { ...draft, key, id: '', inForce: false, label, gloss: '', source: '' }
}

function fieldRow(row: number, id: string, base: Field): FieldRow {
  const { label, gloss, required = false, help = '' } = base
  return {
    ...newField(row),
    id,
    label,
    gloss: gloss === label ? '' : gloss,
    required,
    help,
    base,
    type: base.type === 'text' && base.max > SHORT_TEXT ? 'long-text' : base.type,
    ...(base.type === 'text' ? { personal: base.personal === true } : {}),
    ...(base.type === 'quantity' ? { unit: base.unit } : {}),
    ...(base.type === 'days' ? { from: base.from, to: base.to } : {}),
    ...(base.type === 'choice'
      ? {
          options: Object.values(base.options).join('、'),
          codes: Object.fromEntries(Object.entries(base.options).map(([code, name]) => [name, code])),
        }
      : {}),
  }
}

function measureRow(row: number, id: string, base: Measure): MeasureRow {
  const { label, gloss, kind, of = '', by = '' } = base
  const days = base.kind === 'flow' ? { on: base.on, until: '' } : { on: base.from, until: base.until ?? '' }
  const where = base.where === undefined ? [] : null
  return { row, id, label, gloss: gloss === label ? '' : gloss, kind, of, by, ...days, where, base }
}

function loopDraft(loop: Loop): LoopDraft {
  return {
    on: loop.opens.on,
    opens: loop.opens.state,
    base: loop,
    states: Object.entries(loop.states).map(
      ([id, base], index): StateRow => ({
        row: index + 1,
        id,
        label: base.label,
        gloss: base.gloss === base.label ? '' : base.gloss,
        end: base.end ?? '',
        count: base.limit === undefined ? '' : String(base.limit.count),
        unit: base.limit?.unit ?? 'working-day',
        source: base.limit?.source ?? '',
        base,
      }),
    ),
    steps: Object.entries(loop.steps).map(
      ([id, base], index): StepRow => ({
        row: index + 1,
        id,
        label: base.label,
        gloss: base.gloss === base.label ? '' : base.gloss,
        from: base.from,
        to: base.to,
        by: base.by ?? '',
        day: base.day ?? '',
        needs: base.needs ?? [],
        base,
      }),
    ),
  }
}

const glossOf = ({ label, gloss }: { label: string; gloss: string }): string =>
  gloss.trim() === '' ? label.trim() : gloss.trim()

/** The ledger that a draft describes. Rows that have no label yet are left out. */
export function ledgerOfDraft(draft: LedgerDraft): Ledger {
  const { id, kind, label, office, source, local, loop } = draft
  const { loop: _loop, local: _local, ...base } = draft.base ?? ({} as Partial<Ledger>)
  const fields = Object.fromEntries(draft.fields.filter(named).map((row) => [row.id, fieldOfRow(row)]))
  return {
    ...base,
    id,
    kind,
    label: label.trim(),
    gloss: glossOf(draft),
    office,
    source: source.trim(),
    key: draft.keyFields.filter((field) => field === KEY_PLACE || Object.hasOwn(fields, field)),
    fields,
    measures: Object.fromEntries(draft.measures.filter(named).map((row) => [row.id, measureOfRow(row, fields)])),
    ...(local ? { local } : {}),
    ...(loop === null ? {} : { loop: loopOfDraft(loop) }),
  }
}

const named = ({ id, label }: { id: string; label: string }): boolean => id !== '' && label.trim() !== ''

function fieldOfRow(row: FieldRow): Field {
  const { help: _help, required: _required, ...base } = keptOf(row)
  const shared = {
    label: row.label.trim(),
    gloss: glossOf(row),
    ...(row.required && row.type !== 'days' ? { required: true } : {}),
    ...(row.help.trim() === '' ? {} : { help: row.help.trim() }),
  }
  return { ...base, ...formerLabel(row), ...shared, ...ownPart(row) } as Field
}

/** Sheets go on using the heading that a field had. */
function formerLabel({ base, label }: FieldRow): Pick<Field, 'headings'> {
  if (base === null || base.label === label.trim()) return {}
  const headings = [...(base.headings ?? []), base.label].filter((heading) => heading !== label.trim())
  return { headings: [...new Set(headings)] }
}

/** What the table does not show of a field: all of it where the type stayed, its other headings where it did not. */
function keptOf({ base, type, personal }: FieldRow): Partial<Field> {
  if (base === null) return {}
  if (base.type !== (type === 'long-text' ? 'text' : type)) {
    return base.headings === undefined ? {} : { headings: base.headings }
  }
  if (base.type !== 'text' || personal) return base
  const { personal: _personal, ...rest } = base
  return rest
}

/** What only fields of a row's type have. */
function ownPart(row: FieldRow): object {
  switch (row.type) {
    case 'text':
    case 'long-text': {
      const long = row.type === 'long-text'
      const max = row.base?.type === 'text' && row.base.max > SHORT_TEXT === long ? row.base.max : undefined
      return { type: 'text', max: max ?? (long ? LONG_TEXT : SHORT_TEXT), ...(row.personal ? { personal: true } : {}) }
    }
    case 'choice':
      return {
        type: 'choice',
        options: Object.fromEntries(
          optionLabels(row.options).flatMap((label) =>
            row.codes[label] === undefined ? [] : [[row.codes[label], label]],
          ),
        ),
      }
    case 'quantity':
      return { type: 'quantity', unit: row.unit }
    case 'days':
      return { type: 'days', from: row.from, to: row.to }
    default:
      return { type: row.type }
  }
}

function measureOfRow(row: MeasureRow, fields: Readonly<Record<string, Field>>): Measure {
  const source = row.base?.source
  const where = row.where === null ? row.base?.where : whereOf(row.where, fields)
  const shared = {
    ...(source === undefined ? {} : { source }),
    label: row.label.trim(),
    gloss: glossOf(row),
    ...(row.of === '' ? {} : { of: row.of }),
    ...(row.by === '' ? {} : { by: row.by }),
    ...(where === undefined || Object.keys(where).length === 0 ? {} : { where }),
  }
  if (row.kind === 'flow') return { kind: 'flow', ...shared, on: row.on } as Measure
  return { kind: 'stock', ...shared, from: row.on, ...(row.until === '' ? {} : { until: row.until }) } as Measure
}

/** What is wrong with the conditions of a measure: one is not finished, or two are about the same field. */
export function conditionFault(draft: LedgerDraft, { where }: MeasureRow): 'unfinished' | 'twice' | null {
  const rows = where ?? []
  if (new Set(rows.map(({ field }) => field)).size < rows.length) return 'twice'
  const { fields } = ledgerOfDraft(draft)
  const finished = rows.every((row) => fields[row.field] !== undefined && testOf(row, fields[row.field]!) !== undefined)
  return finished ? null : 'unfinished'
}

/** The conditions of a measure; one that is not finished yet is left out, and told of by `conditionFault`. */
function whereOf(rows: readonly ConditionRow[], fields: Readonly<Record<string, Field>>): Where {
  return Object.fromEntries(
    rows.flatMap((row): [string, Test][] => {
      const field = fields[row.field]
      const test = field === undefined ? undefined : testOf(row, field)
      return test === undefined ? [] : [[row.field, test]]
    }),
  )
}

function testOf({ test, value }: ConditionRow, field: Field): Test | undefined {
  if (test === 'filled' || test === 'empty') return { filled: test === 'filled' }
  const read = readValue(field, value)
  if (read === undefined || read === null) return undefined
  if (test === 'is') return read
  if (test === 'not') return { not: read }
  if (typeof read === 'boolean') return undefined
  return test === 'atLeast' ? { atLeast: read } : { atMost: read }
}

function readValue(field: Field, value: string) {
  if (value.trim() === '') return undefined
  if (field.type === 'choice') return value
  if (field.type === 'boolean') return value === 'true'
  if (field.type === 'days') return Number.isFinite(Number(value)) ? Number(value) : undefined
  try {
    return readCell(field, value)
  } catch {
    return undefined // What cannot be read yet is no condition yet; the page says so beside it.
  }
}

function loopOfDraft({ on, opens, states, steps, base }: LoopDraft): Loop {
  const known = states.filter(named)
  return {
    ...base,
    opens: { on, state: known.some(({ id }) => id === opens) ? opens : (known[0]?.id ?? '') },
    states: Object.fromEntries(known.map((row) => [row.id, stateOfRow(row)])),
    steps: Object.fromEntries(steps.filter(named).map((row) => [row.id, stepOfRow(row)])),
  }
}

function stateOfRow(row: StateRow): LoopState {
  const { limit: _limit, end: _end, ...base } = row.base ?? ({} as Partial<LoopState>)
  const count = row.count.trim() === '' ? null : Number(row.count)
  const limit = count === null ? undefined : { ...row.base?.limit, count, unit: row.unit, source: row.source.trim() }
  return {
    ...base,
    label: row.label.trim(),
    gloss: glossOf(row),
    ...(row.end === '' ? {} : { end: row.end }),
    ...(limit === undefined ? {} : { limit }),
  }
}

function stepOfRow(row: StepRow): LoopStep {
  const { by: _by, day: _day, needs: _needs, ...base } = row.base ?? ({} as Partial<LoopStep>)
  return {
    ...base,
    label: row.label.trim(),
    gloss: glossOf(row),
    from: row.from,
    to: row.to,
    ...(row.by === '' ? {} : { by: row.by }),
    ...(row.day === '' ? {} : { day: row.day }),
    ...(row.needs.length === 0 ? {} : { needs: row.needs }),
  }
}

/** Takes a field out, and out of all that names it. */
export function withoutField(ledger: LedgerDraft, row: number): LedgerDraft {
  const id = ledger.fields.find((field) => field.row === row)?.id ?? ''
  const fields = ledger.fields.filter((field) => field.row !== row)
  if (id === '') return { ...ledger, fields }
  const other = (field: string) => (field === id ? '' : field)
  const { loop } = ledger
  return {
    ...ledger,
    fields: fields.map((field) => ({ ...field, from: other(field.from), to: other(field.to) })),
    keyFields: ledger.keyFields.filter((field) => field !== id),
    measures: ledger.measures.map((measure) => ({
      ...measure,
      of: other(measure.of),
      on: other(measure.on),
      until: other(measure.until),
      by: other(measure.by),
      where: measure.where?.filter(({ field }) => field !== id) ?? null,
    })),
    loop:
      loop === null
        ? null
        : {
            ...loop,
            on: other(loop.on),
            steps: loop.steps.map((step) => ({
              ...step,
              day: other(step.day),
              needs: step.needs.filter((need) => need !== id),
            })),
          },
  }
}

/** Takes a state out, and out of the steps that name it. */
export function withoutState(loop: LoopDraft, row: number): LoopDraft {
  const id = loop.states.find((state) => state.row === row)?.id ?? ''
  return {
    ...loop,
    states: loop.states.filter((state) => state.row !== row),
    opens: loop.opens === id ? '' : loop.opens,
    steps: loop.steps.map((step) => ({
      ...step,
      from: step.from.filter((one) => one !== id),
      to: step.to === id ? '' : step.to,
    })),
  }
}

/** Rows in another order: one of them up (−1) or down (+1). */
export function moved<T extends { row: number }>(rows: readonly T[], row: number, by: -1 | 1): readonly T[] {
  const at = rows.findIndex((one) => one.row === row)
  const to = at + by
  if (at < 0 || to < 0 || to >= rows.length) return rows
  const next = [...rows]
  next.splice(to, 0, ...next.splice(at, 1))
  return next
}
