import { addDays } from '@shishu/kernel'
import { MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'
import { assistance } from './assistance.ts'

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
    'ecology-problems': throughLevels(ecologyProblems, dice('ecology-levels')),
    'health-campaigns': healthCampaigns(town, dice('health')),
    'benefit-payments': sentAgain(benefitPayments, dice('benefits-sent-again')),
    'pension-insurance': pensionInsurance(town, dice('pension-insurance')),
    'pension-stops': pensionStops(town, dice('pension-stops')),
    'education-works': educationWorks(town, dice('education')),
    conscription: conscription(town, dice('conscription')),
    'conscription-tasks': conscriptionTasks(town),
    'culture-activities': cultureActivities(town, dice('culture')),
    'culture-venues': cultureVenues(town, dice('venues')),
    'venue-openings': venueOpenings(town, dice('openings')),
    'job-fairs': jobFairs,
    'road-works': roadWorks,
    ...assistance(town, dice),
    'veteran-services': veteranServices(town, dice('veterans')),
  }
}

const after = (day: string | null, days: number): string | null => (day === null ? null : within(day, days))
const isMain = (town: Town) => town.scale === 1

/** 逐级验收：省级督察的报省，市级交办的报市，其余到县；退回、延期、反弹、撤销也有。 */
function throughLevels(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return entries.map(({ orgUnit, values }): SeedEntry => {
    const foundOn = String(values.foundOn)
    const mendedOn = values.mendedOn as string | null
    const acceptedOn = values.acceptedOn as string | null
    const level =
      values.origin === 'central' || values.origin === 'province'
        ? 'province'
        : values.origin === 'city'
          ? 'city'
          : 'county'
    const appliedOn = dice.chance(0.95) ? after(acceptedOn, dice.int(1, 4)) : null
    const firstOn = after(appliedOn, dice.int(2, 8))
    const returned = firstOn !== null && firstOn >= '2026-02' && dice.chance(0.15)
    const secondOn = level === 'county' ? firstOn : after(firstOn, dice.int(3, 9))
    const lastOn = level === 'province' ? after(secondOn, dice.int(5, 12)) : secondOn
    const noticedOn = returned ? null : after(lastOn, dice.int(1, 3))
    const closedOn = dice.chance(0.97) ? after(noticedOn, dice.int(6, 12)) : null
    const lookedOn = dice.chance(0.6) ? after(closedOn, dice.int(60, 120)) : null
    const extendedOn =
      mendedOn !== null && mendedOn > addDays(foundOn, 72) && dice.chance(0.6) ? addDays(foundOn, 66) : null
    const at = (wanted: string, day: string | null) =>
      level === wanted && !(returned && day !== firstOn && day !== appliedOn) ? day : null
    return {
      orgUnit,
      values: {
        ...values,
        supervisor: '县生态环境分局',
        goal: '问题消除，达到功能区标准',
        extendedOn,
        extensionReason: extendedOn === null ? null : '雨季无法施工',
        fiveStandards: appliedOn === null ? null : true,
        appliedCountyOn: at('county', appliedOn),
        countyOn: returned ? null : at('county', firstOn),
        appliedCityOn: at('city', appliedOn),
        countyToCityOn: at('city', firstOn),
        cityOn: at('city', secondOn),
        appliedProvinceOn: at('province', appliedOn),
        countyToProvinceOn: at('province', firstOn),
        cityToProvinceOn: at('province', secondOn),
        provinceOn: at('province', lastOn),
        returnedOn: returned ? after(firstOn, 1) : null,
        noticedOn,
        filing: closedOn === null ? null : `备${closedOn.slice(0, 4)}-${dice.int(100, 999)}`,
        closedOn,
        lookedOn,
        reopenedOn: dice.chance(0.08) ? after(lookedOn, 2) : null,
        struckOn: mendedOn === null && foundOn < '2026-05' && dice.chance(0.6) ? after(foundOn, 10) : null,
      },
    }
  })
}

/** 退回的重发. */
function sentAgain(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return entries.map(({ orgUnit, values }): SeedEntry => {
    const failed = Number(values.failed)
    const left = failed > 0 && dice.chance(0.1) ? 1 : 0
    const resentOn = failed > left ? within(String(values.paidOn), dice.int(3, 6)) : null
    return {
      orgUnit,
      values: {
        ...values,
        resent: resentOn === null ? null : failed - left,
        resentOn,
        recovered: values.programme === 'pension' && dice.chance(0.2) ? dice.int(1, 5) * 20_000 : null,
        noticedOn: values.programme === 'pension' ? null : within(String(values.paidOn), 2),
      },
    }
  })
}

