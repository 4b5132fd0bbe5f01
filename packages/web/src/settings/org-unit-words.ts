import { useLanguage } from '../words/language.ts'

/** The words of the page of org units, which is loaded when it is opened. */
const zh = {
  lead: '按统计用区划代码排列。合并：把撤销的单位“撤并”到另一个。拆分：先新增拆出来的单位，再给原来的改名或撤并。',
  since: '从哪天起叫这个名称（可不填）',
  sinceHelp: '以批复文件为准。页面和新出的报告从保存起用新名称，以前签发的报告不变',
  sinceOf: (day: string) => `${day} 起用此名`,
  end: '撤并',
  endOf: (name: string) => `撤并${name}`,
  endsOn: '从哪天起撤销',
  endHelp:
    '从这天起不能再往这里记新的。以前记的账仍算在它名下，乡镇合计不变；并入的单位只算记到它自己名下的，不把两边的历史相加。',
  into: '并入哪个单位（可不选）',
  intoNone: '不并入别的单位',
  needDay: '请选日期',
  ended: (day: string) => `${day} 起撤销`,
  endedInto: (day: string, into: string) => `${day} 起撤销，并入${into}`,
  takeBack: '取消撤并',
  saved: '已保存',
  import: '批量导入',
  importTitle: '批量导入组织单位',
  importHelp: '在 Excel 里选中“代码、名称”两列（可以有第三列简称），复制，再粘贴到这里。代码已有的，就是改名。',
  importPaste: '粘贴到这里',
  importCode: '代码',
  importName: '名称',
  importWhat: '会怎样',
  importNew: '新增',
  importRename: (former: string) => `改名，原来叫${former}`,
  importSame: '没有变化',
  importNone: '还没有可导入的行。',
  importCount: (added: number, renamed: number) => `新增 ${added} 个，改名 ${renamed} 个。`,
  importSave: '确定导入',
  importBad: (count: number) => `有 ${count} 行要先改好，改好才能导入。`,
  faults: {
    code: '代码要是 12 位数字，网格 15 位。Excel 里请把这一列设成文本',
    name: '没有名称',
    twice: '这个代码前面已有一行',
    parent: '上级单位不在表里，请把上级也加进来',
    outside: '不在您管的范围内',
  },
}

const en: OrgUnitWords = {
  lead: 'In the order of their codes. To merge, end the unit that goes and name the one that takes it over. To split, add the new ones first, then rename or end the old one.',
  since: 'Named so since (optional)',
  sinceHelp: 'As the decision says. Pages and new reports use the new name at once; issued reports stay',
  sinceOf: (day) => `so named since ${day}`,
  end: 'End',
  endOf: (name) => `End ${name}`,
  endsOn: 'No more from',
  endHelp:
    'From this day on nothing new is booked there. What was booked stays its own and the town’s totals do not change; the unit that takes it over counts what is booked at itself alone.',
  into: 'Merged into (optional)',
  intoNone: 'Into no other unit',
  needDay: 'Choose a day',
  ended: (day) => `ended ${day}`,
  endedInto: (day, into) => `ended ${day}, merged into ${into}`,
  takeBack: 'It does not end',
  saved: 'Saved',
  import: 'Import a list',
  importTitle: 'Import a list of units',
  importHelp:
    'Copy the columns code and name (and a short name, if any) in Excel and paste them here. A code that is known renames its unit.',
  importPaste: 'Paste here',
  importCode: 'Code',
  importName: 'Name',
  importWhat: 'What happens',
  importNew: 'New',
  importRename: (former) => `Renamed, was ${former}`,
  importSame: 'Unchanged',
  importNone: 'Nothing to import yet.',
  importCount: (added, renamed) => `${added} new, ${renamed} renamed.`,
  importSave: 'Import',
  importBad: (count) => `${count} rows must be mended first.`,
  faults: {
    code: '12 digits, or 15 for a grid; keep the column as text in Excel',
    name: 'No name',
    twice: 'This code is above already',
    parent: 'Its parent is not in the tree: add it to the list',
    outside: 'Outside what you manage',
  },
}

/** The same shape with any text. */
type Widen<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { [K in keyof T]: Widen<T[K]> }
export type OrgUnitWords = Widen<typeof zh>

export const useOrgUnitWords = (): OrgUnitWords => (useLanguage().language === 'en' ? en : zh)
