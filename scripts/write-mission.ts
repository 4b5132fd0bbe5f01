// npm run docs: writes docs/mission.md from the township's definitions.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import {
  type Definitions,
  definitionsOf,
  describe,
  type Field,
  type LabelSlot,
  type Ledger,
  type Limit,
  type Loop,
  ledgerOfMeasure,
  listInputs,
  type MissionRow,
  missionTable,
  type Pack,
  type PeriodKind,
  parseFormula,
  parsePeriod,
  type Requirement,
  unitOf,
} from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'

export const MISSION_DOCUMENT = fileURLToPath(new URL('../docs/mission.md', import.meta.url))

const PREFACE = `# The mission, row by row

Made from the definitions by \`npm run docs\`; a test fails when it no longer agrees with them. Change the definitions, then
run the command.

**How to read it.** Each row A1–I5 is one thing that the township is charged with. The table names for each its ledgers (台账),
how many limits, required frequencies and indicators it has, and which of the 76 blanks of the half-year report it fills.
Below, each row tells:

- its **ledgers**: every field by its heading, with unit or choices; \`*\` must be filled, \`†\` is personal and kept in the vault;
- the **loop** (闭环) of each ledger of cases: what may follow what, what a step needs, and whose hands it may not be in
  (回避: whoever took the named step may not take this one); where “By” is empty, whoever handles the case takes it;
- the **limits** (期限): 日 are calendar days, 工作日 working days, 个月 months; counting begins the next day, and a last day that is
  off moves to the first working day after it. Each has its source. ⚠ 未确认 marks what no source that we could read confirms:
  the town sets it;
- **required frequencies** (频次要求), counted for every place and period;
- **indicators** (指标) with their formula in words. “Better” says which way is better; *neither* is what must never be a goal;
- the **slots** (空格) of the half-year report.

A ledger that carries several rows is told once, in the row that is most its own (the one with the fewest ledgers), and an
indicator where the first ledger that it reads is told. The other rows point there. I2, I4 and I5 keep nothing of their own.`

/** The whole document. */
export function missionDocument(pack: Pack): string {
  const definitions = definitionsOf(pack)
  const rows = missionTable(definitions)
  const homes = homesOf(definitions, rows)
  const sections = rows.flatMap((row) => section(definitions, row, homes))
  return `${[PREFACE, overview(definitions, rows), ...sections].join('\n\n')}\n`
}

/** Whether a row carries every ledger: the report itself. */
const drawsOnAll = ({ pack }: Definitions, { ledgers }: MissionRow) => ledgers.length === pack.ledgers.length

/** Which row tells a ledger, an indicator or a required frequency. */
interface Homes {
  ledger(id: string): string
  indicator(id: string): string
  requirement(id: string): string
}

function homesOf(definitions: Definitions, rows: readonly MissionRow[]): Homes {
  const ofLedger = new Map<string, string>()
  for (const row of [...rows].sort((one, other) => one.ledgers.length - other.ledgers.length)) {
    for (const ledger of row.ledgers) if (!ofLedger.has(ledger)) ofLedger.set(ledger, row.id)
  }
  const ledger = (id: string) => ofLedger.get(id)!
  return {
    ledger,
    indicator(id) {
      // Any period will do: which measures a formula reads does not hang on it.
      const [first] = listInputs(definitions.indicator(id).formula, parsePeriod('2026'), definitions)
      return ledger(ledgerOfMeasure(first!.measure))
    },
    requirement: (id) => ledger(ledgerOfMeasure(definitions.requirements.get(id)!.measure)),
  }
}

function overview(definitions: Definitions, rows: readonly MissionRow[]): string {
  const line = (row: MissionRow) => [
    `[${row.id}](#${row.id.toLowerCase()})`,
    row.label,
    drawsOnAll(definitions, row) ? '全部台账' : row.ledgers.map((id) => definitions.ledger(id).label).join('、'),
    count(row.loops.length),
    count(row.limits.length),
    count(row.requirements.length),
    count(row.indicators.length),
    row.slots.join(', '),
  ]
  return table(['', '职责', 'Ledgers', 'Loops', 'Limits', 'Frequencies', 'Indicators', 'Slots'], rows.map(line))
}

