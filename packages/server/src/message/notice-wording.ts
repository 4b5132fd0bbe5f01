import type { Day } from '@shishu/kernel'
import type { DueKind } from './due-rule.ts'
import type { Call, NoticeContext } from './notices-for.ts'

/** A text in both languages. */
export interface Wording {
  zh: string
  en: string
}

/** What a call says: which ledger, where, in which state, due when. Not whom it concerns, nor whose work it is. */
export function noticeWording(call: Call, context: Pick<NoticeContext, 'definitions' | 'orgTree'>): Wording {
  const { zh, en } = caseWording(call, context)
  const words = DUE_WORDS[call.rule.kind](call.case.due)
  return { zh: `${zh}：${words.zh}。`, en: `${en}: ${words.en}.` }
}

/** A line of a digest: cases of one ledger, place and state, the first of which is due on a day. */
export function digestLine(call: Call, context: Pick<NoticeContext, 'definitions' | 'orgTree'>): Wording {
  const { zh, en } = caseWording(call, context)
  const words = DIGEST_WORDS[call.rule.kind](call.case.due)
  return { zh: `${zh}：${words.zh}`, en: `${en}: ${words.en}` }
}

const DUE_WORDS: Record<DueKind, (due: Day) => Wording> = {
  'due-soon': (due) => ({ zh: `${due} 到期`, en: `due on ${due}` }),
  'due-today': (due) => ({ zh: `今天（${due}）到期`, en: `due today, ${due}` }),
  overdue: (due) => ({ zh: `已超期，期限是 ${due}`, en: `overdue, due by ${due}` }),
  escalated: (due) => ({
    zh: `超期仍未办，期限是 ${due}，请过问`,
    en: `still overdue, due by ${due}; please look into it`,
  }),
}

const DIGEST_WORDS: Record<DueKind, (due: Day) => Wording> = {
  'due-soon': (due) => ({ zh: `最早 ${due} 到期`, en: `due from ${due}` }),
  'due-today': () => ({ zh: '今天到期', en: 'due today' }),
  overdue: (due) => ({ zh: `已超期，最早的期限是 ${due}`, en: `overdue, the first due by ${due}` }),
  escalated: (due) => ({ zh: `超期仍未办，最早的期限是 ${due}`, en: `still overdue, the first due by ${due}` }),
}

function caseWording({ case: found }: Call, { definitions, orgTree }: Pick<NoticeContext, 'definitions' | 'orgTree'>) {
  const ledger = definitions.ledger(found.ledger)
  const state = ledger.loop?.states[found.state]
  // A place that another server has added since goes by its code.
  const place = orgTree.find(found.orgUnit)?.name ?? found.orgUnit
  return {
    zh: `${ledger.label} ${place}“${state?.label ?? found.state}”`,
    en: `${ledger.gloss}, ${place}, "${state?.gloss ?? found.state}"`,
  }
}
