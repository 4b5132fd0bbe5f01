import { choice, date, defineIndicator, defineLedger, defineLoop, person, stock, text, yesNo } from '@shishu/kernel'

/**
 * 排查 → 镇党委意见 → 县委组织部研究 → 告知本人 → 销号. The town proposes and never decides; nothing decided is closed before the
 * member was told, and an appeal keeps it open. A file without problems, or made complete, is closed straight away.
 */
const fileReviewLoop = defineLoop({
  opens: { on: 'reviewedOn', state: 'reviewed' },
  states: {
    reviewed: { label: '已排查', gloss: 'reviewed' },
    opined: { label: '镇党委已提意见', gloss: 'the town’s party committee has proposed' },
    decided: { label: '已研究', gloss: 'decided by the county organisation department' },
    informed: { label: '已告知本人', gloss: 'the member was told' },
    appealed: { label: '申诉复核中', gloss: 'under appeal' },
    completed: { label: '已补齐材料', gloss: 'papers completed' },
    closed: { label: '已销号', gloss: 'closed', end: 'done' },
  },
  steps: {
    opine: { label: '镇党委提出意见', gloss: 'propose', from: ['reviewed'], to: 'opined', day: 'opinedOn' },
    decide: {
      label: '县委组织部研究',
      gloss: 'decide',
      from: ['reviewed', 'opined'],
      to: 'decided',
      day: 'decidedOn',
      by: 'county-organisation',
      notBy: ['opine'],
    },
    complete: { label: '补齐材料', gloss: 'complete', from: ['reviewed'], to: 'completed', day: 'completedOn' },
    inform: { label: '告知本人', gloss: 'tell the member', from: ['decided'], to: 'informed', day: 'informedOn' },
    appeal: { label: '本人申诉', gloss: 'appeal', from: ['informed'], to: 'appealed', day: 'appealedOn' },
    'decide-appeal': {
      label: '复核决定',
      gloss: 'decide the appeal',
      from: ['appealed'],
      to: 'informed',
      day: 'appealDecidedOn',
      by: 'county-organisation',
      notBy: ['opine', 'decide'],
    },
    close: {
      label: '销号',
      gloss: 'close',
      from: ['reviewed', 'completed', 'informed'],
      to: 'closed',
      day: 'closedOn',
      notBy: ['decide', 'decide-appeal'],
    },
    reopen: { label: '上级抽查退回', gloss: 'reopen', from: ['closed'], to: 'reviewed', day: 'reopenedOn' },
    'close-again': {
      label: '再次销号',
      gloss: 'close again',
      from: ['reviewed', 'completed', 'informed'],
      to: 'closed',
      day: 'closedAgainOn',
      needs: ['reopenedOn'],
    },
  },
})

/** What each paper of the file is found to be. */
const paper = (label: string, gloss: string) =>
  choice({
    label,
    gloss,
    options: { there: '有', missing: '缺', altered: '涂改', order: '时间矛盾' },
  })

/**
 * 党员档案排查台账: one entry per file. One person may have two outcomes, so each outcome has its own date and persons
 * and outcomes are counted apart.
 */
