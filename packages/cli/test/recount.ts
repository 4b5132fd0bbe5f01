import { amountUnder, dayUnder, monthUnder, type Row, type Sheet, textUnder, yesUnder } from './read-sheets.ts'

/** What an auditor has before him: the sheets of the towns concerned, and the period asked about. */
interface Audit {
  sheets: readonly Sheet[]
  /** First day of the period, and the first day after it. */
  from: string
  until: string
}

/** Rules of the town that no workbook states. */
const LAUNCHED = '2026-02-20'
const FUNERAL_DAYS = 3

/**
 * Counts a figure again from the sheets alone, as its definition says it in words: money in fen, lengths in metres, rates in
 * percent. Null where the sheets hold nothing of the kind in the days concerned, or the base of a rate is nothing.
 */
export const RECOUNT: Readonly<Record<string, (audit: Audit) => number | null>> = {
  // A1: 在库：期末已入库、未退库
  'projects-in-library': (audit) => standing(audit, '固定资产投资项目台账', '入库日期', ['退库日期']),
  'above-scale-firms': (audit) => standing(audit, '规模以上工业企业名录', '入库日期', ['退库日期']),
  // A2: 1月起累计；高新、战新目录有交叉，同一企业只计一次；增速÷同期基数
  'industrial-output': (audit) => output(audit, '本期', () => true),
  'industrial-output-growth': (audit) =>
    growth(
      output(audit, '本期', () => true),
      output(audit, '同期', () => true),
    ),
  'new-industry-output': (audit) => output(audit, '本期', isNewIndustry),
  'new-industry-output-growth': (audit) =>
    growth(output(audit, '本期', isNewIndustry), output(audit, '同期', isNewIndustry)),
  // A1: 时序进度 = 年度目标 × 月数 ÷ 12
  investment: (audit) => investment(audit, '完成投资 本期'),
  'investment-on-course': (audit) => {
    const planned = target(audit, '固定资产投资', '目标金额')
    const months = Number(lastMonth(audit).slice(5))
    return share(times(investment(audit, '完成投资 本期'), 12), times(planned, months))
  },
  'investment-growth': (audit) => growth(investment(audit, '完成投资 本期'), investment(audit, '完成投资 同期')),
  // A3
  'retail-sales-growth': (audit) =>
    growth(
      monthly(audit, '限上消费品零售额台账', '报告期', '零售额 本期'),
      monthly(audit, '限上消费品零售额台账', '报告期', '零售额 同期'),
    ),
  // A4: 纳入培育后，尚未入库也未退出的
  'industry-in-cultivation': (audit) => inCultivation(audit, '规上工业'),
  'individuals-in-cultivation': (audit) => inCultivation(audit, '限上大个体'),
  'promotions-target': (audit) => target(audit, '新增规上工业企业', '目标数量'),
  // A6: 截至期末累计拆除
  'houses-demolished': (audit) => standing(audit, '征迁安置台账', '拆除日期', []),
  // B2
  'leader-lectures': (audit) => meetings(audit, ['班子成员上党课']),
  'party-seminars': (audit) => meetings(audit, ['交流研讨']),
  'party-activities': (audit) => meetings(audit, ['党建活动', '主题党日']),
  // B3: 累计至期末；一人可有两项处理，按项计数
  'member-files-reviewed': (audit) => reviews(audit, '排查日期'),
  'member-files-serious': (audit) => reviews(audit, '排查日期', (row) => yesUnder(row, '是否严重违反入党程序')),
  'members-rejoined': (audit) => reviews(audit, '处理结果 重新履行手续'),
  'members-removed': (audit) => reviews(audit, '处理结果 除名'),
  'members-admonished': (audit) => reviews(audit, '处理结果 诫勉谈话'),
  'members-explained': (audit) => reviews(audit, '处理结果 情况说明'),
  // B4: 确定为积极分子的日期在期内
  'activists-trained': (audit) => happened(audit, '发展党员工作台账', '确定积极分子日期'),
  // C1
  'poverty-risk-rectified': (audit) => happened(audit, '防返贫排查问题整改台账', '整改完成日期'),
  // C2: 村级公示后、县级审定前，且未不予纳入
  'households-proposed': (audit) =>
    standing(audit, '防返贫监测户台账', '公示日期', ['识别日期', '风险消除日期', '不予纳入日期']),
  // C3
  'toilets-rectified': (audit) =>
    happened(audit, '农村改厕问题整改台账', '整改完成日期', (row) => textUnder(row, '摸排结果') === '不能用'),
  'toilets-task': (audit) => target(audit, '新建户厕', '目标数量'),
  'toilets-built': (audit) => happened(thisYear(audit), '新建户厕台账', '建成日期'),
  // C5: 当年开工的；拨付进度 = 当年项目已拨付 ÷ 当年下达，上年结转的不计
  'bridging-projects-started': (audit) => happened(thisYear(audit), '衔接资金项目台账', '开工日期'),
  'bridging-funds-invested': (audit) =>
    happened(thisYear(audit), '衔接资金项目台账', '开工日期', undefined, '批复资金'),
  'bridging-funds-disbursed-share': (audit) =>
    share(
      happened(
        thisYear(audit),
        '衔接资金拨付台账',
        '拨付时间',
        (row) => !yesUnder(row, '是否上年结转项目'),
        '拨付金额',
      ),
      happened(thisYear(audit), '衔接资金项目台账', '批复日期', undefined, '批复资金'),
    ),
  // D3
  'paid-family-planning': (audit) => paid(audit, '计生资金'),
  'paid-civil-affairs': (audit) => paid(audit, '民政资金'),
  // D9: 已开工、尚未完工的里程
  'road-length-under-way': (audit) =>
    standing(audit, '农村联网路项目台账', '开工日期', ['完工日期'], undefined, '里程'),
  // E2: 各形式按数量相加
  'publicity-night-lecture': (audit) => publicity(audit, '夜校宣讲'),
  'publicity-banner': (audit) => publicity(audit, '横幅'),
  'publicity-video': (audit) => publicity(audit, '专题视频'),
  'publicity-mobile-lecture': (audit) => publicity(audit, '流动宣讲'),
  'publicity-pledge': (audit) => publicity(audit, '承诺大会'),
  'publicity-wall': (audit) => publicity(audit, '文化墙'),
  'publicity-show': (audit) => publicity(audit, '文艺节目'),
  // E1: 启动之日以后去世、期末已办结；去世当日为第一天
  'funerals-in-time': (audit) => funerals(audit, true),
  'funeral-in-time-rate': (audit) => share(funerals(audit, true), funerals(audit, false)),
  // F1: 每半月 = 场次 ÷ 期内半月数
  'conferences-each-half-month': (audit) => {
    const held = happened(audit, '矛盾纠纷会商会台账', '会商日期', (row) => textUnder(row, '会商类型') === '半月会商')
    const months = monthsOf(audit)
    return held === null ? null : Math.round((held * 10) / (months * 2)) / 10
  },
  'disputes-and-backlog-settled': (audit) =>
    plus(
      happened(audit, '矛盾纠纷排查化解台账', '化解日期'),
      happened(audit, '信访事项办理台账', '办结日期', (row) => yesUnder(row, '是否积案')),
    ),
  // F3
  'emergency-plans-revised': (audit) => happened(audit, '应急预案台账', '编制（修订）日期'),
  'emergency-drills': (audit) => happened(audit, '应急演练台账', '演练时间'),
  'safety-training-sessions': (audit) =>
    happened(audit, '安全宣传培训台账', '培训日期', (row) =>
      ['安全生产法培训', '灾害信息员培训'].includes(textUnder(row, '活动类别')),
    ),
  'safety-brochures': (audit) => happened(audit, '安全宣传培训台账', '培训日期', undefined, '发放宣传册页'),
  // F4
  'inspection-batches': (audit) => happened(audit, '安全生产检查台账', '检查日期'),
  'units-inspected': (audit) => happened(audit, '安全生产检查台账', '检查日期', undefined, '检查家数'),
  // G1: 年内目标 ÷ 应编村数
  'village-plans-target': (audit) => target(audit, '村庄规划完成数', '目标数量'),
  'village-plans-target-share': (audit) =>
    share(target(audit, '村庄规划完成数', '目标数量'), standing(audit, '村庄规划编制台账', '列入计划日期', [])),
}

