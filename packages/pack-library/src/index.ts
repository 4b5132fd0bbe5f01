import {
  choice,
  count,
  date,
  days,
  defineIndicator,
  defineLedger,
  defineLoop,
  defineMission,
  definePack,
  defineParam,
  defineReport,
  defineRequirement,
  defineRole,
  defineTarget,
  HANDLER,
  month,
  person,
  quantity,
  stock,
  sum,
  text,
  yesNo,
} from '@shishu/kernel'

/** A lending library: it keeps township ideas out of the kernel, and tests are told in its words. */
const SOURCE = 'the library’s own rules'

export const books = defineLedger({
  id: 'books',
  kind: 'subject',
  label: '藏书台账',
  gloss: 'books',
  office: 'shelves',
  source: SOURCE,
  fields: {
    number: text({ label: '书号', gloss: 'shelf mark', required: true, max: 20 }),
    title: text({ label: '书名', gloss: 'title', required: true }),
    subject: choice({ label: '类别', gloss: 'subject', options: { novel: '小说', science: '科学' }, required: true }),
    boughtOn: date({ label: '入藏日期', gloss: 'bought', required: true }),
    discardedOn: date({ label: '剔旧日期', gloss: 'discarded', notBefore: 'boughtOn' }),
    price: quantity({ label: '定价', gloss: 'price', unit: 'yuan' }),
  },
  key: ['number'],
  measures: {
    held: stock({ label: '在藏', gloss: 'held', from: 'boughtOn', until: 'discardedOn', by: 'subject' }),
    bought: count({ label: '购入', gloss: 'bought', on: 'boughtOn' }),
    spent: sum({ label: '购书款', gloss: 'spent', of: 'price', on: 'boughtOn', by: 'subject' }),
  },
})

export const loans = defineLedger({
  id: 'loans',
  kind: 'case',
  label: '借阅台账',
  gloss: 'loans',
  office: 'desk',
  source: SOURCE,
  local: true,
  fields: {
    slip: text({ label: '借条号', gloss: 'slip number', required: true, max: 20 }),
    reader: person({ label: '读者', gloss: 'reader', required: true }),
    lentOn: date({ label: '借出日期', gloss: 'lent', required: true }),
    renewedOn: date({ label: '续借日期', gloss: 'renewed' }),
    returnedOn: date({ label: '归还日期', gloss: 'returned', notBefore: 'lentOn' }),
    checkedOn: date({ label: '验收日期', gloss: 'checked' }),
    lostOn: date({ label: '挂失日期', gloss: 'reported lost' }),
    damaged: yesNo({ label: '破损', gloss: 'damaged' }),
    daysOut: days({ label: '借期', gloss: 'days out', from: 'lentOn', to: 'returnedOn' }),
  },
  key: ['slip'],
  loop: defineLoop({
    opens: { on: 'lentOn', state: 'lent' },
    states: {
      lent: { label: '在借', gloss: 'out', limit: { count: 30, unit: 'calendar-day', source: SOURCE } },
      returned: { label: '待验', gloss: 'to be checked', limit: { count: 3, unit: 'working-day', source: SOURCE } },
      done: { label: '办结', gloss: 'done', end: 'done' },
      lost: { label: '挂失', gloss: 'lost', end: 'withdrawn' },
    },
    steps: {
      renew: {
        label: '续借',
        gloss: 'renew',
        from: ['lent'],
        to: 'lent',
        day: 'renewedOn',
        extends: { count: 1, unit: 'month', source: SOURCE },
      },
      return: { label: '归还', gloss: 'return', from: ['lent'], to: 'returned', day: 'returnedOn' },
      check: {
        label: '验收',
        gloss: 'check',
        from: ['returned'],
        to: 'done',
        day: 'checkedOn',
        needs: ['damaged'],
        notBy: ['return'],
      },
      lose: { label: '挂失', gloss: 'report lost', from: ['lent'], to: 'lost', day: 'lostOn' },
      find: { label: '寻回', gloss: 'found again', from: ['lost'], to: 'returned' },
    },
  }),
  measures: {
    back: count({ label: '归还', gloss: 'returned', on: 'returnedOn' }),
    backInTime: count({
      label: '按期归还',
      gloss: 'returned in time',
      on: 'returnedOn',
      where: { daysOut: { atMost: { param: 'loan.days' } } },
    }),
  },
  retentionMonths: 12,
})

