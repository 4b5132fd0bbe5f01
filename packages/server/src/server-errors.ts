import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal that the server itself can give. To add one, add it here and, where it is not 422, to problem/status.ts. */
export const SERVER_ERRORS = {
  'request.malformed': fault<{ path: string; detail: string; detailEn: string }>({
    zh: ({ path, detail }) => `请求有误：${path === '' ? '' : `${path} `}${detail}。请改正后再发。`,
    en: ({ path, detailEn }) => `Malformed request: ${path === '' ? '' : `${path} `}${detailEn}.`,
  }),
  'request.too-large': fault<{ limit: number }>({
    zh: ({ limit }) => `请求太大，最多 ${Math.floor(limit / 1024)} KB，请分次提交。`,
    en: ({ limit }) => `The request is too large; at most ${Math.floor(limit / 1024)} KB.`,
  }),
  'request.media-type': fault<{ found: string }>({
    zh: ({ found }) => `不接受“${found}”格式的内容。`,
    en: ({ found }) => `Content of type "${found}" is not accepted.`,
  }),
  'request.cross-site': fault<Record<string, never>>({
    zh: () => '这个请求不是从本系统的页面发出的，没有办理。请从本系统的页面重做。',
    en: () => 'This request did not come from this application’s own pages; nothing was done.',
  }),
  'request.too-many': fault<{ seconds: number }>({
    zh: ({ seconds }) => `操作太频繁，请 ${seconds} 秒后再试。`,
    en: ({ seconds }) => `Too many requests; try again in ${seconds} seconds.`,
  }),
  'route.unknown': fault<{ path: string }>({
    zh: ({ path }) => `没有这个地址：${path}`,
    en: ({ path }) => `No such address: ${path}`,
  }),
  'session.needed': fault<Record<string, never>>({
    zh: () => '请先登录。登录可能已过期，未保存的内容还在页面上。',
    en: () => 'Sign in first; your session may have ended.',
  }),
  'session.password-change-needed': fault<Record<string, never>>({
    zh: () => '请先修改密码，再做别的。',
    en: () => 'Change your password first.',
  }),
  'session.second-factor-needed': fault<Record<string, never>>({
    zh: () => '请先绑定验证器，再做别的。',
    en: () => 'Set up your authenticator first.',
  }),
  'account.own': fault<Record<string, never>>({
    zh: () => '不能这样办理自己的账号：密码、验证器和登录请在自己的账号页里改，其余请找另一位管理员。',
    en: () =>
      'Not on your own account: change your password and authenticator yourself; for the rest ask another administrator.',
  }),
  'account.of-administrator': fault<Record<string, never>>({
    zh: () => '三员（系统、安全、审计管理员）的密码和验证器只能在服务器控制台上重设，彼此不能代办。',
    en: () => 'Passwords and authenticators of the three administrators are reset at the server’s console alone.',
  }),
  'role.unknown': fault<{ role: string }>({
    zh: ({ role }) => `没有岗位“${role}”。`,
    en: ({ role }) => `No role "${role}".`,
  }),
  'office.unknown': fault<{ office: string }>({
    zh: ({ office }) => `没有办公室“${office}”。`,
    en: ({ office }) => `No office "${office}".`,
  }),
  'appointment.level': fault<{ role: string; code: string }>({
    zh: ({ role, code }) => `${code} 这一级不设“${role}”，请换岗位或组织单位。`,
    en: ({ role, code }) => `"${role}" is not held at the level of ${code}.`,
  }),
  'appointment.office-needed': fault<{ role: string }>({
    zh: ({ role }) => `“${role}”要写明是哪个办公室的。`,
    en: ({ role }) => `"${role}" is held for an office; name it.`,
  }),
  'appointment.no-office': fault<{ role: string }>({
    zh: ({ role }) => `“${role}”不分办公室，请不要填办公室。`,
    en: ({ role }) => `"${role}" is not held for an office; leave it out.`,
  }),
  'appointment.apart': fault<{ role: string; held: string }>({
    zh: ({ role, held }) => `三员分立：“${role}”与“${held}”不能由同一人同时担任。`,
    en: ({ role, held }) => `"${role}" and "${held}" cannot be held by one person at one time.`,
  }),
  'appointment.own': fault<Record<string, never>>({
    zh: () => '不能给自己任职或免职，请找另一位安全管理员。',
    en: () => 'Nobody appoints or dismisses themself; ask another security administrator.',
  }),
  'assignment.holder': fault<{ orgUnit: string }>({
    zh: ({ orgUnit }) => `移交不了：此人今天不能查看 ${orgUnit} 的这类条目，或者账号已停用。请另选一人，或先安排职责。`,
    en: ({ orgUnit }) => `Not handed over: that person may not read such entries of ${orgUnit} today; choose another.`,
  }),
  'delegation.apart': fault<{ role: string }>({
    zh: ({ role }) => `“${role}”不能由别人代理。`,
    en: ({ role }) => `"${role}" cannot be delegated.`,
  }),
  'delegation.again': fault<Record<string, never>>({
    zh: () => '这项职责是别人委托您代理的，不能再委托。',
    en: () => 'This duty was delegated to you; it cannot be delegated again.',
  }),
  'delegation.until': fault<{ until: string; today: string; latest: string }>({
    zh: ({ until, today, latest }) => `代理只能到 ${today} 至 ${latest} 之间的一天，不能到 ${until}。`,
    en: ({ until, today, latest }) => `A delegation ends on a day from ${today} to ${latest}, not on ${until}.`,
  }),
  'delegation.person': fault<Record<string, never>>({
    zh: () => '只能委托本单位或上下级单位的另一个人代理。',
    en: () => 'Delegate to another person of the same org unit, or of one above or below it.',
  }),
  'report.not-reviewed': fault<{ reviewers: readonly string[] }>({
    zh: ({ reviewers }) => `这份报告还没有核稿，不能签发。请先由${reviewers.join('、')}核稿。`,
    en: ({ reviewers }) => `This report has not been reviewed; ${reviewers.join(', ')} may review it.`,
  }),
  'server.stopping': fault<Record<string, never>>({
    zh: () => '服务器正在重启，请稍后重试；没有确认的操作可以原样重做。',
    en: () => 'The server is restarting; repeating the request is safe.',
  }),
  'server.address-taken': fault<{ address: string; why: string }>({
    zh: ({ address, why }) => `不能在 ${address} 上提供服务（${why}）。端口可能被别的程序占用，请用 --port 换一个。`,
    en: ({ address, why }) => `Cannot listen on ${address} (${why}); another program may have the port: try --port.`,
  }),
  'server.failed': fault<{ instance: string }>({
    zh: ({ instance }) => `服务器出错，这次操作没有完成，可以原样重做。请把编号 ${instance} 告诉技术员。`,
    en: ({ instance }) => `The server failed; repeating the request is safe. Tell your technician: ${instance}.`,
  }),
}

export const serverError = defineErrors(SERVER_ERRORS)
