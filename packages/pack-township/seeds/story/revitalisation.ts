import { addDays, daysBetween } from '@shishu/kernel'
import { MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'

const SPOTS = ['五桃路沿线', '村口', '老街后巷', '水塘边', '文化广场旁', '渠道两侧', '农贸市场', '学校门前']

const UNTIDY: readonly (readonly [string, string])[] = [
  ['piles', '杂物堆放'],
  ['sheds', '私搭棚舍'],
  ['rubbish', '生活垃圾未清'],
  ['sewage', '污水直排'],
  ['pond', '水面漂浮物'],
  ['ruin', '废弃房屋未清'],
  ['cables', '线缆低垂'],
]

const RISKS: readonly (readonly [string, string])[] = [
  ['income', '收入信息未更新'],
  ['school', '资助政策未享受'],
  ['health', '参保信息未核实'],
  ['house', '住房需鉴定'],
  ['water', '饮水设施需维修'],
  ['policy', '帮扶措施未落实到位'],
  ['data', '家庭成员信息有误'],
]

/** 乡村振兴: risks screened, toilets mended and built, the living environment cleared, bridging funds spent. */
export const revitalisationStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town
  const villageAt = (index: number) => villages[index % villages.length]!

  const riskDice = dice('risk')
  const riskNumber = numbering('FP')
  const povertyRiskProblems: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: riskDice.times(6.4 * scale) }, (): SeedEntry => {
      const village = riskDice.pick(villages)
      const foundOn = riskDice.day(month)
      const [category, problem] = riskDice.pick(RISKS)
      const [rectifiedOn = null] = riskDice.chain(foundOn, [5, 33, foundOn < '2026-04' ? 1 : 0.92])
      return {
        orgUnit: village.code,
        values: {
          number: riskNumber(foundOn),
          household: `H${village.code.slice(6)}-${riskDice.int(100, 999)}`,
          category,
          problem,
          origin: riskDice.pick(['self', 'visit', 'alert']),
          measure: riskDice.pick(['核实并更新信息', '落实帮扶措施', '报县部门办理', '上门维修']),
          duty: village.name,
          foundOn,
          rectifiedOn,
          note: null,
        },
      }
    }),
  )

  const watchDice = dice('monitored')
  const watchNumber = numbering('JC')
  const clueMonths = [...MONTHS, '2026-05', '2026-06', '2026-06']
  const monitoredHouseholds: SeedEntry[] = clueMonths.flatMap((month, at) =>
    Array.from({ length: watchDice.times((at >= 30 ? 3 : 2.1) * scale) + (at >= 31 ? 1 : 0) }, (): SeedEntry => {
      const village = watchDice.pick(villages)
      const clueOn = at >= 31 ? `2026-06-${watchDice.int(10, 19)}` : watchDice.day(month)
      const [noticedOn = null, reviewedOn = null, approvedOn = null, liftedOn = null, relapsedOn = null] =
        watchDice.chain(
          clueOn,
          [2, 6, 0.93],
          at >= 31 ? [3, 20, 0.8] : [5, 7, 0.97],
          at >= 31 ? [10, 30, 0.5] : [1, 5, 0.97],
          [200, 420, 0.6],
          [90, 150, 0.06],
        )
      return {
        orgUnit: village.code,
        values: {
          number: watchNumber(clueOn),
          householder: watchDice.person(),
          members: watchDice.int(1, 6),
          category: watchDice.pick(['unstable', 'edge', 'sudden']),
          risk: watchDice.pick([
            'illness',
            'disability',
            'school',
            'disaster',
            'accident',
            'labour',
            'work',
            'business',
          ]),
          clueOn,
          noticedOn,
          reviewedOn,
          approvedOn,
          measures:
            approvedOn === null ? null : watchDice.pick(['公益岗位', '产业奖补', '低保', '教育资助', '医疗救助']),
          helper: approvedOn === null ? null : watchDice.pick(['驻村工作队', '村党组织书记', '镇包村干部']),
          liftedOn,
          relapsedOn,
          declinedOn: noticedOn === null && clueOn < '2026-05' ? watchDice.chain(clueOn, [5, 12])[0]! : null,
        },
      }
    }),
  )

  const mendDice = dice('toilets')
  const mendNumber = numbering('GC')
  const toiletRectifications: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: mendDice.times((month >= '2025-09' ? 14 : 5) * scale) }, (): SeedEntry => {
      const village = mendDice.pick(villages)
      const reportedOn = mendDice.day(month)
      const [rectifiedOn = null, lookedOn = null, reopenedOn = null] = mendDice.chain(
        reportedOn,
        [15, 95, 0.97],
        [20, 90, 0.85],
        [1, 10, 0.05],
      )
      return {
        orgUnit: village.code,
        values: {
          number: mendNumber(reportedOn),
          householder: mendDice.person(),
          builtYear: String(mendDice.int(2018, 2023)),
          model: mendDice.pick(['three', 'three', 'joint', 'sewer', 'other']),
          finding: mendDice.pick(['unusable', 'unusable', 'poor', 'unwanted', 'vacant']),
          defect: mendDice.pick(['化粪池渗漏', '管道堵塞', '厕屋破损', '冲水设备损坏', '盖板缺失']),
          way: mendDice.pick(['now', 'dated', 'rebuild', 'cancel']),
          duty: village.name,
          reportedOn,
          rectifiedOn,
          lookedOn,
          lookFinding: lookedOn === null ? null : reopenedOn === null ? 'kept' : 'relapsed',
          reopenedOn,
        },
      }
    }),
  )

  const buildDice = dice('new-toilets')
  const buildNumber = numbering('XJ')
  const toiletConstruction: SeedEntry[] = ['2024', '2025', '2026'].flatMap((year) =>
    Array.from({ length: Math.round(90 * scale) }, (_, at): SeedEntry => {
      const approvedOn = `${year}-0${buildDice.int(1, 2)}-2${buildDice.int(0, 7)}`
      const [startedOn = null, builtOn = null, acceptedOn = null] = buildDice.chain(
        approvedOn,
        [20, 160, 0.97],
        [10, 40, 0.98],
        [10, 40, 0.95],
      )
      return {
        orgUnit: villageAt(at).code,
        values: {
          number: buildNumber(approvedOn),
          householder: buildDice.person(),
          model: buildDice.pick(['three', 'three', 'joint', 'sewer']),
          builder: buildDice.pick(['青禾建筑队', '云杉建设公司', '石泉施工队']),
          approvedOn,
          startedOn,
          builtOn,
          acceptedOn,
          withdrawnOn: startedOn === null && buildDice.chance(0.6) ? buildDice.chain(approvedOn, [30, 60])[0]! : null,
          subsidy: acceptedOn === null ? null : 160_000,
          note: null,
        },
      }
    }),
  )

  const tidyDice = dice('environment')
  const tidyNumber = numbering('HJ')
  const environmentProblems: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: tidyDice.times(16 * scale) }, (): SeedEntry => {
      const village = tidyDice.pick(villages)
      const foundOn = tidyDice.day(month)
      const recent = month >= '2026-04'
      const [category, description] = tidyDice.pick(UNTIDY)
      const [clearedOn = null, second = null] = tidyDice.chain(
        foundOn,
        [1, 16, recent ? 0.93 : 0.998],
        [1, 6, recent ? 0.96 : 1],
      )
      const returned = second !== null && tidyDice.chance(recent ? 0.06 : 0.003)
      return {
        orgUnit: village.code,
        values: {
          number: tidyNumber(foundOn),
          place: `${village.name}${tidyDice.pick(SPOTS)}`,
          category,
          description,
          origin: tidyDice.pick(['patrol', 'patrol', 'resident', 'upper']),
          duty: village.name,
          foundOn,
          clearedOn,
          returnedOn: returned ? second : null,
          closedOn: returned ? null : second,
          note: null,
        },
      }
    }),
  )

  const siteDice = dice('site-meetings')
  const siteMeetings: SeedEntry[] = [
    ...(scale === 1 ? [['2026-04-16', '县改厕及人居环境整治现场会', 'county', 'environment']] : []),
    ['2024-05-22', '人居环境整治镇级现场会', 'town', 'environment'],
    ['2024-10-11', '秋季产业发展现场会', 'town', 'industry'],
    ['2025-04-09', '春季人居环境整治现场会', 'town', 'environment'],
    ['2025-09-18', '特色产业现场观摩会', 'town', 'industry'],
    ['2026-03-12', '农村改厕整改现场会', 'town', 'environment'],
    ['2026-05-20', '和美乡村建设现场会', 'town', 'other'],
  ].map(([heldOn, name, level, subject]) => ({
    orgUnit: town.code,
    values: {
      heldOn: heldOn!,
      name: name!,
      level: level!,
      subject: subject!,
      place: siteDice.pick(villages).name,
      attended: siteDice.int(30, 160),
      demands: '对照标准，抓好整改',
      note: null,
    },
  }))

  const fundDice = dice('funds')
  const kinds = [
    '产业园道路',
    '冷库建设',
    '茶园提升',
    '灌溉渠道',
    '仓储设施',
    '污水处理',
    '村内道路',
    '光伏维护',
    '育苗大棚',
  ]
  const fundVoucher = numbering('BF')
  const bridgingProjects: SeedEntry[] = []
  const fundPayments: SeedEntry[] = []
  for (const year of ['2024', '2025', '2026']) {
    for (let at = 0; at < Math.max(3, Math.round((year === '2026' ? 13 : 11) * scale)); at += 1) {
      const village = villageAt(at * 3 + Number(year))
      const approvedOn = `${year}-0${fundDice.int(1, 2)}-${fundDice.int(10, 27)}`
      const [startedOn = null, completedOn = null, acceptedOn = null] = fundDice.chain(
        approvedOn,
        [20, 70],
        [90, 200, 0.95],
        [15, 40, 0.95],
      )
      const name = `${year}年${village.name}${kinds[at % kinds.length]}项目`
      const code = `XJ${year}${town.code.slice(6, 9)}${String(at + 1).padStart(2, '0')}`
      const allocated = fundDice.int(30, 180) * WAN
      bridgingProjects.push({
        orgUnit: village.code,
        values: {
          code,
          name,
          kind: fundDice.pick(['industry', 'works', 'environment']),
          origin: fundDice.pick(['centre', 'province', 'city', 'county']),
          allocated,
          actor: village.name,
          approvedOn,
          noticedOn: approvedOn,
          startedOn,
          completedOn,
          acceptedOn,
          benefit: `带动农户${fundDice.int(8, 60)}户`,
          note: null,
        },
      })
      const [first = null, second = null, third = null, fourth = null] = fundDice.chain(
        startedOn ?? approvedOn,
        [5, 20],
        [40, 80],
        [60, 120],
        [120, 200],
      )
      for (const [part, paidOn] of [first, second, third, fourth].entries()) {
        if (paidOn === null) continue
        fundPayments.push({
          orgUnit: village.code,
          values: {
            voucher: fundVoucher(paidOn),
            project: name,
            projectCode: code,
            kind: ['advance', 'progress', 'final', 'retention'][part]!,
            amount: (allocated * [30, 40, 27, 3][part]!) / 100,
            carriedOver: paidOn.slice(0, 4) !== year,
            appliedOn: paidOn,
            paidOn,
            payee: fundDice.pick(['青禾建筑队', '云杉建设公司', '石泉施工队']),
            note: null,
          },
        })
      }
    }
  }
  fundPayments.sort((one, other) => String(one.values.paidOn).localeCompare(String(other.values.paidOn)))

  return {
    'poverty-risk-problems': throughReview(povertyRiskProblems, dice('risk-review')),
    'monitored-households': throughMonitoring(monitoredHouseholds, dice('monitored-steps')),
    'toilet-rectifications': throughAcceptance(toiletRectifications, dice('toilet-acceptance')),
    'toilet-construction': throughRebuilding(toiletConstruction, dice('toilet-rebuilding')),
    'environment-problems': throughDispatch(environmentProblems, dice('environment-steps')),
    'site-meetings': siteMeetings,
    'bridging-projects': bridgingProjects,
    'fund-payments': fundPayments,
  }
}

