import { MONTHS } from '../calendar.ts'
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
      const [closedOn = null] = ready === null ? [] : petitionDice.chain(ready, [1, 25, 0.93])
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
          satisfied: closedOn === null || petitionDice.chance(0.3) ? null : petitionDice.chance(0.88),
          closedOn,
        },
      }
    }),
  ).map((entry) => {
    // an extension after the answer would be no extension
    const { extendedOn, answeredOn } = entry.values
    const idle = extendedOn !== null && answeredOn !== null && extendedOn! > answeredOn!
    return idle ? { ...entry, values: { ...entry.values, extendedOn: null } } : entry
  })

  return { 'case-conferences': caseConferences, disputes, petitions }
}