/** Months between the first and the last, every so many. */
const every = (months: number): string[] => MONTHS.filter((month) => Number(month.slice(5)) % months === 0)

/** Planted: no lecture in May 2026 in the main town. */
function healthCampaigns(town: Town, dice: Dice): SeedEntry[] {
  const kinds: readonly (readonly [string, string, number])[] = [
    ['lecture', '慢病防治健康讲座', 1],
    ['clinic', '下乡义诊', 0.8],
    ['vaccination', '流感疫苗接种宣传', 0.4],
    ['screening', '六十五岁以上体检', 0.5],
    ['sanitation', '爱国卫生清洁行动', 0.8],
    ['epidemic', '传染病防控培训', 0.4],
    ['doctor', '家庭医生签约服务日', 0.5],
  ]
  const entries = new Map<string, SeedEntry>()
  for (const month of MONTHS) {
    for (const [kind, name, often] of kinds) {
      const held = kind === 'lecture' ? 1 : dice.times(isMain(town) ? often : often * 0.4)
      for (let at = 0; at < held; at += 1) {
        const village = dice.pick(town.villages)
        const heldOn = dice.day(month)
        const people = dice.int(20, 160)
        if (isMain(town) && kind === 'lecture' && month === '2026-05') continue
        entries.set(`${village.code}${heldOn}${kind}`, {
          orgUnit: village.code,
          values: {
            heldOn,
            kind,
            name,
            place: `${village.name}卫生室`,
            organiser: '镇卫生院',
            people,
            leaflets: people + dice.int(0, 40),
            note: null,
          },
        })
      }
    }
  }
  return [...entries.values()]
}

/** Planted: 高墩村 has no statement of the first quarter of 2026. */
function pensionInsurance(town: Town, dice: Dice): SeedEntry[] {
  return town.villages.flatMap((village) => {
    const eligible = dice.int(620, 1400)
    const receiving = Math.round(eligible * 0.31)
    return every(3).flatMap((month, quarter): SeedEntry[] => {
      const paying = Math.round((eligible - receiving) * [0.42, 0.7, 0.85, 0.94][quarter % 4]!)
      const before = quarter % 4 === 0 ? 0 : Math.round((eligible - receiving) * [0, 0.42, 0.7, 0.85][quarter % 4]!)
      const mean = dice.int(320, 560)
      if (village.name === '高墩村' && month === '2026-03') return []
      return [
        {
          orgUnit: village.code,
          values: {
            month,
            eligible,
            registered: Math.round(eligible * 1.18),
            paying,
            receiving: receiving + quarter,
            contributed: (paying - before) * mean * 100,
            note: null,
          },
        },
      ]
    })
  })
}

function pensionStops(town: Town, dice: Dice): SeedEntry[] {
  return MONTHS.flatMap((month) =>
    Array.from(
      { length: dice.times(3 * town.scale) + (isMain(town) ? 0 : month.endsWith('-04') ? 1 : 0) },
      (): SeedEntry => {
        const happenedOn = dice.day(month)
        const matched = dice.chance(0.35)
        const foundOn = within(happenedOn, dice.chance(0.92) ? dice.int(2, 24) : dice.int(35, 60))
        const untrue = matched && dice.chance(0.08)
        const stoppedOn = untrue ? null : after(foundOn, dice.int(1, 10))
        const objectedOn = dice.chance(0.05) ? after(stoppedOn, dice.int(5, 15)) : null
        const right = dice.chance(0.6)
        const settledOn = after(objectedOn, dice.int(5, 20))
        const overpaid = dice.chance(0.15) ? dice.int(1, 4) * 20_000 : null
        return {
          orgUnit: dice.pick(town.villages).code,
          values: {
            number: 'TF',
            beneficiary: dice.person(),
            reason: stoppedOn === null ? null : dice.pick(['death', 'death', 'death', 'ineligible', 'other']),
            happenedOn,
            toldOn: matched ? null : foundOn,
            matchedOn: matched ? foundOn : null,
            stoppedOn,
            overpaid: stoppedOn === null ? null : overpaid,
            returned: stoppedOn === null ? null : overpaid,
            objectedOn,
            resumedOn: right ? settledOn : null,
            upheldOn: right ? null : settledOn,
            struckOn: untrue ? after(foundOn, 3) : null,
          },
        }
      },
    ),
  )
}

