import { type Ledger, type OrgTree, type Rights, stands, townshipOf } from '@shishu/kernel'
import { todayInShanghai } from '../scope/scope.ts'

/**
 * Codes of the places for which the person may write the ledger's entries: none above a township, none that has ended.
 * @param own  where the entry in question is: it may stay there
 */
export function writablePlaces(ledger: Ledger, places: OrgTree, rights: Rights, own?: string): string[] {
  const today = todayInShanghai()
  return places.all
    .filter((unit) => stands(unit, today) || unit.code === own)
    .map(({ code }) => code)
    .filter((code) => townshipOf(code) !== undefined && rights.may('entry.write', { orgUnit: code, ledger }))
}
