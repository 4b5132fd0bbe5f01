/** Height of every row of a list: all are alike, so that where a row stands needs no measuring. */
export const ROW_PX = 38
/** Rows drawn beyond those in sight, so that scrolling meets none that are blank. */
const BEYOND = 10
/** The window moves by so many rows at a time: most scroll events draw nothing. */
const STEP = 5

/** The rows that are drawn: `first` in, `until` out. */
export interface RowWindow {
  first: number
  until: number
}

/** Rows that are drawn at once, an even number so that those that are shaded stay so as elements are used again. */
export const windowSize = (heightPx: number): number => 2 * Math.ceil((heightPx / ROW_PX + 2 * BEYOND + STEP) / 2)

/** The rows to draw for a place of the scroll bar. Every window of one height has the same number of rows but at the end. */
export function windowOf(scrollTopPx: number, heightPx: number, rows: number): RowWindow {
  const size = windowSize(heightPx)
  const wanted = Math.floor((Math.floor(scrollTopPx / ROW_PX) - BEYOND) / STEP) * STEP
  const first = Math.max(0, Math.min(wanted, Math.ceil((rows - size) / STEP) * STEP))
  return { first, until: Math.min(rows, first + size) }
}

/** Whether every row in sight is among those drawn. */
export function covers({ first, until }: RowWindow, scrollTopPx: number, heightPx: number, rows: number): boolean {
  const lastInSight = Math.min(rows, Math.ceil((scrollTopPx + heightPx) / ROW_PX))
  return first <= Math.floor(scrollTopPx / ROW_PX) && until >= lastInSight
}
