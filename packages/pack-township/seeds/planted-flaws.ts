/** A flaw that the story holds on purpose, and the figure that must reveal it. */
export interface PlantedFigureFlaw {
  flaw: string
  indicator: string
  /** Code of the org unit, and the period, at which the figure stands. */
  orgUnit: string
  period: string
  /** The figure, in the indicator's own smallest part. */
  reveals: number
}
/** A flaw that no sheet can bring in: the entry is refused with this code. */
export interface PlantedRefusal {
  flaw: string
  ledger: string
  error: string
  values: Readonly<Record<string, string | number | boolean>>
  /** Who takes which step, where the refusal hangs on the person. */
  takers?: Readonly<Record<string, string>>
}

const MAIN = '341899101000'

export const economyFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '一份流转合同未载明承包方同意（2026年4月，青溪镇）',
    indicator: 'land-transfers-without-consent',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 1,
  },
  {
    flaw: '一件企业诉求受理后一直没有答复',
    indicator: 'enterprise-requests-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '首批征地收到批准文件后15个工作日内没有发布征地公告，迟了数周',
    indicator: 'land-acquisitions-announcement-overdue',
    orgUnit: MAIN,
    period: '2024-10',
    reveals: 1,
  },
]

export const partyFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '一个软弱涣散村党支部入列后一个月内没有制定整顿方案',
    indicator: 'weak-branches-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '白石村党支部2026年一季度没有召开党员大会',
    indicator: 'congress-missed',
    orgUnit: '341899101211',
    period: '2026-Q1',
    reveals: 1,
  },
  {
    flaw: '白石村党支部2026年一季度没有召开党员大会（全镇只此一个支部）',
    indicator: 'congress-missed',
    orgUnit: MAIN,
    period: '2026-Q1',
    reveals: 1,
  },
  {
    flaw: '竹园村2026年一季度集体经济收入报表缺报',
    indicator: 'collective-income-missing',
    orgUnit: MAIN,
    period: '2026-Q1',
    reveals: 1,
  },
  {
    flaw: '一名入党申请人递交申请后1个月内没有人谈话',
    indicator: 'membership-talks-overdue',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 1,
  },
]

export const economyPartyRefusals: readonly PlantedRefusal[] = [
  {
    flaw: '补偿款没有到账就拆除房屋',
    ledger: 'relocations',
    error: 'loop.step-not-allowed',
    values: {
      number: 'ZQ-2026-9001',
      holder: '石禾',
      compensation: 1_000_000,
      registeredOn: '2026-01-05',
      signedOn: '2026-02-02',
      demolishedOn: '2026-03-02',
    },
  },
  {
    flaw: '拆除在前、补偿款到账在后',
    ledger: 'relocations',
    error: 'field.out-of-order',
    values: {
      number: 'ZQ-2026-9002',
      holder: '柳杉',
      compensation: 1_000_000,
      registeredOn: '2026-01-05',
      signedOn: '2026-02-02',
      paidOn: '2026-03-12',
      vacatedOn: '2026-03-13',
      demolishedOn: '2026-03-02',
    },
  },
  {
    flaw: '流转期限超过承包期的剩余期限',
    ledger: 'land-transfers',
    error: 'field.out-of-order',
    values: {
      number: 'LZ-2026-9001',
      giver: '田麦',
      taker: '青禾家庭农场',
      area: 1200,
      consent: true,
      signedOn: '2026-03-02',
      startsOn: '2026-04-01',
      endsOn: '2036-12-31',
      contractEndsOn: '2034-12-31',
    },
  },
  {
    flaw: '积极分子培养不满1年就列为发展对象',
    ledger: 'membership-development',
    error: 'loop.step-too-soon',
    values: {
      number: 'FZ-2026-9001',
      applicant: '江枫',
      appliedOn: '2025-01-06',
      talkedOn: '2025-01-20',
      activistOn: '2025-03-10',
      activistFiledOn: '2025-03-14',
      mentorsOn: '2025-03-14',
      firstInspectedOn: '2025-08-25',
      secondInspectedOn: '2026-02-24',
      candidateOn: '2026-03-09',
    },
  },
  {
    flaw: '整改的人自己销号',
    ledger: 'feedback-items',
    error: 'loop.same-person',
    values: {
      number: 'DP-2026-9001',
      problem: '组织生活记录不规范',
      raisedOn: '2026-02-02',
      dueOn: '2026-06-20',
      mendedOn: '2026-04-01',
      closedOn: '2026-04-08',
    },
    takers: { mend: '甲', close: '甲' },
  },
]

