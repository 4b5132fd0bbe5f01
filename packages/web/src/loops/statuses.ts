/** How a case's clock stands, the most pressing first: the columns of the board. */
export const STATUSES = ['overdue', 'soon', 'in-time', 'suspended', 'unknown'] as const
export type Status = (typeof STATUSES)[number]