export const memberFileReviews = defineLedger({
  id: 'member-file-reviews',
  kind: 'case',
  label: '党员档案排查整顿台账',
  gloss: 'reviews of party members’ files',
  office: 'party',
  source: '职责B3; 发展党员工作细则；处理由县委组织部研究决定',
  key: ['number'],
  loop: fileReviewLoop,
  retentionMonths: 60,
  restricted: true,
  fields: {
    number: text({ label: '档案编号', gloss: 'number of the file', headings: ['编号'], max: 30, required: true }),
    member: person({ label: '党员姓名', gloss: 'member', headings: ['姓名'], required: true }),
    branch: text({ label: '所在支部', gloss: 'branch', headings: ['党支部', '支部名称'] }),
    joinedOn: date({ label: '入党日期', gloss: 'joined', headings: ['入党时间'] }),
    reviewedOn: date({ label: '排查日期', gloss: 'reviewed', headings: ['排查时间'], required: true }),
    problem: choice({
      label: '问题类别',
      gloss: 'kind of problem',
      headings: ['排查结果'],
      options: {
        none: '无问题',
        missing: '材料缺失',
        procedure: '程序违规',
        order: '时间倒挂',
        false: '弄虚作假',
      },
    }),
    application: paper('入党申请书情况', 'application'),
    activistPapers: paper('积极分子材料情况', 'activist’s papers'),
    inspection: paper('培养考察材料情况', 'inspections'),
    vetting: paper('政审材料情况', 'political review'),
    training: paper('集中培训材料情况', 'training'),
    form: paper('入党志愿书情况', 'form of admission'),
    resolution: paper('支部决议情况', 'branch’s resolution'),
    approval: paper('党委审批情况', 'approval'),
    confirmation: paper('转正材料情况', 'confirmation'),
    serious: yesNo({
      label: '是否严重违反入党程序',
      gloss: 'serious violation of the procedure',
      headings: ['严重违反程序'],
    }),
    opinedOn: date({ label: '镇党委意见日期', gloss: 'the town proposed', notBefore: 'reviewedOn' }),
    decidedOn: date({
      label: '县委组织部研究日期',
      gloss: 'decided',
      headings: ['研究决定日期'],
      notBefore: 'reviewedOn',
    }),
    rejoinedOn: date({
      label: '重新履行入党手续日期',
      gloss: 'went through admission again',
      headings: ['重新履行手续'],
    }),
    removedOn: date({ label: '除名日期', gloss: 'removed', headings: ['除名'] }),
    admonishedOn: date({ label: '诫勉谈话日期', gloss: 'admonished', headings: ['诫勉谈话'] }),
    explainedOn: date({ label: '情况说明日期', gloss: 'gave an explanation', headings: ['情况说明'] }),
    informedOn: date({ label: '告知本人日期', gloss: 'the member was told, and may appeal', headings: ['告知日期'] }),
    appealedOn: date({ label: '申诉日期', gloss: 'appealed', notBefore: 'informedOn' }),
    appealDecidedOn: date({ label: '复核决定日期', gloss: 'appeal decided', notBefore: 'appealedOn' }),
    completedOn: date({ label: '补齐材料日期', gloss: 'papers completed', notBefore: 'reviewedOn' }),
    reopenedOn: date({ label: '抽查退回日期', gloss: 'reopened' }),
    closedAgainOn: date({ label: '再次销号日期', gloss: 'closed again', notBefore: 'reopenedOn' }),
    closedOn: date({ label: '销号日期', gloss: 'closed', headings: ['销号时间'], notBefore: 'reviewedOn' }),
  },
  measures: {
    reviewed: stock({ label: '累计排查党员档案', gloss: 'files reviewed', from: 'reviewedOn' }),
    serious: stock({
      label: '累计发现严重违反入党程序',
      gloss: 'members in serious violation',
      from: 'reviewedOn',
      where: { serious: true },
    }),
    withProblems: stock({
      label: '累计发现有问题的档案',
      gloss: 'files with a problem',
      from: 'reviewedOn',
      where: { problem: { in: ['missing', 'procedure', 'order', 'false'] } },
    }),
    completed: stock({ label: '累计补齐材料', gloss: 'papers completed', from: 'completedOn' }),
    rejoined: stock({ label: '累计重新履行入党手续', gloss: 'admitted again', from: 'rejoinedOn' }),
    removed: stock({ label: '累计除名', gloss: 'removed', from: 'removedOn' }),
    admonished: stock({ label: '累计诫勉谈话', gloss: 'admonished', from: 'admonishedOn' }),
    explained: stock({ label: '累计情况说明', gloss: 'explained', from: 'explainedOn' }),
  },
})

const figure = (id: string, label: string, gloss: string, measure: string, slot: number) =>
  defineIndicator({
    id,
    label,
    gloss,
    unit: 'one',
    counter: '名',
    value: `stock(member-file-reviews.${measure})`,
    better: 'neither',
    source: `职责B3 空${slot}`,
    countingRule: '自排查整顿开始累计至期末；一人可有两项处理，按项分别计数',
  })

export const memberFileReviewIndicators = [
  figure('member-files-reviewed', '排查党员档案人数', 'files reviewed', 'reviewed', 25),
  figure('member-files-serious', '严重违反入党程序人数', 'members in serious violation', 'serious', 26),
  figure('members-rejoined', '重新履行入党手续人数', 'admitted again', 'rejoined', 27),
  figure('members-removed', '除名人数', 'removed', 'removed', 28),
  figure('members-admonished', '诫勉谈话人数', 'admonished', 'admonished', 29),
  figure('members-explained', '情况说明人数', 'gave an explanation', 'explained', 30),
  defineIndicator({
    id: 'member-files-with-problems',
    label: '档案有问题人数',
    gloss: 'files with a problem',
    unit: 'one',
    counter: '名',
    value: 'stock(member-file-reviews.withProblems)',
    better: 'neither',
    source: '职责B3',
    countingRule: '按人计；处理按项计，两数不相等',
  }),
  defineIndicator({
    id: 'member-files-completed',
    label: '补齐材料人数',
    gloss: 'papers completed',
    unit: 'one',
    counter: '名',
    value: 'stock(member-file-reviews.completed)',
    better: 'neither',
    source: '职责B3',
  }),
  defineIndicator({
    id: 'member-files-closed-share',
    label: '党员档案排查销号率',
    gloss: 'share of files closed',
    unit: 'percent',
    decimals: 1,
    value: 'stock(member-file-reviews.at[closed]) / stock(member-file-reviews.reviewed)',
    better: 'up',
    source: '职责B3',
  }),
]
