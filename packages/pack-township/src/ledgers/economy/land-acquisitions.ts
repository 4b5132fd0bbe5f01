import { choice, count, date, defineIndicator, defineLedger, defineLoop, quantity, sum, text } from '@shishu/kernel'

const LAW = '土地管理法'
const RULES = '土地管理法实施条例'

/**
 * 预公告 → 调查评估 → 方案公告 → 补偿登记 → 签协议 → 费用到位 → 报批 → 征地公告. The county government acts; the town assists and
 * keeps the days. No step to approval leaves out the compensation: 费用足额到位 comes before 报批.
 */
const acquisitionLoop = defineLoop({
  opens: { on: 'preAnnouncedOn', state: 'pre-announced' },
  states: {
    // zd-pre
    'pre-announced': {
      label: '预公告中',
      gloss: 'pre-announced',
      atLeast: { count: 10, unit: 'working-day', source: `${RULES}第26条：预公告不少于10个工作日` },
    },
    surveyed: { label: '已调查评估', gloss: 'surveyed, risk assessed' },
    // zd-plan
    'plan-announced': {
      label: '补偿安置方案公告中',
      gloss: 'plan of compensation announced',
      atLeast: { count: 30, unit: 'calendar-day', source: `${LAW}第47条、${RULES}第28条：公告不少于30日` },
    },
    hearing: { label: '听证中', gloss: 'hearing' },
    registered: { label: '已补偿登记', gloss: 'registered for compensation' },
    agreed: { label: '已签协议', gloss: 'agreements signed' },
    funded: { label: '费用足额到位', gloss: 'money in place' },
    submitted: { label: '已报批', gloss: 'submitted for approval' },
    // zd-final
    approved: {
      label: '已批准，待征地公告',
      gloss: 'approved, not yet announced',
      limit: { count: 15, unit: 'working-day', source: `${RULES}第31条：收到批准文件起15个工作日内发布征地公告` },
    },
    announced: { label: '已发布征地公告', gloss: 'announced' },
    delivered: { label: '已交付', gloss: 'land delivered', end: 'done' },
    stopped: { label: '已停止', gloss: 'stopped', end: 'withdrawn' },
  },
  steps: {
    survey: {
      label: '完成调查和风险评估',
      gloss: 'survey',
      from: ['pre-announced'],
      to: 'surveyed',
      day: 'surveyedOn',
      needs: ['riskAssessedOn'],
    },
    'announce-plan': {
      label: '公告补偿安置方案',
      gloss: 'announce the plan',
      from: ['surveyed'],
      to: 'plan-announced',
      day: 'planAnnouncedOn',
      by: 'county-government',
    },
    hear: {
      label: '多数成员异议，听证',
      gloss: 'hold a hearing',
      from: ['plan-announced'],
      to: 'hearing',
      day: 'heardOn',
      by: 'county-government',
      interrupts: true,
    },
    amend: {
      label: '修改方案并重新公告',
      gloss: 'amend and announce again',
      from: ['hearing'],
      to: 'plan-announced',
      day: 'amendedOn',
      by: 'county-government',
    },
    register: {
      label: '办理补偿登记',
      gloss: 'register',
      from: ['plan-announced'],
      to: 'registered',
      day: 'registeredOn',
    },
    agree: { label: '签订协议', gloss: 'sign agreements', from: ['registered'], to: 'agreed', day: 'agreedOn' },
    fund: { label: '费用足额到位', gloss: 'fund', from: ['agreed'], to: 'funded', day: 'fundedOn', needs: ['funds'] },
    submit: {
      label: '报批',
      gloss: 'submit',
      from: ['funded'],
      to: 'submitted',
      day: 'submittedOn',
      by: 'county-government',
    },
    return: {
      label: '退回补正',
      gloss: 'sent back',
      from: ['submitted'],
      to: 'funded',
      day: 'returnedOn',
    },
    resubmit: {
      label: '补正后再报',
      gloss: 'submit again',
      from: ['funded'],
      to: 'submitted',
      day: 'resubmittedOn',
      by: 'county-government',
      needs: ['returnedOn'],
    },
    approve: {
      label: '收到批准文件',
      gloss: 'approved',
      from: ['submitted'],
      to: 'approved',
      day: 'approvedOn',
      needs: ['approvalNumber'],
    },
    announce: {
      label: '发布征地公告',
      gloss: 'announce',
      from: ['approved'],
      to: 'announced',
      day: 'announcedOn',
      by: 'county-government',
    },
    deliver: { label: '交付土地', gloss: 'deliver', from: ['announced'], to: 'delivered', day: 'deliveredOn' },
    stop: {
      label: '停止征收',
      gloss: 'stop',
      from: ['pre-announced', 'surveyed', 'plan-announced', 'hearing', 'registered', 'agreed', 'funded', 'submitted'],
      to: 'stopped',
      day: 'stoppedOn',
      interrupts: true,
    },
  },
})

