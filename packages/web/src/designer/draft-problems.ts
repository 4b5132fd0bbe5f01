import { canonicalJson, checkChanges, type Pack, type PackProblem } from '@shishu/kernel'
import type { Design, IndicatorDraft, LedgerDraft, ReportDraft } from './design.ts'
import type { DesignOutcome } from './draft-changes.ts'
import { formulaOfDraft } from './indicator-draft.ts'
import { conditionFault } from './ledger-draft.ts'
import { unknownBlanks } from './report-draft.ts'

/** Which part of a design something is wrong in, so that it is shown there. */
export interface DraftProblem {
  /** Of a ledger, indicator or report. */
  draft: string
  /** The part of the draft: `fields.3`, `measures.1`, `loop`, `label`, `source`, `paragraphs.2`; by row number. */
  part: string
  text: string
}

/** Words for what a person has simply not done yet; the rest the kernel words. */
export interface ProblemWords {
  label: string
  source: string
  rowLabel: string
  sameLabel: (label: string) => string
  noDate: string
  noKey: string
  noOn: string
  condition: string
  conditionTwice: string
  noStates: string
  noFrom: string
  noTo: string
  limit: string
  limitSource: string
  noFormula: string
  decimals: string
  unknownBlank: (name: string) => string
  noParagraphs: string
  stale: string
  taken: string
}

/** Everything that is wrong with a design, each at its place: what is missing first, then what the kernel finds. */
export function problemsOf(design: Design, outcome: DesignOutcome, pack: Pack, words: ProblemWords): DraftProblem[] {
  const own = [
    ...design.ledgers.flatMap((ledger) => ledgerProblems(ledger, words)),
    ...design.indicators.flatMap((indicator) => indicatorProblems(indicator, words)),
    ...design.reports.flatMap((report) => reportProblems(report, words)),
    ...design.ledgers.flatMap((draft) => baseProblems(draft, pack.ledgers, words)),
    ...design.indicators.flatMap((draft) => baseProblems(draft, pack.indicators, words)),
    ...design.reports.flatMap((draft) => baseProblems({ ...draft, id: draft.key }, pack.reports, words)),
  ]
  const said = new Set(own.map(({ draft, part }) => `${draft} ${part}`))
  const found = (outcome.changes.length === 0 ? [] : checkChanges(pack, outcome.changes))
    .map((problem) => placed(problem, design))
    // What is missing is told once, in the words of who has not filled it in yet.
    .filter(({ draft, part }) => !said.has(`${draft} ${part}`))
  return [...own, ...found]
}

function ledgerProblems(ledger: LedgerDraft, words: ProblemWords): DraftProblem[] {
  const found: DraftProblem[] = []
  const say = (part: string, text: string) => found.push({ draft: ledger.key, part, text })
  if (ledger.label.trim() === '') say('label', words.label)
  if (ledger.source.trim() === '') say('source', words.source)
  const seen = new Set<string>()
  for (const { row, label, id } of ledger.fields) {
    const name = label.trim()
    if (name === '' && id !== '') say(`fields.${row}`, words.rowLabel)
    if (name !== '' && seen.has(name)) say(`fields.${row}`, words.sameLabel(name))
    seen.add(name)
  }
  const dated = ledger.fields.some(({ type, label }) => label.trim() !== '' && (type === 'date' || type === 'month'))
  if (!dated) say('fields', words.noDate)
  if (ledger.keyFields.length === 0) say('key', words.noKey)
  for (const measure of ledger.measures) {
    const part = `measures.${measure.row}`
    const fault = conditionFault(ledger, measure)
    if (measure.label.trim() === '') say(part, words.rowLabel)
    else if (measure.on === '') say(part, words.noOn)
    else if (fault !== null) say(part, fault === 'twice' ? words.conditionTwice : words.condition)
  }
  if (ledger.loop !== null) loopProblems(ledger.loop, words, say)
  return found
}

