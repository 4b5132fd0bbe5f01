import { defineParam, type Param } from '@shishu/kernel'

/** What a town may set for itself: the numbers of its own policies. */
export const params: readonly Param[] = [
  defineParam({
    id: 'industry.first-month',
    label: '工业统计起始月',
    gloss: 'first month that the year’s industry figures cover; January comes with February',
    value: 1,
    source: '职责A2 汇报空4、8; 1—2月合并发布',
  }),
  defineParam({
    id: 'key-road.number',
    label: '重点公路编号',
    gloss: 'number of the provincial road under construction',
    value: '467',
    source: '职责A5 汇报空18、19、72',
  }),
  defineParam({
    id: 'enterprise-request.days',
    label: '企业诉求答复天数',
    gloss: 'days within which a firm’s request is to be answered',
    value: 15,
    source: '职责A9; 未见全国规定，由镇定（未确认）',
  }),
  defineParam({
    id: 'collective-income.threshold',
    label: '村级集体经济达标线（分）',
    gloss: 'income of the year, in fen, that villages are to reach',
    value: 50_000_000,
    source: '职责B6; 达标线由上级年度文件定，默认50万元（未确认）',
  }),
  defineParam({
    id: 'job-fair.fixed',
    label: '“N+N”招聘会固定场次',
    gloss: 'fixed job fairs a month, the first number of “2+N”',
    value: '2',
    source: '职责D8 汇报空46; 2+N的场次安排未见统一规定，由镇定',
  }),
  defineParam({
    id: 'culture.hours',
    label: '文化阵地每周开放小时数',
    gloss: 'hours that a cultural venue is to be open a week',
    value: 40,
    source: '职责D7; 各地40至42小时不等，由镇定（未确认）',
  }),
  defineParam({
    id: 'funeral.days',
    label: '丧事办结天数',
    gloss: 'days within which a funeral is to be finished',
    value: 3,
    source: '职责E1 汇报空50、61、62; 由村规民约约定（村民委员会组织法第31条），不是全国规定',
  }),
  defineParam({
    id: 'funeral.launched-on',
    label: '丧事简办启动日期',
    gloss: 'day from which the rule is counted',
    value: '2026-02-20',
    source: '职责E1 汇报空48、49; 只计启动之日以后的',
  }),
  defineParam({
    id: 'homestead.days',
    label: '宅基地办理天数',
    gloss: 'days from acceptance within which a homestead application is to be decided',
    value: 20,
    source: '职责G2; 未见全国规定，由县定（农经发〔2019〕6号）',
  }),
]
