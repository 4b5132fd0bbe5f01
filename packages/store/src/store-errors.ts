import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal that the store can give. To add one, add it here: code, facts, both texts. */
export const STORE_ERRORS = {
  'engine.platform-unsupported': fault<{ platform: string }>({
    zh: ({ platform }) => `本机（${platform}）没有内置数据库。请安装 PostgreSQL 15 以上，并用 DATABASE_URL 指明它。`,
    en: ({ platform }) => `No embedded database for ${platform}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
  }),
  'engine.start-failed': fault<{ detail: string }>({
    zh: ({ detail }) => `数据库没能启动：${detail}`,
    en: ({ detail }) => `The database did not start: ${detail}`,
  }),
  'engine.disk-full': fault<{ path: string }>({
    zh: ({ path }) => `磁盘已满（${path}）。这次操作没有记账，已记的都在。请腾出空间后重做。`,
    en: ({ path }) => `The disk is full (${path}). Nothing of this was booked; what was booked is safe.`,
  }),
  'engine.connection-lost': fault<{ detail: string }>({
    zh: ({ detail }) => `与数据库的连接断了（${detail}）。没有确认的操作可以原样重做，不会记两次。`,
    en: ({ detail }) => `The connection to the database broke (${detail}). Repeating the request is safe.`,
  }),
  'engine.busy': fault<Record<string, never>>({
    zh: () => '现在办理的人太多，没有轮到。请稍后原样重做，不会记两次。',
    en: () => 'Too much is being worked on; repeat the request in a moment, which is safe.',
  }),
  'engine.too-long': fault<Record<string, never>>({
    zh: () => '要查的内容太多，一分钟内没有算完，已停止，没有记账。请缩小范围（单位、日期）后再试。',
    en: () =>
      'This took longer than a minute and was stopped; nothing was booked. Ask for less: a smaller place or range.',
  }),
  'access.refused': fault<Record<string, never>>({
    zh: () => '这超出了您的职责范围，没有办理。需要办理的，请找单位的安全管理员调整职责。',
    en: () => 'This lies outside your rights; nothing was done. Ask your security administrator.',
  }),
  'book.in-use': fault<{ pid: number }>({
    zh: ({ pid }) => `账簿正被另一个进程（${pid}）使用，请等它结束再试。`,
    en: ({ pid }) => `The book is in use by another process (${pid}).`,
  }),
  'book.newer': fault<{ found: number; known: number }>({
    zh: ({ found, known }) => `账簿的版本是 ${found}，本程序只认识到 ${known}。请升级程序。`,
    en: ({ found, known }) => `The book is at schema ${found}; this program knows ${known}. Upgrade the program.`,
  }),
  'book.definitions-changed': fault<Record<string, never>>({
    zh: () => '定义刚才更新了，这次什么也没有记。请过几秒再做；一直这样，是本程序比账簿旧，请换新程序。',
    en: () =>
      'New definitions have just been put in force; nothing was booked. Try again in some seconds; if it stays so, this program is older than the book.',
  }),
  'book.rebooking': fault<Record<string, never>>({
    zh: () => '正在按新的统计口径重新记账，这时签发，数会新旧相混。请过几分钟再签发。',
    en: () =>
      'Entries are being counted anew by changed rules; issued now, figures would mix old and new. Issue in some minutes.',
  }),
  'definition.retyped': fault<{ ledger: string; field: string; was: string; is: string }>({
    zh: ({ ledger, field, was, is }) =>
      `${ledger}的“${field}”原来按 ${was} 存，不能改成 ${is}：已记的会读不出来。请另加一栏。`,
    en: ({ ledger, field, was, is }) =>
      `${ledger}: "${field}" is stored as ${was} and cannot become ${is}; add a field.`,
  }),
  'definition.refused': fault<{ problems: readonly string[]; cases: readonly string[] }>({
    zh: ({ problems, cases }) => `定义没有改，因为：\n${[...problems, ...cases].join('\n')}`,
    en: ({ problems, cases }) => `The definitions were not changed:\n${[...problems, ...cases].join('\n')}`,
  }),
  'definition.from-past': fault<{ from: string; today: string }>({
    zh: ({ from, today }) => `${from} 已经过去，定义最早从今天（${today}）起生效。`,
    en: ({ from, today }) => `${from} is past; definitions hold from today (${today}) at the earliest.`,
  }),
  'definition.change-unknown': fault<{ change: string }>({
    zh: ({ change }) => `没有编号为 ${change} 的定义变更。`,
    en: ({ change }) => `No change of definitions ${change}.`,
  }),
  'definition.not-waiting': fault<{ change: string }>({
    zh: () => '这项定义变更已经生效或撤回，不能再撤回。要改，请另发一项。',
    en: () => 'This change of definitions is in force or withdrawn; publish another to change it.',
  }),
  'definition.unfit': fault<{ changes: readonly string[]; problems: readonly string[] }>({
    zh: ({ changes, problems }) =>
      `账簿里的定义变更与本程序自带的定义不合，没有打开：\n${changes.join('\n')}\n${problems.join('\n')}\n请用原来的程序打开，改好上面的定义，再换本程序。`,
    en: ({ changes, problems }) =>
      `Definitions changed in the book do not go with those of this program:\n${changes.join('\n')}\n${problems.join('\n')}\nOpen the book with the former program, mend them, then use this one.`,
  }),
  'book.no-definitions': fault<{ book: string }>({
    zh: ({ book }) => `账簿（${book}）还没有定义，请先运行 shishu import 或 npm start。`,
    en: ({ book }) => `The book (${book}) has no definitions yet; run shishu import or npm start first.`,
  }),
  'entry.unknown': fault<{ ledger: string; entry: string }>({
    zh: ({ ledger, entry }) => `${ledger}里没有条目 ${entry}。`,
    en: ({ ledger, entry }) => `${ledger} has no entry ${entry}.`,
  }),
  'entry.withdrawn': fault<{ ledger: string; entry: string }>({
    zh: ({ ledger, entry }) => `${ledger}的条目 ${entry} 已经撤销，不能再改。`,
    en: ({ ledger, entry }) => `Entry ${entry} of ${ledger} is withdrawn and cannot change.`,
  }),
  'entry.stale': fault<{ ledger: string; ledgerId: string; entry: string; expected: number; current: number }>({
    zh: ({ ledger, entry, expected, current }) =>
      `${ledger}的条目 ${entry} 已被别人改到第 ${current} 版，您看的是第 ${expected} 版。请看过新版再改。`,
    en: ({ ledger, entry, expected, current }) =>
      `Entry ${entry} of ${ledger} is at version ${current} by now; you saw version ${expected}.`,
  }),
  'entry.refused': fault<{ ledger: string; problems: readonly string[]; problemsEn: readonly string[] }>({
    zh: ({ ledger, problems }) => `${ledger}没有记账，因为：\n${problems.join('\n')}`,
    en: ({ ledger, problemsEn }) => `Nothing was booked in ${ledger}:\n${problemsEn.join('\n')}`,
  }),
  'entry.twice': fault<{ ledger: string; entry: string }>({
    zh: ({ ledger, entry }) => `${ledger}的条目 ${entry} 在同一次请求里改了两处，请合成一处。`,
    en: ({ ledger, entry }) => `Entry ${entry} of ${ledger} is changed twice in one request.`,
  }),
  'entry.raced': fault<{ request: string }>({
    zh: () => '刚才有人同时记了同一条。这次没有记账，请看过最新的内容再做。',
    en: () => 'Somebody else booked the same entry just now; nothing was booked. Look again and repeat.',
  }),
  'entry.mask-given': fault<{ field: string; mask: string }>({
    zh: ({ field, mask }) => `“${field}”填的是“${mask}”，那是遮住以后的样子，不是内容。不改就不要填这一栏。`,
    en: ({ field, mask }) => `"${field}" holds "${mask}", which stands in for a value; leave the field out to keep it.`,
  }),
  'text.malformed': fault<{ text: string }>({
    zh: ({ text }) => `“${text}”里有不能保存的字符，请重新输入。`,
    en: ({ text }) => `"${text}" holds characters that cannot be kept.`,
  }),
  'entry.key-taken': fault<{ ledger: string; key: string }>({
    zh: ({ ledger, key }) => `${ledger}里已经有“${key}”，请改原条目，不要新建。`,
    en: ({ ledger, key }) => `${ledger} already has "${key}"; correct that entry instead.`,
  }),
  'entry.limit': fault<{ most: number }>({
    zh: ({ most }) => `一页最少 1 条，最多 ${most} 条。`,
    en: ({ most }) => `A page has from 1 to ${most} entries.`,
  }),
  'entry.skip': fault<{ most: number }>({
    zh: ({ most }) => `最多从第 ${most} 条看起，请加筛选条件。`,
    en: ({ most }) => `A list is read from entry ${most} at the latest; filter it.`,
  }),
  'entry.group-unfit': fault<{ ledger: string; field: string }>({
    zh: ({ ledger, field }) => `${ledger}不能按“${field}”分组，请按选项、日期、月份、是否、地方或环节分组。`,
    en: ({ ledger, field }) =>
      `${ledger} cannot be grouped by "${field}"; take a choice, date, month, yes-no, the place or the state.`,
  }),
  'entry.groups-too-many': fault<{ most: number }>({
    zh: ({ most }) => `分出的组超过 ${most} 个，请缩小范围或加筛选条件。`,
    en: ({ most }) => `More than ${most} groups; ask for a smaller place or filter the list.`,
  }),
  'entry.filter-too-long': fault<{ most: number }>({
    zh: ({ most }) => `筛选条件太多，最多 ${most} 项。`,
    en: ({ most }) => `Too many conditions or values; ${most} at most.`,
  }),
  'entry.filter-field': fault<{ ledger: string; field: string }>({
    zh: ({ ledger, field }) => `${ledger}没有“${field}”这一栏，不能按它筛选。`,
    en: ({ ledger, field }) => `${ledger} has no field "${field}" to filter by.`,
  }),
  'entry.filter-personal': fault<{ field: string }>({
    zh: ({ field }) => `“${field}”是个人信息，只能按是否填写筛选。`,
    en: ({ field }) => `"${field}" is personal: one can only ask whether it is filled.`,
  }),
  'entry.filter-test': fault<{ field: string; tests: readonly string[]; allowed: readonly string[] }>({
    zh: ({ field, tests, allowed }) =>
      `“${field}”不能这样筛选（${tests.join('、') || '没有条件'}）；可用其中一种：${allowed.join('、')}。`,
    en: ({ field, tests, allowed }) =>
      `"${field}" cannot be filtered so (${tests.join(', ') || 'no test'}); use one of ${allowed.join(', ')}.`,
  }),
  'entry.filter-value': fault<{ field: string; expected: string; expectedEn: string; found: string }>({
    zh: ({ field, expected, found }) => `按“${field}”筛选要填${expected}，现在是“${found}”。`,
    en: ({ field, expectedEn, found }) => `Filtering by "${field}" takes ${expectedEn}, not "${found}".`,
  }),
  'entry.sort-unfit': fault<{ ledger: string; field: string }>({
    zh: ({ ledger, field }) => `${ledger}不能按“${field}”排序：没有这一栏，或它是个人信息。`,
    en: ({ ledger, field }) => `${ledger} cannot be sorted by "${field}": there is no such field, or it is personal.`,
  }),
  'entry.state-unknown': fault<{ ledger: string; state: string }>({
    zh: ({ ledger, state }) => `${ledger}没有“${state}”这一状态。`,
    en: ({ ledger, state }) => `${ledger} has no state "${state}".`,
  }),
  'entry.cursor-malformed': fault<Record<string, never>>({
    zh: () => '翻页的位置有误，请从第一页看起。',
    en: () => 'The cursor is malformed; begin with the first page.',
  }),
  'entry.cursor-foreign': fault<Record<string, never>>({
    zh: () => '翻页的位置属于另一次查询，请从第一页看起。',
    en: () => 'The cursor belongs to another question; begin with the first page.',
  }),
  'entry.version-unknown': fault<{ ledger: string; entry: string; version: number }>({
    zh: ({ ledger, entry, version }) => `${ledger}的条目 ${entry} 没有第 ${version} 版。`,
    en: ({ ledger, entry, version }) => `Entry ${entry} of ${ledger} has no version ${version}.`,
  }),
  'reveal.not-personal': fault<{ field: string }>({
    zh: ({ field }) => `“${field}”不是个人信息，不用另外查看。`,
    en: ({ field }) => `"${field}" is not personal; there is nothing to reveal.`,
  }),
  'reason.needed': fault<{ most: number }>({
    zh: ({ most }) => `请写明原因（不超过 ${most} 字）。`,
    en: ({ most }) => `A reason is needed, of at most ${most} characters.`,
  }),
  'person.malformed': fault<{ most: number }>({
    zh: ({ most }) => `请写明是谁（不超过 ${most} 字）。`,
    en: ({ most }) => `A person is needed, in at most ${most} characters.`,
  }),
  'assignment.until-past': fault<{ until: string; today: string }>({
    zh: ({ until, today }) => `委托到 ${until} 为止，不能早于今天（${today}）。`,
    en: ({ until, today }) => `A delegation until ${until} is over before it begins: today is ${today}.`,
  }),
  'assignment.office-until': fault<Record<string, never>>({
    zh: () => '交回科室不设期限。',
    en: () => 'Handing a case back to the office has no end day.',
  }),
  'assignment.raced': fault<{ ledger: string; entry: string }>({
    zh: ({ ledger, entry }) => `刚才有人同时交办了${ledger}的条目 ${entry}，请看过再做。`,
    en: ({ ledger, entry }) => `Somebody else handed over entry ${entry} of ${ledger} just now; look again.`,
  }),
  'appointment.days': fault<{ from: string; until: string }>({
    zh: ({ from, until }) => `任职从 ${from} 起，不能早在 ${until} 就止。`,
    en: ({ from, until }) => `An appointment from ${from} cannot end on ${until}, before it begins.`,
  }),
  'appointment.unknown': fault<{ id: string }>({
    zh: ({ id }) => `没有任职 ${id}。`,
    en: ({ id }) => `No appointment ${id}.`,
  }),
  'appointment.ended': fault<{ id: string }>({
    zh: ({ id }) => `任职 ${id} 已经终止。`,
    en: ({ id }) => `Appointment ${id} has already been ended.`,
  }),
  'entry.same-key': fault<{ row: number; fields: string }>({
    zh: ({ row, fields }) => `与第 ${row} 行的${fields}相同，内容却不同，请核对：改正其中一行，或删去重复的。`,
    en: ({ row, fields }) => `Same ${fields} as row ${row}, but other content; mend one of them or delete it.`,
  }),
  'entry.wrong-town': fault<{ unit: string; town: string }>({
    zh: ({ unit, town }) => `${unit} 不属于 ${town}，不能记在它的账上。`,
    en: ({ unit, town }) => `${unit} is not within ${town}.`,
  }),
  'closing.reason-needed': fault<{ periods: readonly string[] }>({
    zh: ({ periods }) => `${periods.join('、')} 已经封账，这样改属于调整，请写明原因。`,
    en: ({ periods }) => `${periods.join(', ')} is closed; this is an adjustment and needs a reason.`,
  }),
  'closing.twice': fault<{ period: string }>({
    zh: ({ period }) => `${period} 已经封过账。`,
    en: ({ period }) => `${period} is already closed.`,
  }),
  'journal.broken': fault<{ town: string; position: number; detail: string }>({
    zh: ({ town, position, detail }) => `${town} 的流水账第 ${position} 笔对不上封印：${detail}`,
    en: ({ town, position, detail }) => `Journal of ${town}, position ${position}: ${detail}`,
  }),
  'export.malformed': fault<{ file: string; line: number; detail: string }>({
    zh: ({ file, line, detail }) => `导出文件 ${file} 第 ${line} 行有误：${detail}`,
    en: ({ file, line, detail }) => `Export ${file}, line ${line}: ${detail}`,
  }),
  'issue.unknown': fault<{ id: string }>({
    zh: ({ id }) => `没有签发号为 ${id} 的报告。`,
    en: ({ id }) => `No issued report ${id}.`,
  }),
}

export const storeError = defineErrors(STORE_ERRORS)
