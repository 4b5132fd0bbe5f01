import {
  choice,
  count,
  type DateField,
  date,
  defineIndicator,
  defineLedger,
  defineLoop,
  type LoopStep,
  person,
  quantity,
  stock,
  text,
} from '@shishu/kernel'

const RULE = '中国共产党发展党员工作细则'

/** Half-yearly inspections of an activist that a sheet has columns for. */
const INSPECTIONS = [
  ['first', '第一次'],
  ['second', '第二次'],
  ['third', '第三次'],
  ['fourth', '第四次'],
] as const

const inspections: Record<string, LoopStep> = Object.fromEntries(
  INSPECTIONS.map(([nth, label]) => [
    `inspect-${nth}`,
    {
      label: `${label}半年考察`,
      gloss: `${nth} half-yearly inspection`,
      from: ['activist'],
      to: 'activist',
      day: `${nth}InspectedOn`,
      extends: { count: 6, unit: 'month', source: `${RULE}：每半年考察一次` },
      repeats: true,
    },
  ]),
)
const inspectionDays: Record<string, DateField> = Object.fromEntries(
  INSPECTIONS.map(([nth, label]) => [
    `${nth}InspectedOn`,
    date({
      label: `${label}考察日期`,
      gloss: `${nth} inspection`,
      notBefore: 'activistOn',
      help: '积极分子每半年考察一次',
    }),
  ]),
)

/**
 * The 25 steps of admission in five stages; the number of each stands beside it.
 *
 * What does not change a person's stage is a step that stays in its state, so that the stage's own clock runs on from the
 * day the rule names: the year of cultivation from step 3, the year of probation from the congress of step 15 (not from the
 * oath), the three months for approval from that congress as well.
 */
const membershipLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applicant' },
  states: {
    // dy-talk
    applicant: {
      label: '入党申请人',
      gloss: 'applicant',
      limit: { count: 1, unit: 'month', source: `${RULE}：收到入党申请书后1个月内派人谈话` },
    },
    talked: { label: '已谈话', gloss: 'applicant, talked with' },
    activist: {
      label: '入党积极分子',
      gloss: 'activist',
      limit: { count: 6, unit: 'month', source: `${RULE}：每半年考察一次` },
      atLeast: { count: 12, unit: 'month', source: `${RULE}：经过1年以上培养教育和考察方可确定为发展对象` },
    },
    candidate: { label: '发展对象', gloss: 'candidate' },
    announced: {
      label: '接收公示中',
      gloss: 'candidate, under notice',
      atLeast: {
        count: 5,
        unit: 'working-day',
        source: '发展党员公示制：接收公示不少于5个工作日（各地有7天的，未确认）',
        unconfirmed: true,
      },
    },
    'pre-reviewed': {
      label: '预审合格',
      gloss: 'candidate, passed the pre-review',
      limit: { count: 1, unit: 'month', source: `${RULE}：支部大会一般在预审合格后1个月内召开` },
    },
    // dy-appr: the running deadline moves on with the approval.
    probationary: {
      label: '预备党员',
      gloss: 'probationary member',
      limit: { count: 3, unit: 'month', source: `${RULE}：党委3个月内审批，特殊情况不超过6个月` },
      atLeast: { count: 12, unit: 'month', source: `${RULE}：预备期1年，自支部大会通过之日算起` },
    },
    prolonged: {
      label: '延长预备期',
      gloss: 'probation prolonged',
      limit: { count: 12, unit: 'month', source: `${RULE}：延长预备期不超过1年，只能1次` },
      atLeast: { count: 6, unit: 'month', source: `${RULE}：延长预备期不少于半年` },
    },
    'confirm-announced': {
      label: '转正公示中',
      gloss: 'confirmation under notice',
      atLeast: {
        count: 5,
        unit: 'working-day',
        source: '发展党员公示制：转正公示不少于5个工作日（各地有7天的，未确认）',
        unconfirmed: true,
      },
    },
    // dy-appr
    confirming: {
      label: '转正待审批',
      gloss: 'confirmation awaits approval',
      limit: { count: 3, unit: 'month', source: `${RULE}：党委3个月内审批转正` },
    },
    member: { label: '正式党员', gloss: 'full member', end: 'done' },
    cancelled: { label: '取消预备党员资格', gloss: 'probation cancelled', end: 'done' },
    ended: { label: '终止', gloss: 'ended', end: 'withdrawn' },
  },
  steps: {
    // 1 递交入党申请书 opens the case.
    talk: { label: '派人谈话', gloss: '2 talk', from: ['applicant'], to: 'talked', day: 'talkedOn' },
    train: { label: '确定为积极分子', gloss: '3 name activist', from: ['talked'], to: 'activist', day: 'activistOn' },
    'file-activist': {
      label: '积极分子备案',
      gloss: '4 file with the committee',
      from: ['activist'],
      to: 'activist',
      day: 'activistFiledOn',
    },
    'assign-mentors': {
      label: '指定培养联系人',
      gloss: '5 assign mentors',
      from: ['activist'],
      to: 'activist',
      day: 'mentorsOn',
    },
    ...inspections, // 6 培养教育考察
    nominate: {
      label: '确定为发展对象',
      gloss: '7 name candidate',
      from: ['activist'],
      to: 'candidate',
      day: 'candidateOn',
      needs: ['activistFiledOn', 'mentorsOn', 'firstInspectedOn', 'secondInspectedOn'],
    },
    'file-candidate': {
      label: '发展对象备案同意',
      gloss: '8 committee agrees',
      from: ['candidate'],
      to: 'candidate',
      day: 'candidateFiledOn',
    },
    'choose-introducers': {
      label: '确定入党介绍人',
      gloss: '9 choose introducers',
      from: ['candidate'],
      to: 'candidate',
      day: 'introducersOn',
    },
    vet: { label: '政治审查', gloss: '10 political review', from: ['candidate'], to: 'candidate', day: 'vettedOn' },
    school: { label: '集中培训', gloss: '11 training', from: ['candidate'], to: 'candidate', day: 'trainedOn' },
    'branch-review': {
      label: '支委会审查',
      gloss: '12 branch committee reviews',
      from: ['candidate'],
      to: 'candidate',
      day: 'branchReviewedOn',
    },
    announce: {
      label: '接收公示',
      gloss: 'notice before admission',
      from: ['candidate'],
      to: 'announced',
      day: 'announcedOn',
      needs: ['candidateFiledOn', 'introducersOn', 'vettedOn', 'trainedOn', 'branchReviewedOn'],
    },
    return: {
      label: '公示有异议或预审不合格退回',
      gloss: 'send back',
      from: ['announced', 'pre-reviewed'],
      to: 'candidate',
      day: 'returnedOn',
      interrupts: true,
    },
    'announce-again': {
      label: '再次公示',
      gloss: 'notice again',
      from: ['candidate'],
      to: 'announced',
      day: 'announcedAgainOn',
      needs: ['returnedOn'],
    },
    'pre-review': {
      label: '上级党委预审',
      gloss: '13 committee’s pre-review',
      from: ['announced'],
      to: 'pre-reviewed',
      day: 'preReviewedOn',
      by: 'party-committee',
      notBy: ['branch-review'],
    },
    'fill-form': {
      label: '填写入党志愿书',
      gloss: '14 fill in the form',
      from: ['pre-reviewed'],
      to: 'pre-reviewed',
      day: 'formFilledOn',
    },
    admit: {
      label: '接收为预备党员',
      gloss: '15 branch congress admits on probation',
      from: ['pre-reviewed'],
      to: 'probationary',
      day: 'admittedOn',
      needs: ['formFilledOn', 'votersDue', 'votersPresent', 'votesFor'],
    },
    'committee-talk': {
      label: '党委派人谈话',
      gloss: '16 committee talks',
      from: ['probationary'],
      to: 'probationary',
      day: 'committeeTalkedOn',
    },
    'extend-approval': {
      label: '特殊情况延长审批',
      gloss: 'extend approval',
      from: ['probationary'],
      to: 'probationary',
      day: 'approvalExtendedOn',
      by: 'party-committee',
      extends: { count: 3, unit: 'month', source: `${RULE}：特殊情况可适当延长，不得超过6个月` },
    },
    approve: {
      label: '党委审批预备党员',
      gloss: '17 committee approves',
      from: ['probationary'],
      to: 'probationary',
      day: 'approvedOn',
      by: 'party-committee',
      needs: ['committeeTalkedOn'],
      notBy: ['branch-review'],
      extends: {
        count: 12,
        unit: 'month',
        source: `${RULE}：预备期满应及时讨论转正（审批期限之外再加1年预备期，至迟日未确认）`,
        unconfirmed: true,
      },
      repeats: true,
    },
    'file-county': {
      label: '报县委组织部备案',
      gloss: '18 file with the county',
      from: ['probationary'],
      to: 'probationary',
      day: 'countyFiledOn',
    },
    'join-group': {
      label: '编入支部和小组',
      gloss: '19 join a group',
      from: ['probationary'],
      to: 'probationary',
      day: 'groupedOn',
    },
    swear: { label: '入党宣誓', gloss: '20 oath', from: ['probationary'], to: 'probationary', day: 'oathOn' },
    'inspect-probation': {
      label: '预备期考察',
      gloss: '21 inspect on probation',
      from: ['probationary'],
      to: 'probationary',
      day: 'probationInspectedOn',
    },
    'apply-confirmation': {
      label: '提出转正申请',
      gloss: '22 apply for confirmation',
      from: ['probationary'],
      to: 'probationary',
      day: 'confirmationAppliedOn',
    },
    prolong: {
      label: '延长预备期',
      gloss: 'prolong probation',
      from: ['probationary'],
      to: 'prolonged',
      day: 'prolongedOn',
      needs: ['approvedOn'],
    },
    'announce-confirmation': {
      label: '转正公示',
      gloss: 'notice before confirmation',
      from: ['probationary', 'prolonged'],
      to: 'confirm-announced',
      day: 'confirmationAnnouncedOn',
      needs: ['approvedOn', 'confirmationAppliedOn'],
    },
    vote: {
      label: '支部大会讨论转正',
      gloss: '23 branch congress discusses confirmation',
      from: ['confirm-announced'],
      to: 'confirming',
      day: 'confirmationVotedOn',
    },
    confirm: {
      label: '转正',
      gloss: '24 committee approves confirmation',
      from: ['confirming'],
      to: 'member',
      day: 'confirmedOn',
      by: 'party-committee',
      notBy: ['vote'],
    },
    archive: { label: '材料归档', gloss: '25 file the papers', from: ['member'], to: 'member', day: 'archivedOn' },
    cancel: {
      label: '取消预备党员资格',
      gloss: 'cancel probation',
      from: ['probationary', 'prolonged', 'confirm-announced', 'confirming'],
      to: 'cancelled',
      day: 'cancelledOn',
      by: 'party-committee',
      interrupts: true,
    },
    end: {
      label: '终止',
      gloss: 'end',
      from: ['applicant', 'talked', 'activist', 'candidate', 'announced', 'pre-reviewed', 'probationary'],
      to: 'ended',
      day: 'endedOn',
      interrupts: true,
    },
  },
})

