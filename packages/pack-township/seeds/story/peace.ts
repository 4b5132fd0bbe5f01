import { addDays, daysBetween } from '@shishu/kernel'
import { MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

const DISPUTES: readonly (readonly [string, string])[] = [
  ['family', '婚姻家庭矛盾'],
  ['neighbour', '排水引起邻里矛盾'],
  ['neighbour', '院墙通行引起邻里矛盾'],
  ['homestead', '宅基地边界争议'],
  ['land', '土地承包面积争议'],
  ['land', '田埂边界争议'],
  ['relocation', '征迁补偿分配争议'],
  ['wages', '工资结算争议'],
  ['damages', '交通损害赔偿争议'],
  ['contract', '合同履行争议'],
  ['firm', '企业用地租金争议'],
  ['other', '其他争议'],
]

const MATTERS: readonly (readonly [string, string])[] = [
  ['land', '反映征地补偿款发放'],
  ['housing', '咨询危房改造'],
  ['welfare', '咨询补贴政策'],
  ['farming', '反映沟渠淤塞'],
  ['environment', '反映环境卫生'],
  ['labour', '反映工资未结清'],
  ['other', '反映道路破损'],
  ['other', '建议增设路灯'],
]

/** Days from which a matter may be closed, the delivery of the answer included: review may be asked for 30 days. */
const RIGHT_TO_REVIEW = 34

/** 平安建设: a conference each half-month; disputes and petitions in every state, each with its clock. */
export const peaceStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town

  const meetDice = dice('conferences')
  const caseConferences: SeedEntry[] = MONTHS.flatMap((month) =>
    ['上半月', '下半月', '专题'].flatMap((half, at): SeedEntry[] => {
      if (at === 2 && !meetDice.chance(0.2)) return []
      if (month < '2026' && meetDice.chance(0.08)) return []
      const dayNumber = at === 0 ? meetDice.int(5, 14) : meetDice.int(17, 26)
      return [
        {
          orgUnit: town.code,
          values: {
            heldOn: `${month}-${String(dayNumber).padStart(2, '0')}`,
            name: `${Number(month.slice(5))}月${half}会商会`,
            kind: at === 2 ? 'special' : 'regular',
            chair: meetDice.pick(['镇党委书记', '镇长', '党委副书记']),
            members: '综治中心、司法所、派出所、相关村（社区）',
            cases: meetDice.int(2, 9),
            tasks: meetDice.int(1, 6),
            dueOn: meetDice.chain(`${month}-${String(dayNumber).padStart(2, '0')}`, [10, 20])[0]!,
            outcome: meetDice.pick(['已落实', '正在落实', '部分落实']),
          },
        },
      ]
    }),
  )

  const disputeDice = dice('disputes')
  const disputeNumber = numbering('JF')
  const disputes: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: disputeDice.times(25 * scale) }, (): SeedEntry => {
      const village = disputeDice.pick(villages)
      const foundOn = disputeDice.day(month)
      const [kind, summary] = disputeDice.pick(DISPUTES)
      const consent = disputeDice.chance(0.94)
      const [acceptedOn = null, settledOn = null, visitedOn = null] = consent
        ? disputeDice.chain(foundOn, [0, 7, 0.98], [2, 32, 0.95], [5, 30, 0.95])
        : []
      const reopened = settledOn !== null && disputeDice.chance(0.012)
      const [reopenedOn = null] = reopened ? disputeDice.chain(settledOn, [3, 40]) : []
      const [referredOn = null] =
        consent && (acceptedOn === null || settledOn !== null)
          ? []
          : disputeDice.chain(acceptedOn ?? foundOn, [5, 29, 0.93])
      return {
        orgUnit: village.code,
        values: {
          number: disputeNumber(foundOn),
          parties: `${disputeDice.person()}、${disputeDice.person()}`,
          kind,
          level: disputeDice.pick(['plain', 'plain', 'plain', 'plain', 'complex', 'grave']),
          summary,
          people: disputeDice.int(2, 9),
          amount: disputeDice.chance(0.5) ? disputeDice.int(5, 800) * 10_000 : null,
          origin: disputeDice.pick(['grid', 'village', 'party', 'office']),
          mediator: disputeDice.pick([`${village.name}人民调解委员会`, '镇人民调解委员会', '司法所']),
          consent,
          foundOn,
          acceptedOn,
          settledOn,
          referredOn,
          reopenedOn,
          visitedOn: reopenedOn === null ? visitedOn : null,
          agreement: settledOn === null ? null : `岭调〔${settledOn.slice(0, 4)}〕${disputeDice.int(1, 400)}号`,
        },
      }
    }),
  )

  const petitionDice = dice('petitions')
  const petitionNumber = numbering('XF')
  const petitions: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: petitionDice.times(6.5 * scale) }, (_, at): SeedEntry => {
      const receivedOn = petitionDice.day(month)
      const [field, summary] = petitionDice.pick(MATTERS)
      const transferred = petitionDice.chance(0.08)
      const [acceptedOn = null, answeredOn = null] = transferred
        ? []
        : petitionDice.chain(
            receivedOn,
            [1, 16, receivedOn < '2026-04' ? 1 : 0.9],
            [15, 62, receivedOn < '2026-03' ? 0.99 : 0.9],
          )
      const [extendedOn = null] =
        acceptedOn !== null && petitionDice.chance(0.06) ? petitionDice.chain(acceptedOn, [15, 15]) : []
      const reviewed = answeredOn !== null && petitionDice.chance(0.08)
      const [reviewAskedOn = null, reviewDecidedOn = null] = reviewed
        ? petitionDice.chain(answeredOn, [5, 25], [10, 29, 0.95])
        : []
      const ready = reviewed ? reviewDecidedOn : answeredOn
      const [ripeOn = null] = ready === null ? [] : petitionDice.chain(ready, [1, 25, 0.93])
      const closedOn = ripeOn === null ? null : within(ripeOn, RIGHT_TO_REVIEW)
      return {
        orgUnit: petitionDice.pick(villages).code,
        values: {
          number: petitionNumber(receivedOn),
          petitioner: petitionDice.person(),
          channel: petitionDice.pick(['web', 'letter', 'visit', 'call', 'upper', 'hotline']),
          kind: petitionDice.pick(['advice', 'claim', 'claim', 'claim', 'report']),
          field,
          summary,
          backlog: at % 6 === 3,
          people: petitionDice.int(1, 5),
          duty: petitionDice.pick(['平安建设办公室', '规划建设办公室', '民生保障办公室', '乡村振兴办公室']),
          receivedOn,
          acceptedOn,
          transferredOn: transferred ? petitionDice.chain(receivedOn, [1, 12])[0]! : null,
          extendedOn,
          answeredOn,
          outcome: answeredOn === null ? null : petitionDice.pick(['supported', 'explained', 'unsupported', 'settled']),
          reviewAskedOn,
          reviewDecidedOn,
          satisfied: ripeOn === null || petitionDice.chance(0.3) ? null : petitionDice.chance(0.88),
          closedOn,
        },
      }
    }),
  ).map((entry) => {
    // an extension after the answer would be no extension
    const { extendedOn, answeredOn, closedOn, satisfied } = entry.values
    const idle = extendedOn !== null && answeredOn !== null && extendedOn! > answeredOn!
    // and whoever rates does so once the matter is closed
    const rated = closedOn === null ? null : satisfied!
    return { ...entry, values: { ...entry.values, extendedOn: idle ? null : extendedOn!, satisfied: rated } }
  })

  return {
    'case-conferences': withWays(caseConferences, dice('conferences-after'), conferenceFollowed),
    disputes: withWays(withWays(disputes, dice('disputes-ways'), disputeWay), dice('disputes-ratings'), disputeRating),
    petitions: [
      ...withWays(petitions, dice('petitions-ways'), petitionWay),
      ...(scale === 1 ? leftLying(petitionNumber, villages[0]!.code) : []),
    ],
    'satisfaction-surveys': surveys(town, dice('surveys')),
    'care-visits': careVisits(town, dice('care')),
  }
}

