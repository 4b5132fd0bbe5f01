import { codeKey, formatAmount, parsePeriod } from '@shishu/kernel'
import { closePeriod, listAdjustments, settle } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { columns } from '../terminal/terminal.ts'
import { type Context, withBook } from './context.ts'
import { townOf } from './entry.ts'

/** `shishu close PERIOD`: ends a period; later changes to it are adjustments. */
export async function closeCommand(context: Context, text: string, org: string): Promise<number> {
  const { terminal } = context
  const period = parsePeriod(text)
  return withBook(context, async (book) => {
    const town = townOf(org)
    await closePeriod(book, town, period, context.by)
    await settle(book, codeKey(town))
    terminal.print(terminal.say({ zh: `${period.id} 已封账。`, en: `${period.id} is closed.` }))
    return EXIT.done
  })
}

/** `shishu adjustments PERIOD`: what was booked into a closed period since its closing, with who and why. */
export async function adjustmentsCommand(context: Context, text: string, org: string): Promise<number> {
  const { terminal } = context
  const period = parsePeriod(text)
  return withBook(context, async (book) => {
    const adjustments = await listAdjustments(book, townOf(org), period)
    const { nameOf, unitOf } = book.definitions
    if (terminal.json) terminal.printJson(adjustments)
    else {
      const rows = adjustments.map(({ bookedAt, by, measure, day, amount, reason }) => [
        bookedAt,
        by,
        nameOf(measure),
        day,
        formatAmount(amount, unitOf(measure)),
        reason ?? '',
      ])
      for (const line of columns(rows)) terminal.print(line)
    }
    return EXIT.done
  })
}
