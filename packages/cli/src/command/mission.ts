import { definitionsOf, missionTable } from '@shishu/kernel'
import { EXIT } from '../terminal/exit-code.ts'
import { columns } from '../terminal/terminal.ts'
import { type Context, packInForce } from './context.ts'

/** `shishu mission`: what the township is charged with, row by row, and what carries it. */
export async function missionCommand(context: Context): Promise<number> {
  const { terminal } = context
  const rows = missionTable(definitionsOf(await packInForce(context)))
  if (terminal.json) terminal.printJson(rows)
  else {
    const lines = rows.map((row) => [
      row.id,
      terminal.language === 'zh' ? row.label : row.gloss,
      row.ledgers.join(' '),
      `${row.indicators.length}`,
      row.limits.map(({ count, unit }) => `${count} ${unit}`).join(', '),
      row.slots.join(','),
    ])
    for (const line of columns(lines)) terminal.print(line)
  }
  return EXIT.done
}