const dayField = (label: string, gloss: string, notBefore: string, help?: string): DateField =>
  date({ label, gloss, notBefore, ...(help === undefined ? {} : { help }) })

/** 发展党员台账: one entry per applicant; votes are counts, never who voted how. */
export const membershipDevelopment = defineLedger({
  id: 'membership-development',
  kind: 'case',
  label: '发展党员工作台账',
  gloss: 'admission of party members',
  office: 'party',
  source: '职责B4; 发展党员工作细则：收到申请1个月内谈话，培养满1年可列为发展对象，预备期1年自支部大会通过之日起',
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
    activistFiledOn: dayField('积极分子备案日期', 'activist filed', 'activistOn'),
    mentorsOn: dayField('指定培养联系人日期', 'mentors assigned', 'activistOn', '1至2名正式党员'),
    ...inspectionDays,
    candidateOn: date({
      label: '确定发展对象日期',
      gloss: 'candidate',
      headings: ['发展对象日期'],
      notBefore: 'activistOn',
    }),
    candidateFiledOn: dayField('发展对象备案日期', 'committee agreed', 'candidateOn', '上级党委同意后方为发展对象'),
    introducersOn: dayField('确定入党介绍人日期', 'introducers chosen', 'candidateOn', '2名正式党员'),
    vettedOn: dayField('政治审查日期', 'political review', 'candidateOn', '未审查或不合格的，不得发展'),
    trainedOn: date({ label: '集中培训日期', gloss: 'trained', help: '不少于3天或24学时' }),
    branchReviewedOn: dayField('支委会审查日期', 'branch committee reviewed', 'candidateOn', '征求党员和群众意见'),
    announcedOn: dayField('接收公示日期', 'notice before admission', 'candidateOn', '不少于5个工作日'),
    returnedOn: dayField('退回日期', 'sent back', 'announcedOn'),
    announcedAgainOn: dayField('再次公示日期', 'notice again', 'returnedOn'),
    preReviewedOn: dayField('党委预审日期', 'pre-reviewed', 'announcedOn'),
    formFilledOn: dayField('填写志愿书日期', 'form filled in', 'preReviewedOn'),
    votersDue: quantity({ label: '应到有表决权人数', gloss: 'members who may vote', unit: 'one' }),
    votersPresent: quantity({ label: '实到有表决权人数', gloss: 'voters present', unit: 'one' }),
    votesFor: quantity({ label: '赞成票数', gloss: 'votes in favour', unit: 'one' }),
    admittedOn: date({
      label: '支部大会接收日期',
      gloss: 'admitted on probation',
      headings: ['接收预备党员日期'],
      notBefore: 'candidateOn',
    }),
    committeeTalkedOn: dayField('党委谈话日期', 'committee talked', 'admittedOn'),
    approvalExtendedOn: dayField('延长审批日期', 'approval extended', 'admittedOn'),
    approvedOn: dayField('党委审批日期', 'approved', 'admittedOn', '3个月内，特殊情况不超过6个月'),
    countyFiledOn: dayField('县委组织部备案日期', 'filed with the county', 'approvedOn'),
    groupedOn: dayField('编入支部小组日期', 'joined a group', 'approvedOn'),
    oathOn: dayField('入党宣誓日期', 'oath', 'approvedOn'),
    probationInspectedOn: dayField('预备期考察日期', 'inspected on probation', 'admittedOn'),
    confirmationAppliedOn: dayField('转正申请日期', 'applied for confirmation', 'admittedOn'),
    prolongedOn: dayField('延长预备期日期', 'probation prolonged', 'admittedOn'),
    confirmationAnnouncedOn: dayField('转正公示日期', 'notice before confirmation', 'admittedOn', '不少于5个工作日'),
    confirmationVotedOn: dayField('支部大会讨论转正日期', 'congress discussed', 'confirmationAnnouncedOn'),
    confirmedOn: date({ label: '转正日期', gloss: 'confirmed', notBefore: 'admittedOn' }),
    archivedOn: dayField('材料归档日期', 'papers filed', 'confirmedOn'),
    cancelledOn: dayField('取消资格日期', 'probation cancelled', 'admittedOn'),
    endedOn: date({ label: '终止日期', gloss: 'ended', notBefore: 'appliedOn' }),
  },
  measures: {
    activists: count({ label: '确定入党积极分子', gloss: 'activists named', on: 'activistOn' }),
    admissions: count({ label: '接收预备党员', gloss: 'admitted on probation', on: 'admittedOn' }),
    confirmations: count({ label: '预备党员转正', gloss: 'confirmed', on: 'confirmedOn' }),
    applications: stock({ label: '累计入党申请', gloss: 'applications', from: 'appliedOn' }),
  },
})

