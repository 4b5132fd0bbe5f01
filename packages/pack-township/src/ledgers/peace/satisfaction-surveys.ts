import {
  choice,
  count,
  defineIndicator,
  defineLedger,
  defineRequirement,
  month,
  quantity,
  sum,
  text,
} from '@shishu/kernel'

/**
 * 群众安全感和政法满意度测评台账: one entry per round and item, as the upper body's results come. Nothing of those asked is
 * kept, and nothing tells anybody what to answer: the survey is official statistics (统计法第7条).
 */
export const satisfactionSurveys = defineLedger({
  id: 'satisfaction-surveys',
  kind: 'statement',
  label: '安全感满意度测评台账',
  gloss: 'results of surveys of safety and satisfaction',
  office: 'peace',
  source: '职责F2; 统计法（2024）第7条；测评由统计部门民调中心组织，乡镇只接收结果',
  key: ['surveyMonth', 'item'],
  fields: {
    surveyMonth: month({ label: '测评月份', gloss: 'month of the round', headings: ['测评批次'], required: true }),
    item: choice({
      label: '测评指标',
      gloss: 'what was asked',
      headings: ['指标'],
      options: {
        safety: '群众安全感',
        justice: '政法工作满意度',
        crime: '扫黑除恶满意度',
        disputes: '矛盾纠纷处理满意度',
        force: '政法队伍满意度',
        aware: '平安建设知晓率',
      },
      required: true,
    }),
    score: quantity({
      label: '测评得分',
      gloss: 'score',
      headings: ['得分', '满意率'],
      unit: 'percent',
      most: 10_000,
      required: true,
    }),
    countyMean: quantity({ label: '全县均值', gloss: 'mean of the county', unit: 'percent', most: 10_000 }),
    weakness: text({ label: '短板问题', gloss: 'what was found wanting', max: 300 }),
    problems: quantity({ label: '查找问题数', gloss: 'problems found', unit: 'one', headings: ['问题数'] }),
    mended: quantity({ label: '已整改问题数', gloss: 'problems mended', unit: 'one', headings: ['整改数'] }),
    duty: text({ label: '责任单位', gloss: 'office in charge' }),
    measures: text({ label: '整改措施', gloss: 'what is done', max: 300 }),
    source: text({ label: '结果来源', gloss: 'who gave the results', headings: ['数据来源'] }),
  },
  measures: {
    score: sum({ label: '测评得分', gloss: 'scores', on: 'surveyMonth', of: 'score', by: 'item' }),
    countyMean: sum({ label: '全县均值', gloss: 'county means', on: 'surveyMonth', of: 'countyMean', by: 'item' }),
    rounds: count({ label: '测评结果', gloss: 'results', on: 'surveyMonth', by: 'item' }),
    problems: sum({ label: '查找问题', gloss: 'problems found', on: 'surveyMonth', of: 'problems' }),
    mended: sum({ label: '整改问题', gloss: 'problems mended', on: 'surveyMonth', of: 'mended' }),
  },
})

/** The upper body asks about twice a year; the township waits for its results, and notes when they do not come. */
export const satisfactionSurveyRequirements = [
  defineRequirement({
    id: 'survey-results-each-half-year',
    label: '每半年收到测评结果',
    gloss: 'results of a survey in each half-year',
    measure: 'satisfaction-surveys.rounds[safety]',
    every: 'half-year',
    least: 1,
    level: 'township',
    source: '职责F2；测评多为上、下半年各一次，批次由上级定',
    unconfirmed: true,
  }),
]

const SCORE_RULE = '取最近一次测评；县级以上按各乡镇得分简单平均，不作排名'

export const satisfactionSurveyIndicators = [
  defineIndicator({
    id: 'safety-score',
    label: '群众安全感得分',
    gloss: 'latest score of safety',
    unit: 'percent',
    decimals: 2,
    value: 'latest(satisfaction-surveys.score[safety]) / latest(satisfaction-surveys.rounds[safety]) / 10000',
    better: 'up',
    source: '职责F2',
    countingRule: SCORE_RULE,
  }),
  defineIndicator({
    id: 'justice-score',
    label: '政法工作满意度得分',
    gloss: 'latest score of satisfaction',
    unit: 'percent',
    decimals: 2,
    value: 'latest(satisfaction-surveys.score[justice]) / latest(satisfaction-surveys.rounds[justice]) / 10000',
    better: 'up',
    source: '职责F2',
    countingRule: SCORE_RULE,
  }),
  defineIndicator({
    id: 'safety-score-change',
    label: '群众安全感得分比上年同期',
    gloss: 'change of the score of safety, in percentage points',
    unit: 'percent',
    decimals: 2,
    value:
      '(latest(satisfaction-surveys.score[safety]) / latest(satisfaction-surveys.rounds[safety]) - lastYear(latest(satisfaction-surveys.score[safety]) / latest(satisfaction-surveys.rounds[safety]))) / 10000',
    better: 'up',
    source: '职责F2',
    countingRule: '两次得分相减，单位为百分点',
  }),
  defineIndicator({
    id: 'justice-score-change',
    label: '政法工作满意度得分比上年同期',
    gloss: 'change of the score of satisfaction, in percentage points',
    unit: 'percent',
    decimals: 2,
    value:
      '(latest(satisfaction-surveys.score[justice]) / latest(satisfaction-surveys.rounds[justice]) - lastYear(latest(satisfaction-surveys.score[justice]) / latest(satisfaction-surveys.rounds[justice]))) / 10000',
    better: 'up',
    source: '职责F2',
    countingRule: '两次得分相减，单位为百分点',
  }),
  defineIndicator({
    id: 'survey-results-received',
    label: '收到测评结果项数',
    gloss: 'results received',
    unit: 'one',
    counter: '项',
    value: 'flow(satisfaction-surveys.rounds)',
    better: 'neither',
    source: '职责F2',
  }),
  defineIndicator({
    id: 'survey-results-missing',
    label: '缺测评结果的半年数',
    gloss: 'half-years without results',
    unit: 'one',
    counter: '个',
    value: 'missed(survey-results-each-half-year)',
    better: 'down',
    source: '职责F2',
  }),
  defineIndicator({
    id: 'survey-problems-mended-share',
    label: '测评短板问题整改率',
    gloss: 'share of problems found that are mended',
    unit: 'percent',
    decimals: 1,
    value: 'flow(satisfaction-surveys.mended) / flow(satisfaction-surveys.problems)',
    better: 'up',
    source: '职责F2',
  }),
]
