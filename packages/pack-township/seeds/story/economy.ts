import { addDays } from '@shishu/kernel'
import { LAST_DAY, MONTHS, STATEMENT_MONTHS, within } from '../calendar.ts'
import { creditCode } from '../credit-code.ts'
import { numbering, type OfficeStory, type SeedEntry, WAN } from '../seed-entry.ts'

const STEMS = [
  '青禾',
  '岭秀',
  '云杉',
  '石泉',
  '恒麦',
  '松源',
  '金桐',
  '白榆',
  '长荞',
  '宏棠',
  '瑞苇',
  '锦榕',
  '和桦',
  '新稷',
  '华枫',
  '盛岚',
  '兴溪',
  '永荷',
]
const TRADES = ['矿业', '织造', '机械', '建材', '环卫设备', '电子', '食品', '包装', '新材料', '农业科技']
const SHOPS = ['百货', '家电', '超市', '酒店', '饭庄', '建材商行']
const TENTH_WAN = WAN / 10
const INDUSTRY_LAST = '2026-05'

/** The day `days` later within the story, or null; null stays null. */
const after = (day: string | null, days: number): string | null => (day === null ? null : within(day, days))

/** 发展动力: firms, projects and trade; investment of 2026 falls behind last year, industry grows. */
export const economyStory: OfficeStory = (town, dice) => {
  const { scale } = town
  const serialBase = Number(town.code.slice(6, 9)) * 100
  const villageOf = (index: number) => town.villages[index % town.villages.length]!.code

  const firmDice = dice('firms')
  const firms = Array.from({ length: Math.round(38 * scale) }, (_, at) => {
    const name = `${STEMS[at % STEMS.length]}${TRADES[(at * 3 + Math.floor(at / 18)) % TRADES.length]}有限公司`
    const early = firmDice.chance(0.75)
    return {
      code: creditCode('91', serialBase + at),
      name: `皖岭县${name}`,
      village: villageOf(at),
      trade: TRADES[(at * 3 + Math.floor(at / 18)) % TRADES.length]!,
      highTech: firmDice.chance(0.35) || at === 0,
      strategic: firmDice.chance(0.3) || at === 1,
      enteredOn: early
        ? `202${firmDice.int(0, 3)}-0${firmDice.int(1, 9)}-15`
        : firmDice.pick(['2024-12-20', '2025-12-22', '2025-06-25']),
      leftOn: at % 11 === 10 ? firmDice.pick(['2024-12-31', '2025-12-31']) : null,
      size: firmDice.int(2200, 9800),
      lift: firmDice.int(-8, 20),
    }
  }).map((firm) => ({ ...firm, leftOn: firm.leftOn !== null && firm.leftOn > firm.enteredOn ? firm.leftOn : null }))

  const enterprises: SeedEntry[] = firms.map((firm) => ({
    orgUnit: firm.village,
    values: {
      creditCode: firm.code,
      name: firm.name,
      industry: firm.trade,
      highTech: firm.highTech,
      strategic: firm.strategic,
      route: firm.enteredOn.endsWith('-25') ? 'monthly' : 'yearly',
      enteredOn: firm.enteredOn,
      leftOn: firm.leftOn,
      leavingReason: firm.leftOn === null ? null : '营业收入未达标准',
      statistician: '财务岗',
      note: null,
    },
  }))

  const outputDice = dice('output')
  const industrialOutput: SeedEntry[] = STATEMENT_MONTHS.filter((month) => month <= INDUSTRY_LAST).flatMap((month) =>
    firms
      .filter((firm) => firm.enteredOn <= `${month}-28` && (firm.leftOn === null || firm.leftOn > `${month}-28`))
      .map((firm): SeedEntry => {
        const months = month.endsWith('-02') ? 2 : 1
        const base = outputDice.int(firm.size * 9, firm.size * 11) * months * 10_000
        const grown = Math.round((base * (100 + firm.lift + outputDice.int(-6, 6))) / 100 / TENTH_WAN) * TENTH_WAN
        return {
          orgUnit: firm.village,
          values: {
            month,
            firm: firm.name,
            creditCode: firm.code,
            highTech: firm.highTech,
            strategic: firm.strategic,
            output: grown,
            base: Math.round(base / TENTH_WAN) * TENTH_WAN,
            revenue: Math.round((grown * 0.96) / TENTH_WAN) * TENTH_WAN,
            origin: 'direct',
            reportedOn: within(`${month}-28`, outputDice.int(5, 9)),
          },
        }
      }),
  )

  const projectDice = dice('projects')
  const kinds = ['厂房扩建', '生产线技改', '标准化厂房', '仓储物流', '农产品加工', '污水管网', '商住小区', '冷链中心']
  const projectList = Array.from({ length: Math.round(34 * scale) }, (_, at) => {
    const enteredOn = projectDice.day(projectDice.pick(STATEMENT_MONTHS.slice(0, 24)))
    return {
      code: `341899-04-01-${String(serialBase + at).padStart(6, '0')}`,
      name: `${STEMS[(at * 5) % STEMS.length]}${kinds[at % kinds.length]}${at < 18 ? '' : '二期'}项目`,
      village: villageOf(at * 2),
      nature: at % 8 === 6 ? 'property' : projectDice.pick(['new', 'expand', 'renew']),
      total: projectDice.int(600, 12000),
      enteredOn,
      leftOn: within(enteredOn, projectDice.int(330, 760)),
    }
  })
  const projects: SeedEntry[] = projectList.map((one) => ({
    orgUnit: one.village,
    values: {
      code: one.code,
      name: one.name,
      builder: `${one.name.slice(0, 2)}建设有限公司`,
      industry: one.nature === 'property' ? '房地产业' : projectDice.pick(['制造业', '采矿业', '仓储业']),
      nature: one.nature,
      plannedTotal: one.total * WAN,
      approvalNumber: `岭发改备〔${one.enteredOn.slice(0, 4)}〕${projectDice.int(10, 99)}号`,
      startedOn: one.enteredOn,
      enteredOn: one.enteredOn,
      leftOn: one.leftOn,
      note: null,
    },
  }))
  const investmentDice = dice('investment')
  const investment: SeedEntry[] = STATEMENT_MONTHS.flatMap((month) =>
    projectList
      .filter((one) => one.enteredOn <= `${month}-28` && (one.leftOn === null || one.leftOn > `${month}-28`))
      .map((one): SeedEntry => {
        const amount = investmentDice.int(one.total, one.total * 2) * (month.endsWith('-02') ? 2 : 1) * 50_000
        const share = month < '2026' ? investmentDice.int(82, 104) : investmentDice.int(101, 116)
        const rounded = Math.round(amount / TENTH_WAN) * TENTH_WAN
        return {
          orgUnit: one.village,
          values: {
            month,
            project: one.name,
            projectCode: one.code,
            nature: one.nature,
            amount: rounded,
            equipment: Math.round((rounded * investmentDice.int(5, 30)) / 100 / TENTH_WAN) * TENTH_WAN,
            base: Math.round((rounded * share) / 100 / TENTH_WAN) * TENTH_WAN,
            evidence: investmentDice.pick(['基础施工', '主体施工', '设备安装', '装饰装修', '土方平整']),
            reportedOn: within(`${month}-28`, 1),
          },
        }
      }),
  )

  const retailDice = dice('retail')
  const shops = Array.from({ length: Math.max(3, Math.round(11 * scale)) }, (_, at) => ({
    code: creditCode(at % 3 === 2 ? '92' : '91', serialBase + 60 + at),
    name: `${STEMS[(at * 7 + 2) % STEMS.length]}${SHOPS[at % SHOPS.length]}`,
    village: villageOf(at % 3),
    trade: ['retail', 'retail', 'retail', 'lodging', 'catering', 'wholesale'][at % 6]!,
    form: at % 3 === 2 ? 'individual' : 'company',
    enteredOn: at < 8 ? '2023-03-20' : '2025-01-20',
    size: retailDice.int(50, 180),
    lift: retailDice.int(3, 15),
  }))
  const retailUnits: SeedEntry[] = shops.map((shop) => ({
    orgUnit: shop.village,
    values: {
      creditCode: shop.code,
      name: shop.name,
      trade: shop.trade,
      form: shop.form,
      route: 'yearly',
      enteredOn: shop.enteredOn,
      leftOn: null,
      note: null,
    },
  }))
  const retailSales: SeedEntry[] = STATEMENT_MONTHS.flatMap((month) =>
    shops
      .filter((shop) => shop.enteredOn <= `${month}-28`)
      .map((shop): SeedEntry => {
        const base = retailDice.int(shop.size * 9, shop.size * 11) * (month.endsWith('-02') ? 2 : 1) * TENTH_WAN
        const sales = Math.round((base * (100 + shop.lift + retailDice.int(-3, 3))) / 100 / TENTH_WAN) * TENTH_WAN
        return {
          orgUnit: shop.village,
          values: {
            month,
            unit: shop.name,
            creditCode: shop.code,
            trade: shop.trade,
            sales,
            base,
            online: Math.round((sales * retailDice.int(2, 20)) / 100 / TENTH_WAN) * TENTH_WAN,
            reportedOn: within(`${month}-28`, retailDice.int(4, 9)),
            note: null,
          },
        }
      }),
  )

  const growDice = dice('cultivation')
  const growNumber = numbering('PY')
  const cultivation: SeedEntry[] = Array.from({ length: Math.max(8, Math.round(44 * scale)) }, (_, at) => {
    const listedOn = growDice.day(STATEMENT_MONTHS[Math.min(at % 26, 25)]!)
    const [appliedOn = null, promotedOn = null] = growDice.chain(listedOn, [120, 300, 0.6], [20, 60, 0.8])
    const dropped = appliedOn === null && growDice.chance(0.25) ? within(listedOn, growDice.int(90, 400)) : null
    const sentBack = appliedOn !== null && (promotedOn === null ? at % 2 === 0 : at % 7 === 2)
    const passedFrom = sentBack && promotedOn !== null ? 7 : 0
    // Now and then the sheet knows no levels between 申报 and 入库.
    const levels = promotedOn === null ? at % 4 : at % 6 === 5 ? 0 : 3
    return {
      orgUnit: villageOf(at),
      values: {
        number: growNumber(listedOn),
        name: `${STEMS[(at * 5 + 3) % STEMS.length]}${at % 3 === 2 ? SHOPS[at % SHOPS.length] : `${TRADES[at % TRADES.length]}厂`}`,
        kind: at % 3 === 2 ? 'individual' : 'industry',
        revenue: growDice.int(at % 3 === 2 ? 300 : 1200, at % 3 === 2 ? 600 : 2600) * WAN,
        difficulty: growDice.pick(['流动资金偏紧', '用工不足', '订单不稳', '厂房不足', null]),
        helper: growDice.pick(['经济发展办公室', '财政所', '市场监管所']),
        listedOn,
        route: appliedOn === null ? null : at % 4 === 0 ? 'monthly' : 'yearly',
        batch: appliedOn === null ? null : `${appliedOn.slice(0, 4)}年${Number(appliedOn.slice(5, 7))}月`,
        papersComplete: appliedOn === null ? null : true,
        appliedOn,
        countyPassedOn: levels > 0 ? after(appliedOn, 5 + passedFrom) : null,
        cityPassedOn: levels > 1 ? after(appliedOn, 8 + passedFrom) : null,
        provincePassedOn: levels > 2 ? after(appliedOn, 12 + passedFrom) : null,
        returnedOn: sentBack ? after(appliedOn, promotedOn === null ? 16 : 3) : null,
        appliedAgainOn: sentBack && promotedOn !== null ? after(appliedOn, 10) : null,
        promotedOn,
        droppedOn: dropped,
        note: null,
      },
    }
  })

  const keyDice = dice('key-projects')
  const keyNames = [
    '国泰矿业技改工程',
    'S467改建工程',
    '中小迁建工程',
    '程中东扩工程',
    '集镇污水处理厂扩建',
    '工业集中区道路',
  ].slice(0, scale === 1 ? 6 : 2)
  const listedProjects: SeedEntry[] = keyNames.map((name, at) => ({
    orgUnit: town.code,
    values: {
      name,
      kind: ['industry', 'road', 'school', 'school', 'water', 'road'][at]!,
      leadOffice: ['县经信局', '县交通局', '县教体局', '县教体局', '县住建局', '县发改委'][at]!,
      supporter: keyDice.pick(['镇党委书记', '镇长', '镇党委委员', '副镇长']),
      plannedTotal: keyDice.int(3000, 40000) * WAN,
      content: keyDice.pick(['新建厂房及配套', '改建公路及桥涵', '新建教学楼及运动场']),
      listedOn: `2024-0${at + 1}-10`,
      startedOn: at === 5 ? null : `2025-0${at + 1}-18`,
      completedOn: at === 4 ? '2026-04-28' : null,
      plannedOn: `202${6 + (at % 2)}-12-31`,
      problem: at === 1 ? '管线迁改进度慢' : null,
      note: null,
    },
  }))
  const keyProjects = listedProjects.map(({ orgUnit, values }, at): SeedEntry => {
    const invested = (Number(values.plannedTotal) * [100, 62, 35, 48, 100, 0][at]!) / 100
    return { orgUnit, values: { ...values, investedTotal: Math.round(invested / TENTH_WAN) * TENTH_WAN } }
  })
  const nodes = ['立项批复', '用地报批', '征迁签约', '房屋拆除', '招标完成', '进场施工', '主体过半', '竣工验收']
  let notReached = 0
  const milestones: SeedEntry[] = keyNames.flatMap((project, at) =>
    nodes.map((name, step): SeedEntry => {
      const plannedOn = `202${4 + Math.floor((at + step * 4) / 12)}-${String(((at + step * 4) % 12) + 1).padStart(2, '0')}-20`
      const reachedOn = keyDice.chance(0.9) ? within(plannedOn, keyDice.int(-15, 40)) : null
      const late = reachedOn === null ? plannedOn < '2026-06-30' : reachedOn > plannedOn
      const sentBack = (at + step) % 11 === 4
      // Those not reached: stopped, stopped and going on again, cancelled, put off, or merely late.
      if (reachedOn === null) notReached += 1
      const turn = reachedOn === null ? notReached % 5 : null
      const stopped = (turn === 1 || turn === 2) && addDays(plannedOn, -40) < LAST_DAY
      const putOff = late && (turn === null ? step % 3 === 1 : turn === 4)
      return {
        orgUnit: town.code,
        values: {
          project,
          name,
          duty: keyDice.pick(['规划建设办公室', '经济发展办公室', '县交通局']),
          listedOn: '2024-01-05',
          plannedOn,
          reachedOn,
          progress: reachedOn === null ? '推进中' : '已完成',
          delayReason: late ? keyDice.pick(['连续降雨', '管线迁改滞后', '手续办理慢']) : null,
          extendedOn: putOff ? addDays(plannedOn, -5) : null,
          suspendedOn: stopped ? addDays(plannedOn, -60) : null,
          resumedOn: stopped && turn === 1 ? addDays(plannedOn, -40) : null,
          returnedOn: sentBack ? after(reachedOn, 6) : null,
          reachedAgainOn: sentBack ? after(reachedOn, 24) : null,
          verifiedOn: after(reachedOn, sentBack ? 30 : 4 + step),
          cancelledOn: turn === 3 ? '2026-03-16' : null,
          note: null,
        },
      }
    }),
  )

  const moveDice = dice('relocations')
  const moveNumber = numbering('ZQ')
  let unsigned = 0
  const relocations: SeedEntry[] = Array.from({ length: Math.round(132 * scale) }, (_, at) => {
    const registeredOn = moveDice.day(STATEMENT_MONTHS[10 + (at % 13)]!)
    const project = at % 4 === 3 ? '中小迁建工程' : 'S467改建工程'
    const [signedOn = null, paidOn = null, demolishedOn = null, resettledOn = null] = moveDice.chain(
      registeredOn,
      [10, 60, project === 'S467改建工程' ? 1 : 0.8],
      [7, 45, 0.95],
      [10, 60, 0.9],
      [60, 200, 0.4],
    )
    // Households that have not signed: decided, under review, no longer needed, or still being talked with.
    if (signedOn === null) unsigned += 1
    const turn = signedOn === null ? unsigned % 4 : null
    const dueOn = demolishedOn === null ? null : addDays(demolishedOn, 300)
    return {
      orgUnit: villageOf(3 + (at % 4)),
      values: {
        number: moveNumber(registeredOn),
        holder: moveDice.person(),
        project,
        members: moveDice.int(1, 7),
        houseArea: moveDice.int(60, 320) * 100,
        landArea: moveDice.int(10, 90),
        way: moveDice.pick(['money', 'exchange', 'homestead', 'flat']),
        compensation: moveDice.int(80, 620) * TENTH_WAN,
        registeredOn,
        signedOn,
        paidOn,
        demolishedOn,
        resettledOn,
        unsignedReason: signedOn === null ? '对评估价格有异议' : null,
        agreementNumber: signedOn === null ? null : `XY-${signedOn.slice(0, 4)}-${String(at + 1).padStart(3, '0')}`,
        assessed: null,
        attachments: at % 7 === 2 ? '果树、水井' : null,
        vacatedOn: demolishedOn === null ? (at % 2 === 0 ? after(paidOn, 6) : null) : after(paidOn, 6),
        transition: signedOn === null ? null : at % 3 === 0 ? 'flat' : 'own',
        transitionPay: signedOn === null ? null : 600_000,
        dueOn,
        extendedOn: dueOn !== null && resettledOn === null && at % 3 === 0 ? after(dueOn, -10) : null,
        reopenedOn: at % 20 === 1 ? after(resettledOn, 20) : null,
        resettledAgainOn: at % 20 === 1 ? after(resettledOn, 55) : null,
        decisionNumber: turn === 0 || turn === 1 ? `岭征补〔${registeredOn.slice(0, 4)}〕${10 + at}号` : null,
        decidedOn: turn === 0 || turn === 1 ? after(registeredOn, 90) : null,
        appealedOn: turn === 1 ? after(registeredOn, 120) : null,
        upheldOn: turn === 1 ? after(registeredOn, 190) : null,
        withdrawnOn: turn === 2 ? after(registeredOn, 60) : null,
      },
    }
  })

  const landDice = dice('land-acquisitions')
  const landNumber = numbering('ZD')
  const landAcquisitions: SeedEntry[] = Array.from({ length: scale === 1 ? 9 : 2 }, (_, at): SeedEntry => {
    const preAnnouncedOn = landDice.day(MONTHS[(at * 3) % 27]!)
    const stopped = at % 9 === 5
    const heard = at % 9 === 3
    // Planted: the first parcel's final notice came weeks after the fifteen working days.
    const [surveyed = null, planned = null] = landDice.chain(preAnnouncedOn, [30, 50], [5, 20])
    const announcedAgain = heard ? after(planned, 40) : planned
    const [registered = null, agreed = null, funded = null, submitted = null] =
      announcedAgain === null || stopped ? [] : landDice.chain(announcedAgain, [33, 50], [15, 50], [10, 30], [5, 15])
    const sentBack = at % 9 === 1
    const again = sentBack ? after(submitted, 30) : submitted
    const [approved = null, announced = null, delivered = null] =
      again === null ? [] : landDice.chain(again, [40, 90], at === 0 ? [45, 60] : [5, 14], [30, 90])
    const area = landDice.int(800, 9000)
    return {
      orgUnit: villageOf(3 + at),
      values: {
        number: landNumber(preAnnouncedOn),
        project: at % 2 === 0 ? 'S467改建工程' : '工业集中区道路',
        purpose: 'infrastructure',
        scope: `${town.villages[(3 + at) % town.villages.length]!.name}部分村民组`,
        area,
        households: landDice.int(8, 60),
        funds: funded === null ? null : area * 45_000,
        preAnnouncedOn,
        riskAssessedOn: after(preAnnouncedOn, 20),
        surveyedOn: surveyed,
        planAnnouncedOn: planned,
        heardOn: heard ? after(planned, 22) : null,
        amendedOn: heard ? announcedAgain : null,
        registeredOn: registered,
        agreedOn: agreed,
        fundedOn: funded,
        submittedOn: submitted,
        returnedOn: sentBack ? after(submitted, 12) : null,
        resubmittedOn: sentBack ? again : null,
        approvalNumber: approved === null ? null : `皖政地〔${approved.slice(0, 4)}〕${100 + at}号`,
        approvedOn: approved,
        announcedOn: announced,
        deliveredOn: delivered,
        stoppedOn: stopped ? after(planned, 12) : null,
      },
    }
  })

  const contactDice = dice('hometown-contacts')
  const contactNumber = numbering('XX')
  const hometownContacts: SeedEntry[] = Array.from({ length: Math.max(4, Math.round(36 * scale)) }, (_, at) => {
    const consentedOn = contactDice.day(MONTHS[Math.floor((at * 28) / Math.max(4, Math.round(36 * scale)))]!)
    return {
      orgUnit: villageOf(at),
      values: {
        number: contactNumber(consentedOn),
        contact: contactDice.person(),
        reach: null,
        region: contactDice.pick(['province', 'delta', 'delta', 'south', 'capital', 'other']),
        industry: contactDice.pick(['建筑', '餐饮', '电子', '纺织', '物流', '软件']),
        liaison: contactDice.pick(['经发办主任', '分管副镇长', '村支部书记']),
        consentedOn,
        withdrawnOn: at % 12 === 7 ? after(consentedOn, 200) : null,
        note: null,
      },
    }
  })

  const leadDice = dice('investment-leads')
  const leadNumber = numbering('ZS')
  const investmentLeads: SeedEntry[] = Array.from({ length: Math.max(6, Math.round(48 * scale)) }, (_, at) => {
    const foundOn = leadDice.day(MONTHS[(at * 7) % 30]!)
    const channel = (['platform', 'hometown', 'visit', 'reception', 'hometown', 'agent', 'county'] as const)[at % 7]!
    const [talkedOn = null, signedOn = null, startedOn = null, listedOn = null, producedOn = null] = leadDice.chain(
      foundOn,
      [5, 38, 0.92],
      [30, 120, 0.6],
      [60, 230, 0.85],
      [20, 60, 0.9],
      [150, 330, 0.7],
    )
    const shelved = talkedOn !== null && at % 8 === 5
    // A lead taken up again was shelved between the first talk and the signing.
    const shelvedOn = shelved ? after(talkedOn, 6) : null
    const revived = shelved && (signedOn !== null || at % 16 === 5)
    const over = signedOn === null && !shelved && foundOn < '2025-09' && at % 3 === 1
    const planned = leadDice.int(500, 20000) * WAN
    const agreed = signedOn === null ? null : Math.round((planned * leadDice.int(70, 100)) / 100 / WAN) * WAN
    const landed = after(signedOn, 40)
    const putOff = after(signedOn, 150)
    return {
      orgUnit: town.code,
      values: {
        number: leadNumber(foundOn),
        firm: `${STEMS[(at * 11 + 5) % STEMS.length]}${TRADES[(at * 3 + 1) % TRADES.length]}公司`,
        channel,
        contactNumber: null,
        industry: TRADES[(at * 3 + 1) % TRADES.length]!,
        plannedAmount: planned,
        agreedAmount: agreed,
        landedAmount: agreed === null || landed === null ? null : Math.round((agreed * 0.3) / WAN) * WAN,
        landedOn: landed,
        landNeed: leadDice.int(0, 60) * 100,
        supporter: leadDice.pick(['镇长', '分管副镇长', '镇党委委员']),
        problem: leadDice.pick(['用地指标未落实', '融资未到位', null, null]),
        projectCode: listedOn === null ? null : `341899-04-02-${String(serialBase + at).padStart(6, '0')}`,
        foundOn,
        talkedOn,
        shelvedOn,
        revivedOn: revived ? after(shelvedOn, 12) : null,
        signedOn: shelved && !revived ? null : signedOn,
        extendedOn: putOff !== null && (startedOn === null || startedOn > putOff) && at % 2 === 0 ? putOff : null,
        startedOn,
        enteredOn: listedOn,
        producedOn,
        endedOn: over ? after(talkedOn ?? foundOn, 90) : null,
      },
    }
  })

  const transferDice = dice('land-transfers')
  const transferNumber = numbering('LZ')
  const landTransfers: SeedEntry[] = Array.from({ length: Math.max(8, Math.round(96 * scale)) }, (_, at) => {
    const signedOn = transferDice.day(MONTHS[at % 30]!)
    const year = Number(signedOn.slice(0, 4))
    const years = transferDice.int(1, 8)
    const takerKind = transferDice.pick(['household', 'farm', 'farm', 'cooperative', 'company', 'collective'])
    const startsOn = addDays(signedOn, 2) > LAST_DAY ? signedOn : addDays(signedOn, 2)
    return {
      orgUnit: villageOf(at),
      values: {
        number: transferNumber(signedOn),
        giver: transferDice.person(),
        taker: takerKind === 'household' ? transferDice.person() : `${STEMS[at % STEMS.length]}${'家庭农场'}`,
        takerKind,
        parcel: transferDice.pick(['大塘畈', '门前冲', '河湾地', '长岗坡']),
        area: transferDice.int(150, 9000),
        grade: transferDice.pick(['五等', '六等', '七等']),
        use: transferDice.pick(['grain', 'grain', 'grain', 'cash', 'fruit', 'breeding', 'facility']),
        form: at % 9 === 4 ? 'share' : 'lease',
        rent: transferDice.int(300, 26000) * 100,
        payment: '每年一付',
        expropriation: '归承包方',
        // Planted: one contract does not say that the household agreed.
        consent: !(scale === 1 && at === 27),
        signedOn,
        startsOn,
        endsOn: `${year + years}-12-31`,
        contractEndsOn: '2034-12-31',
        filedOn: at % 10 === 6 ? null : after(signedOn, transferDice.int(3, 20)),
        registeredOn: years >= 6 && at % 4 === 1 ? after(signedOn, 60) : null,
        reviewedOn: takerKind === 'company' ? addDays(signedOn, -15) : null,
      },
    }
  })

  const netDice = dice('rural-commerce')
  const netNumber = numbering('DS')
  const netShops = Array.from({ length: Math.max(3, Math.round(16 * scale)) }, (_, at) => {
    const openedOn = at < 10 ? `202${at % 4}-0${(at % 8) + 1}-18` : netDice.day(MONTHS[at + 2]!)
    return {
      number: netNumber(openedOn),
      name: `${STEMS[(at * 5 + 1) % STEMS.length]}${['优选', '农品', '电商服务站', '直播'][at % 4]}`,
      village: villageOf(at),
      kind: ['shop', 'firm', 'station', 'live'][at % 4]!,
      product: netDice.pick(['tea', 'bamboo', 'grain', 'fruit', 'livestock', 'craft']),
      openedOn,
      closedOn: at === 6 ? '2025-09-30' : null,
      size: netDice.int(8, 90),
    }
  })
  const ruralCommerce: SeedEntry[] = netShops.map((shop) => ({
    orgUnit: shop.village,
    values: {
      number: shop.number,
      name: shop.name,
      kind: shop.kind,
      product: shop.product,
      creditCode: null,
      platform: netDice.pick(['综合电商平台', '短视频平台', '社区团购']),
      openedOn: shop.openedOn,
      closedOn: shop.closedOn,
      note: null,
    },
  }))
  const commerceSales: SeedEntry[] = MONTHS.flatMap((month) =>
    netShops
      .filter((shop) => shop.openedOn <= `${month}-28` && (shop.closedOn === null || shop.closedOn > `${month}-28`))
      .map((shop): SeedEntry => {
        const sales = netDice.int(shop.size * 6, shop.size * 12 + 12 * (Number(month.slice(0, 4)) - 2024)) * TENTH_WAN
        return {
          orgUnit: shop.village,
          values: {
            number: shop.number,
            name: shop.name,
            month,
            sales,
            local: Math.round((sales * netDice.int(30, 80)) / 100 / TENTH_WAN) * TENTH_WAN,
            orders: netDice.int(20, 900),
            reportedOn: after(`${month}-28`, 2),
          },
        }
      }),
  )

  const askDice = dice('enterprise-requests')
  const askNumber = numbering('QS')
  const enterpriseRequests: SeedEntry[] = Array.from({ length: Math.max(8, Math.round(90 * scale)) }, (_, at) => {
    const raisedOn = askDice.day(MONTHS[(at * 7) % 30]!)
    // Planted: one request raised in January 2026 was accepted and never answered.
    const forgotten = scale === 1 && at === 29
    const waits = at % 9 === 4
    const refers = at % 11 === 6
    const late = at % 13 === 8
    const acceptedOn = after(raisedOn, 1)
    const answered = forgotten
      ? null
      : after(acceptedOn, refers ? 24 : late ? askDice.int(22, 30) : askDice.int(waits ? 9 : 3, waits ? 13 : 11))
    const withdrawn = at % 23 === 15
    const answeredOn = withdrawn ? null : answered
    const outcome = askDice.pick(['solved', 'solved', 'solved', 'partly', 'explained'])
    const reopened = answeredOn !== null && at % 12 === 7
    const answeredAgainOn = reopened ? after(answeredOn, 15) : null
    const last = reopened ? answeredAgainOn : answeredOn
    const closedOn = after(last, askDice.int(4, 12))
    return {
      orgUnit: villageOf(at),
      values: {
        number: askNumber(raisedOn),
        firm: `${STEMS[(at * 5) % STEMS.length]}${TRADES[at % TRADES.length]}有限公司`,
        channel: askDice.pick(['visit', 'visit', 'hotline', 'call', 'platform', 'meeting']),
        kind: askDice.pick(['land', 'labour', 'finance', 'permit', 'policy', 'market', 'facility', 'dispute']),
        summary: askDice.pick(['厂区道路破损', '招工困难', '贷款续贷', '扩建手续', '奖补资金兑现']),
        duty: askDice.pick(['经济发展办公室', '规划建设办公室', '市场监管所', '财政所']),
        raisedOn,
        acceptedOn,
        papersAskedOn: waits ? after(acceptedOn, 2) : null,
        papersInOn: waits ? after(acceptedOn, 7) : null,
        extendedOn: late && at % 2 === 0 && !refers && !waits ? after(acceptedOn, 8) : null,
        referredOn: refers ? after(acceptedOn, waits ? 8 : 3) : null,
        answeredOn,
        outcome: answeredOn === null ? null : refers ? 'referred' : outcome,
        reopenedOn: reopened ? after(answeredOn, 4) : null,
        answeredAgainOn,
        satisfied: closedOn === null || at % 5 === 3 ? null : reopened ? at % 2 === 0 : true,
        closedOn,
        withdrawnOn: withdrawn && !forgotten ? after(acceptedOn, 9) : null,
      },
    }
  })

  return {
    'land-acquisitions': landAcquisitions,
    'investment-leads': investmentLeads,
    'hometown-contacts': hometownContacts,
    'land-transfers': landTransfers,
    'rural-commerce': ruralCommerce,
    'commerce-sales': commerceSales,
    'enterprise-requests': enterpriseRequests,
    projects,
    investment,
    enterprises,
    'industrial-output': industrialOutput,
    'retail-units': retailUnits,
    'retail-sales': retailSales,
    cultivation,
    'key-projects': keyProjects,
    milestones,
    relocations,
  }
}
