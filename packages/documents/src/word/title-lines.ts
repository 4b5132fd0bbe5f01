import { cellsOf, PAGE, SIZE } from './official-layout.ts'

/** Characters of size 2 that fill a line. */
const TITLE_CELLS = Math.floor((PAGE.width - PAGE.left - PAGE.right) / (SIZE.two * 10))

const MAY_NOT_OPEN_A_LINE = /^[，。、；：？！）》〉”’·—…%的和与及了等]/
const MAY_NOT_CLOSE_A_LINE = /(?:[（《〈“‘—]|关于)$/

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Where a title's lines end: between words, in the shape of a trapezoid or a diamond (GB/T 9704-2012, 7.3.1).
 *
 * @param whole  spans that may not be parted, such as a figure
 * @returns offsets into the text; none where the title fits one line, or fits no such shape and is left to wrap
 */
export function titleBreaks(title: string, whole: readonly { from: number; until: number }[] = []): number[] {
  const total = cellsOf(title)
  const lines = Math.ceil(total / TITLE_CELLS)
  // How far the ends of the lines lie from where equal lines would end.
  const shape = lines === 2 ? [1.5] : lines === 3 ? [-1.5, 1.5] : []
  const candidates = [...words.segment(title)]
    .map((word) => word.index)
    .filter(
      (at) =>
        at > 0 &&
        !whole.some((span) => span.from < at && at < span.until) &&
        !MAY_NOT_OPEN_A_LINE.test(title.slice(at)) &&
        !MAY_NOT_CLOSE_A_LINE.test(title.slice(0, at)),
    )
  const breaks = shape.map((shift, index) => {
    const ideal = (total * (index + 1)) / lines + shift
    const distance = (at: number) => Math.abs(cellsOf(title.slice(0, at)) - ideal)
    return candidates.reduce((best, at) => (distance(at) < distance(best) ? at : best), 0)
  })
  const fits = [...breaks, title.length].every((end, index) => {
    const start = breaks[index - 1] ?? 0
    return end > start && cellsOf(title.slice(start, end)) <= TITLE_CELLS
  })
  return fits ? breaks : []
}
