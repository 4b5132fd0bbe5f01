import { addDays, daysBetween } from '@shishu/kernel'
import { dayOf, LAST_DAY, MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
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
    'emergency-plans': withWays(emergencyPlans, dice('plans-ways'), planWay),
    'emergency-drills': withWays(emergencyDrills, dice('drills-ways'), ({ problems }, ways) => ({
      revision: problems === 0 ? 'none' : ways.pick(['none', 'todo', 'done']),
    })),
    'safety-training': safetyTraining,
    'safety-inspections': withWays(safetyInspections, dice('inspections-ways'), inspectionWay),
    hazards: withWays(hazards, dice('hazards-ways'), hazardWay),
    'water-works': waterWorks(town),
    'flood-inspections': floodInspections(town, dice('flood-inspections')),
    'flood-supplies': floodSupplies(town, dice('flood-supplies')),
    patrols: patrols(town, dice('patrols')),
  }
}

type Way = (values: SeedEntry['values'], dice: Dice) => SeedEntry['values']

/** Fills what was added to a ledger later, with chances of its own: what the entry says already is not touched. */
function withWays(entries: readonly SeedEntry[], dice: Dice, way: Way): SeedEntry[] {
  return entries.map((entry) => ({ ...entry, values: { ...entry.values, ...way(entry.values, dice) } }))
}

const day = (value: SeedEntry['values'][string] | undefined) => (typeof value === 'string' ? value : null)

const planWay: Way = (values, dice) => {
  const [issued, filed] = [day(values.issuedOn), day(values.filedOn)]
  return {
    signer: issued === null ? null : '镇长',
    filingNumber: filed === null ? null : `应急备〔${filed.slice(0, 4)}〕${dice.int(100, 999)}号`,
    publishedOn: issued === null ? null : within(issued, dice.int(1, 10)),
    droppedOn: null,
  }
}

const inspectionWay: Way = (values, dice) => ({
  people: dice.int(2, 5),
  firstUnits: Math.min(Number(values.units), dice.pick([0, 0, 0, 1, 1, 2])),
  signed: dice.chance(0.98) ? 'yes' : 'refused',
})

/** 定级, 通知, 挂牌, 延期, 返工, 上报, 复发, 误报. */
const hazardWay: Way = (values, dice) => {
  const [found, due] = [day(values.foundOn)!, day(values.dueOn)!]
  const [handled, closed] = [day(values.handledOn), day(values.closedOn)]
  const [returned, passed] = [day(values.returnedOn), day(values.passedOn)]
  const lists = values.level === 'major' && handled !== found
  const late = (handled ?? LAST_DAY) > due
  const extends_ = late && due > found && dice.chance(0.5)
  const idle = handled === null && passed === null
  const escalates = idle && daysBetween(due, LAST_DAY) > 3 && dice.chance(0.5)
  const again = returned === null ? null : within(returned, dice.int(4, 12))
  const comesBack = closed !== null && dice.chance(0.006)
  const redoFrom = returned ?? (comesBack ? within(closed, 45) : null)
  return {
    gradedOn: found,
    notifiedOn: found,
    basis: '行业安全检查标准对应条款',
    plan: lists ? '目标、措施、资金、责任人、时限、应急预案已明确' : null,
    listedOn: lists ? addDays(found, 1) : null,
    control: lists ? '划定警戒区，停用相关设备' : null,
    extendedOn: extends_ && !lists ? addDays(due, -1) : null,
    majorExtendedOn: extends_ && lists ? addDays(due, -1) : null,
    redoDueOn: redoFrom === null ? null : (within(redoFrom, 10) ?? LAST_DAY),
    rehandledOn: comesBack ? null : again !== null && dice.chance(0.5) ? again : null,
    escalatedOn: escalates ? addDays(due, 3) : null,
    passNumber: passed === null ? null : `应急移〔${passed.slice(0, 4)}〕${dice.int(1, 90)}号`,
    reopenedOn: comesBack ? redoFrom : null,
    cancelledOn: idle && !escalates && !lists && !late && dice.chance(0.2) ? addDays(found, 1) : null,
  }
}

