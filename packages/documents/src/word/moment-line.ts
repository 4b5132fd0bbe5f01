import { beijingTime } from './beijing-time.ts'
import type { ReportDocument } from './report-document.ts'

/** How much of a seal is printed: enough to find it and to notice another one. */
export const PRINTED_SEAL_DIGITS = 16

/** The line that ties a paper to the book: as of when, under which seal. */
export function momentLine({ asOf, seal }: Pick<ReportDocument, 'asOf' | 'seal'>): string {
  return `数据截至${beijingTime(asOf)}（北京时间）　${seal === null ? '未封印' : `封印 ${seal.slice(0, PRINTED_SEAL_DIGITS)}`}`
}
