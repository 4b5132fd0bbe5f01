import { choice, date, defineIndicator, defineLedger, person, stock, text } from '@shishu/kernel'

/**
 * 在外乡贤联络台账 (“外联老乡”): one entry per person from the town who has agreed to be reached. Nothing is kept of where
 * anyone goes or what he gives; who withdraws consent is listed until that day, and his values are then due for erasure.
 */
export const hometownContacts = defineLedger({
  id: 'hometown-contacts',
  kind: 'subject',
  label: '在外乡贤联络台账',
  gloss: 'people from the town who agreed to be reached',
  office: 'economy',
  source: '职责A7; 个人信息保护法第13、15、47条（经本人同意，可以撤回，撤回后删除）',
  key: ['number'],
  retentionMonths: 24,
  local: true,
  fields: {
    number: text({ label: '联络编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    contact: person({ label: '姓名', gloss: 'name', headings: ['乡贤姓名', '联络人姓名'], required: true }),
    reach: person({ label: '联系方式', gloss: 'how to reach the person', headings: ['联系电话'] }),
    region: choice({
      label: '所在区域',
      gloss: 'region',
      options: {
        province: '省内',
        delta: '长三角其他省市',
        south: '珠三角',
        capital: '京津冀',
        other: '国内其他',
        abroad: '境外',
      },
    }),
    industry: text({ label: '从事行业', gloss: 'industry', headings: ['行业'] }),
    liaison: text({ label: '联络岗位', gloss: 'post that keeps in touch', headings: ['镇联络岗位'] }),
    consentedOn: date({ label: '本人同意日期', gloss: 'consented', headings: ['同意日期'], required: true }),
    withdrawnOn: date({
      label: '撤回同意日期',
      gloss: 'withdrew consent',
      headings: ['退出日期'],
      notBefore: 'consentedOn',
    }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    listed: stock({
      label: '在册联络乡贤',
      gloss: 'contacts',
      from: 'consentedOn',
      until: 'withdrawnOn',
    }),
    byRegion: stock({
      label: '在册联络乡贤（按区域）',
      gloss: 'contacts by region',
      from: 'consentedOn',
      until: 'withdrawnOn',
      by: 'region',
    }),
  },
})

export const hometownContactIndicators = [
  defineIndicator({
    id: 'hometown-contacts',
    label: '在册联络乡贤人数',
    gloss: 'people from the town who agreed to be reached',
    unit: 'one',
    counter: '名',
    value: 'stock(hometown-contacts.listed)',
    better: 'neither',
    source: '职责A7',
    countingRule: '经本人同意并未撤回的',
  }),
  defineIndicator({
    id: 'hometown-contacts-outside',
    label: '省外联络乡贤人数',
    gloss: 'contacts outside the province',
    unit: 'one',
    counter: '名',
    value: 'stock(hometown-contacts.byRegion) - stock(hometown-contacts.byRegion[province])',
    better: 'neither',
    source: '职责A7',
    countingRule: '未填区域的不计',
  }),
]
