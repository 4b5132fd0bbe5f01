import { addDays } from '@shishu/kernel'
import { LAST_DAY, MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

/** 公开监督: notices put up and taken down, questions of residents, requests for information. */
export const disclosureStory: OfficeStory = (town, dice) => ({
  disclosures: disclosures(town, dice('disclosures')),
  'supervision-questions': questions(town, dice('questions')),
  'information-requests': requests(town, dice('requests')),
})

/** One village posted no accounts in the first quarter of 2026; one piece of government information was never posted. */
function disclosures(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('GK')
  const notice = (orgUnit: string, preparedOn: string, kind: string, item: string, title: string): SeedEntry => {
    const government = kind === 'government'
    const formedOn = government ? addDays(preparedOn, -dice.int(0, 6)) : null
    const wait = government && dice.chance(0.08) ? dice.int(24, 34) : dice.int(1, 4)
    const [examinedOn = null, postedOn = null, takenDownOn = null] = dice.chain(
      preparedOn,
      [0, 1],
      [wait, wait],
      [16, 30, government ? 0.3 : 0.97],
    )
    const asked = postedOn !== null && takenDownOn !== null && kind === 'finance' && dice.chance(0.1)
    const corrects = takenDownOn !== null && !asked && dice.chance(0.015)
    return {
      orgUnit,
      values: {
        number: numberOf(preparedOn),
        kind,
        item,
        title,
        forMonth: kind === 'finance' ? preparedOn.slice(0, 7) : null,
        preparedOn,
        formedOn,
        auditedOn: kind === 'finance' ? (examinedOn ?? null) : null,
        examinedOn,
        orderedOn: null,
        postedOn,
        place: postedOn === null ? null : government ? 'site' : dice.pick(['board', 'both']),
        questionedOn: asked ? within(postedOn, 3) : null,
        questions: asked ? dice.int(1, 4) : null,
        repliedOn: asked && dice.chance(0.9) ? within(postedOn, 7) : null,
        correctedOn: corrects ? within(takenDownOn, 2) : null,
        repostedOn: corrects ? within(takenDownOn, 5) : null,
        takenDownOn,
        droppedOn: null,
        reason: null,
        duty: government ? '政务公开专干' : '村务公开专员',
      },
    }
  }
  const whole = town.scale === 1
  const months = whole ? MONTHS : MONTHS.filter((month) => month >= '2026')
  const quarters = months.filter((month) => Number(month.slice(5)) % 3 === 1)
  const silent = whole ? town.villages[9]!.code : null
  const entries = [
    ...quarters.flatMap((month) => [
      notice(town.code, `${month}-08`, 'party', 'party', `${month.slice(0, 4)}年党务公开`),
      ...town.villages.map(({ code, name }, at) =>
        notice(code, `${month}-${String(9 + (at % 5)).padStart(2, '0')}`, 'village', 'decision', `${name}村务公开`),
      ),
    ]),
    ...months.flatMap((month) => {
      const monthly = month >= '2026' || quarters.includes(month)
      return monthly
        ? town.villages
            .filter(({ code }) => !(code === silent && month >= '2026-01' && month <= '2026-03'))
            .map(({ code, name }, at) =>
              notice(
                code,
                `${month}-${String(6 + (at % 7)).padStart(2, '0')}`,
                'finance',
                'accounts',
                `${name}财务公开`,
              ),
            )
        : []
    }),
    ...months.flatMap((month) =>
      Array.from({ length: whole ? 2 : 1 }, (_, at) =>
        notice(
          town.code,
          `${month}-${String(10 + at * 8).padStart(2, '0')}`,
          'government',
          ['plan', 'homestead', 'rescue', 'emergency'][(at + Number(month.slice(5))) % 4]!,
          at === 0 ? '政策文件公开' : '办理结果公开',
        ),
      ),
    ),
  ]
  if (!whole) return entries
  const never = notice(town.code, '2026-05-06', 'government', 'plan', '涉企收费目录公开')
  const kept = notice(town.code, '2026-04-14', 'government', 'other', '内部值班安排')
  const empty = {
    postedOn: null,
    place: null,
    takenDownOn: null,
    correctedOn: null,
    repostedOn: null,
    examinedOn: null,
  }
  const reason = '内部事务信息，不予公开（条例第16条）'
  return [
    ...entries,
    { ...never, values: { ...never.values, ...empty, formedOn: '2026-05-06', orderedOn: '2026-06-20' } },
    { ...kept, values: { ...kept.values, ...empty, droppedOn: '2026-04-17', reason } },
  ]
}

const ASKED: readonly (readonly [string, string])[] = [
  ['benefit', '询问惠农补贴发放'],
  ['assets', '询问集体鱼塘发包'],
  ['works', '询问道路硬化工程'],
  ['homestead', '询问建房审批进度'],
  ['relief', '询问低保申请条件'],
  ['decision', '询问村民代表会议结果'],
  ['service', '反映办事窗口等候时间'],
]

/** Questions answered in time, late, again, or taken back; one in a hundred goes to the inspectors. */
function questions(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('JD')
  return MONTHS.flatMap((month) =>
    Array.from({ length: Math.max(dice.times(5 * town.scale), month === '2026-01' ? 1 : 0) }, (): SeedEntry => {
      const askedOn = dice.day(month)
      const [kind, content] = dice.pick(ASKED)
      const [refers, withdraws] = [dice.chance(0.012), dice.chance(0.02)]
      const [assignedOn = null, answeredOn = null, next = null] = refers
        ? []
        : dice.chain(askedOn, [0, 3], [2, 16, withdraws ? 0 : 0.98], [1, 14, 0.95])
      const redoes = next !== null && dice.chance(0.08)
      const [answeredAgainOn = null, last = null] = redoes ? dice.chain(next, [3, 14], [1, 8]) : []
      const closedOn = redoes ? last : next
      const satisfied = closedOn === null || dice.chance(0.25) ? null : dice.chance(0.93)
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          number: numberOf(askedOn),
          asker: dice.chance(0.8) ? dice.person() : null,
          kind,
          purpose: dice.pick(['consult', 'query', 'query', 'complaint', 'advice']),
          about: dice.pick(['村民委员会', '便民服务中心', '民生保障办公室']),
          content,
          askedOn,
          assignedOn,
          extendedOn: answeredOn !== null && dice.chance(0.06) ? within(assignedOn!, 2) : null,
          answeredOn,
          reply: answeredOn === null ? null : '已核实情况并当面说明',
          redoneOn: redoes ? next : null,
          answeredAgainOn,
          satisfied,
          closedOn,
          referredOn: refers ? within(askedOn, 2) : null,
          reopenedOn: closedOn !== null && satisfied === false && dice.chance(0.3) ? within(closedOn, 10) : null,
          withdrawnOn: withdraws && assignedOn !== null ? within(assignedOn, 3) : null,
        },
      }
    }),
  )
}

