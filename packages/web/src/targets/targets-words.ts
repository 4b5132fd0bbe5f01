import { useLanguage } from '../words/language.ts'

/** The words of the pages that set the year's targets, which are loaded when they are opened. */
const zh = {
  lead: '定一年的目标数和各月的计划进度。保存以后，时序进度、红黄绿灯都按这里的计划算。',
  year: '年度',
  yearText: (year: string) => `${year}年`,
  town: '乡镇',
  chooseTown: '目标按乡镇定，请先选一个乡镇。',
  basis: (label: string) => `${label}（文件名和文号）`,
  basisHelp: '例如：县政府关于下达年度目标的通知（某政〔2027〕1号）。这里写的会记到这次保存的各项目标里。',
  noneSettable: '现行定义里没有可以在这里定的目标。',
  before: {
    target: (year: string) => `${year}年目标`,
    reached: (year: string) => `${year}年完成`,
    soFar: (year: string) => `${year}年到目前`,
    none: '没有定',
  },
  amount: (year: string, unit: string) => `${year}年目标（${unit}）`,
  amountOnly: (year: string) => `${year}年目标`,
  moneyHelp: '填 105000，或 10.5亿',
  countHelp: '填整数',
  reads: (amount: string) => `即 ${amount}`,
  against: (share: string, year: string) => `比${year}年目标${share}`,
  more: (percent: string) => `多 ${percent}%`,
  less: (percent: string) => `少 ${percent}%`,
  same: '相同',
  carried: '沿用上年',
  course: '计划进度',
  ways: {
    even: '按月平均',
    'as-before': (year: string) => `照${year}年实际进度`,
    own: '自己定各月',
  },
  noBefore: (year: string) => `${year}年的数不全，不能照着定`,
  months: '看各月、改各月',
  monthsOf: (target: string) => `${target}各月的计划进度`,
  share: '累计 %',
  shareOf: (month: string) => `${month}底累计百分之几`,
  planned: '计划到',
  was: (year: string) => `${year}年`,
  month: '月份',
  keys: '百分数是到月底累计完成全年目标的百分之几，逐月不能变小，12月是 100。按 ↑、↓ 键加减 1。',
  plannedLine: (year: string) => `${year}年计划`,
  actualLine: (year: string) => `${year}年实际`,
  faults: {
    number: '请填 0 到 100 之间的数',
    falls: '不能比上个月小',
    end: '12月应是 100',
  },
  closed: {
    amount: (ledger: string) => `目标数记在“${ledger}”里，由能填这本台账的人定；您现在只能看。`,
    course: '计划进度由数据管理员定；您现在只能看。',
    both: '您只能看：目标数由能填目标台账的人定，计划进度由数据管理员定。',
  },
  reason: '更正原因',
  reasonHelp: '这一年的目标原来已经定过，改它要写明为什么',
  needReason: '请写明更正原因，至少两个字',
  save: '保存',
  saving: '正在保存…',
  nothing: '没有改动。',
  pending: (amounts: number, courses: number) =>
    [amounts === 0 ? '' : `${amounts} 项目标数`, courses === 0 ? '' : `${courses} 项计划进度`]
      .filter((part) => part !== '')
      .join('，'),
  toSave: (what: string) => `将保存：${what}`,
  mend: '还有填错的地方，请先改好标红的各项。',
  amountsSaved: (count: string) => `${count} 项目标数已记账。`,
  coursesSaved: (count: string) => `${count} 项计划进度已生效。`,
  amountsRefused: '目标数没有记上，填的还在：',
  coursesRefused: '计划进度没有生效，填的还在：',
  defaultReason: (year: string) => `定${year}年计划进度`,
  seeLedger: '到台账里看',
  link: '定年度目标和计划进度',
}

const en: TargetsWords = {
  lead: 'Set a year’s targets and their planned course by month. What is on course is told by what is saved here.',
  year: 'Year',
  yearText: (year) => year,
  town: 'Town',
  chooseTown: 'Targets are set town by town: choose one first.',
  basis: (label) => `Document (${label})`,
  basisHelp: 'Name and number of the document that sets the targets; it is noted with each target saved now.',
  noneSettable: 'No target of the definitions in force can be set here.',
  before: {
    target: (year) => `Target ${year}`,
    reached: (year) => `Reached ${year}`,
    soFar: (year) => `${year} so far`,
    none: 'not set',
  },
  amount: (year, unit) => `Target ${year} (${unit})`,
  amountOnly: (year) => `Target ${year}`,
  moneyHelp: '105000, or 10.5亿',
  countHelp: 'A whole number',
  reads: (amount) => `that is ${amount}`,
  against: (share, year) => `${share} the target of ${year}`,
  more: (percent) => `${percent}% above`,
  less: (percent) => `${percent}% below`,
  same: 'the same as',
  carried: 'As last year',
  course: 'Planned course',
  ways: {
    even: 'Evenly by month',
    'as-before': (year) => `As ${year} really went`,
    own: 'Month by month',
  },
  noBefore: (year) => `${year} is not complete, so it cannot be followed`,
  months: 'See and change the months',
  monthsOf: (target) => `Planned course by month: ${target}`,
  share: 'Cumulative %',
  shareOf: (month) => `Percent by the end of ${month}`,
  planned: 'Planned',
  was: (year) => year,
  month: 'Month',
  keys: 'Percent of the year’s target by the end of each month: it never falls, and December is 100. The keys ↑ and ↓ add and take 1.',
  plannedLine: (year) => `${year} planned`,
  actualLine: (year) => `${year} actual`,
  faults: {
    number: 'A number from 0 to 100',
    falls: 'Not less than the month before',
    end: 'December is 100',
  },
  closed: {
    amount: (ledger) => `Amounts are entries of “${ledger}”, set by whoever may write them; you can read only.`,
    course: 'Planned courses are set by the data steward; you can read only.',
    both: 'You can read only: amounts are set by whoever keeps the ledger of targets, courses by the data steward.',
  },
  reason: 'Reason for the correction',
  reasonHelp: 'Targets of this year were set before: say why they change',
  needReason: 'Give a reason, two characters at least',
  save: 'Save',
  saving: 'Saving…',
  nothing: 'Nothing changed.',
  pending: (amounts, courses) =>
    [amounts === 0 ? '' : `${amounts} amounts`, courses === 0 ? '' : `${courses} courses`]
      .filter((part) => part !== '')
      .join(', '),
  toSave: (what) => `To be saved: ${what}`,
  mend: 'Something is not right yet: mend what is marked first.',
  amountsSaved: (count) => `${count} amounts are booked.`,
  coursesSaved: (count) => `${count} planned courses are in force.`,
  amountsRefused: 'The amounts were not booked; what you wrote is still here:',
  coursesRefused: 'The courses are not in force; what you wrote is still here:',
  defaultReason: (year) => `Planned course of ${year}`,
  seeLedger: 'See the ledger',
  link: 'Set targets and planned courses',
}

type Widen<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { [K in keyof T]: Widen<T[K]> }
export type TargetsWords = Widen<typeof zh>

export const useTargetsWords = (): TargetsWords => (useLanguage().language === 'en' ? en : zh)