type Values = SeedEntry['values']
const dayIn = (values: Values, field: string): string | null => {
  const value = values[field]
  return typeof value === 'string' ? value : null
}
/** Days from one field to another; -1 while either is empty. */
const gap = (values: Values, from: string, to: string): number => {
  const [start, end] = [dayIn(values, from), dayIn(values, to)]
  return start === null || end === null ? -1 : daysBetween(start, end)
}
const after = (day: string | null, days: number): string | null => (day === null ? null : within(day, days))
const withValues = (entries: readonly SeedEntry[], more: (values: Values) => Values): SeedEntry[] =>
  entries.map((entry) => ({ ...entry, values: { ...entry.values, ...more(entry.values) } }))

/** 延期、复核、退回、反弹、不属实, on dice of their own so that what the sheets had stays. */
function throughReview(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return withValues(entries, (values) => {
    const foundOn = dayIn(values, 'foundOn')!
    const rectifiedOn = dayIn(values, 'rectifiedOn')
    if (rectifiedOn === null) return { struckOn: values.origin === 'alert' ? after(foundOn, 4) : null }
    const extended = gap(values, 'foundOn', 'rectifiedOn') > 26 && dice.chance(0.5)
    const returned = rectifiedOn >= '2026-04-01' && dice.chance(0.15)
    const reviewedOn = after(rectifiedOn, dice.chance(0.95) ? dice.int(1, 8) : dice.int(14, 20))
    const reopened = !returned && foundOn >= '2025-10' && dice.chance(0.08)
    const closedOn = returned ? null : reviewedOn
    return {
      extendedOn: extended ? addDays(foundOn, 25) : null,
      extensionReason: extended ? '需县部门会商' : null,
      returnedOn: returned ? reviewedOn : null,
      closedOn,
      reopenedOn: reopened ? after(closedOn, dice.int(20, 50)) : null,
    }
  })
}