type Where = (row: Row) => boolean
const all: Where = () => true

const rowsOf = ({ sheets }: Audit, ledger: string): Row[] =>
  sheets.flatMap(({ title, rows }) => (title.endsWith(ledger) ? rows : []))

/** A column of days on which the office did something; the day somebody once joined the party is none. */
const WORK_DATE = /^(?!入党).*(日期|时间|节点|重新履行手续|除名|诫勉谈话|情况说明)$/

/** Ledgers of what happens on a day; the others are of cases and things, which live on. */
const HAPPENINGS = new Set([
  '党组织生活台账',
  '衔接资金拨付台账',
  '惠民资金发放台账',
  '移风易俗宣传台账',
  '矛盾纠纷会商会台账',
  '应急演练台账',
  '安全宣传培训台账',
  '安全生产检查台账',
])

/** Whether a ledger is kept: of happenings any row in the period, of cases and things any row so far. */
function isKept(audit: Audit, ledger: string): boolean {
  const from = HAPPENINGS.has(ledger) ? audit.from : ''
  return rowsOf(audit, ledger).some((row) =>
    [...row.units.keys()]
      .filter((heading) => WORK_DATE.test(heading))
      .map((heading) => dayUnder(row, heading))
      .some((day) => day !== '' && day >= from && day < audit.until),
  )
}

