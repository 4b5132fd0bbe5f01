import { defineReport, type LabelSlot } from '@shishu/kernel'
import { day, figure, label, lastMonthOf, param } from './slot.ts'

const town = label({ from: 'org-unit', without: ['镇', '乡', '街道'] })
const year = (plus: number): LabelSlot => label({ from: 'year', plus })

const firstMonth = param('industry.first-month')
const lastMonth = lastMonthOf('industrial-output.output')
const road = param('key-road.number')
const funeralDays = param('funeral.days')

/**
 * 半年工作汇报: the seed's text with its 76 blanks bound, in order.
 *
 * Words  what the figure decides is inside the slot: 增长 or 下降, 亿元 or 万元, %, 余, 以上.
 * Label  slots 1, 51 and 52 are followed by 镇: they read the town's name without its last character.
 * Slots 36 and 37 read “已完成 36 户任务数的 37 户”: the task first, then what was built.
 *
 * Left out of the seed's text, because the software computes no such thing and the rights of petitioners forbid
 * keeping it: that nobody petitioned above the county (无赴省进京访和越级访案例); the “三个到位” sentence on controlling
 * people, of which service and contact remain; the grading of party branches by petitions (将信访工作纳入基层党组织考核) and the
 * pressure to keep petitions down (压紧压实信访维稳责任, 矛盾不上行); and that conscription reached its number, which is not public.
 * Softened: what no figure of the report shows. That every ecological problem was mended and signed off (全面完成…销号) now
 * reads that the work goes on (扎实推进…); 全面 is gone from the toilets and the bridging projects, whose number is told; the
 * survey of safety is promised to be learnt from, not to score well.
 * Mended: three slips of the pen, which `half-year.test.ts` lists.
 */
