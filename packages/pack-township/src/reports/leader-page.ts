import { defineReport } from '@shishu/kernel'
import { figure } from './slot.ts'

/**
 * 主要工作一览: one page, twenty figures: the course of the year, what lags, what is overdue by law, what was missed this month.
 *
 * Of petitions it tells only whether they were told and answered in time.
 */
export const leaderPage = defineReport({
  id: 'leader-page',
  label: '主要工作一览',
  gloss: 'one page for the leader',
  periodKind: 'month',
  title: '{org}{period}主要工作一览',
  issuer: '{org}人民政府',
  source: '职责I1、I2、I4',
  paragraphs: [
    { style: 'heading-1', text: '一、全年进度（按已上报月份）' },
    { style: 'body', text: '固定资产投资：为月末时序进度的{1}，同比{2}。' },
    { style: 'body', text: '规上工业总产值同比{3}，限上零售额同比{4}。' },
    { style: 'body', text: '小升规完成年度目标的{5}，新建改厕完成年度任务的{6}。' },
    { style: 'body', text: '村庄规划完成年度目标的{7}，衔接资金拨付进度{8}。' },
    { style: 'heading-1', text: '二、月末滞后' },
    { style: 'body', text: '重点工程滞后节点{9}个，重点工作任务逾期{10}项。' },
    { style: 'body', text: '安全隐患逾期{11}处，生态环境问题逾期{12}个。' },
    { style: 'heading-1', text: '三、月末超过法定时限' },
    { style: 'body', text: '信访事项：逾期未告知{13}件，逾期未答复{14}件。' },
    { style: 'body', text: '低保申请：县级逾期未确认{15}件。' },
    { style: 'body', text: '政府信息：逾期未公开{16}条，申请逾期未答复{17}件。' },
    { style: 'heading-1', text: '四、本月未达频次' },
    { style: 'body', text: '半月会商会漏开{18}次，支委会缺开{19}次，巡河未达频次{20}次。' },
  ],
  slots: {
    1: figure('investment-on-course', 'percent'),
    2: figure('investment-growth', 'growth'),
    3: figure('industrial-output-growth', 'growth'),
    4: figure('retail-sales-growth', 'growth'),
    5: figure('promotions-progress', 'percent'),
    6: figure('toilets-built-share', 'percent'),
    7: figure('village-plans-target-progress', 'percent'),
    8: figure('bridging-funds-disbursed-share', 'percent'),
    9: figure('milestones-late'),
    10: figure('work-tasks-overdue'),
    11: figure('hazards-overdue'),
    12: figure('ecology-problems-overdue'),
    13: figure('petitions-telling-overdue'),
    14: figure('petitions-answer-overdue'),
    15: figure('subsistence-county-overdue'),
    16: figure('disclosures-overdue'),
    17: figure('information-requests-overdue'),
    18: figure('conferences-missed'),
    19: figure('committee-missed'),
    20: figure('river-patrols-missed'),
  },
})
