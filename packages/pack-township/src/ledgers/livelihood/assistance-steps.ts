import { choice, date, type Field, type LoopState, type LoopStep, person, quantity, text, yesNo } from '@shishu/kernel'

/**
 * What every application for assistance has. What a shared check of data can tell (bank accounts, certificates, identity
 * numbers) is not asked of the family and not kept here (社会救助法第62条); health is never kept.
 */
export const applicantFields: Readonly<Record<string, Field>> = {
  number: text({ label: '申请编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
  applicant: person({ label: '申请人', gloss: 'applicant', headings: ['申请人姓名'], required: true }),
  members: quantity({ label: '共同生活人口', gloss: 'members of the household', unit: 'one', headings: ['家庭人口'] }),
  consent: yesNo({
    label: '是否授权核对',
    gloss: 'consent to checking',
    help: '核对其他赡养人的，须其本人同意（社会救助法第40—41条）',
  }),
  related: yesNo({
    label: '是否经办人近亲属',
    gloss: 'related to somebody who handles it',
    help: '是的单独登记备案（最低生活保障审核确认办法第11条）',
  }),
  appliedOn: date({ label: '申请日期', gloss: 'applied', headings: ['申请时间'], required: true }),
  supplementAskedOn: date({ label: '一次性告知补正日期', gloss: 'asked to complete', notBefore: 'appliedOn' }),
  supplementedOn: date({ label: '补正日期', gloss: 'completed', notBefore: 'supplementAskedOn' }),
  acceptedOn: date({ label: '受理日期', gloss: 'accepted', headings: ['受理时间'], notBefore: 'appliedOn' }),
}

/** How an application ends, whichever its kind. */
export const outcomeFields: Readonly<Record<string, Field>> = {
  amount: quantity({ label: '确认金额', gloss: 'amount granted', unit: 'yuan', headings: ['月保障金', '救助金额'] }),
  confirmedOn: date({
    label: '确认日期',
    gloss: 'granted',
    headings: ['审批日期', '审定日期'],
    notBefore: 'appliedOn',
  }),
  refusedOn: date({ label: '不予确认日期', gloss: 'refused', notBefore: 'appliedOn' }),
  refusal: choice({
    label: '不予确认理由',
    gloss: 'why it was refused',
    options: { income: '收入超过标准', assets: '财产超过标准', scope: '不属对象范围', consent: '未授权核对' },
  }),
  informedOn: date({ label: '书面告知日期', gloss: 'told in writing', headings: ['告知日期'], notBefore: 'refusedOn' }),
  withdrawnOn: date({ label: '撤回申请日期', gloss: 'withdrawn', notBefore: 'appliedOn' }),
}

/** Before acceptance; a file that is not complete is told so once. */
export const entryStates: Readonly<Record<string, LoopState>> = {
  applied: { label: '已申请', gloss: 'applied' },
  supplement: { label: '待补正', gloss: 'to be completed' },
}

export const entrySteps: Readonly<Record<string, LoopStep>> = {
  accept: { label: '受理', gloss: 'accept', from: ['applied'], to: 'accepted', day: 'acceptedOn', by: 'town' },
  askSupplement: {
    label: '一次性告知补正',
    gloss: 'ask to complete',
    from: ['applied'],
    to: 'supplement',
    day: 'supplementAskedOn',
    by: 'town',
  },
  supplement: { label: '补正', gloss: 'complete', from: ['supplement'], to: 'applied', day: 'supplementedOn' },
}

/** States that end an application; `inform` is the time to tell a refusal in writing. */
export const endStates = (inform: LoopState['limit']): Readonly<Record<string, LoopState>> => ({
  confirmed: { label: '已确认', gloss: 'granted', end: 'done' },
  refusing: {
    label: '待书面告知不予确认',
    gloss: 'refused, to be told in writing',
    ...(inform === undefined ? {} : { limit: inform }),
  },
  refused: { label: '不予确认已告知', gloss: 'refused and told', end: 'done' },
  withdrawn: { label: '申请人撤回', gloss: 'withdrawn', end: 'withdrawn' },
})

/** Steps that end an application: who surveyed or reviewed it does not grant it; a refusal needs its reason. */
export const endSteps = (
  decides: { from: readonly string[]; by: string; notBy: readonly string[] },
  open: readonly string[],
  refusedFrom: readonly string[] = open.filter((state) => state !== 'applied' && state !== 'supplement'),
): Readonly<Record<string, LoopStep>> => ({
  confirm: {
    label: '确认',
    gloss: 'grant',
    from: decides.from,
    to: 'confirmed',
    day: 'confirmedOn',
    by: decides.by,
    needs: ['amount'],
    notBy: decides.notBy,
  },
  refuse: {
    label: '不予确认',
    gloss: 'refuse',
    from: refusedFrom,
    to: 'refusing',
    day: 'refusedOn',
    needs: ['refusal'],
    interrupts: true,
  },
  inform: { label: '书面告知', gloss: 'tell in writing', from: ['refusing'], to: 'refused', day: 'informedOn' },
  withdraw: {
    label: '撤回申请',
    gloss: 'withdraw',
    from: open,
    to: 'withdrawn',
    day: 'withdrawnOn',
    interrupts: true,
  },
})
