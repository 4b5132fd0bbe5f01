import { addDays } from '@shishu/kernel'
import { MONTHS } from '../calendar.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'

const ECOLOGY: readonly (readonly [string, string])[] = [
  ['water', '污水管网渗漏'],
  ['water', '河道垃圾'],
  ['air', '矿山扬尘'],
  ['soil', '农膜残留'],
  ['mine', '废弃矿坑未复绿'],
  ['waste', '固废临时堆放'],
  ['livestock', '养殖粪污处理不规范'],
]

/** 民生保障: benefits paid every month, ecological problems signed off, fairs held, roads built. */
export const livelihoodStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town

  const greenDice = dice('ecology')
  const greenNumber = numbering('ST')
  const ecologyProblems: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: greenDice.times(1.6 * scale) }, (): SeedEntry => {
      const foundOn = greenDice.day(month)
      const [category, problem] = greenDice.pick(ECOLOGY)
      const [mendedOn = null, acceptedOn = null, closedOn = null] = greenDice.chain(
        foundOn,
        [15, 80, 0.95],
        [3, 15, 0.95],
        [5, 25, 0.95],
      )
      return {
        orgUnit: greenDice.pick(villages).code,
        values: {
          number: greenNumber(foundOn),
          origin: greenDice.pick(['central', 'province', 'city', 'county', 'self']),
          category,
          problem,
          measure: '限期整改，举一反三',
          duty: greenDice.pick(['民生保障办公室', '规划建设办公室', '所在村']),
          foundOn,
          dueOn: addDays(foundOn, 75),
          mendedOn,
          acceptedOn,
          closedOn,
        },
      }
    }),
  )

  const payDice = dice('benefits')
  const payNumber = numbering('FF')
  // programme, item, people and monthly amount in units of 0.01 万元; months null: every month
  const programmes: readonly (readonly [string, string, number, number, readonly number[] | null])[] = [
    ['pension', '城乡居民养老金', 5200, 9880, null],
    ['family-planning', '独生子女家庭奖励扶助', 310, 2480, [3, 6, 9, 12]],
    ['family-planning', '特别扶助金', 26, 1170, [5, 11]],
    ['civil-affairs', '低保金', 640, 4160, null],
    ['civil-affairs', '特困供养金', 210, 1890, null],
    ['civil-affairs', '残疾人两项补贴', 520, 468, null],
    ['civil-affairs', '高龄津贴', 830, 1245, [3, 6, 9, 12]],
    ['veterans', '优抚对象定期补助', 145, 1015, null],
    ['farming', '耕地地力保护补贴', 6100, 31_200, [5]],
  ]
  const benefitPayments: SeedEntry[] = MONTHS.flatMap((month) =>
    programmes
      .filter(([, , , , months]) => months === null || months.includes(Number(month.slice(5))))
      .map(([programme, item, people, amount]): SeedEntry => {
        const count = Math.round((people + payDice.int(-12, 12)) * scale)
        const due = Math.round((amount * count) / people) * 10_000
        const late = payDice.chance(0.03)
        const failed = payDice.chance(0.2) ? payDice.int(1, 4) : 0
        const paidOn = `${month}-${late ? 24 : payDice.int(10, 19)}`
        return {
          orgUnit: town.code,
          values: {
            batch: payNumber(paidOn),
            programme,
            item,
            forMonth: month,
            people: count,
            due,
            paid: failed > 2 ? due - failed * 10_000 : due,
            dueOn: `${month}-20`,
            paidOn,
            onTime: !late && failed <= 2,
            failed,
            note: late ? '系统维护，延期发放' : null,
          },
        }
      }),
  )

  const fairDice = dice('job-fairs')
  const jobFairs: SeedEntry[] = MONTHS.flatMap((month) =>
    ['上半月固定场', '下半月固定场', '返乡务工人员专场']
      .filter((_, at) => (scale === 1 ? at < 2 || fairDice.chance(0.4) : at === 0))
      .map((name, at): SeedEntry => {
        const jobs = fairDice.int(60, 320)
        return {
          orgUnit: town.code,
          values: {
            heldOn: `${month}-${at === 0 ? '08' : at === 1 ? '22' : '26'}`,
            name: `${Number(month.slice(5))}月${name}招聘会`,
            kind: at < 2 ? 'fixed' : 'special',
            place: fairDice.pick(['镇人民广场', '工业集中区', '文化站']),
            firms: fairDice.int(8, 30),
            jobs,
            visitors: fairDice.int(80, 400),
            intentions: fairDice.int(20, 60),
            hired: fairDice.int(5, 24),
            note: null,
          },
        }
      }),
  )

  const roadDice = dice('roads')
  const roadWorks: SeedEntry[] = villages.flatMap((village, at) =>
    Array.from({ length: scale === 1 ? 2 : 1 }, (_, part): SeedEntry => {
      const plannedOn = `202${4 + ((at + part) % 3)}-01-20`
      const [startedOn = null, completedOn = null] = roadDice.chain(plannedOn, [40, 120, 0.95], [90, 220, 0.95])
      return {
        orgUnit: village.code,
        values: {
          name: `${village.name}至${villages[(at + part + 1) % villages.length]!.name}联网路`,
          kind: roadDice.pick(['connect', 'widen', 'repair']),
          length: roadDice.int(8, 42) * 100,
          width: roadDice.pick(['4.5米', '5.5米', '6米']),
          budget: roadDice.int(40, 260) * WAN,
          builder: roadDice.pick(['云杉建设公司', '石泉施工队', '恒麦路桥公司']),
          plannedOn,
          startedOn,
          completedOn,
          note: null,
        },
      }
    }),
  )

  return {
    'ecology-problems': ecologyProblems,
    'benefit-payments': benefitPayments,
    'job-fairs': jobFairs,
    'road-works': roadWorks,
  }
}
