/** A habit of offices that the workbooks show on purpose, and the sheets that have it (main town). */
export interface PlantedHabit {
  habit: string
  office: string
  sheets: readonly string[]
  note: string
}

export const planted: readonly PlantedHabit[] = [
  { habit: 'title-row', office: '*', sheets: ['*'], note: '首行合并的表题，第二行填报单位和填报日期' },
  {
    habit: 'two-level-headings',
    office: 'economy',
    sheets: ['规上工业产值月度2026年', '固定资产投资完成情况2026年', '限上消费品零售额', '重点工程节点'],
    note: '产值（万元）之下本期、同期；序号等上下合并',
  },
  {
    habit: 'two-level-headings',
    office: 'party',
    sheets: ['党员档案排查', '三会一课及党建活动2026年'],
    note: '处理结果之下四项，人数之下应到、实到',
  },
  { habit: 'yi-yuan', office: 'economy', sheets: ['固定资产投资项目'], note: '计划总投资（亿元）' },
  { habit: 'yi-yuan', office: 'overall', sheets: ['年度目标'], note: '目标金额（亿元）' },
  {
    habit: 'month-day-dates',
    office: 'revitalisation',
    sheets: ['人居环境整治2026年', '新建户厕2026年'],
    note: '3月5日，年份在表题里；跨年的写全',
  },
  {
    habit: 'joined-january',
    office: 'economy',
    sheets: ['规上工业产值月度2026年', '固定资产投资完成情况2026年', '限上消费品零售额'],
    note: '1—2月 或 2026年1—2月 记为2月',
  },
  {
    habit: 'mixed-dates',
    office: 'economy',
    sheets: ['征迁安置', '小升规及大个体培育'],
    note: '日期单元格、2026.3.5、2026年3月5日、2026/3/5',
  },
  { habit: 'full-width-digits', office: 'customs', sheets: ['丧事简办2026年', '移风易俗宣传'], note: '１２' },
  { habit: 'full-width-digits', office: 'economy', sheets: ['征迁安置'], note: '家庭人口' },
  { habit: 'ticks', office: 'economy', sheets: ['规上工业产值月度2026年'], note: '√ 为是，空为否' },
  {
    habit: 'subtotals',
    office: 'economy',
    sheets: ['规上工业产值月度2026年', '固定资产投资完成情况2026年'],
    note: '每月小计，表末合计',
  },
  { habit: 'remarks', office: 'safety', sheets: ['隐患整改2026年'], note: '表下合并的备注行' },
  { habit: 'short-place-names', office: 'peace', sheets: ['矛盾纠纷2026年'], note: '新桥 即 新桥村' },
  { habit: 'empty-sheet', office: 'customs', sheets: ['Sheet3'], note: '空表' },
  { habit: 'duplicated-row', office: 'peace', sheets: ['矛盾纠纷2025年'], note: '第41条连同序号重复一行' },
]
