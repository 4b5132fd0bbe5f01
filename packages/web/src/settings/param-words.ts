import { useLanguage } from '../words/language.ts'

/** The words of the page of parameters, which is loaded when it is opened. */
const zh = {
  lead: '参数从哪天起改，指标和时限就从哪天起按新值算；以前出的报告不变。',
  closed: '参数由数据管理员改；您可以在这里看现在的值和改动记录。',
  actions: '操作',
  change: '修改',
  changeOf: (name: string) => `修改“${name}”`,
  value: '新的值',
  valueHelp: (value: string) => `现在是 ${value}`,
  needNumber: '请填数字',
  needValue: '请填新的值',
  sameValue: '和现在的值一样，没有改动',
  from: '从哪天起',
  fromHelp: '今天或以后的日子；选今天就马上生效',
  needDay: '请选今天或以后的日子',
  document: '依据文件',
  documentHelp: '文件名和文号；没有文件的，写明是哪次会议定的',
  needDocument: '请写明依据',
  reason: '原因',
  needReason: '请写明原因，至少两个字',
  recordedReason: (reason: string, document: string) => `${reason}（依据：${document}）`,
  publish: '确定修改',
  changed: '已修改，现在起生效',
  waits: (day: string) => `已登记，${day} 起生效`,
  history: '改动记录',
  historyNone: '还没有改动过。',
  what: '改成',
  state: '状态',
  states: { 'in-force': '已生效', waiting: '等待生效', withdrawn: '已撤回' },
  by: '谁改的',
  takeBack: '撤回',
  takeBackTitle: (day: string) => `撤回 ${day} 起的改动`,
  takenBack: '已撤回',
}

const en: ParamWords = {
  lead: 'From the day of a change on, figures and time limits follow the new value; issued reports stay as they are.',
  closed: 'Parameters are changed by the data steward; you see the values in force and what was changed.',
  actions: 'Actions',
  change: 'Change',
  changeOf: (name) => `Change “${name}”`,
  value: 'New value',
  valueHelp: (value) => `Now it is ${value}`,
  needNumber: 'A number',
  needValue: 'Give the new value',
  sameValue: 'The same as it is: nothing changes',
  from: 'From',
  fromHelp: 'Today or later; today puts it in force at once',
  needDay: 'Today or a later day',
  document: 'Document',
  documentHelp: 'Name and number; without one, the meeting that decided it',
  needDocument: 'Say what it rests on',
  reason: 'Reason',
  needReason: 'Give a reason, two characters at least',
  recordedReason: (reason, document) => `${reason} (${document})`,
  publish: 'Change it',
  changed: 'Changed; it is in force now',
  waits: (day) => `On record; in force from ${day}`,
  history: 'Changes',
  historyNone: 'Nothing has been changed yet.',
  what: 'Becomes',
  state: 'State',
  states: { 'in-force': 'in force', waiting: 'waiting', withdrawn: 'withdrawn' },
  by: 'By',
  takeBack: 'Withdraw',
  takeBackTitle: (day) => `Withdraw the change from ${day}`,
  takenBack: 'Withdrawn',
}

type Widen<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { [K in keyof T]: Widen<T[K]> }
export type ParamWords = Widen<typeof zh>

export const useParamWords = (): ParamWords => (useLanguage().language === 'en' ? en : zh)
