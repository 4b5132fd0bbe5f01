import { choice, count, date, days, defineIndicator, defineLedger, person, text, yesNo } from '@shishu/kernel'

/**
 * 关爱服务走访台账: one entry per visit that is due to somebody in need of a service, under a code instead of a name.
 *
 * Only services on a stated basis: the person's written consent, which may be withdrawn, or a duty that a law gives. No
 * whereabouts, no family, no judgement of anybody: what is counted is whether those who serve came in time.
 */
export const careVisits = defineLedger({
  id: 'care-visits',
  kind: 'event',
  label: '关爱服务走访台账',
  gloss: 'visits to people in need (restricted)',
  office: 'peace',
  source:
    '职责F8; 个人信息保护法第6、13、15、19、28—31、34、47条；未成年人保护法第43条；社会救助法第34、55条；村民委员会组织法第11条',
  key: ['number'],
  retentionMonths: 12,
  restricted: true,
  fields: {
    number: text({ label: '走访编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    subject: person({
      label: '服务对象代号',
      gloss: 'code of the person served; never a name',
      headings: ['对象代号'],
      max: 20,
      required: true,
      help: '只填代号，不填姓名、证件号、住址和病种',
    }),
    service: choice({
      label: '服务类别',
      gloss: 'kind of service',
      headings: ['类别'],
      options: {
        child: '留守困境儿童关爱',
        elder: '独居留守老人探访',
        care: '失能残疾人照护',
        health: '卫生院委托健康随访',
        job: '自愿就业帮扶',
        hardship: '困难家庭帮扶',
      },
      required: true,
    }),
    dueOn: date({ label: '应走访日期', gloss: 'due', required: true }),
    basis: choice({
      label: '服务依据',
      gloss: 'on what the service rests',
      headings: ['合法依据'],
      options: { consent: '本人（监护人）书面同意', duty: '法定职责' },
      required: true,
      source: '个人信息保护法第13、29条',
    }),
    basisNote: text({ label: '依据条款', gloss: 'article, or number of the consent', max: 80, required: true }),
    basisOn: date({ label: '同意或依据日期', gloss: 'consented, or duty arose, on', required: true }),
    withdrawnOn: date({ label: '撤回同意日期', gloss: 'consent withdrawn', notBefore: 'basisOn' }),
    server: text({ label: '服务岗位', gloss: 'post of whoever visits', headings: ['责任岗位'], required: true }),
    visitedOn: date({ label: '走访日期', gloss: 'visited', notBefore: 'basisOn' }),
    need: text({ label: '服务需求', gloss: 'what is needed', personal: true }),
    provided: choice({
      label: '已提供服务',
      gloss: 'service given',
      options: {
        talk: '陪伴沟通',
        goods: '生活照料和物资',
        health: '健康服务',
        study: '学业辅导',
        job: '就业服务',
        relief: '协助申请救助',
      },
    }),
    referral: choice({
      label: '转介部门',
      gloss: 'passed to',
      options: { civil: '民政', health: '卫健', school: '教育', labour: '人社', disabled: '残联', none: '无需转介' },
    }),
    satisfied: yesNo({ label: '服务对象是否满意', gloss: 'whether the person is satisfied' }),
    endedOn: date({ label: '结案日期', gloss: 'service ended; personal values are then erased', notBefore: 'basisOn' }),
    lateDays: days({ label: '走访迟延', gloss: 'days late', from: 'dueOn', to: 'visitedOn' }),
  },
  measures: {
    due: count({
      label: '应走访',
      gloss: 'visits due; none is due to a person who took the consent back',
      on: 'dueOn',
      by: 'service',
      where: { withdrawnOn: { filled: false } },
    }),
    visited: count({ label: '走访服务', gloss: 'visits made', on: 'visitedOn', by: 'service' }),
    onTime: count({
      label: '按时走访',
      gloss: 'visited by the day due',
      on: 'dueOn',
      by: 'service',
      where: { lateDays: { atMost: 0 }, withdrawnOn: { filled: false } },
    }),
    referred: count({
      label: '转介服务',
      gloss: 'passed on for a service',
      on: 'visitedOn',
      where: { referral: { in: ['civil', 'health', 'school', 'labour', 'disabled'] } },
    }),
    asked: count({
      label: '问明满意',
      gloss: 'asked whether satisfied',
      on: 'visitedOn',
      where: { satisfied: { filled: true } },
    }),
    satisfied: count({ label: '服务满意', gloss: 'satisfied', on: 'visitedOn', where: { satisfied: true } }),
  },
})

export const careVisitIndicators = [
  defineIndicator({
    id: 'care-visits-on-time-share',
    label: '关爱服务按时走访率',
    gloss: 'share of visits due that were made in time',
    unit: 'percent',
    decimals: 1,
    value: 'flow(care-visits.onTime) / flow(care-visits.due)',
    better: 'up',
    source: '职责F8',
    countingRule: '按应走访日期归期；到应走访日仍未走访的计为未按时；本人已撤回同意的不计入应走访',
  }),
  defineIndicator({
    id: 'care-visits-made',
    label: '关爱服务走访次数',
    gloss: 'visits made',
    unit: 'one',
    counter: '人次',
    value: 'flow(care-visits.visited)',
    better: 'neither',
    source: '职责F8',
  }),
  defineIndicator({
    id: 'care-visits-referred',
    label: '关爱服务转介次数',
    gloss: 'passed on for a service',
    unit: 'one',
    counter: '人次',
    value: 'flow(care-visits.referred)',
    better: 'neither',
    source: '职责F8',
  }),
  defineIndicator({
    id: 'care-satisfied-share',
    label: '关爱服务满意率',
    gloss: 'share satisfied of those asked',
    unit: 'percent',
    decimals: 1,
    value: 'flow(care-visits.satisfied) / flow(care-visits.asked)',
    better: 'up',
    source: '职责F8',
  }),
]