export const visits = defineLedger({
  id: 'visits',
  kind: 'event',
  label: '到馆台账',
  gloss: 'visits',
  office: 'desk',
  source: SOURCE,
  local: true,
  fields: {
    heldOn: date({ label: '日期', gloss: 'day', required: true }),
    people: quantity({ label: '人数', gloss: 'people', unit: 'one', required: true }),
    fines: quantity({ label: '罚金', gloss: 'fines', unit: 'yuan' }),
  },
  key: ['orgUnit', 'heldOn'],
  measures: {
    days: count({ label: '开馆天数', gloss: 'days open', on: 'heldOn' }),
    people: sum({ label: '到馆人数', gloss: 'people', of: 'people', on: 'heldOn' }),
    fines: sum({ label: '罚金', gloss: 'fines', of: 'fines', on: 'heldOn' }),
  },
})

export const budget = defineLedger({
  id: 'budget',
  kind: 'statement',
  label: '经费月报',
  gloss: 'budget',
  office: 'desk',
  source: SOURCE,
  fields: {
    month: month({ label: '月份', gloss: 'month', required: true, joinsJanuary: true }),
    spent: quantity({ label: '支出', gloss: 'spent', unit: 'wan-yuan', required: true }),
    base: quantity({ label: '上年同期', gloss: 'a year earlier', unit: 'wan-yuan' }),
  },
  key: ['orgUnit', 'month'],
  measures: {
    spent: sum({ label: '支出', gloss: 'spent', of: 'spent', on: 'month' }),
    base: sum({ label: '上年同期支出', gloss: 'base', of: 'base', on: 'month' }),
  },
})

export const goals = defineLedger({
  id: 'goals',
  kind: 'event',
  label: '年度目标',
  gloss: 'goals',
  office: 'desk',
  source: SOURCE,
  fields: {
    setOn: date({ label: '起始日', gloss: 'from', required: true }),
    visitors: quantity({ label: '到馆人数目标', gloss: 'visitors', unit: 'one' }),
  },
  key: ['orgUnit', 'setOn'],
  measures: { visitors: sum({ label: '到馆人数目标', gloss: 'visitors', of: 'visitors', on: 'setOn' }) },
})

const indicator = (
  id: string,
  label: string,
  unit: 'one' | 'percent' | 'yuan' | 'wan-yuan',
  value: string,
): ReturnType<typeof defineIndicator> =>
  defineIndicator({ id, label, gloss: id, unit, value, better: 'neither', source: SOURCE })

/** Desk clerks lend, the keeper of an office answers for it, the librarian answers for the house. */
const roles = [
  defineRole({
    id: 'branch-clerk',
    label: '分馆馆员',
    gloss: 'clerk of a branch',
    levels: ['village'],
    office: false,
    ledgers: { 'entry.read': 'local', 'entry.write': 'local', 'entry.step': 'local', 'entry.reveal': 'local' },
    places: ['figure.read'],
    duties: [HANDLER],
    told: 'officer',
    source: SOURCE,
  }),
  defineRole({
    id: 'keeper',
    label: '主管',
    gloss: 'keeper of an office',
    levels: ['township', 'county'],
    office: true,
    ledgers: {
      'entry.read': 'office',
      'entry.write': 'office',
      'entry.step': 'office',
      'entry.withdraw': 'office',
      'entry.reveal': 'office',
      'entry.erase': 'office',
      'entry.assign': 'office',
    },
    places: ['figure.read', 'report.write', 'report.review'],
    duties: [HANDLER],
    told: 'office-head',
    source: SOURCE,
  }),
  defineRole({
    id: 'librarian',
    label: '馆长',
    gloss: 'librarian',
    levels: ['township', 'county'],
    office: false,
    ledgers: { 'entry.read': 'all' },
    places: ['figure.read', 'report.issue', 'period.close', 'book.export', 'definitions.manage'],
    duties: [],
    told: 'leader',
    source: SOURCE,
  }),
]