export const halfYearReport = defineReport({
  id: 'half-year',
  label: '工作汇报',
  gloss: 'half-year work report',
  periodKind: 'half-year',
  title: '{org}{period}工作汇报',
  issuer: '{org}人民政府',
  tasks: { ledger: 'work-tasks', shown: ['task', 'duty', 'owner'] },
  source: '职责I5',
  paragraphs: [
    {
      style: 'body',
      text: '{1}镇党委政府紧紧围绕中心工作，认真贯彻党的十九大和十九届历次全会精神以及习近平总书记考察安徽重要讲话指示精神，依据县“十四五”规划、年初既定的工作目标和思路采取有力措施，较好地完成了各项目标任务，加快推动经济社会高质量发展。现将我镇工作情况简要汇报如下:',
    },
    { style: 'heading-1', text: '一、上半年工作开展情况' },
    {
      style: 'body',
      lead: '发展动力持续增强。',
      text: '全镇共有在库项目{2}个，规上工业企业{3}家。{4}-{5}月，全镇完成规上工业总产值累计{6}，同比{7}，（其中高新、战新{8}-{9}月累计产值{10}），累计增速{11}；完成固定资产投资{12}，为时序进度的{13}，同比{14}。限上消费品零售额{15}。正在培育规模工业企业{16}家，培育限上大个体{17}家。全力推进国泰矿业、S{18}、中小迁建等重点工程进度，完成S{19}范围内所有征迁协议签订工作，已拆除房屋{20}户，正在筹备拆迁户安置工作。',
    },
    {
      style: 'body',
      lead: '基层党建全面提升。',
      text: '结合重点工程项目和党建工作要点,年初制定了镇{21}年度党建工作计划,明确党建工作思路、重点和工作要求,建立党建责任清单,以党委理论学习中心组、“三会一课”等形式,着力抓好党员干部教育,班子成员分别到村（社区）和非公党支部上党课{22}次,组织党员干部交流研讨{23}次,开展各类党建活动{24}次。开展党员档案排查整顿，对系统内十八大以来{25}名党员档案进行全面排查，发现{26}名党员存在严重违反入党程序，经县委组织部研究决定，{27}人重新履行入党手续，{28}人予以除名，{29}人诫勉谈话，{30}人进行情况说明。上半年共培养入党积极分子{31}名。实施党支部建设提升行动，常态化整顿软弱涣散村党组织，增强各领域基层党组织政治功能和组织力凝聚力。',
    },
    {
      style: 'body',
      lead: '乡村振兴接续推进。',
      text: '扎实开展防止返贫致贫风险大排查，完成发现的{32}个问题整改工作，拟新增监测户{33}户。完成前期上报的{34}户改厕无法使用户整改，并对所有改厕户进行回头看，{35}年已完成{36}户新建改厕任务数的{37}户。持续开展人居环境整治工作，在五桃路沿线整治乱堆乱放、乱搭乱建等行为。{38}月{39}日，县改厕及人居环境整治现场会在我镇召开。{40}年度批复的{41}个衔接资金项目已开工建设，投入资金{42}，资金拨付进度达{43}，项目资料同步收集中。',
    },
    {
      style: 'body',
      lead: '民生保障有力有效。',
      text: '扎实推进生态环境突出问题整改销号工作。加强公共卫生体系建设，常态化做好新冠肺炎疫情防控工作。按时足额发放养老金、计生资金{44}、民政资金{45}。全面提升城乡居保参保率和人均缴费水平。加快推进义务教育优质均衡发展，全力提升教育教学质量，努力实现由教育大镇向教育强镇转变。认真贯彻落实县人武部相关会议精神。广泛开展送春联、“送戏进万村”等文化惠民活动，积极推进村级文化设施建设，镇级综合文化站、村级综合文化服务中心正常免费对外开放，丰富基层人民群众精神文化生活。常态化开展“{46}+N”招聘会，积极引导务工人员就地就近就业。联网路项目{47}公里已开工建设，正按时序进度推进。',
    },
    {
      style: 'body',
      lead: '移风易俗稳步推进。',
      text: '先后召开相关会议专题研究部署“移风易俗、丧事简办”工作。{48}月{49}日，实质性启动推进丧事{50}天办结，出台了《{51}镇全面推进“移风易俗、丧事简办”工作实施方案》《{52}镇全面推进“移风易俗、丧事简办”工作宣传方案》等一系列文件，成立了由党委书记、镇长任组长的领导小组，形成层层落实、级级把关的工作机制。共开展移风易俗夜校宣讲{53}场次，达到村组全覆盖；全镇村庄要道、交通路口、村部、村庄悬挂横幅{54}条，吸引群众参与互动、促进共鸣交流，力求人人知晓；制作移风易俗专题宣传视频{55}个，镇级流动宣讲站开展集中宣讲{56}场，召开党员、村民代表移风易俗集体承诺大会{57}场次，绘制移风易俗宣传文化墙{58}处，制作移风易俗快板表演节目{59}台，截至目前，{60}例{61}天办结文明治丧，{62}天办结率达{63}。',
    },
    {
      style: 'body',
      lead: '安全防线坚强牢固。',
      text: '紧紧围绕党的二十大安保工作要求，扎实开展“大排查、大整治、大防控”专项行动。落实省委“一改两为五做到”要求，认真开展“我为群众办实事”活动。每半月召开{64}次会商会，排查化解矛盾纠纷和信访积案{65}件，推进扫黑除恶专项斗争常态化开展，积极引导群众参与公众安全感和政法满意度“双提升”工作，社会治安形势稳中向好。成立应急管理工作领导小组，修订各项预案{66}份，开展应急演练{67}次，有效防范风雪冰冻灾害，加强安全生产和防灾减灾教育宣传，组织新《安全生产法》和灾害信息员培训{68}场次，发放宣传册页{69}份。加大安全生产检查力度，上半年累计开展各项安全检查{70}批次{71}家。组织专班对镇域内圩堤、小（一）、（二）型水库、幸福河等重点水利工程进行了全面细致的汛前检查，已造册登记，抢险物资正在落实，修订了各重点工程度汛预案，对存在度汛隐患的现场提出处理意见，并落实整改措施，确保安全度汛。',
    },
    { style: 'heading-1', text: '二、工作亮点和难点短板' },
    {
      style: 'body',
      lead: '亮点：',
      followedBy: 'highlight',
      text: '紧扣“文教强镇、产业兴镇”发展定位，服务县委县政府中心大局，不断探索农旅融合发展的新路，以新河水库（河鸣湖）为核心，依托横山山脉，打造农文旅乡村振兴示范区，以集镇为核，依托凿山矿产资源优势，打造镇工业集中区，以S{72}项目建设为契机，建设城乡融合示范区，着力打造文旅特色小镇；在移风易俗、优化营商环境、人居环境整治提升等工作中，充分践行“一线工作法”，进一步密切干群关系，为各项事业健康发展营造良好氛围。',
    },
    {
      style: 'body',
      lead: '难点：',
      followedBy: 'difficulty',
      text: '经济下行压力持续加大，当前工业产值不稳定，产值数据增速慢，因镇重点项目在第一、二季度开工的少，导致重点项目在库项目少，产值投资压力大；招商引资质效有待提升，高质量大项目不多，现代产业体系还不完善；基础设施、医疗卫生、文化教育等方面仍存在短板。',
    },
    { style: 'heading-1', text: '三、下半年工作计划' },
    {
      style: 'body',
      text: '下半年，我镇将继续坚持以人民为中心的发展思想，进一步做好“三抓一加强”工作，用心用情办好民生实事，积极防风险、增福祉、保稳定，让发展更有温度、幸福更有质感，以优异成绩迎接党的二十大胜利召开！',
    },
    {
      style: 'body',
      lead: '一是着力培育产业优化结构。',
      text: '通过“内搭平台、外联老乡”做好招商推介，全力招引高质量项目投资落户。坚持优先发展先进制造业，大力实施中小企业成长工程，引导中小企业走“专精特新”发展道路，提高产业集聚度和竞争力。持续加大制造业发展支持力度，推动现有红岭矿业、江田环卫、皖江先锋、鸿昌织造、徽韵织造等优势企业扩能提级，着力培育构建优势产业集群。同时，积极引进龙头企业和配套项目，不断增强产业集聚力、辐射力和带动力。加快“小升规”步伐，强化指导调度，新增规上工业企业{73}家。加快发展现代服务业，积极引导苗木花卉、餐饮等服务业加快发展、形成特色、充满活力。依托火龙果、油茶、柑橘、黄桃等特色产业资源优势，优化发展环境，完善功能支撑，大力推动电子商务与传统行业渗透融合，力争建设农村电商服务中心，支持直播电商产业发展。',
    },
    {
      style: 'body',
      lead: '二是抓实镇村规划建设。',
      text: '大力做好国土空间规划和实用性村庄规划，年内力争完成{74}，即{75}个村（社区），其他村（社区）同步做好谋划工作。按照“镇当城建 村庄自然”要求和“一镇、两翼、三区”的格局完善集镇配套功能，推进基础设施，公共服务配套工程建设，逐步完善集镇配套功能，全力做好五桃路、破长路、高铁沿线整治，加快中小迁建、程中东扩、国泰等重点工程建设进度，扎实推进退宅还耕工作，规范农村宅基地审批管理，高效开展巡河、巡林工作，大力开展河湖清洁行动，着力优化提升人居环境。依托现有集镇二三产业基础和相对区位优势，全力推进土地流转，积极谋划镇工业集中区建设，着力打造县城发展后花园。',
    },
    {
      style: 'body',
      lead: '三是扎实做好信访维稳工作。',
      text: '进一步深化基层平安系列创建活动，认真贯彻落实县委政法委工作部署要求，加强镇村综治中心建设，配齐配强中心力量，积极引导各类矛盾纠纷进中心，让每一件矛盾纠纷得到及时的登记和排查，积极妥善化解各类矛盾纠纷和信访积案，为高质量发展营造安全稳定的社会环境。学习并发扬“枫桥经验”，抓紧抓实矛盾纠纷排查调处工作，坚决做到小事不出组，大事不出村。做好重点人群服务沟通工作。健全完善“党建+信访”、“清单+闭环”、“倒查+问责”、“专项整治+系统治理”工作机制。 针对上半年我镇群众安全感和政法工作满意度测评中存在的问题和短板，采取切实有效的措施，全面提升群众安全感和政法工作满意度，以群众评价改进工作。',
    },
    {
      style: 'body',
      lead: '四是着力强化党建支撑。',
      text: '以迎接党的二十大胜利召开为契机，坚持不懈抓好新时代党的创新理论武装，深入开展党的十九届六中全会精神学习培训，巩固拓展党史学习教育成果；做好县委常委（扩大）会上点评重点问题、{76}年度党委书记抓党的建设述职评议会点评等问题整改工作。实施党支部建设提升行动，完成软弱涣散村党组织整顿，扶持壮大村级集体经济，增强基层党组织政治功能和组织力凝聚力。完善党建责任清单,做好党员档案排查整顿工作。全面推进党务、政务、村务、财务公开，充分发挥小微权力“监督一点通”的监督效能，让权力运行更加阳光透明。不断提高政治判断力、政治领悟力、政治执行力。综合运用“党建+”思维，强化党建引领作用，全力推动乡村振兴、疫情防控、信访维稳等重点工作再上新台阶。',
    },
    {
      style: 'body',
      lead: '五是切实增进民生福祉。',
      followedBy: 'next',
      text: '继续组织实施各项民生工程，着力解决弱势群众生活问题。抓好五保、低保、医疗救助、贫困残疾人生活补贴、重度残疾人护理补贴、精神残疾人药补等各类政策性补助资金的审核和发放工作，做好优抚对象的服务工作，不断提高优抚对象管理服务能力和水平，深入推进城乡居保、就业与城镇医保工作，确保党的惠民政策落实到位。促进义务教育均衡发展，全力服务程中东扩、中小迁建工程，持续提升校园环境综合治理能力。从严从紧抓好常态化疫情防控，筑牢“外防输入、内防反弹”防线。大力开展文化惠民活动，更好满足人民精神文化需求。',
    },
  ],
  slots: {
    1: town,
    2: figure('projects-in-library'),
    3: figure('above-scale-firms'),
    4: firstMonth,
    5: lastMonth,
    6: figure('industrial-output', 'money'),
    7: figure('industrial-output-growth', 'growth'),
    8: firstMonth,
    9: lastMonth,
    10: figure('new-industry-output', 'money'),
    11: figure('new-industry-output-growth', 'rate'),
    12: figure('investment', 'money-wan'),
    13: figure('investment-on-course', 'percent'),
    14: figure('investment-growth', 'growth'),
    15: figure('retail-sales-growth', 'at-least'),
    16: figure('industry-in-cultivation'),
    17: figure('individuals-in-cultivation'),
    18: road,
    19: road,
    20: figure('houses-demolished'),
    21: year(0),
    22: figure('leader-lectures'),
    23: figure('party-seminars'),
    24: figure('party-activities', 'about'),
    25: figure('member-files-reviewed'),
    26: figure('member-files-serious'),
    27: figure('members-rejoined'),
    28: figure('members-removed'),
    29: figure('members-admonished'),
    30: figure('members-explained'),
    31: figure('activists-trained'),
    32: figure('poverty-risk-rectified'),
    33: figure('households-proposed'),
    34: figure('toilets-rectified'),
    35: year(0),
    36: figure('toilets-task'),
    37: figure('toilets-built'),
    38: day('lastDay(site-meetings.countyEnvironment)', 'month'),
    39: day('lastDay(site-meetings.countyEnvironment)', 'day'),
    40: year(0),
    41: figure('bridging-projects-started'),
    42: figure('bridging-funds-invested', 'money-wan'),
    43: figure('bridging-funds-disbursed-share', 'percent'),
    44: figure('paid-family-planning', 'money-wan'),
    45: figure('paid-civil-affairs', 'money-wan'),
    46: param('job-fair.fixed'),
    47: figure('road-length-under-way'),
    48: param('funeral.launched-on', 'month'),
    49: param('funeral.launched-on', 'day'),
    50: funeralDays,
    51: town,
    52: town,
    53: figure('publicity-night-lecture'),
    54: figure('publicity-banner'),
    55: figure('publicity-video'),
    56: figure('publicity-mobile-lecture'),
    57: figure('publicity-pledge'),
    58: figure('publicity-wall'),
    59: figure('publicity-show'),
    60: figure('funerals-in-time'),
    61: funeralDays,
    62: funeralDays,
    63: figure('funeral-in-time-rate', 'percent'),
    64: figure('conferences-each-half-month'),
    65: figure('disputes-and-backlog-settled'),
    66: figure('emergency-plans-revised'),
    67: figure('emergency-drills', 'about'),
    68: figure('safety-training-sessions'),
    69: figure('safety-brochures', 'about'),
    70: figure('inspection-batches'),
    71: figure('units-inspected'),
    72: road,
    73: figure('promotions-target'),
    74: figure('village-plans-target-share', 'percent'),
    75: figure('village-plans-target'),
    76: year(-1),
  },
})
