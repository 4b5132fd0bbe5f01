import { choice, count, date, defineIndicator, defineLedger, person, quantity, stock, text } from '@shishu/kernel'

const LAW = '最低生活保障审核确认办法第31—33条；社会救助法第48条'

/** 救助对象名册: one entry per household or person and kind. A stop needs a legal cause, hearing the person, and telling. */
export const recipients = defineLedger({
  id: 'recipients',
  kind: 'subject',
  label: '救助补贴对象台账',
  gloss: 'recipients of assistance',
  office: 'livelihood',
  source: `职责D10; ${LAW}；公布限姓名、人数、金额（第24条）`,
  key: ['number'],
  retentionMonths: 60,
  fields: {
    number: text({ label: '对象编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    recipient: person({ label: '保障对象', gloss: 'recipient', headings: ['户主姓名', '姓名'], required: true }),
    kind: choice({
      label: '救助类别',
      gloss: 'kind',
      headings: ['类别'],
      options: {
        subsistence: '低保',
        destitute: '特困',
        edge: '低保边缘',
        living: '残疾人生活补贴',
        care: '残疾人护理补贴',
      },
      required: true,
    }),
    people: quantity({ label: '保障人数', gloss: 'people covered', unit: 'one', required: true }),
    monthly: quantity({ label: '月发放金额', gloss: 'paid a month', unit: 'yuan', headings: ['月保障金'] }),
    startedOn: date({ label: '纳入日期', gloss: 'began', headings: ['起发日期'], required: true }),
    checkedOn: date({ label: '最近核查日期', gloss: 'last check', notBefore: 'startedOn' }),
    dueOn: date({
      label: '下次核查日期',
      gloss: 'next check due',
      help: '一般每年一次；收入不稳或有劳动能力的每半年一次（第31条）',
    }),
    heardOn: date({ label: '听取意见日期', gloss: 'heard before the stop', notBefore: 'startedOn' }),
    stoppedOn: date({ label: '停发日期', gloss: 'stopped', headings: ['终止日期'], notBefore: 'startedOn' }),
    stopReason: choice({
      label: '停发原因',
      gloss: 'why it stopped',
      options: { death: '死亡', moved: '迁出', income: '收入超过标准', own: '本人放弃', level: '不再符合条件' },
    }),
    toldOn: date({ label: '书面告知日期', gloss: 'told in writing', notBefore: 'startedOn' }),
  },
  measures: {
    households: stock({
      label: '在册救助对象',
      gloss: 'recipients',
      from: 'startedOn',
      until: 'stoppedOn',
      by: 'kind',
    }),
    people: stock({
      label: '在册保障人数',
      gloss: 'people covered',
      from: 'startedOn',
      until: 'stoppedOn',
      of: 'people',
      by: 'kind',
    }),
    monthly: stock({
      label: '在册月发放金额',
      gloss: 'paid a month',
      from: 'startedOn',
      until: 'stoppedOn',
      of: 'monthly',
      by: 'kind',
    }),
    checked: count({ label: '定期核查', gloss: 'checked', on: 'checkedOn' }),
    stopped: count({
      label: '停发（死亡、迁出、本人放弃除外）',
      gloss: 'stopped by decision',
      on: 'stoppedOn',
      where: { stopReason: { in: ['income', 'level'] } },
    }),
    stoppedHeard: count({
      label: '停发前听取意见',
      gloss: 'stopped after hearing the person',
      on: 'stoppedOn',
      where: { stopReason: { in: ['income', 'level'] }, heardOn: { filled: true } },
    }),
  },
})

const standing = (kind: string, label: string, gloss: string) =>
  defineIndicator({
    id: `recipients-${kind}`,
    label,
    gloss,
    unit: 'one',
    counter: '人',
    value: `stock(recipients.people[${kind}])`,
    better: 'neither',
    source: '职责D10',
  })

export const recipientIndicators = [
  standing('subsistence', '在册低保人数', 'people on subsistence allowance'),
  standing('destitute', '在册特困人数', 'destitute people supported'),
  standing('edge', '在册低保边缘人数', 'people on the edge of subsistence'),
  standing('living', '在册残疾人生活补贴人数', 'people with the living allowance'),
  standing('care', '在册残疾人护理补贴人数', 'people with the care allowance'),
  defineIndicator({
    id: 'recipients-subsistence-households',
    label: '在册低保户数',
    gloss: 'households on subsistence allowance',
    unit: 'one',
    counter: '户',
    value: 'stock(recipients.households[subsistence])',
    better: 'neither',
    source: '职责D10',
    countingRule: '按户计；“人数”按保障人数计',
  }),
  defineIndicator({
    id: 'recipients-monthly-amount',
    label: '救助补贴月发放金额',
    gloss: 'paid a month to those registered',
    unit: 'fen',
    value: 'stock(recipients.monthly)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'recipients-heard-share',
    label: '停发前听取意见率',
    gloss: 'share of stops by decision before which the person was heard',
    unit: 'percent',
    decimals: 1,
    value: 'flow(recipients.stoppedHeard) / flow(recipients.stopped)',
    better: 'up',
    source: '职责D10; 社会救助法第48条',
  }),
]
