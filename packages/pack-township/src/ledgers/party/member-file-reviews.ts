import { choice, date, defineIndicator, defineLedger, defineLoop, person, stock, text, yesNo } from '@shishu/kernel'

/** 排查 → 县委组织部研究 → 处理 → 销号; a file without problems is closed straight away. */
const fileReviewLoop = defineLoop({
  opens: { on: 'reviewedOn', state: 'reviewed' },
  states: {
    reviewed: { label: '已排查', gloss: 'reviewed' },
    decided: { label: '已研究', gloss: 'decided by the county organisation department' },
    closed: { label: '已销号', gloss: 'closed', end: 'done' },
  },
  steps: {
    decide: {
      label: '县委组织部研究',
      gloss: 'decide',
      from: ['reviewed'],
      to: 'decided',
      day: 'decidedOn',
      by: 'county-organisation',
    },
    close: { label: '销号', gloss: 'close', from: ['reviewed', 'decided'], to: 'closed', day: 'closedOn' },
  },
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
  source: 'mission B3; 发展党员工作细则；处理由县委组织部研究决定',
  key: ['number'],
  loop: fileReviewLoop,
  retentionMonths: 60,
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
    serious: yesNo({
      label: '是否严重违反入党程序',
      gloss: 'serious violation of the procedure',
      headings: ['严重违反程序'],
    }),
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
    source: `mission B3 空${slot}`,
    countingRule: '自排查整顿开始累计至期末；一人可有两项处理，按项分别计数',
  })

export const memberFileReviewIndicators = [
  figure('member-files-reviewed', '排查党员档案人数', 'files reviewed', 'reviewed', 25),
  figure('member-files-serious', '严重违反入党程序人数', 'members in serious violation', 'serious', 26),
  figure('members-rejoined', '重新履行入党手续人数', 'admitted again', 'rejoined', 27),
  figure('members-removed', '除名人数', 'removed', 'removed', 28),
  figure('members-admonished', '诫勉谈话人数', 'admonished', 'admonished', 29),
  figure('members-explained', '情况说明人数', 'gave an explanation', 'explained', 30),
]