function loopProblems(
  { on, states, steps }: NonNullable<LedgerDraft['loop']>,
  words: ProblemWords,
  say: (part: string, text: string) => void,
): void {
  if (on === '') say('loop.opens.on', words.noOn)
  if (states.filter(({ label }) => label.trim() !== '').length < 2) say('loop.states', words.noStates)
  for (const { row, label, count, source } of states) {
    if (label.trim() === '') say(`loop.states.${row}`, words.rowLabel)
    else if (count.trim() !== '' && !/^\d{1,4}$/.test(count.trim())) say(`loop.states.${row}`, words.limit)
    else if (count.trim() !== '' && source.trim() === '') say(`loop.states.${row}`, words.limitSource)
  }
  for (const { row, label, from, to } of steps) {
    if (label.trim() === '') say(`loop.steps.${row}`, words.rowLabel)
    else if (from.length === 0) say(`loop.steps.${row}`, words.noFrom)
    else if (to === '') say(`loop.steps.${row}`, words.noTo)
  }
}

function indicatorProblems(draft: IndicatorDraft, words: ProblemWords): DraftProblem[] {
  const found: DraftProblem[] = []
  const say = (part: string, text: string) => found.push({ draft: draft.key, part, text })
  if (draft.label.trim() === '') say('label', words.label)
  if (draft.source.trim() === '') say('source', words.source)
  if (formulaOfDraft(draft) === '') say('value', words.noFormula)
  if (draft.decimals.trim() !== '' && !/^[0-6]$/.test(draft.decimals.trim())) say('decimals', words.decimals)
  return found
}

function reportProblems(draft: ReportDraft, words: ProblemWords): DraftProblem[] {
  const written = draft.paragraphs.some(({ text, lead }) => text.trim() !== '' || lead.trim() !== '')
  return [
    ...(written ? [] : [{ draft: draft.key, part: 'paragraphs', text: words.noParagraphs }]),
    ...draft.paragraphs.flatMap((paragraph) =>
      unknownBlanks(draft, paragraph).map((name) => ({
        draft: draft.key,
        part: `paragraphs.${paragraph.row}`,
        text: words.unknownBlank(name),
      })),
    ),
  ]
}

/** What somebody else published meanwhile: a draft must not undo it unseen. */
function baseProblems(
  { key, id, inForce, base }: { key: string; id: string; inForce: boolean; base: object | null },
  all: readonly { id: string }[],
  words: ProblemWords,
): DraftProblem[] {
  const now = all.find((one) => one.id === id)
  if (inForce && canonicalJson(now ?? null) !== canonicalJson(base))
    return [{ draft: key, part: 'base', text: words.stale }]
  return !inForce && now !== undefined ? [{ draft: key, part: 'base', text: words.taken }] : []
}

const KINDS = ['ledgers', 'indicators', 'reports'] as const

/** Where a problem of the kernel's stands in the design: by draft and row rather than by id. */
function placed({ path, problem }: PackProblem, design: Design): DraftProblem {
  const [kind, id, ...rest] = path.split('.') as [string, string?, ...string[]]
  if (id === undefined || !(KINDS as readonly string[]).includes(kind)) return { draft: '', part: path, text: problem }
  const drafts: readonly { key: string; id?: string }[] = design[kind as (typeof KINDS)[number]]
  const draft = drafts.find((one) => (one.id ?? one.key) === id)
  if (draft === undefined) return { draft: '', part: path, text: problem }
  const part = 'fields' in draft ? rowPart(draft as LedgerDraft, rest) : rest.join('.')
  return { draft: draft.key, part, text: problem }
}

/** `fields.zfrq.unit` → `fields.3`: the row tells where it is, whatever is wrong with it. */
function rowPart(ledger: LedgerDraft, [group, id, third]: readonly string[]): string {
  const rowOf = (rows: readonly { id: string; row: number }[], wanted: string | undefined) =>
    rows.find((row) => row.id === wanted)?.row
  if (group === 'loop') {
    const rows = id === 'states' ? ledger.loop?.states : id === 'steps' ? ledger.loop?.steps : undefined
    const row = rows === undefined ? undefined : rowOf(rows, third)
    return row === undefined ? ['loop', id, third].filter((one) => one !== undefined).join('.') : `loop.${id}.${row}`
  }
  const rows = group === 'fields' ? ledger.fields : group === 'measures' ? ledger.measures : undefined
  const row = rows === undefined ? undefined : rowOf(rows, id)
  return row === undefined ? (group ?? '') : `${group}.${row}`
}

/** The problems of one part of a draft, and of what lies in it unless it is asked for `exactly`. */
export const problemsAt = (problems: readonly DraftProblem[], draft: string, part: string, exactly = false): string[] =>
  problems
    .filter((one) => one.draft === draft && (one.part === part || (!exactly && one.part.startsWith(`${part}.`))))
    .map(({ text }) => text)