/** Every village has a work to look after; the mountain villages have the reservoirs. */
function waterWorks({ villages, scale }: Town): SeedEntry[] {
  const kinds = ['small2', 'dike', 'river', 'sluice', 'slope', 'small1', 'building'] as const
  const names = {
    small1: '水库',
    small2: '塘库',
    dike: '圩堤',
    river: '河道',
    sluice: '排涝站',
    building: '护岸工程',
    slope: '滑坡点',
  }
  const works = villages.flatMap((village, at) => {
    const two = scale === 1 && at % 2 === 0
    return (two ? [kinds[at % 7]!, kinds[(at + 2) % 7]!] : [kinds[at % 7]!]).map((kind, part): SeedEntry => {
      const reservoir = kind === 'small1' || kind === 'small2'
      const without = scale === 1 && at === 4 && part === 0
      return {
        orgUnit: village.code,
        values: {
          name: `${village.name.replace(/村$|社区$/, '')}${names[kind]}`,
          kind,
          register: reservoir ? `皖岭水登〔2020〕${at + 1}号` : null,
          place: `${village.name}境内`,
          capacity: kind === 'small1' ? 1_200_000 + at * 10_000 : kind === 'small2' ? 150_000 + at * 5_000 : null,
          length: kind === 'dike' || kind === 'river' ? 1_200 + at * 150 : null,
          people: 180 + at * 35,
          land: 20_000 + at * 1_500,
          weak: kind === 'dike' ? '老闸口段' : null,
          head: '包村班子成员',
          engineer: '水利站技术员',
          warden: '村巡查员',
          appraisedOn: reservoir ? '2022-11-15' : null,
          grade: reservoir ? (at % 5 === 0 ? 'third' : 'second') : null,
          listedOn: '2024-01-05',
          planApprovedOn: without ? null : '2024-03-20',
          endedOn: null,
          note: null,
        },
      }
    })
  })
  return works
}

/** Before each season every work is checked once; after storms some again. One village was forgotten in 2026. */
function floodInspections(town: Town, dice: Dice): SeedEntry[] {
  const works = waterWorks(town)
  const check = (work: SeedEntry, inspectedOn: string, phase: string): SeedEntry => {
    const problems = dice.pick([0, 0, 1, 1, 2])
    const dueOn = problems === 0 ? null : addDays(inspectedOn, dice.pick([15, 20, 30]))
    const [handledOn = null] = problems === 0 ? [] : dice.chain(inspectedOn, [3, 24, 0.95])
    return {
      orgUnit: work.orgUnit,
      values: {
        inspectedOn,
        work: work.values.name!,
        phase,
        part: '堤身、涵闸、溢洪道',
        problems,
        description: problems === 0 ? null : '杂草树障、启闭设备锈蚀',
        level: problems === 0 ? null : dice.pick(['general', 'general', 'greater']),
        measure: problems === 0 ? null : '清障除险，落实专人值守',
        duty: '村民委员会',
        dueOn,
        handledOn,
        checkedOn: handledOn === null ? null : within(handledOn, 3),
        reportedTo: problems > 1 ? '县防汛抗旱指挥部' : null,
        inspectors: '水利站、应急管理办公室',
      },
    }
  }
  const forgotten = town.scale === 1 ? town.villages[6]!.code : null
  return ['2024', '2025', '2026'].flatMap((year) => [
    ...works
      .filter(({ orgUnit }) => !(year === '2026' && orgUnit === forgotten))
      .map((work, at) => check(work, `${year}-03-${String(4 + (at % 20)).padStart(2, '0')}`, 'before')),
    ...works
      .filter((_, at) => at % 4 === 1)
      .map((work, at) =>
        check(work, `${year}-06-${String(10 + at).padStart(2, '0')}`, at % 2 === 0 ? 'storm' : 'during'),
      ),
  ])
}