/** A request or two in two months: admitted, put right, with others asked, extended, late, set aside or withdrawn. */
function requests(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('SQ')
  const every = town.scale === 1 ? 1 : 5
  return MONTHS.filter((_, at) => at % every === 0).map((month, at): SeedEntry => {
    const receivedOn = dice.day(month)
    const way = ['plain', 'plain', 'fix', 'ask', 'plain', 'extend', 'plain', 'late', 'withdraw', 'again'][at % 10]!
    const [fixAskedOn = null, fixedOn = null] =
      way === 'fix' ? dice.chain(receivedOn, [3, 8], [4, 12, at === 22 ? 0 : 1]) : []
    const [admittedOn = null] = way === 'fix' ? [] : dice.chain(receivedOn, [1, 5])
    const begun = way === 'fix' ? fixedOn : admittedOn
    const [consultedOn = null, opinionOn = null] =
      way === 'ask' && begun !== null ? dice.chain(begun, [1, 3], [6, 20]) : []
    const from = way === 'ask' ? opinionOn : begun
    const extendedOn = way === 'extend' && begun !== null ? within(begun, 10) : null
    const wait = way === 'late' ? 37 : way === 'extend' ? 34 : dice.int(8, 19)
    const [answeredOn = null, deliveredOn = null, filedOn = null] =
      from === null || way === 'withdraw' ? [] : dice.chain(from, [wait, wait], [1, 3], [5, 15])
    const remadeOn = way === 'again' && filedOn !== null ? within(filedOn, 50) : null
    return {
      orgUnit: town.code,
      values: {
        number: numberOf(receivedOn),
        applicant: dice.person(),
        channel: dice.pick(['hand', 'post', 'web']),
        content: dice.pick(['征地补偿安置方案', '道路工程预算', '补贴发放名册（已区分处理）', '村庄规划文本']),
        receivedOn,
        fixAskedOn,
        fixedOn,
        lapsedOn: fixAskedOn !== null && fixedOn === null ? within(fixAskedOn, 25) : null,
        admittedOn,
        clockFrom: way === 'fix' ? fixedOn : admittedOn === null ? null : receivedOn,
        consultedOn,
        opinionOn,
        extendedOn,
        answeredOn,
        result: answeredOn === null ? null : dice.pick(['open', 'given', 'given', 'part', 'none', 'other']),
        deliveredOn,
        remadeOn,
        answeredAgainOn: remadeOn === null ? null : within(remadeOn, 15),
        filedOn,
        withdrawnOn: way === 'withdraw' && begun !== null ? (within(begun, 4) ?? LAST_DAY) : null,
      },
    }
  })
}