/** 核查、授权、异议、帮扶、拟消除公示; a notice stands its five days. */
function throughMonitoring(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return withValues(entries, (values) => {
    const clueOn = dayIn(values, 'clueOn')!
    const noticedOn = dayIn(values, 'noticedOn')
    const early = after(noticedOn, 6)
    const disputed = noticedOn !== null && noticedOn < '2026-05' && dice.chance(0.06)
    const later = (day: string | null, least: string | null) =>
      day !== null && least !== null && day < least ? least : day
    const least = disputed ? after(noticedOn, 10) : early
    const reviewedOn = least === null ? null : later(dayIn(values, 'reviewedOn'), least)
    const approvedOn = reviewedOn === null ? null : later(dayIn(values, 'approvedOn'), reviewedOn)
    const helpedOn = after(approvedOn, dice.chance(0.9) ? dice.int(2, 9) : dice.int(15, 25))
    const liftedOn = dayIn(values, 'liftedOn')
    const tried = liftedOn === null && helpedOn !== null && helpedOn < '2025-07' && dice.chance(0.15)
    const checkedOn = after(clueOn, 1)
    const declinedOn = dayIn(values, 'declinedOn')
    const withdrawn = declinedOn !== null && dice.chance(0.4)
    return {
      source: dice.pick(['self', 'visit', 'alert']),
      consentOn: checkedOn,
      checkedOn,
      objectedOn: disputed ? after(noticedOn, 2) : null,
      renoticedOn: disputed ? after(noticedOn, 4) : null,
      reviewedOn,
      approvedOn,
      helpedOn,
      liftNoticedOn: liftedOn !== null ? addDays(liftedOn, -dice.int(7, 14)) : tried ? after(helpedOn, 200) : null,
      keptOn: tried ? after(helpedOn, 204) : null,
      relapsedOn: dice.chance(0.2) ? after(liftedOn, dice.int(60, 120)) : dayIn(values, 'relapsedOn'),
      declinedOn: withdrawn ? null : declinedOn,
      withdrawnOn: withdrawn ? declinedOn : null,
    }
  })
}

