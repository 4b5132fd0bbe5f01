import { checkContent, trackFromDates } from '@shishu/kernel'
import { packTownship } from '../src/index.ts'
import { townEntries, towns } from './index.ts'
const mine = new Set(['peace','safety','planning','overall','disclosure'])
for (const town of towns) {
  const entries = townEntries(town)
  for (const ledger of packTownship.ledgers) {
    if (!mine.has(ledger.office)) continue
    const list = entries.get(ledger.id) ?? []
    const bad = new Map<string, number>()
    const ends = new Map<string, number>()
    const keys = new Set<string>()
    for (const { orgUnit, values } of list) {
      const key = [orgUnit, ...ledger.key.map((f) => values[f])].join('|')
      if (keys.has(key)) bad.set('key '+key, 1)
      keys.add(key)
      const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
      for (const p of checkContent(ledger, { orgUnit, values, track })) { const k=p.error.text('zh'); bad.set(k, (bad.get(k) ?? 0) + 1); if (bad.size<2) console.log(values, track) }
      if (ledger.loop) { let st = ledger.loop.opens.state; for (const t of track) st = ledger.loop.steps[t.step]!.to; ends.set(st, (ends.get(st) ?? 0) + 1) }
    }
    console.log(town.name, ledger.id, list.length, JSON.stringify(Object.fromEntries(ends)), [...bad].slice(0,5))
  }
}