type Way = (values: SeedEntry['values'], dice: Dice) => SeedEntry['values']

/** Takes each case on in its loop, with chances of its own: what the case says already is not touched. */
function withWays(entries: readonly SeedEntry[], dice: Dice, way: Way): SeedEntry[] {
  return entries.map((entry) => ({ ...entry, values: { ...entry.values, ...way(entry.values, dice) } }))
}

const day = (value: SeedEntry['values'][string] | undefined) => (typeof value === 'string' ? value : null)

const conferenceFollowed: Way = (values, dice) => {
  const tasks = Number(values.tasks)
  const done = values.outcome === '已落实' ? tasks : Math.max(0, tasks - dice.int(1, 2))
  return { opinion: '逐件研判，明确责任单位和时限', tasksDone: done }
}

/** 分流, 升级, 司法确认, 归档; parties who decline, and parties who withdraw. */
const disputeWay: Way = (values, dice) => {
  const [found, accepted] = [day(values.foundOn)!, day(values.acceptedOn)]
  const [settled, visited] = [day(values.settledOn), day(values.visitedOn)]
  const [referred, reopened] = [day(values.referredOn), day(values.reopenedOn)]
  const assignedOn = accepted === null ? null : addDays(found, Math.floor(daysBetween(found, accepted) / 2))
  const declines = values.consent === false && referred === null
  const open = accepted !== null && settled === null && referred === null
  const escalates = accepted !== null && settled !== null && daysBetween(accepted, settled) > 26 && dice.chance(0.5)
  const asksCourt = settled !== null && visited !== null && reopened === null && dice.chance(0.04)
  return {
    assignedOn,
    declinedOn: declines ? within(found, 3) : null,
    withdrawnOn: open && dice.chance(0.3) ? within(accepted, 12) : null,
    escalatedOn: escalates ? addDays(accepted!, 20) : null,
    form: settled === null ? null : dice.pick(['written', 'written', 'spoken']),
    effectiveOn: settled,
    confirmAskedOn: asksCourt ? addDays(settled!, 2) : null,
    confirmedOn: asksCourt ? addDays(settled!, 4) : null,
    performed: visited === null ? null : dice.chance(0.96),
    filedOn: visited === null || !dice.chance(0.92) ? null : within(visited, dice.int(3, 20)),
  }
}

