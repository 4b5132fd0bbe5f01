import { defineMission, type Mission } from '@shishu/kernel'

/** What the township is charged with, row by row, and the ledgers that carry each. */
export const missions: readonly Mission[] = [
  row('A1', '在库项目、固定资产投资、时序进度', 'projects and investment', ['projects', 'investment']),
  row('A2', '规上工业、高新、战新产值', 'industrial output', ['enterprises', 'industrial-output'], [4, 5, 8, 9]),
  row('A3', '限上消费品零售额', 'retail sales', ['retail-units', 'retail-sales']),
  row('A4', '小升规、限上大个体培育', 'cultivation of firms', ['cultivation']),
  row('A5', '重点工程', 'key projects', ['key-projects', 'milestones'], [18, 19, 72]),
  row('A6', '征迁、拆除、安置', 'relocation', ['relocations']),
  row('B1', '年度工作计划、责任清单', 'party duties', ['party-duties'], [21]),
  row('B2', '三会一课、中心组学习、研讨、活动', 'party meetings', ['party-meetings']),
  row('B3', '党员档案排查整顿', 'review of member files', ['member-file-reviews']),
  row('B4', '党员发展', 'membership development', ['membership-development']),
  row('B7', '点评问题、述职评议问题整改', 'feedback mended', ['feedback-items'], [76]),
  row('C1', '防返贫排查问题整改', 'poverty risk', ['poverty-risk-problems']),
  row('C2', '监测户', 'monitored households', ['monitored-households']),
  row('C3', '改厕整改、新建、回头看', 'toilets', ['toilet-rectifications', 'toilet-construction', 'targets'], [35]),
  row('C4', '人居环境整治、现场会', 'living environment', ['environment-problems', 'site-meetings'], [38, 39]),
  row('C5', '衔接资金项目', 'bridging funds', ['bridging-projects', 'fund-payments'], [40]),
  row('D1', '生态环境突出问题整改销号', 'ecology', ['ecology-problems']),
  row('D3', '养老金、计生、民政资金按时足额发放', 'benefits paid', ['benefit-payments']),
  row('D8', '“*+N”招聘会', 'job fairs', ['job-fairs'], [46]),
  row('D9', '联网路', 'link roads', ['road-works']),
  row('E1', '丧事 N 天办结', 'plain funerals', ['funerals'], [48, 49, 50, 61, 62]),
  row('E2', '宣讲、横幅、视频、承诺大会、文化墙、节目', 'publicity for customs', ['customs-publicity']),
  row('E3', '方案、领导小组', 'policy documents', ['policy-documents'], [51, 52]),
  row('F1', '每半月会商、矛盾纠纷、信访积案', 'disputes and petitions', ['case-conferences', 'disputes', 'petitions']),
  row('F3', '应急预案、演练、培训、宣传册', 'emergency', ['emergency-plans', 'emergency-drills', 'safety-training']),
  row('F4', '安全检查、隐患', 'inspections and hazards', ['safety-inspections', 'hazards']),
  row('G1', '国土空间规划、村庄规划', 'village plans', ['village-plans']),
  row('I1', '年初既定目标、时序进度', 'targets', ['targets']),
  row('I3', '下半年工作计划', 'work tasks', ['work-tasks']),
]

function row(id: string, label: string, gloss: string, ledgers: string[], labels: number[] = []): Mission {
  return defineMission({ id, label, gloss, ledgers, labels })
}
