import { addDays } from '@shishu/kernel'
import { MONTHS } from '../calendar.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

const FIELDS = ['mine', 'factory', 'fire', 'road', 'site', 'gas', 'school', 'shop']

const SITES: readonly (readonly [string, string])[] = [
  ['青禾矿业有限公司', 'mine'],
  ['云杉织造有限公司', 'factory'],
  ['石泉建材有限公司', 'factory'],
  ['松源机械有限公司', 'factory'],
  ['中心小学', 'school'],
  ['镇农贸市场', 'fire'],
  ['惠民超市', 'shop'],
  ['兴盛饭店', 'shop'],
  ['液化气供应站', 'gas'],
  ['中小迁建工地', 'site'],
  ['客运站', 'road'],
  ['敬老院', 'fire'],
]

/** 安全防线: inspections find hazards, hazards are mended and reviewed; plans, drills and training. */
export const safetyStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town
  const small = scale < 1

  const planDice = dice('plans')
  const planNames = [
    '突发事件总体应急预案',
    '防汛抗旱应急预案',
    '森林防火应急预案',
    '低温雨雪冰冻灾害应急预案',
    '生产安全事故应急预案',
    '地质灾害应急预案',
    '消防安全应急预案',
    '食品安全应急预案',
    '公共卫生应急预案',
    '矿山事故应急预案',
    '校园安全应急预案',
    '危险化学品应急预案',
  ]
  const emergencyPlans: SeedEntry[] = ['2024', '2025', '2026'].flatMap((year) =>
    planNames.slice(0, small ? 4 : 12).map((name, at): SeedEntry => {
      const revisedOn = `${year}-0${planDice.int(1, 5)}-${planDice.int(10, 27)}`
      const [issuedOn = null, filedOn = null] = planDice.chain(revisedOn, [3, 20], [5, 26, 0.9])
      return {
        orgUnit: town.code,
        values: {
          name: `${town.name}${name}`,
          kind: at === 0 ? 'general' : 'special',
          edition: `${year}版`,
          reason: planDice.pick(['law', 'body', 'risk', 'resource', 'drill']),
          writer: '应急管理办公室',
          revisedOn,
          issuedOn,
          filedOn,
          endedOn: year === '2026' || issuedOn === null ? null : `${Number(year) + 1}-06-01`,
          note: null,
        },
      }
    }),
  )

  const drillDice = dice('drills')
  const drillNames: readonly (readonly [string, string])[] = [
    ['fire', '消防疏散演练'],
    ['flood', '防汛转移避险演练'],
    ['mine', '矿山事故救援演练'],
    ['quake', '地震应急疏散演练'],
    ['snow', '雨雪冰冻处置演练'],
    ['school', '校园安全演练'],
  ]
  const emergencyDrills: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: drillDice.times(4.3 * scale) }, (_, at): SeedEntry => {
      const village = villages[(at * 5 + Number(month.slice(5))) % villages.length]!
      const [kind, name] = drillDice.pick(drillNames)
      return {
        orgUnit: village.code,
        values: {
          heldOn: drillDice.day(month),
          name,
          kind,
          form: drillDice.pick(['field', 'field', 'table']),
          plan: `${town.name}${planNames[at % planNames.length]}`,
          place: `${village.name}${drillDice.pick(['文化广场', '学校', '村部', '企业厂区'])}`,
          people: drillDice.int(30, 260),
          problems: drillDice.int(0, 4),
          assessment: drillDice.pick(['达到预期', '通信衔接需改进', '集合时间偏长']),
        },
      }
    }),
  )

  const trainDice = dice('training')
  const training: readonly (readonly [string, string, string])[] = [
    ['law', '安全生产法培训', '企业负责人和安全员'],
    ['informant', '灾害信息员业务培训', '各村灾害信息员'],
    ['firm', '企业安全操作培训', '企业职工'],
    ['leaflet', '入户发放安全宣传册页', '农户'],
  ]
  const safetyTraining: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: trainDice.times(6 * scale) }, (_, at): SeedEntry => {
      const [kind, topic, audience] = training[(at + Number(month.slice(5))) % training.length]!
      const village = villages[(at * 4 + Number(month.slice(5)) * 3) % villages.length]!
      return {
        orgUnit: village.code,
        values: {
          heldOn: trainDice.day(month),
          kind,
          topic: `${topic}（${at + 1}）`,
          place: `${village.name}${trainDice.pick(['村部', '文明实践站', '会议室'])}`,
          audience,
          people: trainDice.int(20, 120),
          brochures: kind === 'leaflet' ? trainDice.int(120, 420) : trainDice.int(0, 80),
          passed: kind === 'firm' ? trainDice.int(15, 20) : null,
          organiser: '应急管理办公室',
        },
      }
    }),
  )

  const checkDice = dice('inspections')
  const checkNumber = numbering('JC')
  const safetyInspections: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: checkDice.times(18 * scale) }, (): SeedEntry => {
      const inspectedOn = checkDice.day(month)
      const hazards = checkDice.int(0, 6)
      return {
        orgUnit: checkDice.pick(villages).code,
        values: {
          number: checkNumber(inspectedOn),
          inspectedOn,
          kind: checkDice.pick(['daily', 'daily', 'special', 'festival', 'joint', 'sweep']),
          field: checkDice.pick(FIELDS),
          units: checkDice.int(1, 7),
          hazards,
          fixed: Math.min(hazards, checkDice.int(0, 4)),
          inspectors: checkDice.pick(['应急管理办公室', '应急管理办公室、派出所', '应急管理办公室、市场监管所']),
          handling: hazards === 0 ? 'none' : checkDice.pick(['fixed', 'dated', 'dated', 'passed']),
          note: null,
        },
      }
    }),
  )

  const hazardDice = dice('hazards')
  const hazardNumber = numbering('YH')
  const hazards: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: hazardDice.times(32 * scale) }, (): SeedEntry => {
      const foundOn = hazardDice.day(month)
      const major = hazardDice.chance(0.03)
      const recent = foundOn >= '2026-04'
      const [unit, field] = hazardDice.pick(SITES)
      const allowed = major ? 60 : hazardDice.pick([3, 7, 15, 30])
      const [handledOn = null, second = null] = hazardDice.chain(
        foundOn,
        [0, Math.ceil(allowed * 1.08), recent ? 0.93 : 0.995],
        [0, 6, recent ? 0.95 : 1],
      )
      const returned = second !== null && hazardDice.chance(recent ? 0.06 : 0.003)
      const [passedOn = null] =
        handledOn === null && hazardDice.chance(0.4) ? hazardDice.chain(foundOn, [allowed + 1, allowed + 20]) : []
      return {
        orgUnit: hazardDice.pick(villages).code,
        values: {
          number: hazardNumber(foundOn),
          unit,
          field,
          part: hazardDice.pick(['配电间', '仓库', '厨房', '通道', '作业面', '锅炉房', '楼梯间']),
          description: hazardDice.pick([
            '灭火器过期',
            '安全出口堵塞',
            '电线私拉乱接',
            '未设警示标志',
            '燃气软管老化',
            '临边防护缺失',
            '应急灯损坏',
            '台账记录不全',
          ]),
          level: major ? 'major' : 'general',
          origin: hazardDice.pick(['self', 'inspection', 'inspection', 'report', 'upper']),
          measure: hazardDice.pick(['立即更换', '清理通道', '规范敷设', '增设标志', '加装防护']),
          funds: hazardDice.chance(0.4) ? hazardDice.int(1, 60) * 10_000 : null,
          handler: '单位安全员',
          reviewer: '镇应急管理办公室安监员',
          foundOn,
          dueOn: addDays(foundOn, allowed),
          handledOn,
          returnedOn: returned ? second : null,
          passedOn,
          closedOn: returned ? null : second,
        },
      }
    }),
  )

  return {
    'emergency-plans': emergencyPlans,
    'emergency-drills': emergencyDrills,
    'safety-training': safetyTraining,
    'safety-inspections': safetyInspections,
    hazards,
  }
}