function educationWorks(town: Town, dice: Dice): SeedEntry[] {
  const schools = isMain(town)
    ? ['青溪中心小学', '青溪初级中学', '新桥小学', '石湾小学']
    : [`${town.name.slice(0, 2)}中心小学`]
  const works: readonly (readonly [string, string])[] = [
    ['building', '教学楼维修'],
    ['ground', '运动场改造'],
    ['equipment', '教学设备更新'],
    ['canteen', '食堂改造'],
    ['digital', '智慧教室'],
    ['teachers', '教师周转房'],
  ]
  return schools.flatMap((school, index) =>
    ['2024', '2025', '2026'].map((year, at): SeedEntry => {
      const [kind, name] = works[(index * 2 + at) % works.length]!
      const plannedOn = `${year}-01-15`
      const [startedOn = null, completedOn = null, acceptedOn = null] = dice.chain(
        plannedOn,
        [40, 140, 0.97],
        [60, 180, 0.97],
        [10, 40, 0.95],
      )
      const budget = dice.int(20, 260) * WAN
      return {
        orgUnit: town.code,
        values: {
          school,
          name: `${year}年${name}`,
          kind,
          budget,
          spent: completedOn === null ? null : Math.round((budget * dice.int(88, 100)) / 100),
          pupils: dice.int(160, 900),
          plannedOn,
          startedOn,
          completedOn,
          acceptedOn,
          note: null,
        },
      }
    }),
  )
}

const SEASONS = [
  ['2024-02', 'spring'],
  ['2024-08', 'autumn'],
  ['2025-02', 'spring'],
  ['2025-08', 'autumn'],
  ['2026-02', 'spring'],
] as const

function conscriptionTasks(town: Town): SeedEntry[] {
  return SEASONS.map(([month, season]) => ({
    orgUnit: town.code,
    values: { issuedOn: `${month}-03`, season, quota: isMain(town) ? 6 : 1, note: null },
  }))
}

function conscription(town: Town, dice: Dice): SeedEntry[] {
  return SEASONS.flatMap(([month]) =>
    Array.from({ length: isMain(town) ? 16 : 3 }, (_, at): SeedEntry => {
      const registeredOn = `${month}-0${dice.int(1, 9)}`
      const through = at < (isMain(town) ? 6 : 1)
      const gone = dice.int(0, 3)
      const disputed = at === 2 && month === '2025-08'
      const day = (days: number, part: number) => (through || part <= gone ? within(registeredOn, days) : null)
      const noticedOn = day(38, 9)
      const stoppedOn = through ? null : within(registeredOn, [4, 12, 24, 34][gone]!)
      const left = dice.chance(0.7)
      const enlistedOn = through ? within(registeredOn, disputed ? 75 : 56) : null
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          number: 'ZB',
          volunteer: dice.person(),
          schooling: dice.pick(['secondary', 'college', 'college', 'degree']),
          registeredOn,
          precheckedOn: day(3, 1),
          selectedOn: day(10, 2),
          examinedOn: day(22, 3),
          trainedOn: day(30, 9),
          noticedOn,
          objectedOn: disputed ? after(noticedOn, 2) : null,
          renoticedOn: disputed ? after(noticedOn, 8) : null,
          enlistedOn,
          returnedOn: at === 0 && month === '2024-08' ? after(enlistedOn, 30) : null,
          leftOn: left ? stoppedOn : null,
          withdrawnOn: left ? null : stoppedOn,
        },
      }
    }),
  )
}

