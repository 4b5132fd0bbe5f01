import { addDays } from '@shishu/kernel'
import { LAST_DAY, MONTHS, within } from '../calendar.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'

const TOPICS = [
  '学习党的创新理论',
  '党章党规学习',
  '乡村振兴政策',
  '廉洁自律教育',
  '安全生产专题',
  '移风易俗倡议',
  '防汛备汛动员',
  '志愿服务',
  '项目攻坚',
  '基层治理',
]

const PAPERS = [
  'application',
  'activistPapers',
  'inspection',
  'vetting',
  'training',
  'form',
  'resolution',
  'approval',
  'confirmation',
] as const

/** Quarterly incomes are multiples of 3,000 yuan. */
const INCOME = (WAN / 10) * 3

/** The day `days` later within the story, or null; null stays null. */
const after = (day: string | null, days: number): string | null => (day === null ? null : within(day, days))

/** 基层党建: branches meet, leaders lecture, files are reviewed in a campaign that begins in November 2025. */
export const partyStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town
  const branchOf = (name: string) => `${name.replace(/(村|社区)$/, '')}党支部`

  const dutyDice = dice('duties')
  const dutyNumber = numbering('DJ')
  const partyDuties: SeedEntry[] = ['2024', '2025', '2026'].flatMap((year) =>
    Array.from({ length: Math.max(6, Math.round(52 * scale)) }, (_, at): SeedEntry => {
      const assignedOn = `${year}-01-${String(dutyDice.int(8, 26)).padStart(2, '0')}`
      const dueOn = `${year}-${String((at % 11) + 2).padStart(2, '0')}-25`
      const doneChance = dueOn < '2026' ? 1 : dueOn < '2026-06-30' ? 0.9 : 0.12
      const [doneOn = null] = dutyDice.chain(assignedOn, [20 + (at % 11) * 28, 60 + (at % 11) * 29, doneChance])
      // A few are put off, suspended, sent back or cancelled; the others are verified some days after they are done.
      const until = doneOn ?? LAST_DAY
      const putOff = addDays(dueOn, -10)
      const extended = at % 13 === 6 && putOff < until && putOff > assignedOn
      const suspended = at % 19 === 8 && !extended && addDays(assignedOn, 40) < until
      const sentBack = at % 17 === 3
      const cancelled = at % 9 === 8 && year === '2026' && doneOn === null && !extended && !suspended
      return {
        orgUnit: town.code,
        values: {
          number: dutyNumber(assignedOn),
          duty: `${dutyDice.pick(TOPICS)}任务${at + 1}`,
          holder: dutyDice.pick(['committee', 'secretary', 'member', 'branch']),
          basis: `${year}年度党建工作计划`,
          aim: '按计划完成',
          partner: dutyDice.pick(['党建工作办公室', '各村（社区）党组织', null]),
          assignedOn,
          dueOn,
          doneOn,
          progress: doneOn === null ? '正在推进' : '已完成',
          extendedOn: extended ? putOff : null,
          suspendedOn: suspended ? addDays(assignedOn, 12) : null,
          resumedOn: suspended ? addDays(assignedOn, 32) : null,
          returnedOn: sentBack ? after(doneOn, 6) : null,
          doneAgainOn: sentBack ? after(doneOn, 20) : null,
          verifiedOn: after(doneOn, sentBack ? 27 : 3 + (at % 12)),
          cancelledOn: cancelled ? '2026-04-10' : null,
        },
      }
    }),
  )

  const meetingDice = dice('meetings')
  const held = (month: string, kind: string, orgUnit: string, branch: string, extra = ''): SeedEntry => {
    const expected = meetingDice.int(8, 46)
    return {
      orgUnit,
      values: {
        heldOn: meetingDice.day(month),
        kind,
        branch,
        topic: `${meetingDice.pick(TOPICS)}${extra}`,
        place:
          kind === 'centre'
            ? '镇党委会议室'
            : meetingDice.pick(['党群服务中心', '村部会议室', '新时代文明实践站', '企业会议室']),
        speaker:
          kind === 'leader-lecture' ? meetingDice.pick(['镇党委书记', '镇长', '党委委员', '人大主席']) : '支部书记',
        expected,
        attended: expected - meetingDice.int(0, 4),
        observers: null,
        resolved:
          kind === 'congress' || kind === 'committee'
            ? meetingDice.pick(['通过发展党员事项', '通过季度工作安排', '通过公益事项'])
            : null,
        note: null,
      },
    }
  }
  const partyMeetings: SeedEntry[] = MONTHS.flatMap((month) => [
    ...villages.flatMap(({ code, name }): SeedEntry[] => {
      const branch = branchOf(name)
      const rows = [held(month, 'theme-day', code, branch)]
      if (meetingDice.chance(scale === 1 ? 0.8 : 0.3)) rows.push(held(month, 'committee', code, branch))
      if (Number(month.slice(5)) % 3 === 0) {
        rows.push(held(month, 'congress', code, branch))
        if (meetingDice.chance(0.9)) rows.push(held(month, 'lecture', code, branch))
      }
      if (meetingDice.chance(0.25)) rows.push(held(month, 'activity', code, branch, '活动'))
      return rows
    }),
    ...Array.from({ length: meetingDice.times(6.5 * scale) }, (_, at) =>
      held(
        month,
        'leader-lecture',
        villages[(at * 3 + Number(month.slice(5))) % villages.length]!.code,
        at % 4 === 3
          ? '非公企业联合党支部'
          : branchOf(villages[(at * 3 + Number(month.slice(5))) % villages.length]!.name),
        `专题党课${at + 1}`,
      ),
    ),
    ...Array.from({ length: meetingDice.times(3.4 * scale) }, (_, at) =>
      held(month, 'seminar', town.code, '镇机关党支部', `研讨${at + 1}`),
    ),
    ...(meetingDice.chance(0.6) ? [held(month, 'centre', town.code, '镇党委')] : []),
  ]).filter(
    // Planted: one branch held no congress in the first quarter of 2026.
    ({ values }) =>
      !(values.kind === 'congress' && values.branch === '白石党支部' && String(values.heldOn).startsWith('2026-03')),
  )

  const fileDice = dice('files')
  const fileNumber = numbering('DA')
  const memberFileReviews: SeedEntry[] = Array.from({ length: Math.round(226 * scale) }, (_, at) => {
    const reviewedOn = fileDice.day(MONTHS[22 + (at % 7)]!)
    const village = villages[at % villages.length]!
    const serious = at % 17 === 4
    const problem = serious ? fileDice.pick(['procedure', 'order', 'false']) : fileDice.chance(0.2) ? 'missing' : 'none'
    const [decidedOn = null, closedOn = null] = fileDice.chain(reviewedOn, [10, 30], [10, 40, 0.9])
    const outcome = serious ? Math.floor(at / 17) : -1
    const member = fileDice.person()
    const joinedOn = `20${fileDice.int(13, 23)}-07-01`
    const done = serious ? closedOn : problem === 'missing' && fileDice.chance(0.3) ? null : reviewedOn
    const appealed = outcome >= 0 && outcome % 4 === 2 && closedOn !== null
    const reopened = at % 50 === 7
    const papers = Object.fromEntries(PAPERS.map((paper) => [paper, 'there']))
    if (problem === 'missing') papers[PAPERS[at % PAPERS.length]!] = 'missing'
    if (problem === 'procedure') papers.resolution = 'missing'
    if (problem === 'order') papers.confirmation = 'order'
    if (problem === 'false') papers.form = 'altered'
    return {
      orgUnit: village.code,
      values: {
        number: fileNumber(reviewedOn),
        member,
        branch: branchOf(village.name),
        joinedOn,
        reviewedOn,
        problem,
        ...papers,
        serious,
        opinedOn: serious && decidedOn !== null ? addDays(reviewedOn, 5) : null,
        decidedOn: serious ? decidedOn : null,
        rejoinedOn: outcome % 3 === 0 || outcome % 3 === 1 ? decidedOn : null,
        removedOn: outcome % 5 === 2 ? decidedOn : null,
        admonishedOn: outcome >= 0 && outcome % 2 === 1 ? decidedOn : null,
        explainedOn: outcome >= 0 && (outcome % 4 === 0 || outcome % 5 === 3) ? decidedOn : null,
        informedOn: serious ? decidedOn : null,
        appealedOn: appealed ? after(decidedOn, 3) : null,
        appealDecidedOn: appealed ? after(decidedOn, 8) : null,
        completedOn: problem === 'missing' && !serious ? done : null,
        closedOn: done,
        reopenedOn: reopened ? after(done, 10) : null,
        closedAgainOn: reopened ? after(done, 24) : null,
      },
    }
  })

  const joinDice = dice('membership')
  const joinNumber = numbering('FZ')
  let joined = 0
  let waited = 0
  const membershipDevelopment: SeedEntry[] = Array.from({ length: Math.round(108 * scale) }, (_, at) => {
    const village = villages[(at * 3) % villages.length]!
    // every fourth applied before the story begins, so that some are full members by its end
    const month = MONTHS[at % 29]!
    const appliedOn = joinDice.day(at % 4 === 3 ? `${Number(month.slice(0, 4)) - 2}${month.slice(4)}` : month)
    const [activistOn = null, candidateOn = null, admittedOn = null, confirmedOn = null] = joinDice.chain(
      appliedOn,
      [60, 150, 0.85],
      [370, 460, 0.7],
      [60, 120, 0.85],
      [410, 470, 0.9],
    )
    const [talkedOn = null] = joinDice.chain(appliedOn, [3, 28])
    const cultivatedUntil = candidateOn ?? LAST_DAY
    const inspected = (nth: number) => {
      const day = after(activistOn, 170 * nth)
      return day !== null && day < cultivatedUntil ? day : null
    }
    const before = (day: string | null, days: number) => (day === null ? null : addDays(day, -days))
    // A notice that met an objection, and was held again; an approval that took its extension.
    const objected = admittedOn !== null && candidateOn !== null && admittedOn > addDays(candidateOn, 95)
    const prolongedApproval = at % 9 === 2
    const approved = after(admittedOn, prolongedApproval ? 130 : 30 + (at % 50))
    // Who is past the year of probation and not confirmed: cancelled, prolonged, or awaiting approval.
    const waiting = confirmedOn === null && after(admittedOn, 388) !== null && approved !== null
    const outcome = waiting ? (['confirming', 'prolonged', 'cancelled'] as const)[waited++ % 3]! : null
    const confirms = confirmedOn !== null || outcome === 'confirming'
    joined += talkedOn !== null && activistOn === null ? 1 : 0
    // Planted: one applicant whom nobody talked with in a month.
    const forgotten = scale === 1 && joined === 1 && activistOn === null && appliedOn < '2026-04'
    return {
      orgUnit: village.code,
      values: {
        number: joinNumber(appliedOn),
        applicant: joinDice.person(),
        branch: branchOf(village.name),
        education: joinDice.pick(['junior', 'senior', 'college', 'bachelor']),
        appliedOn,
        talkedOn: forgotten ? null : talkedOn,
        activistOn,
        activistFiledOn: after(activistOn, 7),
        mentorsOn: after(activistOn, 9),
        firstInspectedOn: inspected(1),
        secondInspectedOn: inspected(2),
        thirdInspectedOn: inspected(3),
        fourthInspectedOn: inspected(4),
        candidateOn,
        candidateFiledOn: after(candidateOn, 5),
        introducersOn: after(candidateOn, 8),
        vettedOn: after(candidateOn, 12),
        trainedOn: admittedOn === null ? null : candidateOn,
        branchReviewedOn: after(candidateOn, 20),
        announcedOn: before(admittedOn, objected ? 72 : 38),
        returnedOn: objected ? before(admittedOn, 66) : null,
        announcedAgainOn: objected ? before(admittedOn, 38) : null,
        preReviewedOn: before(admittedOn, 18),
        formFilledOn: before(admittedOn, 5),
        votersDue: admittedOn === null ? null : 21 + (at % 9),
        votersPresent: admittedOn === null ? null : 18 + (at % 9),
        votesFor: admittedOn === null ? null : 17 + (at % 9),
        admittedOn,
        committeeTalkedOn: after(admittedOn, 21),
        approvalExtendedOn: prolongedApproval ? after(admittedOn, 82) : null,
        approvedOn: approved,
        countyFiledOn: after(approved, 8),
        groupedOn: after(approved, 10),
        oathOn: after(approved, 20),
        probationInspectedOn: after(admittedOn, 180),
        confirmationAppliedOn: after(admittedOn, 360),
        prolongedOn: outcome === 'prolonged' ? after(admittedOn, 370) : null,
        confirmationAnnouncedOn: confirms ? after(admittedOn, 368) : null,
        confirmationVotedOn: confirms ? after(admittedOn, 388) : null,
        confirmedOn,
        archivedOn: after(confirmedOn, 20),
        cancelledOn: outcome === 'cancelled' ? after(admittedOn, 388) : null,
        endedOn:
          activistOn === null && appliedOn < '2025-06' && joinDice.chance(0.4)
            ? '2026-01-15'
            : activistOn !== null && activistOn < '2024-01' && candidateOn === null
              ? '2026-02-10'
              : null,
      },
    }
  })

  const feedbackDice = dice('feedback')
  const feedbackNumber = numbering('DP')
  const feedbackItems: SeedEntry[] = ['2024', '2025', '2026'].flatMap((year) =>
    Array.from({ length: Math.max(4, Math.round(14 * scale)) }, (_, at): SeedEntry => {
      const raisedOn = `${year}-0${feedbackDice.int(1, 3)}-1${feedbackDice.int(0, 9)}`
      const [mendedOn = null, second = null] = feedbackDice.chain(
        raisedOn,
        [30, 130, year < '2026' ? 1 : 0.85],
        [5, 30, year < '2026' ? 1 : 0.85],
      )
      const returned = second !== null && year === '2026' && at % 7 === 5
      return {
        orgUnit: town.code,
        values: {
          number: feedbackNumber(raisedOn),
          origin: feedbackDice.pick(['review', 'standing', 'inspection', 'other']),
          problem: feedbackDice.pick([
            '村级集体经济发展不均衡',
            '党员教育形式单一',
            '后备力量储备不足',
            '非公党建覆盖不够',
            '组织生活记录不规范',
          ]),
          measure: '制定措施，明确责任和时限',
          duty: feedbackDice.pick(['党建工作办公室', '乡村振兴办公室', '各村（社区）']),
          raisedOn,
          dueOn: `${year}-06-20`,
          mendedOn,
          extendedOn: at % 6 === 2 && (mendedOn === null || mendedOn > `${year}-06-10`) ? `${year}-06-10` : null,
          returnedOn: returned ? second : null,
          mendedAgainOn: returned ? after(second, 20) : null,
          closedOn: returned ? null : second,
        },
      }
    }),
  )

  const weakDice = dice('weak-branches')
  const weakNumber = numbering('RS')
  const weakBranches: SeedEntry[] = ['2024', '2025', '2026'].flatMap((year) =>
    Array.from({ length: scale === 1 ? 3 : 1 }, (_, at): SeedEntry => {
      const village = villages[(at * 4 + Number(year)) % villages.length]!
      const foundOn = `${year}-02-${String(weakDice.int(3, 24)).padStart(2, '0')}`
      const dismissed = at === 2 && year !== '2025'
      const [listedOn = null, planned = null] = dismissed ? [] : weakDice.chain(foundOn, [15, 25], [10, 24])
      const dueOn = `${year}-11-30`
      const goesOn = year === '2025' && at === 1
      const [selfReviewed = null, townReviewed = null] =
        planned === null || goesOn ? [] : weakDice.chain(planned, [190, 215], [5, 12])
      const sentBack = year === '2024' && at === 0
      const passed = sentBack ? null : townReviewed
      const problems = weakDice.int(4, 9)
      // listed by the county, and its month to settle a plan long over
      const planless = year === '2026' && at === 1
      const plannedFromOn = planless ? null : planned
      return {
        orgUnit: village.code,
        values: {
          number: weakNumber(foundOn),
          branch: branchOf(village.name),
          situation: weakDice.pick(['leaders', 'life', 'affairs', 'disputes', 'economy']),
          problemList: '组织生活不经常；村务公开不及时；后备力量不足',
          problems: plannedFromOn === null ? null : problems,
          solved: plannedFromOn === null ? null : selfReviewed === null ? problems - 3 : problems,
          countyPost: '县政府副县长',
          townPost: weakDice.pick(['镇党委副书记', '镇党委委员']),
          firstSecretary: weakDice.pick(['县农业农村局', '县税务局', '县水利局']),
          partner: weakDice.pick(['县供电公司', '县林业局']),
          foundOn,
          listedOn,
          dismissedOn: dismissed ? after(foundOn, 20) : null,
          plannedFromOn,
          dueOn: plannedFromOn === null ? null : dueOn,
          continuedOn: goesOn ? '2025-11-25' : null,
          selfReviewedOn: selfReviewed,
          townReviewedOn: sentBack ? null : townReviewed,
          returnedOn: sentBack ? after(selfReviewed, 6) : null,
          reviewedAgainOn: sentBack ? after(selfReviewed, 60) : null,
          asked: selfReviewed === null ? null : weakDice.int(30, 60),
          content: selfReviewed === null ? null : weakDice.int(24, 30),
          passedOn: after(passed, 25),
        },
      }
    }),
  )

  const incomeDice = dice('collective-income')
  const collectiveIncome: SeedEntry[] = villages.flatMap(({ code, name }, at) => {
    const size = incomeDice.int(4, 22)
    const total = new Map<string, number>()
    const operating = new Map<string, number>()
    return MONTHS.filter((month) => Number(month.slice(5)) % 3 === 0).flatMap((month): SeedEntry[] => {
      const year = month.slice(0, 4)
      const letting = incomeDice.int(size * 2, size * 4) * INCOME
      const returns = incomeDice.int(size, size * 3) * INCOME
      const trade = incomeDice.int(0, size * 2) * INCOME
      const subsidy = incomeDice.int(0, 40) * INCOME
      const other = incomeDice.int(0, 5) * INCOME
      const ofQuarter = letting + returns + trade
      operating.set(year, (operating.get(year) ?? 0) + ofQuarter)
      total.set(year, (total.get(year) ?? 0) + ofQuarter + subsidy + other)
      // Planted: one village’s statement of the first quarter of 2026 is missing.
      if (name === '竹园村' && month === '2026-03') return []
      const reportedOn = after(`${month}-28`, month === '2026-06' ? 2 : incomeDice.int(2, 9))
      return [
        {
          orgUnit: code,
          values: {
            month,
            organisation: `${name.replace(/(村|社区)$/, '')}股份经济合作社`,
            operating: ofQuarter,
            letting,
            returns,
            subsidy,
            other,
            total: ofQuarter + subsidy + other,
            operatingToDate: operating.get(year)!,
            totalToDate: total.get(year)!,
            reportedOn,
            publishedOn: at % 5 === 4 && month === '2025-12' ? null : after(reportedOn, 5),
          },
        },
      ]
    })
  })

  return {
    'weak-branches': weakBranches,
    'collective-income': collectiveIncome,
    'party-duties': partyDuties,
    'party-meetings': partyMeetings,
    'member-file-reviews': memberFileReviews,
    'membership-development': membershipDevelopment,
    'feedback-items': feedbackItems,
  }
}
