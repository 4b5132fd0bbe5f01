import { codeKey, dayOfInstant, describePeriod, kernelError, parseDay, parsePeriod, townshipOf } from '@shishu/kernel'
import { drawSample, listDue, listMissing, proposeForReport, sealMoment, standingIn } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { columns } from '../terminal/terminal.ts'
import { type Context, withBook } from './context.ts'

const STATUS = {
  overdue: { zh: '超期', en: 'overdue' },
  soon: { zh: '将到期', en: 'due soon' },
  'in-time': { zh: '在办', en: 'in time' },
  suspended: { zh: '暂停计时', en: 'suspended' },
  unknown: { zh: '缺节假日安排', en: 'holidays not loaded' },
} as const

/** `shishu due`: the cases whose clock runs, the most pressing first. */
export async function dueCommand(
  context: Context,
  options: { org: string; on?: string; office?: string },
): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const on = options.on === undefined ? dayOfInstant(book.clock().toISOString()) : parseDay(options.on)
    const cases = await listDue(book, {
      orgUnit: options.org,
      on,
      ...(options.office === undefined ? {} : { office: options.office }),
    })
    if (terminal.json) terminal.printJson(cases)
    else {
      const rows = cases.map((one) => {
        const ledger = book.definitions.ledger(one.ledger)
        return [
          terminal.say(STATUS[one.status]),
          one.due ?? '—',
          ledger.label,
          ledger.loop!.states[one.state]!.label,
          book.orgTree.find(one.orgUnit)?.name ?? one.orgUnit,
          one.summary,
          one.source,
        ]
      })
      for (const line of columns(rows)) terminal.print(line)
    }
    return EXIT.done
  })
}

/** `shishu missing`: required frequencies that the book does not show. */
export async function missingCommand(context: Context, options: { org: string; period: string }): Promise<number> {
  const { terminal } = context
  const period = parsePeriod(options.period)
  return withBook(context, async (book) => {
    const found = await listMissing(book, { orgUnit: options.org, period })
    if (terminal.json) terminal.printJson(found)
    for (const { requirement, missing } of terminal.json ? [] : found) {
      terminal.print(`${requirement.label}　${missing.length}　${requirement.source}`)
      for (const gap of missing.slice(0, 20)) {
        const place = book.orgTree.find(gap.place)?.name ?? gap.place
        terminal.print(`  ${place}　${describePeriod(gap.period, terminal.language)}　${gap.happened}`)
      }
    }
    return EXIT.done
  })
}

/** `shishu propose`: sentences that a report's writer may take up, and what they rest on. */
export async function proposeCommand(context: Context, options: { org: string; period: string }): Promise<number> {
  const { terminal } = context
  const period = parsePeriod(options.period)
  return withBook(context, async (book) => {
    const proposals = await proposeForReport(book, { orgUnit: options.org, period })
    if (terminal.json) terminal.printJson(proposals)
    for (const section of terminal.json ? [] : (['highlight', 'difficulty'] as const)) {
      const titles = {
        highlight: { zh: '亮点（供采纳）', en: 'Ahead' },
        difficulty: { zh: '难点短板（供采纳）', en: 'Behind' },
      }
      terminal.print(terminal.say(titles[section]))
      for (const one of proposals.sentences.filter((sentence) => sentence.section === section)) {
        terminal.print(`  ${one[terminal.language]}`)
      }
    }
    return EXIT.done
  })
}

/** `shishu sample LEDGER STATE`: the entries for a second look, drawn by the journal’s seal. */
export async function sampleCommand(
  context: Context,
  ledgerId: string,
  state: string,
  options: { org: string; on: string; share: string },
): Promise<number> {
  const { terminal } = context
  const share = Number(options.share)
  if (!(share > 0 && share <= 1)) throw new RangeError('--share: 0–1')
  const town = townshipOf(options.org)
  if (town === undefined) throw kernelError('org-unit.no-town', { code: options.org })
  return withBook(context, async (book) => {
    const entries = await standingIn(book, { orgUnit: options.org, on: parseDay(options.on), ledger: ledgerId, state })
    const { seal } = await sealMoment(book, [codeKey(town)])
    const drawn = drawSample(seal, entries, share)
    if (terminal.json) terminal.printJson({ seal, among: entries.length, drawn })
    else {
      const words = {
        zh: `${entries.length} 条中抽 ${drawn.length} 条，封印 ${seal}`,
        en: `${drawn.length} of ${entries.length}`,
      }
      terminal.print(terminal.say(words))
      for (const entry of drawn) terminal.print(`  ${entry}`)
    }
    return EXIT.done
  })
}
