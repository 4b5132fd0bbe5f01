import { choice, count, date, defineIndicator, defineLedger, defineLoop, text } from '@shishu/kernel'

const environmentLoop = defineLoop({
  opens: { on: 'foundOn', state: 'found' },
  states: {
    found: {
      label: '整治中',
      gloss: 'being cleared',
      limit: { count: 15, unit: 'calendar-day', source: 'mission C4；整治时限由镇定', unconfirmed: true },
    },
    cleared: { label: '待复核', gloss: 'awaiting verification' },
    closed: { label: '已销号', gloss: 'closed', end: 'done' },
  },
  steps: {
    clear: { label: '完成整治', gloss: 'clear', from: ['found'], to: 'cleared', day: 'clearedOn' },
    return: { label: '退回重做', gloss: 'return', from: ['cleared'], to: 'found', day: 'returnedOn' },
    close: { label: '复核销号', gloss: 'close', from: ['cleared'], to: 'closed', day: 'closedOn', notBy: ['clear'] },
  },
})

/** 人居环境整治台账: one entry per problem found on patrol or told by residents. */
export const environmentProblems = defineLedger({
  id: 'environment-problems',
  kind: 'case',
  label: '人居环境问题整治台账',
  gloss: 'problems of the living environment',
  office: 'revitalisation',
  source: 'mission C4; 乱搭乱建的处理依据城乡规划法第65条',
  key: ['number'],
  loop: environmentLoop,
  fields: {
    number: text({ label: '问题编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    place: text({ label: '位置', gloss: 'place', headings: ['点位', '地点'], required: true }),
    category: choice({
      label: '问题类别',
      gloss: 'category',
      headings: ['类别', '问题类型'],
      options: {
        piles: '乱堆乱放',
        sheds: '乱搭乱建',
        rubbish: '垃圾',
        sewage: '污水',
        pond: '黑臭水体',
        ruin: '废弃房屋',
        cables: '线缆',
      },
      required: true,
    }),
    description: text({ label: '问题描述', gloss: 'description', headings: ['问题'] }),
    origin: choice({
      label: '发现渠道',
      gloss: 'how it was found',
      headings: ['来源'],
      options: { patrol: '巡查', resident: '群众反映', upper: '上级交办' },
    }),
    duty: text({ label: '责任单位', gloss: 'responsible office', headings: ['责任村'] }),
    foundOn: date({ label: '发现日期', gloss: 'found', headings: ['巡查日期'], required: true }),
    clearedOn: date({ label: '整治完成日期', gloss: 'cleared', headings: ['完成日期'], notBefore: 'foundOn' }),
    returnedOn: date({ label: '退回日期', gloss: 'sent back', notBefore: 'foundOn' }),
    closedOn: date({ label: '销号日期', gloss: 'closed', headings: ['复核日期'], notBefore: 'foundOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    found: count({ label: '发现人居环境问题', gloss: 'problems found', on: 'foundOn', by: 'category' }),
    closed: count({ label: '销号人居环境问题', gloss: 'problems closed', on: 'closedOn', by: 'category' }),
  },
})

export const environmentProblemIndicators = [
  defineIndicator({
    id: 'environment-problems-closed',
    label: '人居环境问题销号数',
    gloss: 'problems cleared',
    unit: 'one',
    counter: '个',
    value: 'flow(environment-problems.closed)',
    better: 'up',
    source: 'mission C4',
  }),
  defineIndicator({
    id: 'environment-problems-overdue',
    label: '人居环境问题逾期数',
    gloss: 'problems past their day',
    unit: 'one',
    counter: '个',
    value: 'stock(environment-problems.overdue[found])',
    better: 'down',
    source: 'mission C4',
  }),
]
