import { choice, date, defineIndicator, defineLedger, quantity, stock, sum, text } from '@shishu/kernel'

/** 投资项目台账: one entry per project of the investment library (投资统计项目库). */
export const projects = defineLedger({
  id: 'projects',
  kind: 'subject',
  label: '固定资产投资项目台账',
  gloss: 'projects of the investment library',
  office: 'economy',
  source: '职责A1; 固定资产投资统计口径：计划总投资500万元以上',
  key: ['code'],
  fields: {
    code: text({ label: '项目代码', gloss: 'code on the approval platform', max: 40, required: true }),
    name: text({ label: '项目名称', gloss: 'name', headings: ['工程名称', '项目'], required: true }),
    builder: text({ label: '建设单位', gloss: 'builder', headings: ['项目单位', '业主单位'] }),
    industry: text({ label: '行业', gloss: 'industry', headings: ['所属行业'] }),
    nature: choice({
      label: '建设性质',
      gloss: 'kind of construction',
      options: { new: '新建', expand: '扩建', renew: '改建', property: '房地产开发' },
    }),
    plannedTotal: quantity({
      label: '计划总投资',
      gloss: 'planned total investment',
      unit: 'wan-yuan',
      headings: ['总投资'],
      required: true,
    }),
    approvalNumber: text({ label: '批准文号', gloss: 'approval number', headings: ['备案文号', '审批备案文号'] }),
    startedOn: date({ label: '开工日期', gloss: 'start of works', headings: ['开工时间'] }),
    enteredOn: date({ label: '入库日期', gloss: 'entered the library', headings: ['入库时间'] }),
    leftOn: date({ label: '退库日期', gloss: 'left the library', headings: ['退库时间'], notBefore: 'enteredOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    inLibrary: stock({ label: '在库项目', gloss: 'projects in the library', from: 'enteredOn', until: 'leftOn' }),
    inLibraryPlanned: stock({
      label: '在库项目计划总投资',
      gloss: 'planned total of the projects in the library',
      from: 'enteredOn',
      until: 'leftOn',
      of: 'plannedTotal',
    }),
    enteredPlanned: sum({
      label: '新入库项目计划总投资',
      gloss: 'planned total of projects that entered',
      on: 'enteredOn',
      of: 'plannedTotal',
    }),
  },
})

export const projectIndicators = [
  defineIndicator({
    id: 'projects-in-library',
    label: '在库项目数',
    gloss: 'projects in the library',
    unit: 'one',
    counter: '个',
    value: 'stock(projects.inLibrary)',
    better: 'up',
    source: '职责A1 汇报空2',
  }),
  defineIndicator({
    id: 'projects-in-library-planned',
    label: '在库项目计划总投资',
    gloss: 'planned total investment of the projects in the library',
    unit: 'fen',
    value: 'stock(projects.inLibraryPlanned)',
    better: 'up',
    source: '职责A1',
  }),
]
