import { definitionsOf, describe, storedFields } from '@shishu/kernel'
import { EXIT } from '../terminal/exit-code.ts'
import { columns } from '../terminal/terminal.ts'
import { type Context, packInForce } from './context.ts'

/** `shishu ledgers`: every ledger, with its kind, office, fields and source. */
export async function ledgersCommand(context: Context): Promise<number> {
  const { terminal } = context
  const pack = await packInForce(context)
  const { ledgers } = definitionsOf(pack).pack
  if (terminal.json) terminal.printJson(ledgers)
  else {
    const rows = ledgers.map(({ id, label, gloss, kind, office, fields, source }) => [
      id,
      terminal.language === 'zh' ? label : gloss,
      kind,
      pack.offices[office] ?? office,
      String(storedFields(fields).length),
      source,
    ])
    for (const line of columns(rows)) terminal.print(line)
  }
  return EXIT.done
}

/** `shishu indicators`: every indicator, with its formula in words and its source. */
export async function indicatorsCommand(context: Context): Promise<number> {
  const { terminal } = context
  const pack = await packInForce(context)
  const definitions = definitionsOf(pack)
  if (terminal.json) terminal.printJson(pack.indicators)
  else {
    for (const { id, label, gloss, source, better } of pack.indicators) {
      const { formula } = definitions.indicator(id)
      terminal.print(`${id}　${terminal.language === 'zh' ? label : gloss}`)
      terminal.print(`  ${describe(formula, terminal.language, definitions.nameOf)}`)
      const direction = { up: '↑', down: '↓', neither: '—' }[better]
      terminal.print(`  ${direction}　${source}`)
    }
  }
  return EXIT.done
}
