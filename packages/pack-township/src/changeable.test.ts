import { checkChanges, type DefinitionChange, KEPT_IN, measuresOf, OWN_PREFIX } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { packTownship } from './index.ts'

test.each(Object.entries(KEPT_IN))('every %s is of the form in which a town may change it', (kind, kept) => {
  const changes = packTownship[kept].map((body) => ({ kind, body }) as DefinitionChange)
  for (let at = 0; at < changes.length; at += 50) {
    expect(checkChanges(packTownship, changes.slice(at, at + 50))).toEqual([])
  }
  // Ids that begin so are the town's own.
  expect(changes.filter(({ body }) => body.id.startsWith(OWN_PREFIX))).toEqual([])
})

test('the largest ledger books to fewer measures than a ledger may', () => {
  expect(Math.max(...packTownship.ledgers.map((ledger) => measuresOf(ledger).length))).toBeLessThan(600)
})