/** 延期、户签、镇验收、销号; what failed its second look is mended and accepted again. */
function throughAcceptance(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return withValues(entries, (values) => {
    const reportedOn = dayIn(values, 'reportedOn')!
    const rectifiedOn = dayIn(values, 'rectifiedOn')
    if (rectifiedOn === null) {
      return { cancelledOn: reportedOn < '2026-05' && dice.chance(0.5) ? after(reportedOn, dice.int(10, 30)) : null }
    }
    const looked = dayIn(values, 'lookedOn') !== null
    const refused = !looked && rectifiedOn >= '2026-05' && dice.chance(0.1)
    const acceptedOn = refused ? null : after(rectifiedOn, looked ? dice.int(3, 12) : dice.int(3, 18))
    const reopenedOn = dayIn(values, 'reopenedOn')
    const mendedAgainOn = dice.chance(0.8) ? after(reopenedOn, dice.int(10, 36)) : null
    return {
      extendedOn: gap(values, 'reportedOn', 'rectifiedOn') > 60 && dice.chance(0.6) ? addDays(reportedOn, 50) : null,
      refusedOn: refused ? after(rectifiedOn, 4) : null,
      signedOn: acceptedOn,
      acceptedOn,
      closedOn: after(acceptedOn, dice.int(2, 6)),
      mendedAgainOn,
      acceptedAgainOn: after(mendedAgainOn, dice.int(4, 12)),
    }
  })
}