export const packLibrary = definePack({
  id: 'library',
  label: '图书馆',
  gloss: 'a lending library',
  offices: { desk: '服务台', shelves: '书库' },
  params: [
    defineParam({ id: 'loan.days', label: '借期', gloss: 'days of a loan', value: 30, source: SOURCE }),
    defineParam({ id: 'opened-on', label: '开馆日', gloss: 'opening day', value: '2024-03-09', source: SOURCE }),
  ],
  ledgers: [books, loans, visits, budget, goals],
  indicators: [
    indicator('books-held', '在藏', 'one', 'stock(books.held)'),
    indicator('novels-held', '小说在藏', 'one', 'stock(books.held[novel])'),
    indicator('books-spent', '购书款', 'yuan', 'flow(books.spent)'),
    indicator('visitors', '到馆人数', 'one', 'flow(visits.people)'),
    indicator('visitors-course', '到馆时序进度', 'percent', 'cumulative(visits.people) / planned(visitors)'),
    indicator('visitors-growth', '到馆增幅', 'percent', 'growth(flow(visits.people), lastYear(flow(visits.people)))'),
    indicator('loans-out', '在借', 'one', 'stock(loans.at[lent])'),
    indicator('loans-overdue', '超期未还', 'one', 'stock(loans.overdue[lent])'),
    indicator('in-time-rate', '按期归还率', 'percent', 'flow(loans.backInTime) / flow(loans.back)'),
    indicator('budget-growth', '经费增幅', 'percent', 'growth(cumulative(budget.spent), cumulative(budget.base))'),
    indicator('weeks-missed', '没开馆的周', 'one', 'missed(weekly-opening)'),
    indicator('branches-visited', '有到馆的分馆', 'one', 'reached(visits.people)'),
  ],
  targets: [
    defineTarget({
      id: 'visitors',
      label: '到馆人数',
      gloss: 'visitors',
      unit: 'one',
      measure: 'goals.visitors',
      course: 'linear',
      source: SOURCE,
    }),
  ],
  requirements: [
    defineRequirement({
      id: 'weekly-opening',
      label: '每周开馆',
      gloss: 'open every week',
      measure: 'visits.days',
      every: 'week',
      least: 1,
      level: 'village',
      source: SOURCE,
    }),
  ],
  missions: [defineMission({ id: 'A1', label: '借阅', gloss: 'lending', ledgers: ['loans', 'visits'] })],
  reports: [
    defineReport({
      id: 'half-year',
      label: '半年小结',
      gloss: 'half-year note',
      periodKind: 'half-year',
      title: '{org}图书馆{period}小结',
      issuer: '{org}图书馆',
      paragraphs: [
        {
          style: 'body',
          lead: '读者服务。',
          text: '{1}{2}年上半年到馆{3}人次，同比{4}；在借{5}册，按期归还率{6}；最近开馆在{7}月{8}日。',
        },
      ],
      slots: {
        1: { kind: 'label', value: { from: 'org-unit', without: ['镇'] } },
        2: { kind: 'label', value: { from: 'year', plus: 0 } },
        3: { kind: 'figure', indicator: 'visitors', wording: 'about' },
        4: { kind: 'figure', indicator: 'visitors-growth', wording: 'growth' },
        5: { kind: 'figure', indicator: 'loans-out', wording: 'plain' },
        6: { kind: 'figure', indicator: 'in-time-rate', wording: 'percent' },
        7: { kind: 'label', value: { from: 'day', formula: 'lastDay(visits.days)', part: 'month' } },
        8: { kind: 'label', value: { from: 'day', formula: 'lastDay(visits.days)', part: 'day' } },
      },
      source: SOURCE,
    }),
  ],
  roles,
})
