import { choice, count, date, defineIndicator, defineLedger, quantity, sum, text } from '@shishu/kernel'

/** 会商会台账: one entry per conference on open disputes and petitions. */
export const caseConferences = defineLedger({
  id: 'case-conferences',
  kind: 'event',
  label: '矛盾纠纷会商会台账',
  gloss: 'conferences on open cases',
  office: 'peace',
  source: 'mission F1; 信访工作条例第13条',
  key: ['heldOn', 'name'],
  fields: {
    heldOn: date({ label: '召开日期', gloss: 'held on', headings: ['会商日期', '日期', '时间'], required: true }),
    name: text({ label: '会议名称', gloss: 'name', headings: ['会商会', '名称'], required: true }),
    kind: choice({
      label: '会商类型',
      gloss: 'kind',
      headings: ['类型'],
      options: { regular: '半月会商', special: '专题会商' },
      required: true,
    }),
    chair: text({ label: '主持岗位', gloss: 'post of the chair', headings: ['主持人岗位', '主持'] }),
    members: text({ label: '参加单位', gloss: 'offices present' }),
    cases: quantity({ label: '研判件数', gloss: 'cases discussed', unit: 'one', headings: ['会商件数'] }),
    tasks: quantity({ label: '交办事项', gloss: 'tasks handed out', unit: 'one', headings: ['交办件数'] }),
    dueOn: date({ label: '落实时限', gloss: 'tasks due', headings: ['完成时限'] }),
    outcome: text({ label: '落实情况', gloss: 'what came of it' }),
  },
  measures: {
    held: count({ label: '会商会', gloss: 'conferences', on: 'heldOn', by: 'kind' }),
    cases: sum({ label: '研判件数', gloss: 'cases discussed', on: 'heldOn', of: 'cases' }),
  },
})

export const caseConferenceIndicators = [
  defineIndicator({
    id: 'conferences-each-half-month',
    label: '每半月会商会次数',
    gloss: 'regular conferences for each half-month of the period',
    unit: 'number',
    decimals: 1,
    value: 'flow(case-conferences.held[regular]) / halfMonths()',
    better: 'up',
    source: 'mission F1 空64',
    countingRule: '半月会商会次数÷本期半月数（半年为12个）',
  }),
  defineIndicator({
    id: 'conferences',
    label: '会商会次数',
    gloss: 'conferences held',
    unit: 'one',
    counter: '次',
    value: 'flow(case-conferences.held)',
    better: 'up',
    source: 'mission F1',
  }),
]
