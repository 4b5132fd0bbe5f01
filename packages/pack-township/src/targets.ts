import { defineTarget, type Target } from '@shishu/kernel'

const SOURCE = '职责I1; 时序进度为工作惯例：年度目标×月数÷12'

/** What the year should reach; the amounts are entries of the ledger of targets. */
export const targets: readonly Target[] = [
  defineTarget({
    id: 'investment',
    label: '固定资产投资年度目标',
    gloss: 'fixed-asset investment of the year',
    unit: 'fen',
    measure: 'targets.money[investment]',
    course: 'linear',
    source: SOURCE,
  }),
  defineTarget({
    id: 'industrial-output',
    label: '规上工业总产值年度目标',
    gloss: 'output of firms above scale of the year',
    unit: 'fen',
    measure: 'targets.money[industrial-output]',
    course: 'linear',
    source: SOURCE,
  }),
  defineTarget({
    id: 'promotions',
    label: '新增规上工业企业年度目标',
    gloss: 'industrial firms to be promoted in the year',
    unit: 'one',
    measure: 'targets.number[promotions]',
    course: 'linear',
    source: SOURCE,
  }),
  defineTarget({
    id: 'toilets',
    label: '新建户厕年度任务',
    gloss: 'household toilets to be built in the year',
    unit: 'one',
    measure: 'targets.number[toilets]',
    course: 'linear',
    source: SOURCE,
  }),
  defineTarget({
    id: 'village-plans',
    label: '村庄规划年内累计完成目标',
    gloss: 'village plans to be approved by the end of the year, those of earlier years included',
    unit: 'one',
    measure: 'targets.number[village-plans]',
    course: 'linear',
    source: SOURCE,
  }),
]