/** 征收土地程序台账: one entry per parcel approved as one, with the days that the law sets for each notice. */
export const landAcquisitions = defineLedger({
  id: 'land-acquisitions',
  kind: 'case',
  label: '征收土地程序台账',
  gloss: 'procedure of land acquisition',
  office: 'economy',
  source: `职责A6; ${LAW}第45—49条、${RULES}第26—32条；政府信息公开条例第21条`,
  key: ['number'],
  loop: acquisitionLoop,
  fields: {
    number: text({ label: '批次编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    project: text({ label: '征地项目', gloss: 'works it is for', headings: ['项目名称'], required: true }),
    purpose: choice({
      label: '公共利益情形',
      gloss: 'ground of public interest',
      options: {
        defence: '军事外交',
        infrastructure: '基础设施',
        welfare: '公共事业',
        relocation: '扶贫搬迁和保障性安居',
        tract: '成片开发',
        other: '法律规定的其他情形',
      },
      source: `${LAW}第45条`,
    }),
    scope: text({ label: '征收范围', gloss: 'scope', headings: ['涉及村组'], max: 300 }),
    area: quantity({ label: '征收面积', gloss: 'area', unit: 'mu', headings: ['拟征面积'] }),
    households: quantity({ label: '涉及户数', gloss: 'households concerned', unit: 'one' }),
    funds: quantity({ label: '补偿安置费用', gloss: 'money for compensation', unit: 'wan-yuan' }),
    preAnnouncedOn: date({ label: '预公告发布日期', gloss: 'pre-announced', headings: ['预公告日期'], required: true }),
    riskAssessedOn: date({
      label: '社会稳定风险评估日期',
      gloss: 'risk assessed',
      headings: ['风险评估日期'],
      notBefore: 'preAnnouncedOn',
    }),
    surveyedOn: date({ label: '现状调查完成日期', gloss: 'surveyed', notBefore: 'preAnnouncedOn' }),
    planAnnouncedOn: date({
      label: '补偿安置方案公告日期',
      gloss: 'plan announced',
      headings: ['方案公告日期'],
      notBefore: 'surveyedOn',
    }),
    heardOn: date({ label: '听证日期', gloss: 'hearing', notBefore: 'planAnnouncedOn' }),
    amendedOn: date({ label: '方案修改再公告日期', gloss: 'plan announced again', notBefore: 'heardOn' }),
    registeredOn: date({ label: '补偿登记完成日期', gloss: 'registered', notBefore: 'planAnnouncedOn' }),
    agreedOn: date({ label: '协议签订完成日期', gloss: 'agreements signed', notBefore: 'registeredOn' }),
    fundedOn: date({ label: '费用足额到位日期', gloss: 'money in place', notBefore: 'agreedOn' }),
    submittedOn: date({ label: '报批日期', gloss: 'submitted', notBefore: 'fundedOn' }),
    returnedOn: date({ label: '退回补正日期', gloss: 'sent back', notBefore: 'submittedOn' }),
    resubmittedOn: date({ label: '补正再报日期', gloss: 'submitted again', notBefore: 'returnedOn' }),
    approvalNumber: text({ label: '批准文号', gloss: 'approval number', max: 60 }),
    approvedOn: date({ label: '收到批准文件日期', gloss: 'approval received', notBefore: 'submittedOn' }),
    announcedOn: date({
      label: '征地公告发布日期',
      gloss: 'announced',
      headings: ['征地公告日期'],
      notBefore: 'approvedOn',
    }),
    deliveredOn: date({ label: '土地交付日期', gloss: 'delivered', notBefore: 'announcedOn' }),
    stoppedOn: date({ label: '停止征收日期', gloss: 'stopped', notBefore: 'preAnnouncedOn' }),
  },
  measures: {
    started: count({ label: '启动征地', gloss: 'acquisitions begun', on: 'preAnnouncedOn' }),
    announced: count({ label: '发布征地公告', gloss: 'acquisitions announced', on: 'announcedOn' }),
    announcedArea: sum({ label: '公告征收面积', gloss: 'area announced', on: 'announcedOn', of: 'area' }),
  },
})

export const landAcquisitionIndicators = [
  defineIndicator({
    id: 'land-acquisitions-announced',
    label: '发布征地公告批次',
    gloss: 'acquisitions announced',
    unit: 'one',
    counter: '个',
    value: 'flow(land-acquisitions.announced)',
    better: 'neither',
    source: `职责A6; ${RULES}第31条`,
  }),
  defineIndicator({
    id: 'land-acquired-area',
    label: '公告征收土地面积',
    gloss: 'area announced',
    unit: 'mu',
    value: 'flow(land-acquisitions.announcedArea)',
    better: 'neither',
    source: '职责A6',
  }),
  defineIndicator({
    id: 'land-acquisitions-announcement-overdue',
    label: '逾期未发布征地公告批次',
    gloss: 'approved acquisitions not announced in 15 working days',
    unit: 'one',
    counter: '个',
    value: 'stock(land-acquisitions.overdue[approved])',
    better: 'down',
    source: `职责A6; ${RULES}第31条`,
  }),
]
