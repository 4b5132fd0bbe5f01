import { STATEMENT_MONTHS, within } from '../calendar.ts'
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
        appliedOn,
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
  const keyProjects: SeedEntry[] = keyNames.map((name, at) => ({
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
      note: null,
    },
  }))
  const nodes = ['立项批复', '用地报批', '征迁签约', '房屋拆除', '招标完成', '进场施工', '主体过半', '竣工验收']
  const milestones: SeedEntry[] = keyNames.flatMap((project, at) =>
    nodes.map((name, step): SeedEntry => {
      const plannedOn = `202${4 + Math.floor((at + step * 4) / 12)}-${String(((at + step * 4) % 12) + 1).padStart(2, '0')}-20`
      const reachedOn = keyDice.chance(0.9) ? within(plannedOn, keyDice.int(-15, 40)) : null
      const late = reachedOn === null ? plannedOn < '2026-06-30' : reachedOn > plannedOn
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
          note: null,
        },
      }
    }),
  )

  const moveDice = dice('relocations')
  const moveNumber = numbering('ZQ')
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
      },
    }
  })

  return {
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
