import { useLanguage } from '../words/language.ts'

/** The words of what waits to be sent, which may stand on every page. */
const zh = {
  title: '待发送',
  summary: (waiting: number, refused: number) =>
    [waiting === 0 ? '' : `待发送 ${waiting} 条`, refused === 0 ? '' : `${refused} 条没有被接收，请处理`]
      .filter((part) => part !== '')
      .join('，'),
  help: '已存在本机，关掉浏览器也不会丢；连上网络后自动记账，每条只记一次。',
  kinds: { add: '新增', correct: '更正', step: '办环节', withdraw: '撤销' },
  files: (count: number) => `附件 ${count} 个`,
  waiting: '待发送',
  refused: '没有被接收',
  send: '现在发送',
  sending: '正在发送…',
  sent: (count: number) => `待发送的 ${count} 条已记账`,
  stale: '等待发送的时候，别人改过这一条。请逐项对照后再发送，您填的都还在。',
  mend: '修改',
  settle: '逐项对照',
  again: '再发一次',
  drop: '删除',
  dropSure: '确定删除',
  open: '打开条目',
  kept: '网络不通，已存在本机（待发送），连上后自动记账',
  leave: (count: number) => `还有 ${count} 条没有发送。现在退出，这些内容会从本机删除，不会记账。`,
  leaveAnyway: '删除并退出',
  stay: '先不退出',
  fileKept: '连上网络后上传',
}
const en: typeof zh = {
  title: 'Waiting to be sent',
  summary: (waiting, refused) =>
    [
      waiting === 0 ? '' : `${waiting} waiting to be sent`,
      refused === 0 ? '' : `${refused} not accepted: please see to it`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  help: 'Kept on this device, also when the browser is closed; booked by itself, once, when the network is back.',
  kinds: { add: 'New entry', correct: 'Correction', step: 'Step', withdraw: 'Withdrawal' },
  files: (count) => `files: ${count}`,
  waiting: 'waiting',
  refused: 'not accepted',
  send: 'Send now',
  sending: 'Sending…',
  sent: (count) => `Booked: ${count} that were waiting`,
  stale: 'Somebody changed this entry while your change was waiting. Compare field by field: nothing of yours is lost.',
  mend: 'Mend',
  settle: 'Compare field by field',
  again: 'Send again',
  drop: 'Delete',
  dropSure: 'Yes, delete',
  open: 'Open the entry',
  kept: 'No network: kept on this device, and booked by itself when it is back',
  leave: (count) => `Not sent yet: ${count}. If you sign out now, they are deleted from this device and never booked.`,
  leaveAnyway: 'Delete and sign out',
  stay: 'Stay',
  fileKept: 'Goes up when the network is back',
}

export const useOutboxWords = (): typeof zh => (useLanguage().language === 'en' ? en : zh)