/** 当事人评价: asked at the visit; who is not satisfied is told of other ways, most of them before it is filed. */
const disputeRating: Way = (values, dice) => {
  const visited = day(values.visitedOn)
  if (visited === null || !dice.chance(0.7)) return { ratedOn: null, rating: null, ratingWords: null, toldOn: null }
  const rating = dice.chance(0.06) ? 'unsatisfied' : dice.chance(0.25) ? 'mostly' : 'satisfied'
  const told = rating === 'unsatisfied' && dice.chance(0.8)
  return {
    ratedOn: visited,
    rating,
    ratingWords: rating === 'unsatisfied' ? '认为办理时间偏长' : null,
    toldOn: told ? within(visited, 2) : null,
  }
}

/** 转送交办, 异议, 复核, 听证, 评价; some sent back by review, some withdrawn by the petitioner. */
const petitionWay: Way = (values, dice) => {
  const [received, accepted] = [day(values.receivedOn)!, day(values.acceptedOn)]
  const [answered, decided] = [day(values.answeredOn), day(values.reviewDecidedOn)]
  const [closed, asked] = [day(values.closedOn), day(values.reviewAskedOn)]
  const passed = values.channel === 'upper' || values.channel === 'hotline'
  const handed = passed && accepted !== null && daysBetween(received, accepted) >= 3
  const contested = handed && daysBetween(received, accepted) >= 15
  const waiting = accepted === null && values.transferredOn === null
  const objects = waiting && dice.chance(0.4)
  const ready = decided ?? (day(values.reviewAskedOn) === null ? answered : null)
  const rechecks = decided !== null && (closed === null || daysBetween(decided, closed) > RIGHT_TO_REVIEW + 17)
  const hears = rechecks && dice.chance(0.6)
  const after = (count: number) => (rechecks ? within(decided, count) : null)
  const concluded = rechecks && closed !== null
  const gone = ready !== null && closed === null && !rechecks && dice.chance(0.25)
  const rated = closed !== null && typeof values.satisfied === 'boolean'
  const again = rated && values.satisfied === false && dice.chance(0.3)
  return {
    assignedOn: handed ? addDays(received, 1) : objects ? within(received, 1) : null,
    takenOn: handed && !contested ? addDays(received, 2) : null,
    objectedOn: contested ? addDays(received, 3) : objects ? within(received, 4) : null,
    upheldOn: contested ? addDays(received, 7) : null,
    objection: objects || contested ? '所涉事项由县级主管部门办理，不属本镇职权' : null,
    sentBackOn: objects ? within(received, 9) : null,
    deliveredOn: answered === null ? null : within(answered, dice.int(0, 3)),
    basis: answered === null ? null : '依据有关法律法规和政策规定',
    carriedOut: answered === null ? null : dice.pick(['done', 'done', 'doing', 'none']),
    remadeOn: asked !== null && decided === null ? within(asked, 35) : null,
    recheckAskedOn: after(3),
    hearingOn: hears ? after(6) : null,
    heardOn: hears ? after(11) : null,
    recheckDecidedOn: concluded ? after(17) : null,
    ratedOn: rated ? within(closed, dice.int(0, 5)) : null,
    reopenedOn: again ? within(closed, 20) : null,
    withdrawnOn: gone ? within(ready, 8) : null,
  }
}

