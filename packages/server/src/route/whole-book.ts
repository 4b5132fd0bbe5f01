import { type Act, COUNTRY, levelOf } from '@shishu/kernel'
import type { Services } from '../services.ts'
import type { Asked } from './route.ts'

/** What is about the whole book is about every town of it; before there is one, about the country. */
export function wholeBook(act: Act, { book }: Services): readonly Asked[] {
  const towns = book.orgTree.all.filter(({ code }) => levelOf(code) === 'township')
  return towns.length === 0 ? [{ act, orgUnit: COUNTRY }] : towns.map(({ code }) => ({ act, orgUnit: code }))
}