/** Persons in one stage at the end of the period; a person is in exactly one. */
const stage = (id: string, label: string, gloss: string, states: readonly string[]) =>
  defineIndicator({
    id,
    label,
    gloss,
    unit: 'one',
    counter: '名',
    value: states.map((state) => `stock(membership-development.at[${state}])`).join(' + '),
    better: 'neither',
    source: '职责B4',
  })
const overdue = (id: string, label: string, gloss: string, states: readonly string[], limit: string) =>
  defineIndicator({
    id,
    label,
    gloss,
    unit: 'one',
    counter: '名',
    value: states.map((state) => `stock(membership-development.overdue[${state}])`).join(' + '),
    better: 'down',
    source: `职责B4; ${RULE}：${limit}`,
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
    source: '职责B4 汇报空31; 发展党员工作细则',
    countingRule: '确定为积极分子的日期在报告期内',
  }),
  stage('applicants-now', '在册入党申请人人数', 'applicants at the end of the period', ['applicant', 'talked']),
  stage('activists-now', '在册入党积极分子人数', 'activists at the end of the period', ['activist']),
  stage('candidates-now', '在册发展对象人数', 'candidates at the end of the period', [
    'candidate',
    'announced',
    'pre-reviewed',
  ]),
  stage('probationary-now', '在册预备党员人数', 'probationary members at the end of the period', [
    'probationary',
    'prolonged',
    'confirm-announced',
    'confirming',
  ]),
  defineIndicator({
    id: 'members-admitted',
    label: '接收预备党员人数',
    gloss: 'admitted on probation in the period',
    unit: 'one',
    counter: '名',
    value: 'flow(membership-development.admissions)',
    better: 'neither',
    source: '职责B4',
  }),
  defineIndicator({
    id: 'members-confirmed',
    label: '预备党员转正人数',
    gloss: 'confirmed in the period',
    unit: 'one',
    counter: '名',
    value: 'flow(membership-development.confirmations)',
    better: 'neither',
    source: '职责B4',
  }),
  overdue(
    'membership-talks-overdue',
    '逾期未谈话申请人',
    'applicants not talked with in a month',
    ['applicant'],
    '1个月内谈话',
  ),
  overdue(
    'activists-inspection-overdue',
    '逾期未考察积极分子',
    'activists not inspected in half a year',
    ['activist'],
    '每半年考察一次',
  ),
  overdue(
    'membership-approvals-overdue',
    '逾期未审批预备党员和转正',
    'admissions and confirmations not approved in time',
    ['probationary', 'confirming'],
    '3个月内审批',
  ),
]
