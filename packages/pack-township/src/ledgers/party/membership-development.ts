import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, stock, text } from '@shishu/kernel'

/** The five stages of admission by their deciding days; the 25 detailed steps stay in the paper file. */
const membershipLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applicant' },
  states: {
    applicant: {
      label: '入党申请人',
      gloss: 'applicant',
    },
    activist: { label: '入党积极分子', gloss: 'activist' },
    candidate: { label: '发展对象', gloss: 'candidate' },
    probationary: { label: '预备党员', gloss: 'probationary member' },
    member: { label: '正式党员', gloss: 'full member', end: 'done' },
    ended: { label: '终止', gloss: 'ended', end: 'withdrawn' },
  },
  steps: {
    train: { label: '确定为积极分子', gloss: 'name activist', from: ['applicant'], to: 'activist', day: 'activistOn' },
    nominate: {
      label: '确定为发展对象',
      gloss: 'name candidate',
      from: ['activist'],
      to: 'candidate',
      day: 'candidateOn',
    },
    admit: {
      label: '接收为预备党员',
      gloss: 'admit on probation',
      from: ['candidate'],
      to: 'probationary',
      day: 'admittedOn',
    },
    confirm: { label: '转正', gloss: 'confirm', from: ['probationary'], to: 'member', day: 'confirmedOn' },
    end: {
      label: '终止',
      gloss: 'end',
      from: ['applicant', 'activist', 'candidate', 'probationary'],
      to: 'ended',
      day: 'endedOn',
    },
  },
})

/** 发展党员台账: one entry per applicant. */
export const membershipDevelopment = defineLedger({
  id: 'membership-development',
  kind: 'case',
  label: '发展党员工作台账',
  gloss: 'admission of party members',
  office: 'party',
  source: 'mission B4; 发展党员工作细则：收到申请1个月内谈话，培养满1年可列为发展对象，预备期1年自支部大会通过之日起',
  key: ['number'],
  loop: membershipLoop,
  retentionMonths: 60,
  fields: {
    number: text({ label: '编号', gloss: 'number', headings: ['发展编号'], max: 30, required: true }),
    applicant: person({ label: '姓名', gloss: 'applicant', headings: ['申请人姓名'], required: true }),
    branch: text({ label: '所在支部', gloss: 'branch', headings: ['党支部', '支部名称'] }),
    education: choice({
      label: '文化程度',
      gloss: 'education',
      headings: ['学历'],
      options: { junior: '初中', senior: '高中（中专）', college: '大专', bachelor: '本科及以上' },
    }),
    appliedOn: date({ label: '申请日期', gloss: 'applied', headings: ['递交申请书日期'], required: true }),
    talkedOn: date({
      label: '谈话日期',
      gloss: 'the branch talked with the applicant',
      headings: ['派人谈话日期'],
      notBefore: 'appliedOn',
      help: '收到申请书后1个月内',
    }),
    activistOn: date({
      label: '确定积极分子日期',
      gloss: 'activist',
      headings: ['积极分子日期'],
      notBefore: 'appliedOn',
    }),
    candidateOn: date({
      label: '确定发展对象日期',
      gloss: 'candidate',
      headings: ['发展对象日期'],
      notBefore: 'activistOn',
    }),
    trainedOn: date({ label: '集中培训日期', gloss: 'trained', help: '不少于3天或24学时' }),
    admittedOn: date({
      label: '支部大会接收日期',
      gloss: 'admitted on probation',
      headings: ['接收预备党员日期'],
      notBefore: 'candidateOn',
    }),
    confirmedOn: date({ label: '转正日期', gloss: 'confirmed', notBefore: 'admittedOn' }),
    endedOn: date({ label: '终止日期', gloss: 'ended', notBefore: 'appliedOn' }),
  },
  measures: {
    activists: count({ label: '确定入党积极分子', gloss: 'activists named', on: 'activistOn' }),
    admissions: count({ label: '接收预备党员', gloss: 'admitted on probation', on: 'admittedOn' }),
    confirmations: count({ label: '预备党员转正', gloss: 'confirmed', on: 'confirmedOn' }),
    applications: stock({ label: '累计入党申请', gloss: 'applications', from: 'appliedOn' }),
  },
})

export const membershipDevelopmentIndicators = [
  defineIndicator({
    id: 'activists-trained',
    label: '培养入党积极分子人数',
    gloss: 'activists named in the period',
    unit: 'one',
    counter: '名',
    value: 'flow(membership-development.activists)',
    better: 'up',
    source: 'mission B4 空31; 发展党员工作细则',
    countingRule: '确定为积极分子的日期在报告期内',
  }),
  defineIndicator({
    id: 'activists-now',
    label: '在册入党积极分子人数',
    gloss: 'activists at the end of the period',
    unit: 'one',
    counter: '名',
    value: 'stock(membership-development.at[activist])',
    better: 'neither',
    source: 'mission B4',
  }),
  defineIndicator({
    id: 'members-admitted',
    label: '接收预备党员人数',
    gloss: 'admitted on probation in the period',
    unit: 'one',
    counter: '名',
    value: 'flow(membership-development.admissions)',
    better: 'neither',
    source: 'mission B4',
  }),
]
