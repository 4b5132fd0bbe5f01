import type { Day, RenderedReport } from '@shishu/kernel'

/** A report ready to be put on paper: its prose, who issues it, and the moment of the book it was computed at. */
export interface ReportDocument {
  report: RenderedReport
  /** The org unit reported on, as it is named: 青溪镇. */
  orgUnit: string
  /** The period in words: 2026年上半年. */
  period: string
  /** 发文机关署名: 青溪镇人民政府. */
  issuer: string
  /** 主送机关, without its colon. */
  recipient?: string
  /** 成文日期. */
  date: Day
  /** The moment the figures were computed at, an ISO instant. */
  asOf: string
  /** The journal's seal at that moment, in hex; null where nothing was sealed. */
  seal: string | null
}
