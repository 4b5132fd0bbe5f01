import { addDays } from '@shishu/kernel'
import { LAST_DAY, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'

/** 统筹: the year's targets, the documents issued and the plan broken into tasks. */
export const overallStory: OfficeStory = (town, dice) => {
  const { scale } = town
  const whole = scale === 1

  // target, money in 万元 or null, number or null, for 2024, 2025, 2026
  const goals: readonly (readonly [string, readonly number[] | null, readonly number[] | null])[] = [
    ['investment', [92_000, 99_000, 106_000], null],
    ['industrial-output', [210_000, 232_000, 262_000], null],
    ['promotions', null, [5, 6, 6]],
    ['toilets', null, [90, 90, 96]],
    ['village-plans', null, whole ? [2, 5, 8] : [1, 2, 3]],
  ]
  const targets: SeedEntry[] = [0, 1, 2].flatMap((at) =>
    goals.map(([target, money, number]): SeedEntry => {
      const year = 2024 + at
      const amount =
        number === null ? null : target === 'village-plans' ? number[at]! : Math.max(1, Math.round(number[at]! * scale))
      return {
        orgUnit: town.code,
        values: {
          target,
          startsOn: `${year}-01-01`,
          amountMoney: money === null ? null : Math.round(money[at]! * scale) * WAN,
          amountCount: amount,
          basis: `岭政办〔${year}〕3号`,
          setBy: '县人民政府',
          duty:
            target === 'toilets' ? '乡村振兴办公室' : target === 'village-plans' ? '规划建设办公室' : '经济发展办公室',
          note: null,
        },
      }
    }),
  )

  const paperDice = dice('documents')
  const serials = new Map<string, number>()
  const numberOf = (day: string) => {
    const year = day.slice(0, 4)
    serials.set(year, (serials.get(year) ?? 0) + 1)
    return `${town.name.slice(0, 1)}发〔${year}〕${serials.get(year)}号`
  }
  const paper = (issuedOn: string, title: string, kind: string, field: string): SeedEntry => ({
    orgUnit: town.code,
    values: {
      number: numberOf(issuedOn),
      title: `${town.name}${title}`,
      kind,
      field,
      writer: '党政综合办公室',
      issuedOn,
      endedOn: null,
      open: kind === 'group' ? 'request' : 'public',
      note: null,
    },
  })
  const fields: readonly (readonly [string, string])[] = [
    ['party', '党建工作要点'],
    ['economy', '企业服务实施方案'],
    ['village', '人居环境整治实施方案'],
    ['safety', '安全生产大排查实施方案'],
    ['peace', '矛盾纠纷排查化解实施方案'],
    ['other', '机关管理制度'],
  ]
  const policyDocuments = ['2024', '2025', '2026'].flatMap((year) => [
    ...fields.slice(0, whole ? 6 : 2).flatMap(([field, title], at) => {
      const last = year === '2026' ? 6 : 12
      return Array.from({ length: whole ? 3 : 1 }, (_, part) =>
        paper(
          `${year}-${String(1 + ((at + part * 2) % last)).padStart(2, '0')}-${paperDice.int(10, 27)}`,
          `${year}年${title}（${part + 1}）`,
          'plan',
          field,
        ),
      )
    }),
    ...(year === '2026'
      ? [
          paper('2026-02-11', '全面推进“移风易俗、丧事简办”工作实施方案', 'plan', 'customs'),
          paper('2026-02-13', '全面推进“移风易俗、丧事简办”工作宣传方案', 'publicity', 'customs'),
          paper('2026-02-13', '移风易俗工作领导小组的通知', 'group', 'customs'),
        ]
      : []),
  ])

  const taskDice = dice('tasks')
  const taskNumber = numbering('RW')
  const taskNames = [
    '推进招商项目签约',
    '培育小升规企业',
    '完成软弱涣散整顿',
    '推进改厕回头看',
    '抓好汛前检查',
    '推进联网路建设',
    '开展丧事简办回访',
    '推进村庄规划报批',
    '开展安全隐患排查',
    '做好民政资金发放',
  ]
  const workTasks: SeedEntry[] = ['2024-01', '2024-07', '2025-01', '2025-07', '2026-01'].flatMap((half) =>
    Array.from({ length: Math.max(4, Math.round(26 * scale)) }, (_, at): SeedEntry => {
      const assignedOn = `${half}-${10 + (at % 15)}`
      const dueMonth = Number(half.slice(5)) + 1 + (at % 5)
      const dueOn = `${half.slice(0, 4)}-${String(dueMonth).padStart(2, '0')}-28`
      const [reportedOn = null, second = null] = taskDice.chain(
        assignedOn,
        [20 + (at % 5) * 25, 40 + (at % 5) * 29, half < '2026' ? 1 : 0.8],
        [1, 12, half < '2026' ? 1 : 0.8],
      )
      const returned = second !== null && taskDice.chance(half < '2026' ? 0 : 0.1)
      const cancelled = reportedOn === null && taskDice.chance(0.2)
      return {
        orgUnit: town.code,
        values: {
          number: taskNumber(assignedOn),
          sentence: half.endsWith('01') ? '全年工作计划' : '下半年工作计划',
          task: `${taskNames[at % taskNames.length]}（第${Math.floor(at / taskNames.length) + 1}批）`,
          field: taskDice.pick(['economy', 'party', 'village', 'livelihood', 'customs', 'safety', 'planning']),
          duty: taskDice.pick([
            '经济发展办公室',
            '党建工作办公室',
            '乡村振兴办公室',
            '应急管理办公室',
            '规划建设办公室',
          ]),
          partner: taskDice.pick(['各村（社区）', '财政所', null]),
          assignedOn,
          dueOn,
          reportedOn,
          returnedOn: returned ? second : null,
          closedOn: returned ? null : second,
          cancelledOn: cancelled ? taskDice.chain(assignedOn, [30, 60])[0]! : null,
        },
      }
    }),
  )

  const openDice = dice('documents-open')
  const wayDice = dice('tasks-ways')
  return {
    targets,
    'policy-documents': policyDocuments.map(({ orgUnit, values }) => ({
      orgUnit,
      values: {
        ...values,
        signer: '镇长',
        openedOn: values.open === 'public' ? within(String(values.issuedOn), openDice.int(2, 24)) : null,
      },
    })),
    'work-tasks': workTasks.map(({ orgUnit, values }) => ({
      orgUnit,
      values: { ...values, ...taskWay(values, wayDice) },
    })),
    'public-deeds': deeds(town, dice('deeds')),
  }
}

/** 延期, 退回重办, 重启. */
function taskWay(values: SeedEntry['values'], dice: Dice): SeedEntry['values'] {
  const day = (value: SeedEntry['values'][string] | undefined) => (typeof value === 'string' ? value : null)
  const [due, reported, returned] = [day(values.dueOn)!, day(values.reportedOn), day(values.returnedOn)]
  const [closed, cancelled] = [day(values.closedOn), day(values.cancelledOn)]
  const late = (reported ?? LAST_DAY) > due && cancelled === null
  const again = closed !== null && dice.chance(0.03)
  const redoFrom = returned ?? (again ? within(closed, 30) : null)
  return {
    owner: dice.pick(['办公室主任', '分管负责人', '业务专干']),
    extendedOn: late && dice.chance(0.5) ? addDays(due, -3) : null,
    redoDueOn: redoFrom === null ? null : (within(redoFrom, 15) ?? LAST_DAY),
    rereportedOn: returned === null ? null : within(returned, dice.int(5, 9)),
    reopenedOn: again ? redoFrom : null,
    evidence: closed === null ? null : '见相应台账和文件',
  }
}

const DEEDS: readonly (readonly [string, string, string])[] = [
  ['road', '修复村道破损路面', '规划建设办公室'],
  ['water', '改造老旧供水管网', '乡村振兴办公室'],
  ['old', '建设老年助餐点', '民生保障办公室'],
  ['school', '增设放学后托管点', '民生保障办公室'],
  ['health', '村卫生室添置设备', '民生保障办公室'],
  ['green', '整治黑臭沟塘', '乡村振兴办公室'],
  ['light', '安装主干道路灯', '规划建设办公室'],
  ['job', '开办缝纫技能班', '民生保障办公室'],
  ['water', '疏浚灌溉渠道', '乡村振兴办公室'],
  ['other', '增设便民停车位', '规划建设办公室'],
]

/** Ten deeds a year, promised in January; some late, some put off, done again, or given up with the reason. */
function deeds(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('SS')
  return ['2024', '2025', '2026'].flatMap((year) =>
    DEEDS.slice(0, town.scale === 1 ? 10 : 2).map(([kind, title, duty], at): SeedEntry => {
      const promisedOn = `${year}-01-${String(10 + at).padStart(2, '0')}`
      const dueOn = `${year}-${['05', '06', '08', '10', '11'][at % 5]}-28`
      const gaveUp = town.scale === 1 && year === '2025' && at === 9
      const [startedOn = null, finishedOn = null, second = null] = gaveUp
        ? dice.chain(promisedOn, [20, 50])
        : dice.chain(promisedOn, [20, 65], [60 + (at % 5) * 35, 75 + (at % 5) * 48], [3, 18])
      const refused = second !== null && dice.chance(0.1)
      const [refinishedOn = null, third = null] = refused ? dice.chain(second, [10, 40], [2, 10]) : []
      const acceptedOn = refused ? third : second
      const late = !gaveUp && startedOn !== null && (finishedOn ?? LAST_DAY) > dueOn
      const reopened = acceptedOn !== null && town.scale === 1 && year === '2024' && at === 3
      const asked = acceptedOn === null ? null : dice.int(30, 90)
      return {
        orgUnit: town.code,
        values: {
          number: numberOf(promisedOn),
          title: `${year}年${title}`,
          kind,
          origin: dice.pick(['vote', 'vote', 'visit', 'petition', 'plan']),
          duty,
          funds: dice.int(5, 120) * WAN,
          people: dice.int(120, 2_600),
          promisedOn,
          dueOn,
          startedOn,
          extendedOn: late && at !== 1 ? addDays(dueOn, -5) : null,
          finishedOn,
          refusedOn: refused ? second : null,
          refinishedOn,
          acceptedOn,
          reopenedOn: reopened ? within(acceptedOn, 60) : null,
          cancelledOn: gaveUp ? `${year}-06-20` : null,
          reason: gaveUp ? '选址与规划不符，已公示并改列下年度' : null,
          asked,
          satisfied: asked === null ? null : asked - dice.int(0, 6),
        },
      }
    }),
  )
}