/** Two matters left lying: one that nobody passed on or told of, one handed over and neither taken on nor objected to. */
function leftLying(numberOf: (day: string) => string, orgUnit: string): SeedEntry[] {
  const matter = (receivedOn: string, channel: string, assignedOn: string | null): SeedEntry => ({
    orgUnit,
    values: {
      number: numberOf(receivedOn),
      petitioner: '安苇',
      channel,
      kind: 'claim',
      field: 'other',
      summary: '反映道路破损',
      backlog: false,
      people: 1,
      duty: '规划建设办公室',
      receivedOn,
      assignedOn,
    },
  })
  return [matter('2026-06-03', 'visit', null), matter('2026-06-08', 'upper', '2026-06-09')]
}

/** Results of the half-yearly survey; those of December 2025 never came to the main town. */
function surveys(town: Town, dice: Dice): SeedEntry[] {
  const items = ['safety', 'justice', 'crime', 'disputes', 'force', 'aware']
  return ['2024-06', '2024-12', '2025-06', '2025-12', '2026-06'].flatMap((round, at) =>
    round === '2025-12' && town.scale === 1
      ? []
      : items.slice(0, town.scale === 1 ? 6 : 2).map((item, index): SeedEntry => {
          const problems = dice.int(1, 5)
          return {
            orgUnit: town.code,
            values: {
              surveyMonth: round,
              item,
              score: 9_150 + at * 60 + index * 25 + dice.int(0, 120),
              countyMean: 9_300 + at * 20,
              weakness: '群众反映夜间照明不足、反诈宣传不够',
              problems,
              mended: problems - (dice.chance(0.4) ? 1 : 0),
              duty: '平安建设办公室',
              measures: '列入当季工作任务，逐项整改',
              source: '县民调中心',
            },
          }
        }),
  )
}

const SERVICES: readonly (readonly [string, string, string, string])[] = [
  ['child', 'duty', '未成年人保护法第43条', '村儿童主任'],
  ['elder', 'duty', '社会救助法第34条', '村养老服务员'],
  ['care', 'duty', '社会救助法第55条', '村残疾人专职委员'],
  ['health', 'consent', '同意书', '卫生院随访医生'],
  ['job', 'consent', '同意书', '镇人社窗口工作人员'],
  ['hardship', 'consent', '同意书', '驻村干部'],
]

/** Visits that are due, most of them made in time; some late, some not made, some consents taken back. */
function careVisits(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('GA')
  return MONTHS.flatMap((month) =>
    Array.from({ length: dice.times(12 * town.scale) }, (_, at): SeedEntry => {
      const [service, basis, article, server] = SERVICES[(at + Number(month.slice(5))) % SERVICES.length]!
      const dueOn = dice.day(month)
      const basisOn = addDays(dueOn, -dice.int(30, 400))
      const withdrawn = basis === 'consent' && dice.chance(0.03)
      const visitedOn = withdrawn || dice.chance(0.03) ? null : within(dueOn, dice.chance(0.9) ? -dice.int(0, 6) : 4)
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          number: numberOf(dueOn),
          subject: `对象${String(dice.int(1, 180)).padStart(3, '0')}`,
          service,
          basis,
          basisNote: basis === 'consent' ? `同意书第${dice.int(1, 300)}号` : article,
          basisOn,
          withdrawnOn: withdrawn ? addDays(dueOn, -3) : null,
          server,
          dueOn,
          visitedOn,
          need: visitedOn === null ? null : dice.pick(['陪伴沟通', '代购生活物品', '办理救助手续', '课业辅导']),
          provided: visitedOn === null ? null : dice.pick(['talk', 'goods', 'health', 'study', 'relief']),
          referral: visitedOn === null ? null : dice.pick(['none', 'none', 'none', 'civil', 'health', 'school']),
          satisfied: visitedOn === null || dice.chance(0.3) ? null : dice.chance(0.96),
          endedOn: withdrawn ? addDays(dueOn, -2) : null,
        },
      }
    }),
  )
}