/** Twelve kinds of supply in each depot; two of them short in the main town. */
function floodSupplies(town: Town, dice: Dice): SeedEntry[] {
  const items: readonly (readonly [string, string, string, number])[] = [
    ['bag', '60×95厘米', '条', 8_000],
    ['cloth', '200克', '平方米', 2_000],
    ['stake', '2米', '根', 600],
    ['stone', '碎石', '立方米', 300],
    ['vest', '成人', '件', 120],
    ['boat', '橡皮艇', '艘', 2],
    ['pump', '柴油', '台', 6],
    ['lamp', '应急灯', '盏', 60],
    ['spade', '圆头', '把', 300],
    ['wire', '8号', '公斤', 500],
    ['tarp', '6米宽', '平方米', 3_000],
    ['power', '5千瓦', '台', 3],
  ]
  return items.slice(0, town.scale === 1 ? 12 : 4).map(([item, spec, measureWord, quota], at): SeedEntry => {
    const shortage = town.scale === 1 && (at === 4 || at === 6) ? Math.ceil(quota / 10) : 0
    return {
      orgUnit: town.code,
      values: {
        depot: '镇防汛物资仓库',
        item,
        spec,
        measureWord,
        quota,
        held: quota - shortage + (shortage === 0 ? dice.int(0, Math.ceil(quota / 20)) : 0),
        shortage,
        listedOn: '2024-02-10',
        checkedOn: '2026-03-10',
        validUntil: item === 'vest' || item === 'lamp' ? '2027-12' : null,
        keeper: '仓库管理员',
        endedOn: null,
        note: null,
      },
    }
  })
}

/** The town each month, villages once a month until 2025 and as the rule wants from 2026; one village fell short in May 2026. */
function patrols(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('XC')
  const patrol = (orgUnit: string, on: string, kind: string, level: string, stretch: string): SeedEntry => {
    const problems = dice.chance(0.12) ? 1 : 0
    const [mendedOn = null] = problems === 0 ? [] : dice.chain(on, [1, 12, 0.95])
    return {
      orgUnit,
      values: {
        number: numberOf(on),
        patrolledOn: on,
        kind,
        level,
        stretch,
        post: `${level === 'town' ? '镇' : '村'}级${kind === 'river' ? '河' : '林'}长`,
        minutes: dice.int(20, 90),
        weather: dice.pick(['fine', 'fine', 'cloudy', 'rain']),
        problems,
        problem: problems === 0 ? null : dice.pick(kind === 'river' ? ['rubbish', 'pile', 'fish'] : ['fire', 'pest']),
        handling: problems === 0 ? 'none' : dice.pick(['spot', 'urge', 'report']),
        reportedTo: null,
        dueOn: problems === 0 ? null : addDays(on, 10),
        mendedOn,
      },
    }
  }
  const months = town.scale === 1 ? MONTHS : MONTHS.filter((month) => month >= '2026')
  return months.flatMap((month) => [
    patrol(town.code, dayOf(month, dice.int(1, 28)), 'river', 'town', '青溪河镇区段'),
    patrol(town.code, dayOf(month, dice.int(1, 28)), 'forest', 'town', '北山林区'),
    ...town.villages.flatMap((village, at) => {
      const short = town.scale === 1 && month === '2026-05' && at === 6
      const river = [patrol(village.code, dayOf(month, dice.int(1, 14)), 'river', 'village', `${village.name}段`)]
      if (month < '2026') return river
      if (!short)
        river.push(patrol(village.code, dayOf(month, dice.int(15, 28)), 'river', 'village', `${village.name}段`))
      return [...river, patrol(village.code, dayOf(month, dice.int(1, 28)), 'forest', 'village', `${village.name}林班`)]
    }),
  ])
}