/** 延期开工、验收不合格、返工、质量问题重开. */
function throughRebuilding(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return withValues(entries, (values) => {
    const approvedOn = dayIn(values, 'approvedOn')!
    const builtOn = dayIn(values, 'builtOn')
    const acceptedOn = dayIn(values, 'acceptedOn')
    const refused =
      builtOn !== null &&
      (acceptedOn === null ? dice.chance(0.4) : gap(values, 'builtOn', 'acceptedOn') >= 30 && dice.chance(0.5))
    const refusedOn = refused ? after(builtOn, 5) : null
    return {
      extendedOn: gap(values, 'approvedOn', 'startedOn') > 110 && dice.chance(0.6) ? addDays(approvedOn, 100) : null,
      refusedOn,
      rebuiltOn: acceptedOn !== null || dice.chance(0.4) ? after(refusedOn, dice.int(12, 24)) : null,
      reopenedOn: acceptedOn !== null && acceptedOn < '2025' && dice.chance(0.04) ? after(acceptedOn, 90) : null,
    }
  })
}

/** 交办、延期、再次整治、反弹、撤销. */
function throughDispatch(entries: readonly SeedEntry[], dice: Dice): SeedEntry[] {
  return withValues(entries, (values) => {
    const foundOn = dayIn(values, 'foundOn')!
    const returnedOn = dayIn(values, 'returnedOn')
    const clearedOn = dayIn(values, 'clearedOn')
    const againOn = dice.chance(0.7) ? after(returnedOn, dice.int(3, 18)) : null
    const closedOn = dayIn(values, 'closedOn') ?? after(againOn, dice.int(1, 4))
    const extended = gap(values, 'foundOn', 'clearedOn') > 14 && dice.chance(0.5)
    return {
      dispatchedOn: foundOn,
      extendedOn: extended ? addDays(foundOn, 13) : null,
      legalPaper:
        values.category === 'sheds' && dice.chance(0.3) ? `责改字〔${foundOn.slice(0, 4)}〕${dice.int(1, 60)}号` : null,
      clearedAgainOn: againOn,
      closedOn,
      reopenedOn: dice.chance(0.015) ? after(closedOn, dice.int(15, 60)) : null,
      struckOn: clearedOn === null && dice.chance(0.4) ? after(foundOn, 2) : null,
    }
  })
}
