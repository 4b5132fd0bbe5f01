import { choice, date, defineIndicator, defineLedger, defineLoop, person, quantity, stock, text } from '@shishu/kernel'

/** 补偿到位 comes before 拆除: 先补偿后搬迁. */
const relocationLoop = defineLoop({
  opens: { on: 'registeredOn', state: 'registered' },
  states: {
    registered: { label: '已登记', gloss: 'registered' },
    signed: { label: '已签协议', gloss: 'agreement signed' },
    paid: { label: '补偿到位', gloss: 'compensation paid' },
    demolished: { label: '已拆除', gloss: 'house demolished' },
    resettled: { label: '已安置', gloss: 'household resettled', end: 'done' },
  },
  steps: {
    sign: { label: '签订协议', gloss: 'sign', from: ['registered'], to: 'signed', day: 'signedOn' },
    pay: { label: '补偿款到账', gloss: 'pay', from: ['signed'], to: 'paid', day: 'paidOn' },
    demolish: {
      label: '拆除',
      gloss: 'demolish',
      from: ['paid'],
      to: 'demolished',
      day: 'demolishedOn',
      needs: ['paidOn'],
    },
    resettle: { label: '安置', gloss: 'resettle', from: ['demolished'], to: 'resettled', day: 'resettledOn' },
  },
})

/** 征迁安置台账: one entry per household. */
export const relocations = defineLedger({
  id: 'relocations',
  kind: 'case',
  label: '征迁安置台账',
  gloss: 'households relocated for works',
  office: 'economy',
  source: 'mission A6; 土地管理法第47—48条、实施条例第26—32条',
  key: ['number'],
  loop: relocationLoop,
  retentionMonths: 60,
  fields: {
    number: text({ label: '户编号', gloss: 'number of the household', headings: ['编号'], max: 30, required: true }),
    holder: person({ label: '权利人', gloss: 'holder', headings: ['户主', '被征迁人', '户主姓名'], required: true }),
    project: text({ label: '征迁项目', gloss: 'works it is for', headings: ['项目名称', '涉及工程'] }),
    members: quantity({ label: '家庭人口', gloss: 'members', unit: 'one', headings: ['人口'] }),
    houseArea: quantity({
      label: '房屋面积',
      gloss: 'area of the house',
      unit: 'square-metre',
      headings: ['拆迁面积'],
    }),
    landArea: quantity({ label: '土地面积', gloss: 'area of the land', unit: 'mu' }),
    way: choice({
      label: '补偿方式',
      gloss: 'way of compensation',
      options: { money: '货币补偿', exchange: '产权调换', homestead: '重新安排宅基地', flat: '安置房' },
    }),
    compensation: quantity({ label: '补偿金额', gloss: 'compensation', unit: 'wan-yuan', headings: ['补偿款'] }),
    registeredOn: date({ label: '补偿登记日期', gloss: 'registered', headings: ['登记日期'], required: true }),
    signedOn: date({ label: '协议签订日期', gloss: 'signed', headings: ['签订日期'], notBefore: 'registeredOn' }),
    paidOn: date({
      label: '补偿款到账日期',
      gloss: 'paid',
      headings: ['到账日期', '款项到账日'],
      notBefore: 'signedOn',
    }),
    demolishedOn: date({
      label: '拆除日期',
      gloss: 'demolished',
      headings: ['房屋拆除日期'],
      notBefore: 'paidOn',
      help: '不得早于补偿款到账日期',
      source: '土地管理法实施条例第32条',
    }),
    resettledOn: date({ label: '安置日期', gloss: 'resettled', headings: ['交房日期'], notBefore: 'demolishedOn' }),
    unsignedReason: text({ label: '未签原因', gloss: 'why not signed' }),
  },
  measures: {
    signed: stock({ label: '累计签约户', gloss: 'households that signed', from: 'signedOn' }),
    paid: stock({ label: '累计补偿到位户', gloss: 'households paid', from: 'paidOn' }),
    demolished: stock({ label: '累计拆除户', gloss: 'houses demolished', from: 'demolishedOn' }),
    resettled: stock({ label: '累计安置户', gloss: 'households resettled', from: 'resettledOn' }),
    registered: stock({ label: '应签户', gloss: 'households concerned', from: 'registeredOn' }),
    compensation: stock({ label: '累计补偿金额', gloss: 'compensation paid', from: 'paidOn', of: 'compensation' }),
  },
})

export const relocationIndicators = [
  defineIndicator({
    id: 'houses-demolished',
    label: '已拆除房屋户数',
    gloss: 'houses demolished so far',
    unit: 'one',
    counter: '户',
    value: 'stock(relocations.demolished)',
    better: 'neither',
    source: 'mission A6 空20',
    countingRule: '截至期末累计；拆除以补偿款到账为前提',
  }),
  defineIndicator({
    id: 'relocation-signed-share',
    label: '征迁协议签约率',
    gloss: 'share of households that signed',
    unit: 'percent',
    decimals: 1,
    value: 'stock(relocations.signed) / stock(relocations.registered)',
    better: 'neither',
    source: 'mission A6',
  }),
  defineIndicator({
    id: 'relocation-paid-share',
    label: '补偿到位率',
    gloss: 'share of signed households that were paid',
    unit: 'percent',
    decimals: 1,
    value: 'stock(relocations.paid) / stock(relocations.signed)',
    better: 'up',
    source: 'mission A6; 土地管理法第48条',
  }),
  defineIndicator({
    id: 'relocation-resettled-share',
    label: '安置率',
    gloss: 'share of households resettled',
    unit: 'percent',
    decimals: 1,
    value: 'stock(relocations.resettled) / stock(relocations.demolished)',
    better: 'up',
    source: 'mission A6',
  }),
]