function section(definitions: Definitions, row: MissionRow, homes: Homes): string[] {
  const here = (kind: keyof Homes, ids: readonly string[]) => ids.filter((id) => homes[kind](id) === row.id)
  const { indicator } = definitions
  const head = [`<a id="${row.id.toLowerCase()}"></a>\n\n## ${row.id} ${row.label}`, `*${row.gloss}*`]
  if (drawsOnAll(definitions, row)) {
    const { ledgers, indicators } = row
    const total = `Draws on all ${ledgers.length} ledgers and ${indicators.length} indicators, told in the rows above.`
    return [...head, total, ...slotsText(definitions, row)]
  }
  return [
    ...head,
    ...here('ledger', row.ledgers).flatMap((id) => ledgerText(definitions, definitions.ledger(id))),
    ...elsewhere('Ledgers', row, row.ledgers, homes.ledger, (id) => definitions.ledger(id).label),
    ...frequencies(here('requirement', row.requirements).map((id) => definitions.requirements.get(id)!)),
    ...elsewhere('Required frequencies', row, row.requirements, homes.requirement, definitions.nameOf),
    ...indicatorTable(definitions, here('indicator', row.indicators)),
    ...elsewhere('Indicators', row, row.indicators, homes.indicator, (id) => indicator(id).indicator.label),
    ...slotsText(definitions, row),
  ]
}

/** What another row tells, by row. */
function elsewhere(
  title: string,
  row: MissionRow,
  ids: readonly string[],
  homeOf: (id: string) => string,
  nameOf: (id: string) => string,
): string[] {
  const byRow = Map.groupBy(
    ids.filter((id) => homeOf(id) !== row.id),
    homeOf,
  )
  const parts = [...byRow].map(([home, those]) => `[${home}](#${home.toLowerCase()}) ${those.map(nameOf).join('；')}`)
  return parts.length === 0 ? [] : [`${title} told elsewhere: ${parts.join(' · ')}`]
}

function ledgerText(definitions: Definitions, ledger: Ledger): string[] {
  const { id, kind, label, gloss, office, source, loop, fields } = ledger
  return [
    `### ${label} \`${id}\``,
    `${gloss} · ${kind} · kept by ${definitions.pack.offices[office]} · source: ${source}`,
    `**Fields** ${Object.values(fields).map(fieldText).join('、')}`,
    ...(loop === undefined ? [] : loopText(ledger, loop)),
  ]
}

function fieldText(field: Field): string {
  const marks = `${field.required ? '\\*' : ''}${field.type === 'text' && field.personal ? '†' : ''}`
  const shown = () => {
    switch (field.type) {
      case 'choice':
        return `（${Object.values(field.options).join('／')}）`
      case 'quantity':
        return unitOf(field.unit).id === 'one' ? '（数）' : `（${unitOf(field.unit).labels[0]}）`
      case 'date':
        return '（日期）'
      case 'month':
        return '（月份）'
      case 'boolean':
        return '（是／否）'
      case 'days':
        return '（天数，自动算出）'
      case 'text':
        return ''
    }
  }
  return `${field.label}${marks}${shown()}`
}

/** Duties that may take a step, as the definitions name them. */
const DUTIES: Readonly<Record<string, string>> = {
  village: '村（社区）',
  town: '镇',
  head: '单位负责人',
  'party-secretary': '党委书记',
  'party-committee': '党委',
  county: '县级部门',
  'county-government': '县政府',
  'county-organisation': '县委组织部',
  'county-statistics': '县统计局',
  'disabled-federation': '县残联',
  city: '市级',
  province: '省级',
}

function loopText({ fields }: Ledger, loop: Loop): string[] {
  const states = Object.entries(loop.states)
  const state = (id: string) => loop.states[id]!.label
  const steps = Object.values(loop.steps)
  const fieldNames = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => fields[id]!.label).join('、')
  const ends = states.filter(([, { end }]) => end !== undefined).map(([, { label }]) => label)
  const limits = [
    ...states.flatMap(([, { label, limit, atLeast }]) => [
      ...(limit === undefined ? [] : [limitLine(label, '不超过', limit, fields)]),
      ...(atLeast === undefined ? [] : [limitLine(label, '不少于', atLeast, fields)]),
    ]),
    ...steps.flatMap(({ label, extends: more }) =>
      more === undefined ? [] : [limitLine(label, '延长不超过', more, fields)],
    ),
  ]
  const paused = states.flatMap(([, { label, pauses }]) =>
    pauses === undefined ? [] : [`在“${label}”时，“${state(pauses)}”的期限停计`],
  )
  return [
    `**Loop** 以“${fields[loop.opens.on]!.label}”立项，进入“${state(loop.opens.state)}”。` +
      `状态：${states.map(([, { label }]) => label).join('、')}；终点：${ends.length === 0 ? '无' : ends.join('、')}。${paused.map((line) => `${line}。`).join('')}`,
    table(
      ['Step', 'By', 'From', 'To', 'Needs', 'Recorded by', 'Not by whoever'],
      steps.map(({ label, by, from, to, needs, day, notBy, interrupts }) => [
        label,
        by === undefined ? '' : (DUTIES[by] ?? by),
        from.map(state).join('、'),
        `${state(to)}${interrupts ? '（可提前）' : ''}`,
        fieldNames(needs),
        fieldNames(day === undefined ? [] : [day]),
        (notBy ?? []).map((id) => loop.steps[id]!.label).join('、'),
      ]),
    ),
    ...(limits.length === 0 ? [] : [table(['State or step', 'Limit', 'Source'], limits)]),
  ]
}