export const livelihoodFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '一件低保申请上报后县级十个工作日内没有确认',
    indicator: 'subsistence-county-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '一件特困申请受理后十五个工作日内没有初审',
    indicator: 'destitute-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '一件先行救助没有补办手续',
    indicator: 'temporary-relief-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '2026年5月青溪镇没有办健康讲座',
    indicator: 'health-lectures-missed',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 1,
  },
  {
    flaw: '高墩村2026年一季度居保参保缴费情况缺报',
    indicator: 'pension-statements-missing',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 1,
  },
  {
    flaw: '高墩村2026年一季度居保参保缴费情况缺报（在村一级看）',
    indicator: 'pension-statements-missing',
    orgUnit: '341899101203',
    period: '2026-Q1',
    reveals: 1,
  },
  {
    flaw: '一份低保不予确认决定3月25日作出，3月30日到期，4月10日才书面告知',
    indicator: 'subsistence-telling-overdue',
    orgUnit: MAIN,
    period: '2026-03',
    reveals: 1,
  },
  {
    flaw: '2025年橱窗只办了十一期，标准是十二期',
    indicator: 'culture-standard-missed',
    orgUnit: MAIN,
    period: '2025',
    reveals: 1,
  },
  {
    flaw: '2025年8月文化站免费开放没有报',
    indicator: 'culture-openings-missing',
    orgUnit: MAIN,
    period: '2025',
    reveals: 1,
  },
  {
    flaw: '石湾村2026年5月停放只提前5日公告，上半年两次停放中一次合规',
    indicator: 'culture-closings-told-share',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 50,
  },
  {
    flaw: '2026年上半年依决定停发的12户中有一户停发前没有听取意见',
    indicator: 'recipients-heard-share',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 91.7,
  },
]

export const livelihoodRefusals: readonly PlantedRefusal[] = [
  {
    flaw: '生态环境问题由整改的人自查',
    ledger: 'ecology-problems',
    error: 'loop.same-person',
    values: {
      number: 'ST-2026-9001',
      problem: '河道垃圾',
      measure: '清理',
      foundOn: '2026-03-02',
      dueOn: '2026-05-15',
      mendedOn: '2026-03-20',
      acceptedOn: '2026-03-25',
    },
    takers: { mend: '甲', accept: '甲' },
  },
  {
    flaw: '省级验收的问题没有经过市级复核',
    ledger: 'ecology-problems',
    error: 'loop.step-not-allowed',
    values: {
      number: 'ST-2026-9002',
      problem: '废弃矿坑未复绿',
      measure: '复绿',
      fiveStandards: true,
      foundOn: '2026-03-02',
      dueOn: '2026-05-15',
      mendedOn: '2026-03-20',
      acceptedOn: '2026-03-25',
      appliedProvinceOn: '2026-03-27',
      countyToProvinceOn: '2026-04-02',
      provinceOn: '2026-04-10',
    },
  },
  {
    flaw: '低保初审公示只贴了五天',
    ledger: 'subsistence-applications',
    error: 'loop.step-too-soon',
    values: {
      number: 'DB-2026-9001',
      applicant: '田麦',
      surveyor: '民政岗',
      secondSurveyor: '村干部岗',
      appliedOn: '2026-03-02',
      acceptedOn: '2026-03-02',
      surveyedOn: '2026-03-04',
      noticedOn: '2026-03-09',
      submittedOn: '2026-03-14',
    },
  },
  {
    flaw: '没有签承诺授权书就入户核查',
    ledger: 'monitored-households',
    error: 'loop.step-needs',
    values: {
      number: 'JC-2026-9001',
      householder: '江枫',
      clueOn: '2026-03-02',
      checkedOn: '2026-03-04',
    },
  },
  {
    flaw: '改厕由整改的人验收',
    ledger: 'toilet-rectifications',
    error: 'loop.same-person',
    values: {
      number: 'GC-2026-9001',
      householder: '柳杉',
      reportedOn: '2026-03-02',
      rectifiedOn: '2026-03-20',
      signedOn: '2026-03-23',
      acceptedOn: '2026-03-23',
    },
    takers: { rectify: '甲', accept: '甲' },
  },
  {
    flaw: '养老金凭数据比对由同一人停发',
    ledger: 'pension-stops',
    error: 'loop.same-person',
    values: {
      number: 'TF-2026-9001',
      beneficiary: '秦松',
      reason: 'death',
      happenedOn: '2026-03-02',
      matchedOn: '2026-03-10',
      stoppedOn: '2026-03-12',
    },
    takers: { match: '甲', stop: '甲' },
  },
]

export const peaceFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '一件信访事项登记后十五日内没有转送也没有告知',
    indicator: 'petitions-telling-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '一件交办的信访事项五个工作日内既未接收也未提出异议',
    indicator: 'petitions-objection-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '2025年5月上半月没有召开半月会商会',
    indicator: 'conferences-missed',
    orgUnit: MAIN,
    period: '2025-05',
    reveals: 1,
  },
  {
    flaw: '2025年下半年的测评结果没有收到',
    indicator: 'survey-results-missing',
    orgUnit: MAIN,
    period: '2025-H2',
    reveals: 1,
  },
]

