import { MONTHS } from '../calendar.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

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
  ])

  const fileDice = dice('files')
  const fileNumber = numbering('DA')
  const memberFileReviews: SeedEntry[] = Array.from({ length: Math.round(226 * scale) }, (_, at) => {
    const reviewedOn = fileDice.day(MONTHS[22 + (at % 7)]!)
    const village = villages[at % villages.length]!
    const serious = at % 17 === 4
    const problem = serious ? fileDice.pick(['procedure', 'order', 'false']) : fileDice.chance(0.2) ? 'missing' : 'none'
    const [decidedOn = null, closedOn = null] = fileDice.chain(reviewedOn, [10, 30], [10, 40, 0.9])
    const outcome = serious ? Math.floor(at / 17) : -1
    return {
      orgUnit: village.code,
      values: {
        number: fileNumber(reviewedOn),
        member: fileDice.person(),
        branch: branchOf(village.name),
        joinedOn: `20${fileDice.int(13, 23)}-07-01`,
        reviewedOn,
        problem,
        serious,
        decidedOn: serious ? decidedOn : null,
        rejoinedOn: outcome % 3 === 0 || outcome % 3 === 1 ? decidedOn : null,
        removedOn: outcome % 5 === 2 ? decidedOn : null,
        admonishedOn: outcome >= 0 && outcome % 2 === 1 ? decidedOn : null,
        explainedOn: outcome >= 0 && (outcome % 4 === 0 || outcome % 5 === 3) ? decidedOn : null,
        informedOn: serious ? decidedOn : null,
        closedOn: serious ? closedOn : problem === 'missing' && fileDice.chance(0.3) ? null : reviewedOn,
      },
    }
  })

  const joinDice = dice('membership')
  const joinNumber = numbering('FZ')
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
      [366, 400, 0.9],
    )
    const [talkedOn = null] = joinDice.chain(appliedOn, [3, 28])
    return {
      orgUnit: village.code,
      values: {
        number: joinNumber(appliedOn),
        applicant: joinDice.person(),
        branch: branchOf(village.name),
        education: joinDice.pick(['junior', 'senior', 'college', 'bachelor']),
        appliedOn,
        talkedOn,
        activistOn,
        candidateOn,
        trainedOn: admittedOn === null ? null : candidateOn,
        admittedOn,
        confirmedOn,
        endedOn: activistOn === null && appliedOn < '2025-06' && joinDice.chance(0.4) ? '2026-01-15' : null,
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
          returnedOn: returned ? second : null,
          closedOn: returned ? null : second,
        },
      }
    }),
  )

  return {
    'party-duties': partyDuties,
    'party-meetings': partyMeetings,
    'member-file-reviews': memberFileReviews,
    'membership-development': membershipDevelopment,
    'feedback-items': feedbackItems,
  }
}
