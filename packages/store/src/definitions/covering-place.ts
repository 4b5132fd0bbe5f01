import { COUNTRY, isWithin, levelOf, type OrgTree, parentCode } from '@shishu/kernel'

/** The smallest place that holds every town of the book: where what concerns all of it is decided. */
export function coveringPlace(orgTree: OrgTree): string {
  const towns = orgTree.all.map(({ code }) => code).filter((code) => levelOf(code) === 'township')
  let place = towns[0] ?? COUNTRY
  while (!towns.every((town) => isWithin(town, place))) place = parentCode(place) ?? COUNTRY
  return place
}