/** What a limit tells of itself, in a state or in a step that extends one. */
type ToldLimit = Limit & { source: string; from?: string; unconfirmed?: boolean }

const LIMIT_UNITS = { 'calendar-day': '日', 'working-day': '个工作日', month: '个月' } as const

function limitLine(at: string, kind: string, limit: ToldLimit, fields: Ledger['fields']): string[] {
  const { count: number, unit, from, source, unconfirmed } = limit
  const start = from === undefined ? '' : `“${fields[from]!.label}”`
  const time =
    number === 0 && start !== ''
      ? `${kind}${start}当日`
      : `${start === '' ? '' : `自${start}起`}${kind}${number}${LIMIT_UNITS[unit]}`
  return [at, time, `${source}${mark(unconfirmed)}`]
}

const mark = (unconfirmed: boolean | undefined) => (unconfirmed ? ' ⚠ 未确认' : '')

const PERIODS: Record<PeriodKind, string> = {
  day: '每日',
  week: '每周',
  'half-month': '每半月',
  month: '每月',
  quarter: '每季度',
  'half-year': '每半年',
  year: '每年',
}

function frequencies(requirements: readonly Requirement[]): string[] {
  if (requirements.length === 0) return []
  const lines = requirements.map(({ label, every, least, level, months, from, source, unconfirmed }) => [
    label,
    `${level === 'village' ? '各村（社区）' : '镇'}${PERIODS[every]}至少${least}次` +
      `${months === undefined ? '' : `，限起于${months.join('、')}月的`}${from === undefined ? '' : `，自${from}起`}`,
    `${source}${mark(unconfirmed)}`,
  ])
  return [table(['Required frequency', 'How often', 'Source'], lines)]
}

const BETTER = { up: 'higher', down: 'lower', neither: 'neither' } as const

function indicatorTable(definitions: Definitions, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const lines = ids.map((id) => {
    const { indicator, formula } = definitions.indicator(id)
    const rule = indicator.countingRule === undefined ? '' : `；口径：${indicator.countingRule}`
    return [
      `\`${id}\``,
      indicator.label,
      `${describe(formula, 'zh', definitions.nameOf)}${rule}`,
      BETTER[indicator.better],
    ]
  })
  return [table(['Indicator', '指标', 'Formula in words', 'Better'], lines)]
}

/** The row’s blanks of the half-year report: number and what fills it. */
function slotsText(definitions: Definitions, row: MissionRow): string[] {
  const { slots } = definitions.pack.reports[0]!
  const lines = row.slots.map((number) => {
    const slot = slots[number]!
    const text =
      slot.kind === 'figure' ? definitions.indicator(slot.indicator).indicator.label : labelText(slot, definitions)
    return `${number} ${text}`
  })
  return lines.length === 0 ? [] : [`**Slots** ${lines.join('；')}`]
}

function labelText({ value }: LabelSlot, { nameOf }: Definitions): string {
  const part = 'part' in value && value.part !== undefined ? { month: '的月', day: '的日' }[value.part] : ''
  switch (value.from) {
    case 'org-unit':
      return '镇名'
    case 'year':
      return value.plus === 0 ? '年份' : '上年年份'
    case 'param':
      return `${nameOf(value.param)}${part}`
    case 'day':
      return `${describe(parseFormula(value.formula), 'zh', nameOf)}${part}`
  }
}

const count = (number: number) => (number === 0 ? '' : String(number))

function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...lines.map(line)].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(MISSION_DOCUMENT, missionDocument(packTownship))
