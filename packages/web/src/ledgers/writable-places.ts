import { type Ledger, type OrgTree, type Rights, townshipOf } from '@shishu/kernel'

/** Codes of the places for which the person may write the ledger's entries; none above a township. */
export function writablePlaces(ledger: Ledger, places: OrgTree, rights: Rights): string[] {
  return places.all
    .map(({ code }) => code)
    .filter((code) => townshipOf(code) !== undefined && rights.may('entry.write', { orgUnit: code, ledger }))
}