/** Planted: eleven issues of the window in 2025 in the main town, where the standard asks for twelve. */
function cultureActivities(town: Town, dice: Dice): SeedEntry[] {
  const kinds: readonly (readonly [string, string, readonly number[]])[] = [
    ['large', '节庆文艺汇演', [1, 5, 9, 12]],
    ['single', '广场舞展演', [1, 2, 4, 5, 7, 8, 10, 11]],
    ['lecture', '非遗传习培训', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['window', '橱窗宣传', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['film', '公益电影放映', [3, 4, 5, 6, 7, 8, 9, 10]],
    ['opera', '送戏进村', [4, 10]],
    ['reading', '全民阅读活动', [4, 9]],
  ]
  return MONTHS.flatMap((month) =>
    kinds.flatMap(([kind, name, months]) => {
      const heldOn = dice.day(month)
      const village = dice.pick(town.villages)
      const people = kind === 'window' ? null : dice.int(30, kind === 'large' ? 900 : 180)
      if (!months.includes(Number(month.slice(5)))) return []
      if (isMain(town) && kind === 'window' && month === '2025-11') return []
      const inTown = kind === 'window' || kind === 'large'
      return [
        {
          orgUnit: inTown ? town.code : village.code,
          values: {
            heldOn,
            kind,
            name: `${Number(month.slice(5))}月${name}`,
            place: inTown ? '镇文化站' : `${village.name}文化广场`,
            people,
            team: kind === 'window' ? null : dice.pick(['镇文化站', '村文艺队', '县黄梅戏剧团']),
            note: null,
          },
        },
      ]
    }),
  )
}

/** Planted: the square of 石湾村 closed in May 2026 with five days’ notice. */
function cultureVenues(town: Town, dice: Dice): SeedEntry[] {
  const station: SeedEntry = {
    orgUnit: town.code,
    values: {
      name: `${town.name}综合文化站`,
      kind: 'station',
      area: 62_000,
      openedOn: '2016-05-01',
      hours: 44,
      closingTold: '2026-03-02',
      closedFrom: '2026-03-12',
      reopenedOn: '2026-03-26',
      endedOn: null,
      note: null,
    },
  }
  const others = town.villages.map((village, at): SeedEntry => {
    const short = village.name === '石湾村'
    return {
      orgUnit: village.code,
      values: {
        name: `${village.name}${at % 3 === 0 ? '农家书屋' : '综合文化服务中心'}`,
        kind: at % 3 === 0 ? 'library' : 'centre',
        area: dice.int(80, 320) * 100,
        openedOn: `20${dice.int(17, 22)}-0${dice.int(1, 9)}-01`,
        hours: dice.pick([40, 40, 42, 36]),
        closingTold: short ? '2026-05-06' : null,
        closedFrom: short ? '2026-05-11' : null,
        reopenedOn: short ? '2026-05-25' : null,
        endedOn: at === 5 ? '2025-12-31' : null,
        note: null,
      },
    }
  })
  return [station, ...others]
}

/** Planted: nothing is reported for August 2025 in the main town. */
function venueOpenings(town: Town, dice: Dice): SeedEntry[] {
  return MONTHS.flatMap((month): SeedEntry[] => {
    const daysOpen = month === '2026-03' ? 16 : dice.int(24, 28)
    const visits = dice.int(300, 1600)
    if (isMain(town) && month === '2025-08') return []
    return [
      {
        orgUnit: town.code,
        values: {
          venue: `${town.name}综合文化站`,
          month,
          daysOpen,
          hoursOpen: daysOpen * 7,
          visits: Math.round(visits * town.scale),
        },
      },
    ]
  })
}

function veteranServices(town: Town, dice: Dice): SeedEntry[] {
  return MONTHS.flatMap((month) =>
    Array.from({ length: dice.times(5 * town.scale) }, (): SeedEntry => {
      const askedOn = dice.day(month)
      const withdrawn = dice.chance(0.04)
      const passed = !withdrawn && dice.chance(0.08)
      const acceptedOn =
        passed || withdrawn ? null : within(askedOn, dice.chance(0.93) ? dice.int(0, 2) : dice.int(6, 9))
      const waits = dice.chance(0.1)
      const waitedOn = waits ? after(acceptedOn, 3) : null
      const resumedOn = waits ? after(acceptedOn, 12) : null
      const long = dice.chance(0.08)
      const extendedOn = long && !waits && dice.chance(0.6) ? after(acceptedOn, 14) : null
      const servedOn =
        waits && resumedOn === null
          ? null
          : after(acceptedOn, waits ? dice.int(14, 28) : long ? dice.int(24, 40) : dice.int(1, 18))
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          number: 'TY',
          client: dice.person(),
          category: dice.pick(['disabled', 'bereaved', 'old', 'ill', 'war', 'veteran', 'veteran', 'family']),
          kind: dice.pick(['transfer', 'benefit', 'plaque', 'hardship', 'work', 'policy', 'policy', 'funeral']),
          askedOn,
          acceptedOn,
          waitedOn,
          resumedOn,
          extendedOn,
          servedOn,
          outcome: servedOn === null ? null : dice.pick(['settled', 'settled', 'explained', 'declined']),
          satisfied: servedOn === null || dice.chance(0.3) ? null : dice.chance(0.94),
          passedOn: passed ? within(askedOn, 2) : null,
          reopenedOn: dice.chance(0.03) ? after(servedOn, 10) : null,
          withdrawnOn: withdrawn ? within(askedOn, 1) : null,
        },
      }
    }),
  )
}