/** Rows whose date falls into the period: how many, or one column of them added up. */
function happened(audit: Audit, ledger: string, date: string, where = all, column?: string): number | null {
  let sum = 0
  for (const row of rowsOf(audit, ledger)) {
    const day = dayUnder(row, date)
    if (day === '' || day < audit.from || day >= audit.until || !where(row)) continue
    sum += column === undefined ? 1 : amountUnder(row, column)
  }
  return sum === 0 && !isKept(audit, ledger) ? null : sum
}

/** Rows that have begun by the end of the period and have not ended by then. */
function standing(
  audit: Audit,
  ledger: string,
  begins: string,
  ends: readonly string[],
  where = all,
  column?: string,
): number | null {
  const by = (row: Row, heading: string) => {
    const day = dayUnder(row, heading)
    return day !== '' && day < audit.until
  }
  let sum = 0
  for (const row of rowsOf(audit, ledger)) {
    if (!by(row, begins) || ends.some((end) => by(row, end)) || !where(row)) continue
    sum += column === undefined ? 1 : amountUnder(row, column)
  }
  return sum === 0 && !isKept(audit, ledger) ? null : sum
}

/** A column of a statement, added up over the months of the year up to the period's last. */
function monthly(audit: Audit, ledger: string, month: string, column: string, where = all): number | null {
  const last = lastMonth(audit)
  let [sum, rows] = [0, 0]
  for (const row of rowsOf(audit, ledger)) {
    const reported = monthUnder(row, month)
    if (reported.slice(0, 4) !== last.slice(0, 4) || reported > last) continue
    rows += 1
    if (where(row)) sum += amountUnder(row, column)
  }
  return rows === 0 ? null : sum
}

const output = (audit: Audit, column: string, where: Where) =>
  monthly(audit, '规上工业产值月度台账', '报告期', `产值 ${column}`, where)
const isNewIndustry: Where = (row) => yesUnder(row, '是否高新') || yesUnder(row, '是否战新')
const investment = (audit: Audit, column: string) => monthly(audit, '固定资产投资完成情况台账', '月份', column)

function inCultivation(audit: Audit, kind: string): number | null {
  const where: Where = (row) => textUnder(row, '培育类别') === kind
  return standing(audit, '规上限上培育台账', '入培育库日期', ['批准入库日期', '退出培育日期'], where)
}

const meetings = (audit: Audit, kinds: readonly string[]) =>
  happened(audit, '党组织生活台账', '活动时间', (row) => kinds.includes(textUnder(row, '类型')))
const reviews = (audit: Audit, date: string, where = all) => standing(audit, '党员档案排查整顿台账', date, [], where)
const paid = (audit: Audit, programme: string) =>
  happened(audit, '惠民资金发放台账', '发放日期', (row) => textUnder(row, '资金类别') === programme, '金额 实发')
const publicity = (audit: Audit, form: string) =>
  happened(audit, '移风易俗宣传台账', '日期', (row) => textUnder(row, '类型') === form, '数量')

function funerals(audit: Audit, inTimeOnly: boolean): number | null {
  return standing(audit, '丧事简办台账', '办结日期', [], (row) => {
    const [died, buried] = [dayUnder(row, '去世日期'), dayUnder(row, '办结日期')]
    const days = (Date.parse(buried) - Date.parse(died)) / 86_400_000 + 1
    return died >= LAUNCHED && (!inTimeOnly || days <= FUNERAL_DAYS)
  })
}

/** What the year's list of targets says; null where it is not on it. */
function target(audit: Audit, name: string, column: string): number | null {
  const year = lastMonth(audit).slice(0, 4)
  const rows = rowsOf(audit, '年度目标任务台账').filter(
    (row) => textUnder(row, '目标名称') === name && dayUnder(row, '起始日期').startsWith(year),
  )
  return rows.length === 0 ? null : rows.reduce((sum, row) => sum + amountUnder(row, column), 0)
}

/** The last month of the period, as 2026-06. */
function lastMonth({ until }: Audit): string {
  return new Date(Date.parse(until) - 1).toISOString().slice(0, 7)
}

const monthsOf = (audit: Audit) => Number(lastMonth(audit).slice(5)) - Number(audit.from.slice(5, 7)) + 1
const thisYear = (audit: Audit): Audit => ({ ...audit, from: `${lastMonth(audit).slice(0, 4)}-01-01` })

const plus = (one: number | null, other: number | null) => (one === null || other === null ? null : one + other)
const times = (one: number | null, factor: number) => (one === null ? null : one * factor)

/** A rate in percent with one decimal, half away from zero; null over nothing. */
function share(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0) return null
  const [size, base] = [BigInt(Math.abs(part)) * 1000n, BigInt(whole)]
  const tenths = Number((size * 2n + base) / (base * 2n))
  return (part < 0 ? -tenths : tenths) / 10
}

const growth = (now: number | null, base: number | null) =>
  now === null || base === null || base <= 0 ? null : share(now - base, base)
