import { choice, count, date, defineIndicator, defineLedger, quantity, sum, text } from '@shishu/kernel'

/** 安全培训宣传台账: one entry per training session, or per round of brochures handed out. */
export const safetyTraining = defineLedger({
  id: 'safety-training',
  kind: 'event',
  label: '安全宣传培训台账',
  gloss: 'safety training and brochures',
  office: 'safety',
  source: '职责F3; 突发事件应对法第42条',
  key: ['heldOn', 'topic', 'place'],
  local: true,
  fields: {
    heldOn: date({ label: '培训日期', gloss: 'held on', headings: ['日期', '时间', '培训时间'], required: true }),
    kind: choice({
      label: '活动类别',
      gloss: 'kind',
      headings: ['类别'],
      options: { law: '安全生产法培训', informant: '灾害信息员培训', firm: '企业安全培训', leaflet: '入户宣传' },
      required: true,
    }),
    topic: text({ label: '培训内容', gloss: 'topic', headings: ['内容', '主题'], required: true }),
    place: text({ label: '地点', gloss: 'place', headings: ['培训地点'] }),
    audience: text({ label: '参加对象', gloss: 'audience', headings: ['对象', '培训对象'] }),
    people: quantity({ label: '参加人数', gloss: 'people', unit: 'one', headings: ['人数', '培训人数'] }),
    brochures: quantity({
      label: '发放宣传册页',
      gloss: 'brochures handed out',
      unit: 'one',
      headings: ['发放资料', '宣传册页'],
    }),
    passed: quantity({ label: '考核合格人数', gloss: 'passed the test', unit: 'one', headings: ['合格人数'] }),
    organiser: text({ label: '组织单位', gloss: 'organiser', headings: ['承办单位'] }),
  },
  measures: {
    sessions: count({ label: '宣传培训场次', gloss: 'sessions by kind', on: 'heldOn', by: 'kind' }),
    brochures: sum({ label: '发放宣传册页', gloss: 'brochures', on: 'heldOn', of: 'brochures' }),
    people: sum({ label: '培训人次', gloss: 'people trained', on: 'heldOn', of: 'people' }),
  },
})

export const safetyTrainingIndicators = [
  defineIndicator({
    id: 'safety-training-sessions',
    label: '安全生产法和灾害信息员培训场次',
    gloss: 'training sessions',
    unit: 'one',
    counter: '场次',
    value: 'flow(safety-training.sessions[law]) + flow(safety-training.sessions[informant])',
    better: 'up',
    source: '职责F3 汇报空68',
    countingRule: '只计安全生产法培训和灾害信息员培训',
  }),
  defineIndicator({
    id: 'safety-brochures',
    label: '发放宣传册页份数',
    gloss: 'brochures handed out',
    unit: 'one',
    counter: '份',
    value: 'flow(safety-training.brochures)',
    better: 'neither',
    source: '职责F3 汇报空69',
  }),
  defineIndicator({
    id: 'people-trained-for-safety',
    label: '安全培训人次',
    gloss: 'people trained',
    unit: 'one',
    counter: '人次',
    value: 'flow(safety-training.people)',
    better: 'neither',
    source: '职责F3',
  }),
  defineIndicator({
    id: 'villages-trained-for-safety',
    label: '开展安全宣传培训的村（社区）数',
    gloss: 'villages with a session or brochures',
    unit: 'one',
    counter: '个',
    value: 'reached(safety-training.sessions)',
    better: 'up',
    source: '职责F3',
  }),
]