export const planningFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '一个村庄规划批准后逾期没有公布',
    indicator: 'village-plans-publication-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
]

export const safetyFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '横岭村2026年5月只有1次村级巡河（全镇只此一处）',
    indicator: 'river-patrols-missed',
    orgUnit: MAIN,
    period: '2026-05',
    reveals: 1,
  },
  {
    flaw: '柳塘村2026年汛前漏检',
    indicator: 'flood-checks-missed',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 1,
  },
  {
    flaw: '柳塘村2026年汛前漏检（在村一级看）',
    indicator: 'flood-checks-missed',
    orgUnit: '341899101204',
    period: '2026-H1',
    reveals: 1,
  },
  {
    flaw: '救生衣和抽水泵达不到储备定额',
    indicator: 'flood-supplies-short',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 2,
  },
  {
    flaw: '两份预案印发20个工作日后仍未备案',
    indicator: 'emergency-plans-filing-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 2,
  },
]

export const disclosureFlaws: readonly PlantedFigureFlaw[] = [
  {
    flaw: '横岭村2026年一季度没有公布财务（在村一级看）',
    indicator: 'village-accounts-missed',
    orgUnit: '341899101207',
    period: '2026-Q1',
    reveals: 1,
  },
  {
    flaw: '横岭村2026年一季度没有公布财务，按月口径是三个月',
    indicator: 'village-accounts-missed-monthly',
    orgUnit: MAIN,
    period: '2026-H1',
    reveals: 3,
  },
  {
    flaw: '2026年5月6日形成的涉企收费目录一直没有公开',
    indicator: 'disclosures-overdue',
    orgUnit: MAIN,
    period: '2026-06',
    reveals: 1,
  },
  {
    flaw: '2026年4月22日收到的公开申请5月22日到期，6月1日才答复',
    indicator: 'information-requests-overdue',
    orgUnit: MAIN,
    period: '2026-05',
    reveals: 1,
  },
]

/** Of the offices of peace, safety, planning, overall and disclosure. */
export const peaceToDisclosureRefusals: readonly PlantedRefusal[] = [
  {
    flaw: '隐患由整改的人自己复查销号',
    ledger: 'hazards',
    error: 'loop.same-person',
    values: {
      number: 'YH-2026-9001',
      unit: '中心小学',
      description: '灭火器过期',
      level: 'general',
      foundOn: '2026-03-02',
      dueOn: '2026-03-16',
      handledOn: '2026-03-10',
      closedOn: '2026-03-12',
    },
    takers: { handle: '甲', close: '甲' },
  },
  {
    flaw: '信访答复的人自己作出复查意见',
    ledger: 'petitions',
    error: 'loop.same-person',
    values: {
      number: 'XF-2026-9001',
      petitioner: '石禾',
      receivedOn: '2026-01-05',
      acceptedOn: '2026-01-12',
      answeredOn: '2026-02-10',
      reviewAskedOn: '2026-02-25',
      reviewDecidedOn: '2026-03-16',
    },
    takers: { answer: '甲', decide: '甲' },
  },
  {
    flaw: '当事人不愿调解，仍受理调解',
    ledger: 'disputes',
    error: 'loop.step-not-allowed',
    values: {
      number: 'JF-2026-9001',
      parties: '田麦、江枫',
      kind: 'neighbour',
      consent: false,
      foundOn: '2026-03-02',
      declinedOn: '2026-03-04',
      acceptedOn: '2026-03-05',
    },
  },
  {
    flaw: '村庄规划草案只公告了29日',
    ledger: 'village-plans',
    error: 'loop.step-too-soon',
    values: {
      name: '某村村庄规划',
      listedOn: '2025-07-01',
      begunOn: '2025-08-04',
      noticedOn: '2026-03-02',
      agreedOn: '2026-03-31',
    },
  },
  {
    flaw: '财务公开只张榜了14日',
    ledger: 'disclosures',
    error: 'loop.step-too-soon',
    values: {
      number: 'GK-2026-9001',
      kind: 'finance',
      item: 'accounts',
      title: '一季度财务公开',
      place: 'board',
      preparedOn: '2026-03-02',
      examinedOn: '2026-03-02',
      postedOn: '2026-03-02',
      takenDownOn: '2026-03-16',
    },
  },
  {
    flaw: '宅基地申请只公示了5日就受理',
    ledger: 'homestead-applications',
    error: 'loop.step-too-soon',
    values: {
      number: 'ZJ-2026-9001',
      applicant: '柳杉',
      kind: 'new',
      present: 40,
      inFavour: 38,
      appliedOn: '2026-02-02',
      discussedOn: '2026-02-26',
      noticedOn: '2026-03-02',
      acceptedOn: '2026-03-07',
    },
  },
]
